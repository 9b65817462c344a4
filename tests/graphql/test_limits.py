"""What a document may ask for, measured before anything is validated or run."""

import sys
from contextlib import suppress
from types import FrameType

import pytest
from graphql import get_introspection_query, parse

from maillage.graphql.documents import DocumentCache
from maillage.graphql.errors import ApiError, RequestErrors
from maillage.graphql.limits import Limits, Measurer
from tests.graphql.conftest import Served
from tests.graphql.toy import schema

CORE = schema._schema


def cost(query: str, **variables: object) -> int:
    document = parse(query)
    return Measurer(CORE, document, variables, Limits()).check(document.definitions[0])  # type: ignore[arg-type]


def chain(length: int) -> str:
    """Each fragment spreads the next one twice: written out, it has 2 ** length fields."""
    links = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(length))
    return f"{{ ...F0 }} {links} fragment F{length} on Query {{ hello }}"


NESTED = "parent { " * 16 + "title" + " }" * 16


@pytest.mark.parametrize(
    ("query", "limit", "maximum", "actual"),
    [
        (f"{{ item {{ {NESTED} }} }}", "depth", 15, 18),
        ("{ item { " + " ".join(f"a{n}: title" for n in range(31)) + " } }", "aliases", 30, 31),
        ("{ hello " + "@include(if: true) " * 51 + "}", "directives", 50, 51),
        ("{ " + "hello " * 21 + "}", "root_fields", 20, 21),
        ("{ item { " + "title " * 101 + "} }", "width", 100, 101),
        ("{ " + " ".join(f"a{n}: item {{ {'title ' * 61} }}" for n in range(10)) + "}", "fields", 600, 620),
        ("{ things(first: 100) { nodes { parent { id } parent2: parent { id } parent3: parent { id } } } "
         + " ".join(f"a{n}: things(first: 100) {{ nodes {{ {'parent { id } ' * 60} }} }}" for n in range(2))
         + " }", "cost", 10_000, 12_603),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isidentifier() else "",
)  # fmt: skip
async def test_an_operation_that_asks_too_much_is_refused_with_the_figures(
    served: Served, query: str, limit: str, maximum: int, actual: int
):
    body = await served.run(query)
    assert "data" not in body
    extensions = body["errors"][0]["extensions"]
    assert extensions == {"code": "QUERY_TOO_COMPLEX", "limit": limit, "maximum": maximum, "actual": actual}


class TooMuchWork(Exception):
    """More functions of Python were called than the test allows."""


def prepare(query: str, calls: int) -> None:
    """Take in a document with at most so many calls of functions: the same number on every machine."""
    left = calls

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal left
        left -= event == "call"
        if left < 0:
            raise TooMuchWork

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        DocumentCache(CORE, Limits()).prepare(query, {})
    finally:
        sys.setprofile(before)


@pytest.mark.parametrize("length", [20, 50, 60, 150])
def test_a_chain_of_fragments_costs_its_length_and_not_a_power_of_two(length: int):
    query = chain(length)
    with pytest.raises(ApiError) as refused:
        prepare(query, calls=10 * len(query))
    assert refused.value.extensions["code"] == "QUERY_TOO_COMPLEX"


@pytest.mark.parametrize(
    "query",
    [
        "{ item { " + "parent { id } " * 99 + "} }",
        "{ item { " + "parent { id } " * 300 + "} }",
        "{ item { " + " ".join(f"a{n}: parent {{ {'id ' * 19} }}" for n in range(30)) + " } }",
        "{ " + "...F " * 300 + "} fragment F on Query { hello }",
        "{ ...A ...B } fragment A on Query { ...B } fragment B on Query { ...A }",
        "{ " * 900,
    ],
)
def test_a_document_made_to_be_slow_makes_little_work(query: str):
    with suppress(RequestErrors, ApiError):
        prepare(query, calls=200_000)


@pytest.mark.parametrize("query", ["#" + "x" * 20_000 + "\n{ hello }", "{ " + "hello " * 2_001 + "}"])
async def test_a_text_too_long_is_refused_before_it_is_parsed(served: Served, query: str):
    error = (await served.run(query))["errors"][0]
    assert error["extensions"]["code"] in ("GRAPHQL_PARSE_FAILED", "QUERY_TOO_COMPLEX")


def test_the_cost_is_the_number_of_objects_that_the_answer_may_hold():
    assert cost("{ hello }") == 0
    assert cost("{ item { parent { id } } }") == 2
    assert cost("{ things { nodes { id } } }") == 1 + 20
    assert cost("{ things(first: 50) { edges { node { id } } } }") == 1 + 50 * 2
    assert cost("query($n: Int) { things(last: $n) { nodes { parent { id } } } }", n=7) == 1 + 7 * 2
    assert cost("query($n: Int) { things(first: $n) { nodes { id } } }") == 1 + 100
    assert cost('{ nodes(ids: ["a", "b", "c"]) { id } }') == 3
    assert cost("query($i: [ID!]!) { nodes(ids: $i) { id } }", i=["a", "b"]) == 2
    assert cost("{ ...F } fragment F on Query { things { nodes { id } } }") == 1 + 20


async def test_the_answer_says_what_the_operation_costs(served: Served):
    query = "query($n: Int) { things(first: $n) { nodes { id } } }"
    for size in (3, 3, 100, 3):
        body = await served.run(query, {"n": size})
        assert body["extensions"]["cost"] == {"requested": 1 + size, "maximum": 10_000}


def test_the_cost_of_a_cached_document_is_measured_for_each_size_of_page():
    prepared = DocumentCache(CORE, Limits(cost=50)).prepare(
        "query($n: Int) { things(first: $n) { nodes { id } } }", {"n": 1}
    )
    operation = prepared.operation(None)
    assert [prepared.cost(operation, {"n": size}) for size in (1, 40, 1)] == [2, 41, 2]
    with pytest.raises(ApiError, match="cost: 51, at most 50"):
        prepared.cost(operation, {"n": 50})


async def test_tools_may_read_the_whole_schema(served: Served):
    body = await served.run(get_introspection_query(descriptions=True))
    assert body["data"]["__schema"]["queryType"]["name"] == "Query"


def test_valid_documents_are_kept_by_their_text_and_bounded():
    cache = DocumentCache(CORE, Limits(), max_documents=2, max_characters=100)
    hello = cache.prepare("{ hello }", {})
    assert cache.prepare("{ hello }", {}) is hello
    for wrong in ("{", "{ nothing }"):
        for _ in range(2):
            with pytest.raises(RequestErrors):
                cache.prepare(wrong, {})
    cache.prepare("{ viewer }", {})
    cache.prepare("{ hello }", {})
    cache.prepare("{ boom }", {})  # drops { viewer }, the one not used for the longest time
    assert cache.prepare("{ hello }", {}) is hello
    cache.prepare("{ hello }" + " " * 95, {})
    assert cache.prepare("{ hello }", {}) is not hello


async def test_at_most_five_errors_are_told_and_no_name_is_suggested(served: Served):
    body = await served.run("{ " + " ".join(f"hell{n}" for n in range(20)) + " }")
    assert len(body["errors"]) <= 6
    assert all("Did you mean" not in error["message"] for error in body["errors"])
    assert body["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"

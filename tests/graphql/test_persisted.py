"""Documents named instead of sent."""

import hashlib
from pathlib import Path

import pytest

from maillage.graphql.persisted import read_documents
from tests.graphql.conftest import Served, Serving

QUERY = "{ hello }"
LISTED = {"greeting": "query($n: String!) { hello(name: $n) }"}


def named(query: str) -> dict[str, object]:
    return {"persistedQuery": {"version": 1, "sha256Hash": hashlib.sha256(query.encode()).hexdigest()}}


def codes(body) -> list[str]:
    return [error["extensions"]["code"] for error in body.get("errors", [])]


async def test_a_document_is_registered_by_its_hash_and_then_named_by_it(served: Served):
    first = (await served.post(extensions=named(QUERY))).json()
    assert first["errors"][0]["message"] == "PersistedQueryNotFound"
    assert codes(first) == ["PERSISTED_QUERY_NOT_FOUND"]
    for body in ({"query": QUERY, "extensions": named(QUERY)}, {"extensions": named(QUERY)}):
        assert (await served.post(**body)).json()["data"] == {"hello": "hello world"}
    async with served.socket() as socket:
        await socket.say(id="a", type="subscribe", payload={"extensions": named(QUERY)})
        assert (await socket.hear())["payload"]["data"] == {"hello": "hello world"}


async def test_a_hash_of_another_text_registers_nothing(served: Served):
    body = (await served.post("{ viewer }", extensions=named(QUERY))).json()
    assert codes(body) == ["PERSISTED_QUERY_HASH_MISMATCH"]
    assert codes((await served.post(extensions=named(QUERY))).json()) == ["PERSISTED_QUERY_NOT_FOUND"]


async def test_an_invalid_document_is_not_registered(served: Served):
    wrong = "{ nothing }"
    assert codes((await served.post(wrong, extensions=named(wrong))).json()) == ["GRAPHQL_VALIDATION_FAILED"]
    assert codes((await served.post(extensions=named(wrong))).json()) == ["PERSISTED_QUERY_NOT_FOUND"]


@pytest.mark.parametrize("wrong", [1, {}, {"version": 2, "sha256Hash": "x"}, {"version": 1, "sha256Hash": 1}])
async def test_a_malformed_name_is_a_bad_request(served: Served, wrong: object):
    assert codes((await served.post(extensions={"persistedQuery": wrong})).json()) == ["BAD_REQUEST"]


async def test_a_listed_document_is_run_by_its_id(serving: Serving):
    async with serving(documents=LISTED) as served:
        body = (await served.post(documentId="greeting", variables={"n": "toi"})).json()
        assert body["data"] == {"hello": "hello toi"}
        assert codes((await served.post(documentId="other")).json()) == ["DOCUMENT_NOT_FOUND"]
        assert (await served.post(QUERY)).json()["data"] == {"hello": "hello world"}


async def test_nothing_but_the_listed_documents_is_served_where_that_is_set(serving: Serving):
    async with serving(documents=LISTED, only_listed_documents=True) as served:
        listed = LISTED["greeting"]
        for body in (
            {"documentId": "greeting"},
            {"query": listed},
            {"extensions": named(listed)},
            {"query": listed, "extensions": named(listed)},
        ):
            answer = (await served.post(**body, variables={"n": "toi"})).json()
            assert answer["data"] == {"hello": "hello toi"}
        for body in ({"query": QUERY}, {"query": QUERY, "extensions": named(QUERY)}, {"query": listed + " "}):
            assert codes((await served.post(**body)).json()) == ["DOCUMENT_NOT_LISTED"]
        assert codes((await served.post("{ __schema { types { name } } }")).json()) == ["DOCUMENT_NOT_LISTED"]
        assert codes((await served.post(extensions=named(QUERY))).json()) == ["PERSISTED_QUERY_NOT_FOUND"]


def test_listed_documents_are_read_from_a_folder_or_from_one_file(tmp_path: Path):
    (tmp_path / "greeting.graphql").write_text(LISTED["greeting"])
    (tmp_path / "readme.txt").write_text("no document")
    assert read_documents(tmp_path) == LISTED
    manifest = tmp_path / "documents.json"
    manifest.write_text('{"greeting": "query($n: String!) { hello(name: $n) }"}')
    assert read_documents(manifest) == LISTED
    manifest.write_text('["x"]')
    with pytest.raises(ValueError, match=r"documents\.json"):
        read_documents(manifest)

"""The schema is a contract in a file, and says what everything in it is."""

from __future__ import annotations

import inspect
import os
import pkgutil
import re
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
    is_introspection_type,
    is_specified_scalar_type,
)

import maillage.usecases
from maillage.domain.caller import Right
from maillage.domain.refusals import every_refusal
from maillage.graphql.nodes import KINDS, NODES
from maillage.graphql.references import PREFIXES
from maillage.graphql.schema import Mutation, schema
from maillage.graphql.user_errors import ErrorCode
from maillage.usecases.founding import found_network

CORE = schema._schema
FILE = Path(__file__).parents[2] / "schema.graphql"
TYPES = [
    kind for kind in CORE.type_map.values() if not is_introspection_type(kind) and not is_specified_scalar_type(kind)
]
MODULES = [import_module(f"maillage.usecases.{each.name}") for each in pkgutil.iter_modules(maillage.usecases.__path__)]
USECASES = {
    name: usecase
    for module in MODULES
    for name, usecase in inspect.getmembers(module, inspect.iscoroutinefunction)
    if usecase.__module__ == module.__name__
    and not name.startswith("_")
    and list(inspect.signature(usecase).parameters)[:3] == ["log", "caller", "command"]
    and "verb" not in inspect.signature(usecase).parameters
    and usecase is not found_network  # which there is no network yet to be called in
}


def python_name(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def test_the_schema_is_the_one_that_is_committed():
    now = f"{schema.as_str()}\n"
    if os.environ.get("MAILLAGE_GOLDEN") == "write":
        FILE.write_text(now)
    assert FILE.read_text() == now, "a deliberate change: MAILLAGE_GOLDEN=write writes the file anew"


def parts() -> Iterator[tuple[str, str | None]]:
    """Everything that the schema names, with its description."""
    for kind in TYPES:
        yield kind.name, kind.description
        if isinstance(kind, GraphQLEnumType):
            yield from ((f"{kind.name}.{name}", value.description) for name, value in kind.values.items())
        if isinstance(kind, GraphQLInputObjectType):
            yield from ((f"{kind.name}.{name}", field.description) for name, field in kind.fields.items())
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for name, field in kind.fields.items():
                yield f"{kind.name}.{name}", field.description
                for argument, taken in field.args.items():
                    yield f"{kind.name}.{name}({argument}:)", taken.description


def test_everything_is_described():
    assert [name for name, description in parts() if not description] == []


def test_whoever_writes_a_reason_is_told_that_it_is_kept_for_ever():
    inputs = [kind for kind in TYPES if isinstance(kind, GraphQLInputObjectType)]
    reasons = {kind.name: kind.fields["reason"].description for kind in inputs if "reason" in kind.fields}
    assert len(reasons) >= 6
    for name, description in reasons.items():
        assert "Kept for ever" in description, name
        assert "no name of a person belongs here" in description, name


def deprecations() -> Iterator[tuple[str, str]]:
    for kind in TYPES:
        members = {**getattr(kind, "fields", {}), **getattr(kind, "values", {})}
        for name, member in members.items():
            if member.deprecation_reason:
                yield f"{kind.name}.{name}", member.deprecation_reason


def is_well_deprecated(reason: str, today: date) -> bool:
    """What to use instead, and until when it stays: a day that is not over."""
    found = re.fullmatch(r"Use \S.*\. Removed after (\d{4}-\d\d-\d\d)\.?", reason)
    return found is not None and date.fromisoformat(found[1]) >= today


def test_what_is_deprecated_says_what_to_use_and_until_when_it_stays():
    wrong = [name for name, reason in deprecations() if not is_well_deprecated(reason, datetime.now(UTC).date())]
    assert wrong == []


@pytest.mark.parametrize(
    ("reason", "fine"),
    [
        ("Use statusLabel. Removed after 2027-03-02.", True),
        ("Use statusLabel. Removed after 2026-03-01.", False),
        ("Removed after 2027-03-02.", False),
        ("No longer supported", False),
    ],
)
def test_the_rule_of_deprecations_sees_what_is_missing(reason, fine):
    assert is_well_deprecated(reason, date(2026, 3, 2)) is fine


def test_no_two_parts_of_the_mutations_have_a_mutation_of_one_name():
    """The later part would take the earlier one's place."""
    parts = [part.__strawberry_definition__ for part in Mutation.__bases__]
    names = [field.python_name for part in parts for field in part.fields]
    assert len(names) == len(set(names)) == len(CORE.mutation_type.fields)


def test_every_use_case_has_its_mutation_and_every_mutation_its_use_case():
    assert {python_name(name) for name in CORE.mutation_type.fields} == set(USECASES)


@pytest.mark.parametrize("mutation", sorted(CORE.mutation_type.fields))
def test_a_mutation_takes_one_input_with_a_command_id_and_answers_one_payload(mutation):
    field = CORE.mutation_type.fields[mutation]
    assert list(field.args) == ["input"]
    given = get_named_type(field.args["input"].type)
    assert given.name == f"{mutation[0].upper()}{mutation[1:]}Input"
    assert str(given.fields["commandId"].type) == "UUID!"
    assert given.fields["commandId"].description
    takes_version = "expected_version" in inspect.signature(USECASES[python_name(mutation)]).parameters
    assert ("expectedVersion" in given.fields) == takes_version
    payload = {name: str(answer.type) for name, answer in get_named_type(field.type).fields.items()}
    assert payload.items() >= {"position": "Cursor", "errors": "[UserError!]!", "warnings": "[UserError!]!"}.items()
    assert len(payload) == 4


def rights_of(usecase: Any) -> set[str]:
    """The rights that its source names, those of its module's constants included."""
    source, module = inspect.getsource(usecase), sys.modules[usecase.__module__]
    named = {getattr(module, name, ()) for name in re.findall(r"\b_[A-Z_]+\b", source)}
    return {right.value for rights in named for right in rights} | {
        Right[name].value for name in re.findall(r"Right\.([A-Z_]+)", source)
    }


@pytest.mark.parametrize("mutation", sorted(CORE.mutation_type.fields))
def test_a_mutation_s_description_names_the_rights_that_its_use_case_asks_for(mutation):
    asked = rights_of(USECASES[python_name(mutation)])
    described = set(re.findall(r"`([a-z.-]+)`", CORE.mutation_type.fields[mutation].description))
    assert described == asked
    assert asked


def test_every_object_with_an_id_is_found_by_it():
    nodes = {kind.name for kind in CORE.get_possible_types(CORE.type_map["Node"])}
    assert nodes == {kind.__name__ for kind in NODES}
    assert set(KINDS) == set(PREFIXES.values())


def test_root_fields_and_the_lists_of_a_network_are_nullable_so_that_one_failure_is_not_all():
    roots, network = CORE.query_type.fields, CORE.type_map["Network"].fields
    lists = {name: field for name, field in network.items() if "Connection" in str(field.type)}
    assert len(lists) >= 10
    assert [name for name, field in {**roots, **lists}.items() if str(field.type).endswith("!")] == []


def test_every_refusal_of_what_a_request_reaches_has_its_code():
    """The refusals of every module that the mutations' use cases import, themselves included."""
    reached = {usecase.__module__ for usecase in USECASES.values()} | {"maillage.eventstore.change"}
    for name in tuple(reached):
        reached |= {getattr(value, "__module__", "") for value in vars(sys.modules[name]).values()}
    met = {kind.code() for kind in every_refusal() if kind.__module__ in reached or ".domain." in kind.__module__}
    assert met <= set(ErrorCode.__members__)

"""Facts to bytes and back: the same values of the same types, whatever version of the program wrote them."""

import dataclasses
import types
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from eventsourcing.utils import register_topic
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.domain import registry
from maillage.domain.base import Fact, Personal
from maillage.domain.collectivities import Collectivity, CollectivityKind
from maillage.domain.network import Network
from maillage.eventstore.log import topic_of
from maillage.eventstore.mapper import Unreadable, to_fact, to_json
from maillage.eventstore.sealing import personal_fields
from tests.eventstore.writing import NOON, coordinator, open_log, register

GOLDEN = Path(__file__).parents[1] / "golden/upcasting"
STREAM = UUID("5f0c1f0e-8a64-4c1c-9d0a-1f6a6b7c8d9e")
KEYS = {STREAM: AESGCM(bytes(32))}


class Visit(Fact):
    """As it is today. It was called `title` at first, then measured in hours."""

    TOPIC = "test.visit"
    class_version: ClassVar[int] = 3
    name: str
    minutes: int
    place: str | None

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        state["name"] = state.pop("title")

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        state["minutes"] = int(Decimal(state.pop("hours")) * 60)
        state["place"] = None


class Note(Fact):
    """One sealed field beside an old shape: unsealed first, then brought up to date."""

    TOPIC = "test.note"
    class_version: ClassVar[int] = 2
    words: Annotated[str | None, Personal()]

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        if state["words"] is not None:
            state["words"] = state["words"].upper()


for planted in (Visit, Note):
    register_topic(planted.TOPIC, planted)


PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    datetime: st.datetimes(timezones=st.just(UTC)).map(lambda instant: instant.replace(fold=0)),  # UTC has no fold
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    int: st.integers(-(2**63), 2**63 - 1),
}


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Everything that a field of that type may hold."""
    if get_origin(hint) in (Union, types.UnionType):
        return st.one_of(*map(values, get_args(hint)))
    if get_origin(hint) is tuple:
        return st.lists(values(get_args(hint)[0]), max_size=3).map(tuple)
    if dataclasses.is_dataclass(hint):
        return st.builds(hint, **{name: values(kind) for name, kind in get_type_hints(hint).items()})
    return PLAIN[hint] if hint in PLAIN else st.from_type(hint)


def facts(kind: type[Fact]) -> st.SearchStrategy[Fact]:
    hints = get_type_hints(kind)
    place = {"originator_id": st.just(STREAM), "originator_version": st.integers(1, 2**63 - 1)}
    place |= {person: st.just(STREAM) for person in personal_fields(kind).values()}  # whose key is at hand
    fields = {each.name: values(hints[each.name]) for each in dataclasses.fields(kind) if each.name not in place}
    return st.builds(kind, **(fields | place))


@pytest.mark.parametrize("topic", registry.every_fact())
def test_every_fact_comes_back_as_it_was(topic):
    kind = registry.every_fact()[topic]

    @settings(max_examples=15, deadline=None, database=None)
    @given(fact=facts(kind))
    def comes_back(fact):
        state = to_json(fact, KEYS)
        again = to_fact(topic, STREAM, fact.originator_version, state, KEYS)
        assert type(again) is kind
        # Their writing too: Decimal("1.0") equals Decimal("1.00"), and an enum may equal its value.
        assert {name: repr(value) for name, value in vars(again).items()} == {
            name: repr(value) for name, value in vars(fact).items()
        }
        assert again == fact
        assert to_json(again, {}) == state if b"sealed" not in state else True

    assert topic_of(kind) == topic
    comes_back()


def test_values_are_of_their_own_types_again():
    class Colour(Enum):
        GREEN = "GREEN"

    @dataclasses.dataclass(frozen=True)
    class Bin:
        colour: Colour
        litres: Decimal

    class Emptied(Fact):
        TOPIC = "test.emptied"
        bins: tuple[Bin, ...]
        on: date
        by: UUID | None

    register_topic(Emptied.TOPIC, Emptied)
    bins = (Bin(Colour.GREEN, Decimal("240.0")), Bin(Colour.GREEN, Decimal("1E+2")))
    given = Emptied(STREAM, 1, NOON.replace(microsecond=7), bins=bins, on=date(2026, 2, 28), by=STREAM)
    again = to_fact(Emptied.TOPIC, STREAM, 1, to_json(given, {}))
    assert again == given
    assert [repr(each.litres) for each in again.bins] == ["Decimal('240.0')", "Decimal('1E+2')"]
    assert type(again.bins[0]) is Bin
    assert again.bins[0].colour is Colour.GREEN
    assert (type(again.on), type(again.by), again.timestamp.tzinfo) == (date, UUID, UTC)


def test_what_is_stored_is_plain_json_without_types_or_places():
    fact = Collectivity.Registered(
        STREAM, 1, NOON, originator_topic="collectivity", name="Vallée", kind=CollectivityKind.EPCI, siren=None
    )
    assert msgspec.json.decode(to_json(fact, {})) == {
        "timestamp": "2026-03-02T12:00:00Z",
        "originator_topic": "collectivity",
        "name": "Vallée",
        "kind": "EPCI",
        "siren": None,
    }


def test_decimals_are_stored_as_text_because_readers_of_json_make_floats_of_numbers():
    fact = Network.CoordinatorAllocationSet(STREAM, 2, NOON, share=Decimal("0.10"), decision=None)
    assert msgspec.json.decode(to_json(fact, {}))["share"] == "0.10"


@pytest.mark.parametrize("version", [1, 2, 3])
def test_what_was_stored_under_an_older_version_is_read_as_today(version):
    stored = (GOLDEN / f"v{version}.json").read_bytes()
    fact = to_fact(Visit.TOPIC, STREAM, 4, stored)
    assert fact == Visit(STREAM, 4, NOON, name="Visite", minutes=90, place=None)


def test_what_is_stored_today_says_its_version():
    assert (
        to_json(Visit(STREAM, 4, NOON, name="Visite", minutes=90, place=None), {})
        == (GOLDEN / "v3.json").read_bytes().strip()
    )


def test_sealed_fields_are_opened_before_they_are_brought_up_to_date():
    state = msgspec.json.decode(to_json(Note(STREAM, 1, NOON, words="bonjour"), KEYS))
    assert state.pop("class_version") == 2
    stored = msgspec.json.encode(state)  # as version 1 wrote it
    assert to_fact(Note.TOPIC, STREAM, 1, stored, KEYS).words == "BONJOUR"
    assert to_fact(Note.TOPIC, STREAM, 1, stored).words is None


@pytest.mark.parametrize(
    ("topic", "state", "why"),
    [
        ("test.never-heard-of", b"{}", "no fact is called test.never-heard-of"),
        ("network", b"{}", "network is no fact"),
        ("json", b"{}", "json is no fact"),
        ("test.visit", b"{}", "title"),
        ("test.visit", b'{"timestamp":"2026-03-02T12:00:00Z","class_version":4}', "class_version 4"),
        ("collectivity.registered", b"not json", "JSON is malformed"),
        ("collectivity.registered", b'{"timestamp":"2026-03-02T12:00:00Z"}', "originator_topic"),
        (
            "collectivity.registered",
            b'{"timestamp":"2026-03-02T12:00:00Z","originator_topic":"collectivity","name":"x","kind":"EPCI",'
            b'"siren":null,"class_version":2}',
            "class_version",
        ),
        (
            "collectivity.registered",
            b'{"timestamp":"2026-03-02T12:00:00Z","originator_topic":"collectivity","name":"x","kind":"REGION",'
            b'"siren":null}',
            "REGION",
        ),
    ],
)
def test_what_this_program_cannot_read_is_said_to_be_unreadable(topic, state, why):
    with pytest.raises(Unreadable) as refused:
        to_fact(topic, STREAM, 3, state)
    assert why in str(refused.value)


async def test_an_unknown_topic_in_the_log_is_said_to_be_unreadable(log, owner):
    caller = coordinator()
    await register(log, caller)
    await owner.execute(
        "UPDATE stored_events SET topic = 'collectivity.dreamt-of' WHERE network_id = $1", caller.network
    )
    with pytest.raises(Unreadable, match=r"collectivity\.dreamt-of"):
        await log.history(caller.network)


async def test_a_fact_is_read_with_its_place(shared):
    caller = coordinator()
    async with open_log(shared.app_pool) as log:
        outcome = await register(log, caller)
        [recorded] = await log.history(caller.network)
    assert (recorded.fact.originator_id, recorded.fact.originator_version) == (outcome.subject, 1)
    assert recorded.fact.timestamp == NOON

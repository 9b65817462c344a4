"""Personal fields: sealed where they are, readable while their person's key is kept, and never elsewhere."""

from base64 import b64decode, b64encode
from dataclasses import replace
from typing import Annotated
from uuid import UUID, uuid4

import msgspec
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from eventsourcing.utils import register_topic

from maillage.domain.base import Fact, Personal
from maillage.domain.people import Person
from maillage.eventstore import sealing
from maillage.eventstore.mapper import Unreadable, to_fact, to_json
from maillage.eventstore.sealing import PersonErased
from tests.eventstore.writing import NOON, command, coordinator, count, open_log, register_person

ANNE, MEETING = UUID(int=1), UUID(int=2)
KEYS = {ANNE: AESGCM(bytes(32))}


class Excused(Fact):
    """Sealed under a person who is not the stream."""

    TOPIC = "test.excused"
    person: UUID
    reason: Annotated[str | None, Personal("person")]
    also: Annotated[str | None, Personal("person")] = None


register_topic(Excused.TOPIC, Excused)
EXCUSED = Excused(MEETING, 3, NOON, person=ANNE, reason="malade", also="grippe")


def stored(fact: Fact = EXCUSED) -> dict:
    return msgspec.json.decode(to_json(fact, KEYS))


def read(state: dict, stream: UUID = MEETING, version: int = 3, keys=KEYS) -> Fact:
    return to_fact(Excused.TOPIC, stream, version, msgspec.json.encode(state), keys)


async def erase(owner, person: UUID) -> None:
    await owner.execute("UPDATE person_keys SET wrapped = NULL, erased_at = now() WHERE person_id = $1", person)


async def give_details(log, caller, person: UUID, email: str):
    async def decide(change) -> UUID:
        (await change.load(Person, person)).give_contact_details(email=email, phone=None, at=NOON)
        return person

    return await log.carry_out(caller, command(), decide)


def test_a_field_is_sealed_under_the_person_that_its_mark_names():
    assert dict(sealing.personal_fields(Excused)) == {"reason": "person", "also": "person"}
    assert dict(sealing.personal_fields(Person.Registered)) == {
        "given_name": "originator_id",
        "family_name": "originator_id",
    }
    assert sealing.subjects([EXCUSED]) == {ANNE}
    assert stored()["reason"]["subject"] == str(ANNE)
    assert b"malade" not in to_json(EXCUSED, KEYS)
    assert read(stored()) == EXCUSED


def test_what_is_absent_is_not_sealed():
    assert stored(replace(EXCUSED, also=None))["also"] is None


def test_the_same_words_are_never_the_same_box():
    fact = replace(EXCUSED, also="malade")
    boxes = [stored(fact)[name]["sealed"] for name in ("reason", "also")] + [stored(fact)["reason"]["sealed"]]
    assert len(set(boxes)) == 3


def test_without_the_key_a_sealed_field_is_none():
    assert read(stored(), keys={}) == replace(EXCUSED, reason=None, also=None)
    assert read(stored(), keys={ANNE: None}).reason is None


@pytest.mark.parametrize(
    ("stream", "version", "moved"),
    [(MEETING, 3, True), (MEETING, 4, False), (uuid4(), 3, False)],
    ids=["to another field", "to another version", "to another stream"],
)
def test_a_box_that_was_moved_does_not_open(stream, version, moved):
    state = stored()
    if moved:
        state["reason"], state["also"] = state["also"], state["reason"]
    with pytest.raises(Unreadable):
        read(state, stream, version)


def test_a_box_that_was_changed_or_is_anothers_does_not_open():
    state = stored()
    raw = bytearray(b64decode(state["reason"]["sealed"]))
    raw[-1] ^= 1
    state["reason"]["sealed"] = b64encode(raw).decode()
    with pytest.raises(Unreadable):
        read(state)
    with pytest.raises(Unreadable, match="version 3: reason was changed or moved, or is sealed with another key"):
        read(stored(), keys={ANNE: AESGCM(bytes(31) + b"\1")})


async def test_no_name_is_in_the_database(log):
    caller = coordinator()
    await register_person(log, caller, "Zoé-Introuvable")
    rows = await log.pool.fetch("SELECT state, metadata FROM log.stored_events WHERE network_id = $1", caller.network)
    assert "Introuvable" not in str([bytes(row["state"]) + bytes(row["metadata"]) for row in rows])
    [recorded] = await log.history(caller.network)
    assert (recorded.fact.given_name, recorded.fact.family_name) == ("Zoé-Introuvable", "Le Goff")


async def test_an_erased_person_is_read_as_none_by_every_process_that_starts_now(shared, log, owner):
    caller = coordinator()
    person = await register_person(log, caller)
    other = await register_person(log, caller, "Anne")
    await erase(owner, person)
    async with open_log(shared.app_pool) as later:
        first, second = await later.history(caller.network)
    assert (first.fact.given_name, first.fact.family_name, first.fact.originator_id) == (None, None, person)
    assert (second.fact.given_name, second.fact.originator_id) == ("Anne", other)


async def test_nothing_more_is_recorded_about_an_erased_person(shared, log, owner):
    caller = coordinator()
    person = await register_person(log, caller)
    await erase(owner, person)
    async with open_log(shared.app_pool) as later:
        with pytest.raises(PersonErased) as refused:
            await give_details(later, caller, person, "zoe@example.org")
    assert refused.value.values == {"person": str(person)}
    assert await count(log.pool, caller.network) == 1
    assert not await log.pool.fetchval("SELECT wrapped FROM log.person_keys WHERE person_id = $1", person)


async def test_the_same_person_in_another_network_has_another_key(log, owner):
    one, two = coordinator(), coordinator()
    person = await register_person(log, one)
    keys = await log.keyring.open_or_make(two.network, {person})
    assert keys[person] is not None
    rows = await owner.fetch("SELECT wrapped FROM person_keys WHERE person_id = $1", person)
    assert len({row["wrapped"] for row in rows}) == 2

"""What a command reads stays true until it is written; what it takes is its own; networks do not meet."""

import asyncio
from uuid import UUID, uuid4

import pytest

from maillage.domain.collectivities import Collectivity
from maillage.domain.network import Network
from maillage.domain.network_refusals import CollectivityAlreadyMember
from maillage.domain.people import Person
from maillage.domain.refusals import NotFound
from maillage.eventstore import log as log_module
from maillage.eventstore.change import VersionMoved
from maillage.eventstore.keyed_queue import KeyedQueue, StillWaiting
from maillage.eventstore.log import Log, StillMoving
from tests.eventstore.writing import (
    NOON,
    a_collectivity,
    admit,
    appoint,
    command,
    coordinator,
    count,
    found,
    open_log,
    register,
    register_person,
)

TAKEN = CollectivityAlreadyMember("key", collectivity="the one before", since="2026-01-01")  # any refusal will do


# Streams relied on ------------------------------------------------------------


async def test_a_command_is_decided_again_when_what_it_relied_on_has_moved(shared, log):
    """It registers a collectivity for as many coordinators as it sees: the number must be true when it is written."""
    caller, seen = coordinator(), []
    await found(log, caller)
    async with open_log(shared.app_pool) as other:

        async def decide(change) -> UUID:
            network = await change.rely_on(Network, caller.network)
            seen.append(len(network.coordinators))
            if len(seen) == 1:
                await appoint(other, caller, uuid4())
            collectivity = a_collectivity()
            change.add(collectivity)
            return collectivity.id

        outcome = await log.carry_out(caller, command(), decide)
    assert seen == [1, 2]
    assert (outcome.first, outcome.last) == (4, 4)


async def test_two_commands_that_rely_on_each_other_cannot_both_be_right(shared, log):
    """Write skew: each may resign while the other stays; without the check both would."""
    caller = coordinator()
    await found(log, caller)
    streams = []
    for _ in range(2):
        person = await register_person(log, caller)
        streams.append(person)

    async with open_log(shared.app_pool) as other:
        both_have_read = asyncio.Barrier(2)
        tries = [0, 0]

        async def resign(each, mine: int) -> bool:
            left = []

            async def decide(change) -> UUID:
                person = await change.load(Person, streams[mine])
                colleague = await change.rely_on(Person, streams[1 - mine])
                tries[mine] += 1
                if tries[mine] == 1:
                    await both_have_read.wait()
                left[:] = [colleague.version == 1]
                if colleague.version == 1:
                    person.give_contact_details(email=None, phone="0102030405", at=NOON)
                return person.id

            await each.carry_out(caller, command(), decide, on=streams[mine])
            return left[0]

        async with asyncio.timeout(60):
            resigned = await asyncio.gather(resign(log, 0), resign(other, 1))
    assert sorted(resigned) == [False, True]
    assert sorted(tries) == [1, 2]


async def test_reading_alone_writes_nothing_and_waits_for_nobody(log):
    caller = coordinator()
    await found(log, caller)

    async def decide(change) -> UUID:
        await change.rely_on(Network, caller.network)
        await appoint(log, caller, uuid4())
        return caller.network

    outcome = await log.carry_out(caller, command(), decide)
    assert (outcome.subject, outcome.first) == (caller.network, None)


async def test_a_refusal_that_rests_on_what_has_moved_is_decided_again(log):
    caller = coordinator()
    await found(log, caller)
    seen = []

    async def decide(change) -> UUID:
        network = await change.rely_on(Network, caller.network)
        seen.append(network.version)
        if len(seen) == 1:
            await appoint(log, caller, uuid4())  # somebody else, while this command makes up its mind
            raise TAKEN
        return network.id

    outcome = await log.carry_out(caller, command(), decide)
    assert outcome.subject == caller.network
    assert seen == [seen[0], seen[0] + 1]


async def test_who_is_always_outrun_is_told_so_in_the_end(log, monkeypatch):
    monkeypatch.setattr(log_module, "PATIENCE", 0.2)
    caller = coordinator()
    await found(log, caller)

    async def decide(change) -> UUID:
        network = await change.load(Network, caller.network)
        await appoint(log, caller, uuid4())  # as another process would, each time
        network.appoint_coordinator(person=uuid4(), on=NOON.date(), at=NOON)
        return network.id

    given = command()
    with pytest.raises(StillMoving):
        await log.carry_out(caller, given, decide)
    assert not await log.pool.fetchval("SELECT true FROM log.commands WHERE command_id = $1", given.id)


async def test_who_waits_too_long_behind_others_is_told_so_and_may_send_the_command_again(log):
    caller, inside, go = coordinator(), asyncio.Event(), asyncio.Event()
    await found(log, caller)
    impatient = Log(log.pool, log.keyring, log._appender, b"", KeyedQueue(wait=0.05))

    async def slow(_) -> UUID:
        inside.set()
        await go.wait()
        return caller.network

    async def quick(_) -> UUID:
        return caller.network

    first = asyncio.create_task(impatient.carry_out(caller, command(), slow, on=caller.network))
    await asyncio.wait_for(inside.wait(), 30)
    given = command()
    with pytest.raises(StillWaiting):
        await impatient.carry_out(caller, given, quick, on=caller.network)
    assert not await log.pool.fetchval("SELECT true FROM log.commands WHERE command_id = $1", given.id)
    go.set()
    await asyncio.wait_for(first, 30)
    assert (await impatient.carry_out(caller, given, quick, on=caller.network)).subject == caller.network


async def test_a_command_names_the_version_that_it_was_decided_on(log):
    caller = coordinator()
    await found(log, caller)

    async def rename(expected: int) -> UUID:
        async def decide(change) -> UUID:
            network = await change.load(Network, caller.network, expected_version=expected)
            network.appoint_coordinator(person=uuid4(), on=NOON.date(), at=NOON)
            return network.id

        return (await log.carry_out(caller, command(), decide)).first

    assert await rename(2) == 3
    with pytest.raises(VersionMoved) as refused:
        await rename(2)
    assert refused.value.values == {"expected": 2, "version": 3}
    assert await count(log.pool, caller.network) == 3


async def test_two_aggregates_change_together_or_not_at_all(shared, log):
    caller = coordinator()
    await found(log, caller)
    person, tries = await register_person(log, caller), []
    async with open_log(shared.app_pool) as other:

        async def decide(change) -> UUID:
            network = await change.load(Network, caller.network)
            someone = await change.load(Person, person)
            assert await change.load(Network, caller.network) is network
            tries.append(someone)
            if len(tries) == 1:
                await appoint(other, caller, uuid4())
            someone.give_contact_details(email="zoe@example.org", phone=None, at=NOON)
            network.appoint_coordinator(person=person, on=NOON.date(), at=NOON)
            return person

        outcome = await log.carry_out(caller, command(), decide)
    assert len(tries) == 2
    facts = [recorded.fact.TOPIC for recorded in await log.history(caller.network, outcome.first - 1)]
    assert facts == ["network.coordinator-appointed", "person.contact-details-given"]


# Claims -----------------------------------------------------------------------


async def test_a_taken_key_is_the_refusal_that_was_named_and_nothing_is_written(log):
    caller = coordinator()
    await register(log, caller, key="213100001")
    given = command()
    for _ in range(2):  # the second time it is the kept outcome
        with pytest.raises(CollectivityAlreadyMember) as refused:
            await register(log, caller, given, key="213100001", refusal=TAKEN)
        assert refused.value.values == TAKEN.values
        assert refused.value.path == ("key",)
    assert await count(log.pool, caller.network) == await count(log.pool, caller.network, "claims") == 1


async def numbered(log, caller) -> str:
    """Registers something under the next number of 2026."""
    taken = []

    async def decide(change) -> UUID:
        last = await change.highest("number", "2026-")
        number = f"2026-{int((last or '2026-0').split('-')[1]) + 1:02d}"
        collectivity = a_collectivity()
        change.add(collectivity)
        change.take("number", number, collectivity.id)
        taken.append(number)
        return collectivity.id

    await log.carry_out(caller, command(), decide)
    return taken[-1]


async def test_a_taken_number_without_refusal_is_decided_again_with_the_next(shared, log):
    caller = coordinator()
    async with open_log(shared.app_pool) as other:
        numbers = await asyncio.gather(*(numbered(each, caller) for each in (log, other) * 10))
    assert sorted(numbers) == [f"2026-{number:02d}" for number in range(1, 21)]


async def test_numbers_go_on_beyond_ninety_nine(log, owner):
    caller = coordinator()
    for number in ("2026-98", "2026-99", "2025-300"):
        await owner.execute("INSERT INTO claims VALUES ($1, 'number', $2, $1)", caller.network, number)
    assert [await numbered(log, caller) for _ in range(3)] == ["2026-100", "2026-101", "2026-102"]


async def test_of_twenty_who_take_one_key_one_has_it(shared, log):
    caller = coordinator()
    async with open_log(shared.app_pool) as other:
        tries = [register(each, caller, key="1", refusal=TAKEN) for each in (log, other) * 10]
        results = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["CollectivityAlreadyMember"] * 19 + ["Outcome"]
    assert await count(log.pool, caller.network) == 1


async def test_a_key_given_back_may_be_taken_again_and_only_its_holder_gives_it_back(log):
    caller = coordinator()
    holder = (await register(log, caller, key="1")).subject

    async def free(by: UUID) -> None:
        async def decide(change) -> UUID:
            change.free("key", "1", by)
            return by

        await log.carry_out(caller, command(), decide)

    await free(uuid4())
    with pytest.raises(CollectivityAlreadyMember):
        await register(log, caller, key="1", refusal=TAKEN)
    await free(holder)
    assert await count(log.pool, caller.network, "claims") == 0
    await register(log, caller, key="1", refusal=TAKEN)


async def test_a_key_is_held_per_network_unless_it_is_for_the_whole_installation(log):
    one, two, slug = coordinator(), coordinator(), str(uuid4())
    for caller in (one, two):
        await register(log, caller, key="1", refusal=TAKEN)

    async def found_as(caller) -> None:
        async def decide(change) -> UUID:
            collectivity = a_collectivity()
            change.add(collectivity)
            change.take("slug", slug, collectivity.id, refusal=TAKEN, everywhere=True)
            return collectivity.id

        await log.carry_out(caller, command(), decide)

    await found_as(one)
    with pytest.raises(CollectivityAlreadyMember):
        await found_as(two)
    assert await count(log.pool, two.network) == 1


# Networks ---------------------------------------------------------------------


@pytest.mark.parametrize("how", ["load", "rely_on"])
async def test_a_stream_of_another_network_is_not_found(log, how):
    one, two = coordinator(), coordinator()
    await found(log, one)

    async def decide(change) -> UUID:
        network = await getattr(change, how)(Network, one.network)
        network.appoint_coordinator(person=uuid4(), on=NOON.date(), at=NOON)
        return network.id

    with pytest.raises(NotFound) as refused:
        await log.carry_out(two, command(), decide)
    assert refused.value.values == {"kind": "network", "id": str(one.network)}
    assert await count(log.pool, two.network) == 0
    assert await count(log.pool, one.network) == 2


async def test_an_id_of_another_kind_is_not_found(log):
    caller = coordinator()
    await found(log, caller)

    async def decide(change) -> UUID:
        return (await change.load(Collectivity, caller.network)).id

    with pytest.raises(NotFound) as refused:
        await log.carry_out(caller, command(), decide)
    assert refused.value.path == ("collectivity",)


async def test_each_network_has_its_own_history_and_its_own_count(log):
    one, two = coordinator(), coordinator()
    for caller in (one, two, one):
        await (found(log, caller) if caller is two else register(log, caller))
    assert [recorded.seq for recorded in await log.history(one.network)] == [1, 2]
    assert [recorded.seq for recorded in await log.history(two.network)] == [1, 2]
    assert {recorded.network for recorded in await log.history(two.network)} == {two.network}
    assert await log.history(uuid4()) == []


async def test_the_same_person_and_command_in_another_network_is_another_command(log):
    one = coordinator()
    two = coordinator()
    given = command("register")
    assert (await register(log, one, given)).subject != (await register(log, two, given)).subject
    await found(log, one)
    collectivity = uuid4()
    assert (await admit(log, one, collectivity)).first == 4


# Turns ----------------------------------------------------------------------------


async def test_of_two_commands_that_take_the_same_turn_one_is_decided_again(shared, log):
    caller, seen, of = coordinator(), [], uuid4()
    await found(log, caller)

    async def decide(change) -> UUID:
        await change.turn("turn", of)
        await change.turn("turn", of)
        seen.append(await change.count("thing", f"{of}/"))
        change.take("thing", f"{of}/{uuid4()}", of)
        return of

    await asyncio.gather(*(log.carry_out(caller, command(), decide) for _ in range(3)))
    assert {0, 1, 2} <= set(seen)
    assert await log.count_claims(caller.network, "thing", f"{of}/") == 3
    assert await log.highest_claim(caller.network, "turn", f"{of}/") == f"{of}/3"

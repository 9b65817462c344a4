"""A command is carried out once, whatever happens to its answer."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from maillage.domain.caller import Role
from maillage.domain.network import Network
from maillage.domain.network_refusals import CollectivityAlreadyMember
from maillage.domain.refusals import NotFound
from maillage.eventstore.log import Command, CommandReused
from tests.eventstore.writing import (
    NOON,
    admit,
    age_commands,
    appoint,
    command,
    coordinator,
    count,
    found,
    open_log,
    register,
)


async def test_twenty_retries_at_once_are_one_fact_with_the_same_positions(log):
    caller, given = coordinator(), command("register")
    outcomes = await asyncio.gather(*(register(log, caller, given) for _ in range(20)))
    assert {(outcome.subject, outcome.first, outcome.last) for outcome in outcomes} == {(outcomes[0].subject, 1, 1)}
    assert sum(not outcome.replayed for outcome in outcomes) == 1
    assert await count(log.pool, caller.network) == 1


async def test_retries_of_what_its_own_success_forbids_are_no_refusals(shared, log):
    caller, collectivity = coordinator(), uuid4()
    await found(log, caller)
    given = command("admit", collectivity=collectivity)
    async with open_log(shared.app_pool) as other:
        tries = [admit(each, caller, collectivity, given) for each in (log, other) * 10]
        assert {outcome.first for outcome in await asyncio.gather(*tries)} == {3}
    assert await count(log.pool, caller.network) == 3


async def test_the_same_id_with_another_input_is_refused(log):
    caller = coordinator()
    await found(log, caller)
    given = command("appoint", person=1)
    first = await appoint(log, caller, uuid4(), given)
    with pytest.raises(CommandReused) as refused:
        await appoint(log, caller, uuid4(), replace(given, input=b'{"person":2}'))
    with pytest.raises(CommandReused):
        await appoint(log, caller, uuid4(), replace(given, name="dismiss"))
    assert refused.value.path == ("commandId",)
    assert refused.value.values == {"command": str(given.id)}
    assert await count(log.pool, caller.network) == first.last == 3


async def test_a_retry_at_a_version_with_new_optional_fields_is_the_same_command(log):
    caller, id = coordinator(), uuid4()
    first = await register(log, caller, Command.of(id, "register", name="A", seats=[{"of": 1}]))
    added = Command.of(id, "register", name="A", seats=[{"of": 1, "until": None}], decision=None)
    again = await register(log, caller, added)
    assert (again.subject, again.first, again.replayed) == (first.subject, 1, True)
    with pytest.raises(CommandReused):
        await register(log, caller, Command.of(id, "register", name="A", seats=[{"of": 1}], decision=id))
    with pytest.raises(CommandReused):
        await register(log, caller, Command.of(id, "register", name="A", seats=[{"of": 1}, None]))


async def test_the_same_id_with_another_input_is_refused_also_when_both_are_under_way(log):
    caller, id = coordinator(), uuid4()
    tries = [register(log, caller, Command.of(id, "register", number=number)) for number in range(5)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(result, CommandReused) for result in results) == 4
    assert await count(log.pool, caller.network) == 1


async def test_a_refusal_is_answered_again_with_the_same_code_path_and_figures(log):
    caller, collectivity = coordinator(), uuid4()
    await found(log, caller)
    await admit(log, caller, collectivity)
    given = command("admit", collectivity=collectivity)
    refusals = []
    for _ in range(2):
        with pytest.raises(CollectivityAlreadyMember) as refused:
            await admit(log, caller, collectivity, given)
        refusals.append((refused.value.code(), refused.value.path, refused.value.values, refused.value.message("fr")))
    assert refusals[0] == refusals[1]
    assert refusals[0][2] == {"collectivity": str(collectivity), "since": "2026-03-02"}
    assert await count(log.pool, caller.network) == 3


async def test_a_refusal_is_kept_though_it_would_no_longer_be_one(log):
    caller, given = coordinator(), command("appoint")
    with pytest.raises(NotFound):
        await appoint(log, caller, uuid4(), given)
    await found(log, caller)
    with pytest.raises(NotFound):
        await appoint(log, caller, uuid4(), given)
    assert await count(log.pool, caller.network) == 2


async def test_what_changed_nothing_is_answered_again(log):
    caller, given = coordinator(), command("appoint")
    await found(log, caller)
    first = await appoint(log, caller, caller.person, given)
    again = await appoint(log, caller, caller.person, given)
    assert (first.first, first.last, first.replayed) == (None, None, False)
    assert again == replace(first, replayed=True)
    assert await count(log.pool, caller.network) == 2


async def test_another_person_may_use_the_same_id(log):
    caller, given = coordinator(), command("register")
    other, system = replace(caller, person=uuid4()), replace(caller, person=None)
    assert [(await register(log, each, given)).first for each in (caller, other, system, caller)] == [1, 2, 3, 1]


async def test_an_outcome_is_forgotten_after_its_time_and_not_before(database):
    async with open_log(database.app_pool) as log:
        caller, given = coordinator(), command("register")
        await register(log, caller, given)
        await age_commands(database, timedelta(days=29))
        await log.forget_commands()
        assert (await register(log, caller, given)).replayed
        await age_commands(database, timedelta(days=2))
        assert await log.forget_commands() >= 1
        assert (await register(log, caller, given)).first == 2


async def test_the_input_is_kept_as_a_digest_only(log):
    caller = coordinator()
    await register(log, caller, command("register", given_name="Zoé"))
    kept = await log.pool.fetchrow("SELECT * FROM log.commands WHERE network_id = $1", caller.network)
    assert "Zoé" not in str(dict(kept))
    assert len(kept["input"]) == 32


async def test_equal_inputs_are_one_input_in_whatever_order_they_come():
    id, network = uuid4(), uuid4()
    assert Command.of(id, "x", a=1, b=network, c={"z": NOON, "y": None}) == Command.of(
        id, "x", c={"y": None, "z": NOON}, b=network, a=1
    )


async def test_who_asked_in_which_capacity_and_why_is_kept_beside_the_fact(log):
    mandate, cause, chain = uuid4(), uuid4(), uuid4()
    caller = replace(coordinator(), roles=frozenset({Role.REP}), mandates=frozenset({mandate}))
    given = replace(command("register"), correlation=chain, causation=cause)
    await register(log, caller, given)
    await register(log, replace(caller, person=None, mandates=frozenset()), plain := command("register"))
    first, second = [recorded.envelope for recorded in await log.history(caller.network)]
    assert (first.person, first.mandate, first.command) == (caller.person, mandate, given.id)
    assert (first.correlation, first.causation) == (chain, cause)
    assert (second.person, second.mandate, second.correlation, second.causation) == (None, None, plain.id, None)


async def test_a_coordinator_acts_as_such_whatever_mandate_she_holds_beside(log):
    caller = replace(coordinator(), mandates=frozenset({uuid4()}))
    await register(log, caller, command("register"))
    [recorded] = await log.history(caller.network)
    assert recorded.envelope.mandate is None


async def test_an_error_that_is_no_refusal_writes_nothing_and_is_not_kept(log):
    caller, given = coordinator(), command("register")

    async def decide(change):
        change.add(Network.found(name="Réseau", coordinator=uuid4(), at=NOON, id=caller.network))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await log.carry_out(caller, given, decide)
    assert await count(log.pool, caller.network) == await count(log.pool, caller.network, "commands") == 0
    assert (await register(log, caller, given)).first == 1

"""A command is carried out once, however often it is sent."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from uuid import uuid4

import pytest

from maillage.domain.caller import Caller
from maillage.domain.meeting_facts import MeetingKind, Modality
from maillage.domain.meeting_refusals import MeetingNotScheduled
from maillage.domain.refusals import NotAllowed, Refusal
from maillage.eventstore.log import CommandReused
from maillage.usecases import meetings
from tests.eventstore.writing import forget_commands
from tests.usecases.world import NOW, founded

VISIT = {"title": "Visite du centre de tri", "kind": MeetingKind.SITE_VISIT, "modality": Modality.ON_SITE}


async def test_a_retry_gets_the_same_outcome_and_writes_nothing(world):
    id = uuid4()
    first = await world.do(meetings.plan_meeting, id=id, **VISIT)
    told = await world.topics()
    again = await world.do(meetings.plan_meeting, id=id, **VISIT)
    assert again == replace(first, replayed=True)
    assert await world.topics() == told


async def test_a_retry_of_a_refused_command_is_refused_alike(world, refused):
    id, meeting = uuid4(), await world.planned()
    first = await refused(MeetingNotScheduled, world.do(meetings.open_meeting, id=id, meeting=meeting))
    again = await refused(MeetingNotScheduled, world.do(meetings.open_meeting, id=id, meeting=meeting), outcome=False)
    assert (again.path, again.values) == (first.path, first.values)


async def test_the_same_id_with_another_input_is_refused(world, refused):
    id = uuid4()
    await world.do(meetings.plan_meeting, id=id, **VISIT)
    other = VISIT | {"title": "Autre chose"}
    refusal = await refused(CommandReused, world.do(meetings.plan_meeting, id=id, **other), outcome=False)
    assert refusal.path == ("commandId",)


async def test_the_same_id_for_another_use_case_is_refused(world, refused):
    id, meeting = uuid4(), await world.opened()
    await world.do(meetings.close_meeting, id=id, meeting=meeting)
    await refused(CommandReused, world.do(meetings.open_meeting, id=id, meeting=meeting), outcome=False)


async def test_twenty_retries_at_once_are_one_fact(world):
    id = uuid4()
    before = len(await world.topics())
    outcomes = await asyncio.gather(*(world.do(meetings.plan_meeting, id=id, **VISIT) for _ in range(20)))
    assert len(await world.topics()) == before + 1
    assert {outcome.subject for outcome in outcomes} == {outcomes[0].subject}
    assert {(outcome.first, outcome.last) for outcome in outcomes} == {(before + 1, before + 1)}


async def test_rights_come_before_the_outcome_of_a_retry(world):
    id = uuid4()
    await world.do(meetings.plan_meeting, id=id, **VISIT)
    relieved = replace(world.coordinator, roles=frozenset())
    with pytest.raises(NotAllowed):
        await world.do(meetings.plan_meeting, by=relieved, id=id, **VISIT)


async def test_the_same_id_means_something_else_to_another_network(world, log):
    id, neighbour = uuid4(), await founded(log)
    ours, theirs = [await each.do(meetings.plan_meeting, id=id, **VISIT) for each in (world, neighbour)]
    assert not theirs.replayed
    assert ours.subject != theirs.subject


async def test_the_program_s_own_commands_are_told_apart_by_network(world, log):
    id, neighbour = uuid4(), await founded(log)
    made = [
        await each.do(meetings.plan_meeting, by=Caller.system(each.network, NOW), id=id, **VISIT)
        for each in (world, neighbour)
    ]
    assert made[0].subject != made[1].subject


async def test_a_retry_long_after_its_outcome_was_forgotten_makes_nothing_twice(world, database, monkeypatch):
    """Outcomes are promised for 30 days; what a command makes keeps its id for ever."""
    monkeypatch.setattr("maillage.eventstore.log.PATIENCE", 0.2)
    id = uuid4()
    await world.do(meetings.plan_meeting, id=id, **VISIT)
    told = await world.topics()
    await forget_commands(database)
    with pytest.raises(Refusal):
        await world.do(meetings.plan_meeting, id=id, **VISIT)
    assert await world.topics() == told

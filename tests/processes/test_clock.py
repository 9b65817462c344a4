"""What time brings about is told once, whichever process looks, however late, and whatever its clock says."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from maillage.domain.action_items import ActionItem
from maillage.domain.calendar import instant
from maillage.domain.caller import Caller, Right, Role
from maillage.domain.date_options import Period
from maillage.domain.date_poll_facts import Availability, OptionAnswer
from maillage.domain.meeting_facts import MeetingKind, Modality
from maillage.domain.refusals import NotAllowed
from maillage.processes import clock as clocks
from maillage.processes.clock import Clock, pause_at
from maillage.server import opened
from maillage.usecases import action_items, clock, date_polls, register
from tests.usecases.world import NOW, TODAY, World, peopled

DAY = timedelta(days=1)
OVERDUE, REVIEW, REMINDER = "action-item.became-overdue", "decision.review-due", "date-poll.reminder-sent"


@pytest.fixture
async def world(database: Any) -> AsyncIterator[World]:
    async with opened(database.settings, database) as running:
        yield await peopled(running.log)


async def an_action(world: World, due: date = TODAY) -> UUID:
    return await world.made(action_items.assign_action, title="Devis", owner=world.officers[0].person, due=due)


async def a_review(world: World) -> UUID:
    decision = await world.adopted()
    return await world.made(register.schedule_review, decision=decision, on=TODAY + DAY)


async def a_poll(world: World) -> UUID:
    """Whose deadline is in five days; one of six has answered."""
    dates = [Period(NOW + n * DAY, NOW + n * DAY + timedelta(hours=1)) for n in (7, 8)]
    about = {"title": "Bilan", "kind": MeetingKind.REGULAR, "modality": Modality.REMOTE}
    poll = await world.made(date_polls.open_date_poll, options=dates, deadline=NOW + 5 * DAY, **about)
    said = [OptionAnswer(number, Availability.YES) for number in (1, 2)]
    await world.do(date_polls.answer_date_poll, by=world.officers[0], date_poll=poll, answers=said)
    return poll


async def told(world: World) -> list[Any]:
    history = await world.log.history(world.network, limit=10_000)
    return [each for each in history if each.fact.TOPIC in {OVERDUE, REVIEW, REMINDER}]


async def topics(world: World) -> list[str]:
    return sorted(each.fact.TOPIC for each in await told(world))


def at(world: World, now: datetime) -> Clock:
    return Clock(world.log, lambda: now)


async def test_what_a_day_brings_about_is_told_by_the_program_as_of_that_day_even_weeks_later(world: World):
    await an_action(world)
    await a_review(world)
    assert await at(world, NOW).round() == 0
    assert await at(world, NOW + 40 * DAY).round() == 2
    assert await topics(world) == [OVERDUE, REVIEW]
    for each in await told(world):
        assert each.fact.timestamp == instant(TODAY + DAY)
        assert each.envelope.person is None


async def test_two_processes_at_once_tell_each_fact_once(world: World, database: Any):
    for _ in range(3):
        await an_action(world)
    await a_review(world)
    await a_poll(world)
    async with opened(database.settings, database) as other:
        now = NOW + 4 * DAY
        beside = [Clock(each, lambda: now) for each in (world.log, other.log) for _ in range(2)]
        await asyncio.gather(*(each.round() for each in beside))
        assert await topics(world) == sorted([*[OVERDUE] * 3, REMINDER, REVIEW])
        await asyncio.gather(*(each.round() for each in beside))
    assert len(await told(world)) == 5


async def test_after_a_restart_on_another_day_nothing_is_told_again(world: World, database: Any):
    await an_action(world)
    await a_review(world)
    await at(world, NOW + 2 * DAY).round()
    async with opened(database.settings, database) as again:
        for days in (2, 3, 30):
            assert await Clock(again.log, lambda days=days: NOW + days * DAY).round() == 0
    assert await topics(world) == [OVERDUE, REVIEW]


async def test_a_clock_that_jumps_back_tells_nothing_twice_and_nothing_early(world: World):
    await an_action(world)
    await an_action(world, TODAY + 10 * DAY)
    for days in (2, -3, 0, 1, 2, 5):
        await at(world, NOW + days * DAY).round()
    assert await topics(world) == [OVERDUE]


async def test_another_due_date_becomes_overdue_again(world: World):
    item = await an_action(world)
    await at(world, NOW + 2 * DAY).round()
    later = replace(world.coordinator, now=NOW + 2 * DAY)
    move = {"action_item": item, "due": TODAY + 3 * DAY, "reason": "Devis attendu"}
    await world.do(action_items.move_action_due_date, by=later, **move)
    assert await at(world, NOW + 3 * DAY).round() == 0
    assert await at(world, NOW + 4 * DAY).round() == 1
    assert [each.fact.due for each in await told(world)] == [TODAY, TODAY + 3 * DAY]


async def test_who_has_not_answered_is_reminded_two_days_before_the_deadline(world: World):
    await a_poll(world)
    assert await at(world, NOW + 3 * DAY - timedelta(seconds=1)).round() == 0
    for hours in range(3):
        await at(world, NOW + 3 * DAY + timedelta(hours=hours)).round()
    [reminder] = await told(world)
    others = [*world.ambassadors, *world.officers[1:]]
    assert set(reminder.fact.to) == {each.person for each in others}


async def test_one_that_cannot_be_told_keeps_no_other_from_it(world: World, monkeypatch: Any, caplog: Any):
    first, second = sorted([await an_action(world), await an_action(world)])
    whole = ActionItem.tell_overdue

    def failing(item: ActionItem, *, at: datetime) -> None:
        if item.id == first:
            raise RuntimeError("a slip")
        whole(item, at=at)

    monkeypatch.setattr(ActionItem, "tell_overdue", failing)
    with caplog.at_level(logging.ERROR):
        assert await at(world, NOW + DAY).round() == 1
    assert [each.fact.originator_id for each in await told(world)] == [second]
    assert "incident" in caplog.text
    monkeypatch.undo()
    assert await at(world, NOW + DAY).round() == 1, "and it is told the next time"


async def test_it_ticks_at_once_and_goes_on_after_a_round_that_failed(world: World, monkeypatch: Any, caplog: Any):
    await an_action(world)
    monkeypatch.setattr(clocks, "_AFTER_FAILURE", timedelta(milliseconds=10))
    failures = iter([RuntimeError("no network")])

    async def networks(db: Any) -> list[UUID]:
        for failure in failures:
            raise failure
        return [world.network]

    monkeypatch.setattr(clocks.chain, "networks", networks)
    async with at(world, NOW + DAY).ticking():
        for _ in range(1000):
            if await told(world):
                break
            await asyncio.sleep(0.02)
    assert await topics(world) == [OVERDUE]
    assert "of the clock failed" in caplog.text


async def test_nobody_but_the_program_tells_the_time(world: World):
    item, decision, poll = await an_action(world), await a_review(world), await a_poll(world)
    people = [world.coordinator, world.officers[0], world.ambassadors[0], world.auditor, world.contact, world.nobody]
    for person in people:
        late = replace(person, now=NOW + 4 * DAY)
        for telling in (
            lambda who: clock.tell_action_overdue(world.log, who, action_item=item),
            lambda who: clock.tell_review_due(world.log, who, decision=decision),
            lambda who: clock.remind_as_deadline_nears(world.log, who, date_poll=poll),
        ):
            with pytest.raises(NotAllowed):
                await telling(late)
    assert await told(world) == []
    assert Caller(world.network, None, frozenset({Role.SYS}), NOW).may(Right.TELL_TIME)


def test_it_looks_every_hour_and_when_the_day_turns_in_paris():
    midnight = instant(date(2026, 3, 29))  # the day of the change to summer time
    assert pause_at(midnight - timedelta(hours=3)) == timedelta(hours=1)
    assert pause_at(midnight - timedelta(minutes=7)) == timedelta(minutes=7)
    assert pause_at(midnight) == timedelta(hours=1)

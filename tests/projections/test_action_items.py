"""Action items as members read them: whose, until when, and late on which day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from maillage.domain.action_items import ActionItem
from maillage.domain.caller import Role
from maillage.projections import action_items
from maillage.projections.action_items import ActionFilter, ActionItemRow, ActionStatus
from maillage.projections.paging import Window
from tests.projections.story import NOW, Chronicle, caller, write

DUE = date(2026, 3, 31)


def reader(chronicle: Chronicle) -> Any:
    return caller(chronicle, Role.AMB)


async def read(db: Any, chronicle: Chronicle, number: int = 1) -> ActionItemRow:
    await write(db, chronicle.facts)
    id = chronicle.action_item(number)
    return (await action_items.action_items_by_id(db, reader(chronicle), [id]))[id]


async def test_an_action_is_read_as_it_was_assigned(db):
    chronicle = Chronicle()
    links = {"meeting": chronicle.meeting(1), "decision": chronicle.decision(1)}
    item = chronicle.assign(1, 2, DUE, collectivity=chronicle.collectivity(1), **links)
    assert await read(db, chronicle) == ActionItemRow(
        id=item,
        title="Action 1",
        owner=chronicle.person(2),
        collectivity=chronicle.collectivity(1),
        due=DUE,
        first_due=DUE,
        status=ActionStatus.ASSIGNED,
        **links,
        evidence=None,
        reason=None,
        assigned_at=chronicle.facts[-1].fact.timestamp,
        over_at=None,
        version=1,
        changed_seq=2,
    )


async def test_a_moved_due_date_keeps_the_first_one_and_the_last_reason(db):
    chronicle = Chronicle()
    item = chronicle.assign(1, 2, DUE)
    chronicle.add(ActionItem.DueDateMoved, item, due=date(2026, 5, 1), reason="Devis")
    chronicle.add(ActionItem.DueDateMoved, item, due=date(2026, 4, 1), reason="Plus tôt")
    row = await read(db, chronicle)
    assert (row.due, row.first_due, row.reason, row.version) == (date(2026, 4, 1), DUE, "Plus tôt", 3)


async def test_what_is_reopened_is_as_if_it_had_just_been_assigned(db):
    chronicle = Chronicle()
    item = chronicle.assign(1, 2, DUE)
    chronicle.add(ActionItem.Started, item)
    assert (await read(db, chronicle)).status is ActionStatus.STARTED
    done = chronicle.add(ActionItem.Completed, item, evidence="Facture")
    row = await read(db, chronicle)
    assert (row.status, row.evidence, row.over_at) == (ActionStatus.COMPLETED, "Facture", done.fact.timestamp)
    chronicle.add(ActionItem.Reopened, item, reason="Fausse facture")
    row = await read(db, chronicle)
    assert (row.status, row.evidence, row.over_at) == (ActionStatus.ASSIGNED, None, None)
    assert row.reason == "Fausse facture"


async def test_an_action_is_overdue_after_its_day_until_it_is_over(db):
    chronicle = Chronicle()
    item = chronicle.assign(1, 2, DUE)
    row = await read(db, chronicle)
    assert [row.overdue_on(day) for day in (DUE, date(2026, 4, 1))] == [False, True]
    for kind, fields in ((ActionItem.Completed, {"evidence": "Fait"}), (ActionItem.Dropped, {"reason": "Neige"})):
        chronicle.add(kind, item, **fields)
        assert not (await read(db, chronicle)).overdue_on(date(2027, 1, 1))


async def test_overdue_is_asked_of_the_readers_day_and_stored_nowhere(db):
    chronicle = Chronicle()
    item = chronicle.assign(1, 2, DUE)
    chronicle.add(ActionItem.Dropped, chronicle.assign(2, 2, DUE), reason="Neige")
    await write(db, chronicle.facts)
    on_time, late = (replace(reader(chronicle), now=NOW.replace(month=4, day=day)) for day in (1, 2))
    on_time = replace(on_time, now=NOW.replace(month=3, day=31))
    for who, overdue in ((on_time, []), (late, [item])):
        rows = await action_items.action_items(db, who, Window(9), ActionFilter(overdue=True))
        assert [row.id for row in rows] == overdue
        assert await action_items.count_action_items(db, who, ActionFilter(overdue=False)) == 2 - len(overdue)


@pytest.fixture
def several():
    """Four actions of two people, one done, one dropped."""
    chronicle = Chronicle()
    chronicle.assign(1, 1, date(2026, 3, 20), collectivity=chronicle.collectivity(1))
    chronicle.assign(2, 2, date(2026, 3, 10), meeting=chronicle.meeting(1))
    chronicle.assign(3, 1, date(2026, 3, 30), decision=chronicle.decision(1))
    chronicle.assign(4, 2, date(2026, 3, 20))
    chronicle.add(ActionItem.Completed, chronicle.action_item(2), evidence="Fait")
    chronicle.add(ActionItem.Dropped, chronicle.action_item(3), reason="Neige")
    return chronicle


async def test_actions_are_filtered_by_owner_state_due_date_and_links(db, several):
    await write(db, several.facts)
    for filter, expected in [
        (ActionFilter(), [2, 1, 4, 3]),
        (ActionFilter(owner=several.person(1)), [1, 3]),
        (ActionFilter(statuses=frozenset({ActionStatus.COMPLETED, ActionStatus.DROPPED})), [2, 3]),
        (ActionFilter(statuses=frozenset()), []),
        (ActionFilter(due_before=date(2026, 3, 20)), [2]),
        (ActionFilter(due_before=date(2026, 3, 21), owner=several.person(2)), [2, 4]),
        (ActionFilter(collectivity=several.collectivity(1)), [1]),
        (ActionFilter(meeting=several.meeting(1)), [2]),
        (ActionFilter(decision=several.decision(1)), [3]),
        (ActionFilter(overdue=True), [1, 4]),
    ]:
        rows = await action_items.action_items(db, reader(several), Window(9), filter)
        assert [row.title for row in rows] == [f"Action {number}" for number in expected], filter
        assert await action_items.count_action_items(db, reader(several), filter) == len(expected)


async def test_pages_of_actions_go_both_ways(db, several):
    await write(db, several.facts)

    async def numbers(window: Window[Any]) -> list[int]:
        rows = await action_items.action_items(db, reader(several), window)
        return [int(row.title.split()[1]) for row in rows]

    everything = await action_items.action_items(db, reader(several), Window(9))
    keys = [row.key for row in everything]
    assert await numbers(Window(2)) == [2, 1]
    assert await numbers(Window(2, after=keys[1])) == [4, 3]
    assert await numbers(Window(2, before=keys[3], backwards=True)) == [4, 1]


async def test_the_clock_reads_those_of_which_it_was_not_told_that_they_are_overdue(db):
    chronicle, none = Chronicle(), UUID(int=0)
    items = [chronicle.assign(number, 2, DUE) for number in range(1, 5)]
    chronicle.add(ActionItem.BecameOverdue, items[0], due=DUE)
    chronicle.add(ActionItem.BecameOverdue, items[1], due=DUE)
    chronicle.add(ActionItem.DueDateMoved, items[1], due=date(2026, 3, 30), reason="Plus tôt")
    chronicle.add(ActionItem.Completed, items[2], evidence="Fait")
    await write(db, chronicle.facts)
    program = replace(reader(chronicle), now=NOW + timedelta(days=1))
    assert await action_items.overdue_untold(db, program, none, 9) == [items[1], items[3]]
    assert await action_items.overdue_untold(db, program, none, 1) == [items[1]]
    assert await action_items.overdue_untold(db, program, items[1], 9) == [items[3]]
    assert await action_items.overdue_untold(db, replace(program, now=NOW - timedelta(days=3)), none, 9) == []

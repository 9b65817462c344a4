"""Action items (fr: actions à mener): who sees to what, until when, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from maillage.domain.action_items import ActionItem
from maillage.domain.base import Fact
from maillage.domain.calendar import day_of
from maillage.domain.caller import Caller, Right
from maillage.domain.registry import facts_of
from maillage.eventstore.facts import Recorded
from maillage.eventstore.projection import Projection
from maillage.eventstore.sql import Connection, queries
from maillage.projections.fold import Batch, concerned
from maillage.projections.paging import Window
from maillage.projections.rows import to_row, to_rows

SQL = queries(__file__)


class ActionStatus(Enum):
    ASSIGNED = "ASSIGNED"
    STARTED = "STARTED"
    COMPLETED = "COMPLETED"
    DROPPED = "DROPPED"

    @property
    def over(self) -> bool:
        return self in {ActionStatus.COMPLETED, ActionStatus.DROPPED}


@dataclass(frozen=True, slots=True)
class ActionItemRow:
    """An action. Whether it is overdue is a question of the day, which no row holds."""

    id: UUID
    title: str
    owner: UUID  # a person
    collectivity: UUID | None  # for which member; None: for the network
    due: date  # last day in time
    first_due: date  # as assigned
    status: ActionStatus
    meeting: UUID | None
    decision: UUID | None
    evidence: str | None  # while completed
    reason: str | None  # of the last move of the due date, dropping or reopening
    assigned_at: datetime
    over_at: datetime | None  # while completed or dropped: since when
    version: int  # of the action's stream
    changed_seq: int

    @property
    def key(self) -> tuple[date, UUID]:
        return self.due, self.id

    def overdue_on(self, day: date) -> bool:
        return self.due < day and not self.status.over


@dataclass(frozen=True, slots=True)
class ActionFilter:
    """None leaves a criterion out."""

    statuses: frozenset[ActionStatus] | None = None
    owner: UUID | None = None
    collectivity: UUID | None = None
    meeting: UUID | None = None
    decision: UUID | None = None
    due_before: date | None = None  # that day is not within it
    overdue: bool | None = None  # on the day of the reader

    def values(self, today: date) -> tuple[Any, ...]:
        statuses = None if self.statuses is None else sorted(status.value for status in self.statuses)
        links = (self.owner, self.collectivity, self.meeting, self.decision)
        return statuses, *links, self.due_before, self.overdue, today


ANY_ACTION = ActionFilter()


async def action_items(
    db: Connection, caller: Caller, window: Window[tuple[date, UUID]], filter: ActionFilter = ANY_ACTION
) -> list[ActionItemRow]:
    """By due date, the earliest first."""
    caller.must(Right.READ_ACTIONS)
    query, bounds = window.span(2)
    values = filter.values(day_of(caller.now))
    return to_rows(ActionItemRow, await db.fetch(SQL[query], caller.network, *values, *bounds, window.limit))


async def action_items_by_id(db: Connection, caller: Caller, ids: Sequence[UUID]) -> dict[UUID, ActionItemRow]:
    """Those of the ids that exist in the caller's network."""
    caller.must(Right.READ_ACTIONS)
    rows = await db.fetch(SQL["by_id"], caller.network, ids)
    return {row["id"]: to_row(ActionItemRow, row) for row in rows}


async def count_action_items(db: Connection, caller: Caller, filter: ActionFilter = ANY_ACTION) -> int:
    caller.must(Right.READ_ACTIONS)
    return int(await db.fetchval(SQL["count"], caller.network, *filter.values(day_of(caller.now))))


async def overdue_untold(db: Connection, caller: Caller, after: UUID, limit: int) -> list[UUID]:
    """By id, beyond `after`: those that are overdue on the day of the caller, which was not told yet."""
    caller.must(Right.READ_ACTIONS)
    rows = await db.fetch(SQL["overdue_untold"], caller.network, day_of(caller.now), after, limit)
    return [row["id"] for row in rows]


# Writing ------------------------------------------------------------------------

_FACTS = set(facts_of(ActionItem).values())


async def project(db: Connection, facts: Sequence[Recorded]) -> None:
    batch = Batch("action_items")
    for recorded in concerned(_FACTS, facts):
        fact = recorded.fact
        key = {"id": fact.originator_id}
        columns = _assigned(fact) if isinstance(fact, ActionItem.Assigned) else _due(fact) or _changed(fact)
        batch.patch("action_items", recorded, key, version=fact.originator_version, **columns)
    if batch:
        await db.execute(SQL["write"], batch.json())


def _assigned(fact: ActionItem.Assigned) -> dict[str, Any]:
    who = {"title": fact.title, "owner": fact.owner, "collectivity": fact.collectivity}
    links = {"meeting": fact.meeting, "decision": fact.decision}
    days = {"due": fact.due, "first_due": fact.due, "assigned_at": fact.timestamp}
    return {**who, **links, **days, "status": ActionStatus.ASSIGNED}


def _due(fact: Fact) -> dict[str, Any]:
    match fact:
        case ActionItem.DueDateMoved(due=due, reason=reason):
            return {"due": due, "reason": reason}
        case ActionItem.BecameOverdue(due=due):
            return {"told_overdue": due}
    return {}


def _changed(fact: Fact) -> dict[str, Any]:
    match fact:
        case ActionItem.Started():
            return {"status": ActionStatus.STARTED}
        case ActionItem.Completed(evidence=evidence, timestamp=at):
            return {"status": ActionStatus.COMPLETED, "evidence": evidence, "over_at": at}
        case ActionItem.Dropped(reason=reason, timestamp=at):
            return {"status": ActionStatus.DROPPED, "reason": reason, "over_at": at}
        case ActionItem.Reopened(reason=reason):
            return {"status": ActionStatus.ASSIGNED, "reason": reason, "evidence": None, "over_at": None}
    return {}


PROJECTION = Projection("action_items", version=2, sql=SQL, project=project)

"""The agendas of meetings (fr: ordres du jour): what is to be talked about, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maillage.domain.agenda import ON_AGENDA, ItemStatus, Purpose, SourceKind, overrun
from maillage.domain.caller import Caller
from maillage.eventstore.sql import Connection, queries
from maillage.projections.meetings import MeetingRow
from maillage.projections.rows import to_row, to_rows

SQL = queries(__file__)


@dataclass(frozen=True, slots=True)
class AgendaItemRow:
    """One item in one meeting. Its id is the same in every meeting to which it is carried over."""

    meeting: UUID
    item: UUID
    title: str
    text: str | None
    purpose: Purpose
    minutes: int | None  # how long it is meant to take
    proposed_by: UUID | None  # a person; None: the program
    source_kind: SourceKind | None  # what it is to take up, with the next
    source: UUID | None
    carried_from: UUID | None  # the meeting that left it open
    status: ItemStatus
    late: bool  # admitted after the opening
    accepted: bool  # is or was on the agenda
    notes: str | None  # of its discussion
    decisions: tuple[UUID, ...]  # that settled it, the first one first
    reason: str | None  # why it was declined or dropped
    to_meeting: UUID | None  # to which it was carried over, where that was said
    proposed_at: datetime


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """The agenda of one meeting: its items in their order, then what is not on it as it was proposed."""

    meeting: UUID
    items: tuple[AgendaItemRow, ...] = ()
    published: tuple[UUID, ...] = ()  # items, as it was sent out last
    published_at: datetime | None = None
    current: UUID | None = None  # the item that the meeting is at
    current_since: datetime | None = None

    @property
    def order(self) -> tuple[UUID, ...]:
        """Those that are on it now."""
        return tuple(item.item for item in self.items if item.status in ON_AGENDA)

    @property
    def minutes(self) -> int:
        """How long they are meant to take, as far as somebody said."""
        return sum(item.minutes or 0 for item in self.items if item.status in ON_AGENDA)

    def overrun(self, meeting: MeetingRow) -> int:
        """By how many minutes it is longer than its meeting; 0 without a date."""
        if meeting.starts_at is None or meeting.ends_at is None:
            return 0
        return overrun(self.minutes, meeting.ends_at - meeting.starts_at)


async def agendas_of(db: Connection, caller: Caller, meetings: Sequence[UUID]) -> dict[UUID, AgendaRow]:
    """That of each of these meetings, without items where there are none or the caller may not see the meeting."""
    invitee = caller.invitee()
    items: dict[UUID, list[AgendaItemRow]] = {meeting: [] for meeting in meetings}
    for item in to_rows(AgendaItemRow, await db.fetch(SQL["items"], caller.network, meetings, invitee)):
        items[item.meeting].append(item)
    rows = {row["meeting"]: row for row in await db.fetch(SQL["agendas"], caller.network, meetings, invitee)}
    return {
        meeting: to_row(AgendaRow, {**rows.get(meeting, {"meeting": meeting}), "items": tuple(items[meeting])})
        for meeting in meetings
    }

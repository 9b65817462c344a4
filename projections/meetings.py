"""Meetings (fr: réunions): when, where, in which state, and who is or was there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.formalities import Formality
from maillage.domain.meeting_facts import MeetingKind, Modality, Presence
from maillage.domain.quorum import QuorumRule
from maillage.eventstore.sql import Connection, queries
from maillage.projections.paging import Window
from maillage.projections.rows import to_row, to_rows

SQL = queries(__file__)

UNSCHEDULED = datetime(9999, 12, 31, tzinfo=UTC)  # where a meeting without a date stands in the order of time


class MeetingStatus(Enum):
    PLANNED = "PLANNED"  # without a date yet
    SCHEDULED = "SCHEDULED"
    CANCELLED = "CANCELLED"
    OPEN = "OPEN"
    CLOSED = "CLOSED"
    ADJOURNED = "ADJOURNED"  # closed before its end


@dataclass(frozen=True, slots=True)
class MeetingQuorum:
    """The quorum of a meeting that was opened."""

    represented: int  # collectivities present that count; once closed, those present at the end
    needed: int
    members: int
    established: bool  # now; once closed, at the end
    missed: bool  # closed without having been established at any time


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting. Instants are UTC."""

    id: UUID
    title: str
    kind: MeetingKind
    modality: Modality
    status: MeetingStatus
    starts_at: datetime | None
    ends_at: datetime | None
    place: str | None  # address or room
    call_link: str | None  # https
    quorum_rule: QuorumRule | None  # None until scheduled
    formalities: tuple[Formality, ...]  # likewise; none until scheduled
    reason: str | None  # of the last rescheduling, of the cancellation, or of the adjournment
    reconvenes: UUID | None  # the meeting that it goes on with
    reconvened_by: UUID | None  # the meeting that goes on with it
    opened_at: datetime | None
    closed_at: datetime | None
    chair: UUID | None  # a person; None until opened, and where nobody was named
    members: tuple[UUID, ...]  # collectivities that were members when it was opened; empty before
    attended: tuple[UUID, ...]  # collectivities that were there at any time; empty until closed
    quorum: MeetingQuorum | None  # None until opened
    planned_at: datetime
    dated_at: datetime | None  # when its date was set or changed last, or it was cancelled
    sort_at: datetime  # `starts_at`, or UNSCHEDULED
    sequence: int  # of the calendar entry: raised by another date and by the cancellation
    slot_sequence: int  # what it was when the date of now was set: answers to an older one no longer count
    version: int  # of the meeting's stream
    changed_seq: int

    @property
    def key(self) -> tuple[datetime, UUID]:
        return self.sort_at, self.id


@dataclass(frozen=True, slots=True)
class PresenceRow:
    """One stay of one person in a meeting."""

    meeting: UUID
    person: UUID
    collectivity: UUID | None  # None: of the syndicate, a partner, or a guest
    mandate: UUID | None  # by which the person stands for the collectivity; None: there without counting
    presence: Presence
    seat: int | None  # of the collectivity, where the meeting goes by seats
    substitute: bool  # on that seat
    arrived_at: datetime
    left_at: datetime | None  # None: still there, or stayed to the end
    arrived_version: int  # of the meeting's stream, with its arrival


@dataclass(frozen=True, slots=True)
class MeetingFilter:
    """None leaves a criterion out. The period is that of the beginning: `since` is within it, `until` is not.

    Who may only read invited meetings reads no others, whatever is asked.
    """

    statuses: frozenset[MeetingStatus] | None = None
    kind: MeetingKind | None = None
    since: datetime | None = None
    until: datetime | None = None
    invited: bool = False  # only those to which the reader is invited

    def invitee(self, caller: Caller) -> UUID | None:
        """Whose invitations bound what is read; None: nobody's. NotAllowed."""
        bound = caller.invitee()
        return caller.person if self.invited else bound

    @property
    def values(self) -> tuple[Any, ...]:
        statuses = None if self.statuses is None else sorted(status.value for status in self.statuses)
        return statuses, self.kind and self.kind.value, self.since, self.until


ANY_MEETING = MeetingFilter()


async def meetings(
    db: Connection,
    caller: Caller,
    window: Window[tuple[datetime, UUID]],
    filter: MeetingFilter = ANY_MEETING,
    *,
    newest_first: bool = True,
) -> list[MeetingRow]:
    """By beginning; those without a date come as if they were far in the future."""
    invitee = filter.invitee(caller)
    query, bounds = window.span(2, descending=newest_first)
    rows = await db.fetch(SQL[query], caller.network, *filter.values, *bounds, window.limit, invitee)
    return to_rows(MeetingRow, rows, "quorum_rule", "quorum")


async def meetings_by_id(db: Connection, caller: Caller, ids: Sequence[UUID]) -> dict[UUID, MeetingRow]:
    """Those of the ids that the caller may see."""
    rows = await db.fetch(SQL["by_id"], caller.network, ids, caller.invitee())
    return {row["id"]: to_row(MeetingRow, row, "quorum_rule", "quorum") for row in rows}


async def count_meetings(db: Connection, caller: Caller, filter: MeetingFilter = ANY_MEETING) -> int:
    return int(await db.fetchval(SQL["count"], caller.network, *filter.values, filter.invitee(caller)))


async def presences_of(db: Connection, caller: Caller, meetings: Sequence[UUID]) -> dict[UUID, list[PresenceRow]]:
    """Who came to each of these meetings, in the order of arrival. No meeting is missing from the answer."""
    caller.must(Right.READ_MEETINGS)
    found: dict[UUID, list[PresenceRow]] = {meeting: [] for meeting in meetings}
    for row in to_rows(PresenceRow, await db.fetch(SQL["presences"], caller.network, meetings)):
        found[row.meeting].append(row)
    return found

"""What stands in a calendar that somebody subscribes to: meetings that have or had a date, with their agendas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from maillage.domain.calendar import day_of
from maillage.domain.calendar_feeds import FeedKind
from maillage.domain.caller import Caller, Right
from maillage.eventstore.sql import Connection, queries
from maillage.projections.agenda import AgendaRow, agendas_of
from maillage.projections.meetings import MeetingRow
from maillage.projections.rows import to_rows

SQL = queries(__file__)
KEPT = timedelta(days=366)  # how long a meeting stays after its beginning
_PAGE = 200  # meetings


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """Days on which the network does not mean to meet, both within it."""

    first_day: date
    last_day: date
    label: str
    declared_at: datetime  # as it is now
    changed_seq: int  # of the network's history: higher each time that it is declared anew


async def closures(db: Connection, caller: Caller) -> list[ClosureRow]:
    """Those that a calendar shows, by first day. NotAllowed."""
    caller.must(Right.READ_NETWORK)
    return to_rows(ClosureRow, await db.fetch(SQL["closures"], caller.network, day_of(caller.now - KEPT)))


async def calendar(
    db: Connection, caller: Caller, kind: FeedKind, page: int = _PAGE
) -> list[tuple[MeetingRow, AgendaRow]]:
    """All of them, by beginning, those cancelled too.

    A person's are those that invite the person and, for who may read all meetings, those that invite nobody: where no
    invitations are sent, everybody is meant. Who may only read invited meetings reads no others. NotAllowed.
    """
    whose = caller.invitee() or (caller.person if kind is FeedKind.PERSON else None)
    found: list[tuple[MeetingRow, AgendaRow]] = []
    last: tuple[datetime, UUID] | tuple[None, None] = None, None
    while True:
        which = (caller.now - KEPT, *last, whose, caller.may(Right.READ_MEETINGS))
        rows = to_rows(MeetingRow, await db.fetch(SQL["page"], caller.network, *which, page), "quorum_rule", "quorum")
        agendas = await agendas_of(db, caller, [row.id for row in rows])
        found += [(row, agendas[row.id]) for row in rows]
        if len(rows) < page:
            return found
        last = rows[-1].key

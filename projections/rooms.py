"""The room of a meeting (fr: salle): when something changed there last, and the ballot that it is at."""

from __future__ import annotations

from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.eventstore.sql import Connection, queries
from maillage.projections.audience import AudienceScope
from maillage.projections.timeline import Position

SQL = queries(__file__)


async def last_change(db: Connection, scope: AudienceScope, meeting: UUID, after: Position) -> Position | None:
    """Where the last entry stands that concerns the meeting; None where none came after that position."""
    row = await db.fetchrow(SQL["last_change"], *scope.values, meeting, *after)
    return row and (row["seq"], row["item"])


async def ballot_at(db: Connection, caller: Caller, meeting: UUID) -> UUID | None:
    """The decision that is put to the vote there now, else the last that was; None before the first."""
    caller.must(Right.READ_DECISIONS)
    found: UUID | None = await db.fetchval(SQL["ballot"], caller.network, meeting)
    return found

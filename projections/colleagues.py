"""Who may stand in for somebody: people of the same organisations on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.eventstore.sql import Connection, queries
from maillage.projections.rows import to_rows

SQL = queries(__file__)


@dataclass(frozen=True, slots=True)
class Colleague:
    id: UUID
    given_name: str
    family_name: str


async def colleagues(db: Connection, caller: Caller, day: date) -> Sequence[Colleague]:
    """Others who hold a mandate that day where the caller holds one, by name; at most 200."""
    caller.must(Right.READ_DIRECTORY)
    return to_rows(Colleague, await db.fetch(SQL["colleagues"], caller.network, caller.person, day))

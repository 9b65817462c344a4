"""The people of all networks who may sign in by an e-mail address: those who are something there today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from maillage.eventstore.sql import Connection, queries
from maillage.projections.rows import to_rows
from maillage.projections.standing import standing

SQL = queries(__file__)


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """A person of a network, who coordinates it or holds a mandate there today."""

    network_id: UUID
    person: UUID
    given_name: str | None
    family_name: str | None
    email: str
    network_name: str
    slug: str

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.given_name, self.family_name)))


async def memberships(db: Connection, address: str, today: date) -> list[MembershipRow]:
    """By network, capitals of the address apart. No caller: this is how one comes to be."""
    rows = to_rows(MembershipRow, await db.fetch(SQL["of_address"], address))
    return [row for row in rows if (await standing(db, row.network_id, row.person, today)).roles]

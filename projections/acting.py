"""Everybody who acts in a network on a day: those with a role there (fr: personnes en fonction)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.mandates import OrganisationKind
from maillage.eventstore.sql import Connection, queries

SQL = queries(__file__)
MEMBERS = (OrganisationKind.COLLECTIVITY, OrganisationKind.SYNDICATE)


async def acting(db: Connection, caller: Caller, day: date, kinds: Iterable[OrganisationKind] = MEMBERS) -> list[UUID]:
    """Coordinators, and people with a mandate in force that day at an organisation of these kinds that belongs to the
    network that day; by id.
    """
    caller.must(Right.READ_DIRECTORY)
    rows = await db.fetch(SQL["acting"], caller.network, day, [kind.value for kind in kinds])
    return [row["person"] for row in rows]

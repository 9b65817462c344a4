"""What a person is in a network on a given day: the read from which the edge builds a Caller."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from maillage.domain.caller import Role
from maillage.domain.mandates import Function, role_of
from maillage.eventstore.sql import Connection, queries

SQL = queries(__file__)


@dataclass(frozen=True, slots=True)
class Standing:
    """Roles of one person on one day, with the mandates that give them. Nothing at all: a stranger to the network."""

    roles: frozenset[Role]
    collectivities: frozenset[UUID]
    mandates: frozenset[UUID]


async def standing(db: Connection, network: UUID, person: UUID, today: date) -> Standing:
    """From the appointments as coordinator and the mandates active on that day, those whose organisation belongs to the
    network that day. No caller: this is how one is made.
    """
    rows = await db.fetch(SQL["standing"], network, person, today)
    held = [row for row in rows if row["mandate"] is not None]
    roles = {role_of(Function(row["function"])) for row in held}
    if len(held) < len(rows):
        roles.add(Role.COORD)
    collectivities = {row["organisation"] for row in held if row["organisation_kind"] == "COLLECTIVITY"}
    return Standing(frozenset(roles), frozenset(collectivities), frozenset(row["mandate"] for row in held))

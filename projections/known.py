"""Whom and what the network knows already: the read by which an import finds people and organisations again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from maillage.domain.calendar import day_of
from maillage.domain.caller import Caller, Right
from maillage.domain.collectivities import CollectivityKind
from maillage.eventstore.sql import Connection, queries
from maillage.projections.rows import to_rows

SQL = queries(__file__)


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person who is not erased, with the organisations where a mandate has not ended."""

    id: UUID
    given_name: str
    family_name: str
    email: str | None
    organisations: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class KnownCollectivity:
    """A collectivity under its name of the day; `until`: the first day outside of its last stay that has begun."""

    id: UUID
    name: str
    kind: CollectivityKind
    siren: str | None
    until: date | None


async def known_people(db: Connection, caller: Caller) -> list[KnownPerson]:
    """Everybody, in the order in which they were registered."""
    caller.must(Right.MANAGE_PEOPLE)
    return to_rows(KnownPerson, await db.fetch(SQL["people"], caller.network, day_of(caller.now)))


async def known_collectivities(db: Connection, caller: Caller) -> list[KnownCollectivity]:
    """Every one, members or not."""
    caller.must(Right.MANAGE_PEOPLE)
    return to_rows(KnownCollectivity, await db.fetch(SQL["collectivities"], caller.network, day_of(caller.now)))


async def people_at(db: Connection, caller: Caller, organisations: Sequence[UUID]) -> list[UUID]:
    """Who holds or will hold a mandate there that has not ended."""
    caller.must(Right.MANAGE_PEOPLE)
    rows = await db.fetch(SQL["people_at"], caller.network, day_of(caller.now), organisations)
    return [row["person"] for row in rows]


async def meetings_ahead_with_proxies_of(
    db: Connection, caller: Caller, people: Sequence[UUID]
) -> list[tuple[UUID, UUID]]:
    """The meetings that have not opened for which these people have given a proxy, each with who gave it."""
    caller.must_any(Right.MANAGE_PEOPLE, Right.MANAGE_OWN_PEOPLE)
    rows = await db.fetch(SQL["proxies_ahead"], caller.network, people)
    return [(row["meeting"], row["person"]) for row in rows]


async def other_organisations(db: Connection, caller: Caller) -> list[str]:
    """The names of the syndicate and of the partners of that day."""
    caller.must(Right.MANAGE_PEOPLE)
    return [row["name"] for row in await db.fetch(SQL["others"], caller.network, day_of(caller.now))]

"""The members of the network: its collectivities and from when to when they belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias
from uuid import UUID

from maillage.domain.base import Fact
from maillage.domain.calendar import day_of
from maillage.domain.caller import Caller, Right
from maillage.domain.collectivities import Collectivity, CollectivityKind
from maillage.domain.collectivity_profiles import Competence, LegalForm
from maillage.domain.network import Network
from maillage.domain.registry import facts_of
from maillage.eventstore.facts import Recorded
from maillage.eventstore.projection import Projection
from maillage.eventstore.sql import Connection, queries
from maillage.projections.fold import Batch, Patch, concerned
from maillage.projections.paging import Window
from maillage.projections.rows import to_row, to_rows
from maillage.projections.sorting import sort_key

SQL = queries(__file__)


class MembershipStatus(Enum):
    """On the day of the reader."""

    REGISTERED = "REGISTERED"  # known to the network, not a member yet
    MEMBER = "MEMBER"
    WITHDRAWN = "WITHDRAWN"
    MERGED = "MERGED"  # into another one, which stands in its place


@dataclass(frozen=True, slots=True)
class CollectivityRow:
    """A collectivity. Its stay in the network is the one of the reader's day, else the last one recorded."""

    id: UUID
    name: str  # on the day of the reader
    kind: CollectivityKind
    siren: str | None  # nine digits
    status: MembershipStatus
    member_since: date | None  # first day
    member_until: date | None  # first day outside
    successor: UUID | None  # that a merger puts in its place from that day on
    closed_on: date | None  # first day on which it exists no more, without a successor
    legal_form: LegalForm | None
    competences: tuple[Competence, ...]  # sorted
    collected_by: str | None
    collection: str | None
    ambassadors: int | None  # posts
    sort_key: str
    version: int  # of the collectivity's stream
    changed_seq: int

    @property
    def key(self) -> tuple[str, UUID]:
        return self.sort_key, self.id


@dataclass(frozen=True, slots=True)
class CollectivityFilter:
    """None leaves a criterion out."""

    status: MembershipStatus | None = None
    kind: CollectivityKind | None = None

    @property
    def values(self) -> tuple[str | None, ...]:
        return self.status and self.status.value, self.kind and self.kind.value


ANY_COLLECTIVITY = CollectivityFilter()


async def collectivities(
    db: Connection, caller: Caller, window: Window[tuple[str, UUID]], filter: CollectivityFilter = ANY_COLLECTIVITY
) -> list[CollectivityRow]:
    """By name, in French order."""
    caller.must(Right.READ_DIRECTORY)
    query, bounds = window.span(2)
    today = day_of(caller.now)
    rows = await db.fetch(SQL[query], caller.network, today, *filter.values, *bounds, window.limit)
    return to_rows(CollectivityRow, rows)


async def collectivities_by_id(db: Connection, caller: Caller, ids: Sequence[UUID]) -> dict[UUID, CollectivityRow]:
    """Those of the ids that exist in the caller's network."""
    caller.must(Right.READ_DIRECTORY)
    rows = await db.fetch(SQL["by_id"], caller.network, day_of(caller.now), ids)
    return {row["id"]: to_row(CollectivityRow, row) for row in rows}


async def count_collectivities(db: Connection, caller: Caller, filter: CollectivityFilter = ANY_COLLECTIVITY) -> int:
    caller.must(Right.READ_DIRECTORY)
    return int(await db.fetchval(SQL["count"], caller.network, day_of(caller.now), *filter.values))


# Writing ------------------------------------------------------------------------


_PROFILE = ("legal_form", "competences", "collected_by", "collection", "ambassadors")

Stays: TypeAlias = dict[tuple[UUID, UUID], Patch]
"""Those that begin in one batch, by network and collectivity."""

_OF_COLLECTIVITIES = frozenset(facts_of(Collectivity).values())
_FACTS: set[type[Fact]] = {
    *_OF_COLLECTIVITIES,
    Network.CollectivityAdmitted,
    Network.CollectivityWithdrawn,
    Network.CollectivitiesMerged,
}


async def project(db: Connection, facts: Sequence[Recorded]) -> None:
    batch = Batch("collectivities", "names", "memberships", "withdrawals")
    begun: Stays = {}
    for recorded in concerned(_FACTS, facts):
        fact = recorded.fact
        if type(fact) in _OF_COLLECTIVITIES:
            batch.patch("collectivities", recorded, {"id": fact.originator_id}, version=fact.originator_version)
        match fact:
            case Collectivity.Registered(originator_id=id, name=name, kind=kind, siren=siren):
                columns = {"name": name, "kind": kind, "siren": siren, "sort_key": sort_key(name), "competences": ()}
                batch.patch("collectivities", recorded, {"id": id}, **columns)
            case Collectivity.Renamed(originator_id=id, name=name, on=on):
                key = {"collectivity": id, "since": on}
                batch.patch("names", recorded, key, name=name, sort_key=sort_key(name))
            case Collectivity.ProfileDescribed(originator_id=id):
                batch.patch("collectivities", recorded, {"id": id}, **{name: getattr(fact, name) for name in _PROFILE})
            case Collectivity.Closed(originator_id=id, on=on):
                batch.patch("collectivities", recorded, {"id": id}, closed_on=on)
            case Network.CollectivityAdmitted(collectivity=id, on=on):
                key = {"collectivity": id, "admitted_seq": recorded.seq}
                begun[recorded.network, id] = batch.patch("memberships", recorded, key, since=on)
            case Network.CollectivityWithdrawn(collectivity=id, on=on):
                _end(batch, begun, recorded, id, until=on, successor=None)
            case Network.CollectivitiesMerged(merged=merged, into=into, on=on):
                for id in merged:
                    _end(batch, begun, recorded, id, until=on, successor=into)
    if batch:
        await db.execute(SQL["write"], batch.json())


def _end(batch: Batch, begun: Stays, recorded: Recorded, collectivity: UUID, **told: date | UUID | None) -> None:
    if stay := begun.get((recorded.network, collectivity)):
        stay.update(**told, changed_seq=recorded.seq)
    else:
        batch.patch("withdrawals", recorded, {"collectivity": collectivity}, **told)


PROJECTION = Projection("members", version=1, sql=SQL, project=project)

"""Yearly figures of collectivities: one per year, as it was last recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.collectivities import Collectivity
from maillage.eventstore.facts import Recorded
from maillage.eventstore.projection import Projection
from maillage.eventstore.sql import Connection, queries
from maillage.projections.fold import Batch, concerned
from maillage.projections.rows import to_row

SQL = queries(__file__)


@dataclass(frozen=True, slots=True)
class PopulationRow:
    """How many people live there."""

    collectivity: UUID
    year: int
    inhabitants: int
    source: str


@dataclass(frozen=True, slots=True)
class TonnageRow:
    """How much waste it collected."""

    collectivity: UUID
    year: int
    tonnes: Decimal
    source: str


async def populations_of(
    db: Connection, caller: Caller, collectivities: Sequence[UUID]
) -> dict[UUID, list[PopulationRow]]:
    """By collectivity, the latest year first."""
    caller.must(Right.READ_DIRECTORY)
    found: dict[UUID, list[PopulationRow]] = {id: [] for id in collectivities}
    for row in await db.fetch(SQL["populations"], caller.network, collectivities):
        found[row["collectivity"]].append(to_row(PopulationRow, row))
    return found


async def tonnages_of(db: Connection, caller: Caller, collectivities: Sequence[UUID]) -> dict[UUID, list[TonnageRow]]:
    """By collectivity, the latest year first."""
    caller.must(Right.READ_DIRECTORY)
    found: dict[UUID, list[TonnageRow]] = {id: [] for id in collectivities}
    for row in await db.fetch(SQL["tonnages"], caller.network, collectivities):
        found[row["collectivity"]].append(to_row(TonnageRow, row))
    return found


# Writing ------------------------------------------------------------------------


_FACTS = {Collectivity.PopulationRecorded, Collectivity.TonnageRecorded}


async def project(db: Connection, facts: Sequence[Recorded]) -> None:
    batch = Batch("populations", "tonnages")
    for recorded in concerned(_FACTS, facts):
        match recorded.fact:
            case Collectivity.PopulationRecorded(originator_id=id, year=year, inhabitants=inhabitants, source=source):
                key = {"collectivity": id, "year": year}
                batch.patch("populations", recorded, key, inhabitants=inhabitants, source=source)
            case Collectivity.TonnageRecorded(originator_id=id, year=year, tonnes=tonnes, source=source):
                key = {"collectivity": id, "year": year}
                batch.patch("tonnages", recorded, key, tonnes=tonnes, source=source)
    if batch:
        await db.execute(SQL["write"], batch.json())


PROJECTION = Projection("figures", version=1, sql=SQL, project=project)

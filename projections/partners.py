"""The partners of the network (fr: partenaires): outside organisations, by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from maillage.domain.calendar import day_of
from maillage.domain.caller import Caller, Right
from maillage.domain.network import Network
from maillage.eventstore.facts import Recorded
from maillage.eventstore.projection import Projection
from maillage.eventstore.sql import Connection, queries
from maillage.projections.fold import Batch, concerned
from maillage.projections.paging import Window
from maillage.projections.rows import to_row, to_rows
from maillage.projections.sorting import sort_key

SQL = queries(__file__)


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A partner. One that was dissociated stays known, for the mandates and the history that name it."""

    id: UUID
    name: str
    associated: bool  # on the day of the reader
    partner_since: date  # first day
    partner_until: date | None  # first day as a partner no more
    sort_key: str
    changed_seq: int

    @property
    def key(self) -> tuple[str, UUID]:
        return self.sort_key, self.id


async def partners(
    db: Connection, caller: Caller, window: Window[tuple[str, UUID]], *, associated: bool | None = True
) -> list[PartnerRow]:
    """By name, in French order. `associated` None: those of the past and those to come too."""
    caller.must(Right.READ_DIRECTORY)
    query, bounds = window.span(2)
    today = day_of(caller.now)
    return to_rows(PartnerRow, await db.fetch(SQL[query], caller.network, today, associated, *bounds, window.limit))


async def partners_by_id(db: Connection, caller: Caller, ids: Sequence[UUID]) -> dict[UUID, PartnerRow]:
    """Those of the ids that exist in the caller's network."""
    caller.must(Right.READ_DIRECTORY)
    rows = await db.fetch(SQL["by_id"], caller.network, day_of(caller.now), ids)
    return {row["id"]: to_row(PartnerRow, row) for row in rows}


async def count_partners(db: Connection, caller: Caller, *, associated: bool | None = True) -> int:
    caller.must(Right.READ_DIRECTORY)
    return int(await db.fetchval(SQL["count"], caller.network, day_of(caller.now), associated))


# Writing ------------------------------------------------------------------------


_FACTS = {Network.PartnerAssociated, Network.PartnerDissociated}


async def project(db: Connection, facts: Sequence[Recorded]) -> None:
    batch = Batch("partners")
    for recorded in concerned(_FACTS, facts):
        match recorded.fact:
            case Network.PartnerAssociated(partner=id, name=name, on=on):
                columns = {"name": name, "sort_key": sort_key(name), "since": on, "until": None}
                batch.patch("partners", recorded, {"id": id}, **columns)
            case Network.PartnerDissociated(partner=id, on=on):
                batch.patch("partners", recorded, {"id": id}, until=on)
    if batch:
        await db.execute(SQL["write"], batch.json())


PROJECTION = Projection("partners", version=1, sql=SQL, project=project)

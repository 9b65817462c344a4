"""The seats of collectivities: who sits on which, or stands in there, from day to day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.collectivities import Collectivity
from maillage.eventstore.facts import Recorded
from maillage.eventstore.projection import Projection
from maillage.eventstore.sql import Connection, queries
from maillage.projections.fold import Batch, concerned
from maillage.projections.rows import to_rows

SQL = queries(__file__)


@dataclass(frozen=True, slots=True)
class SeatRow:
    """Both days are within it."""

    collectivity: UUID
    seat: int
    substitute: bool
    mandate: UUID
    person: UUID
    starts_on: date
    ends_on: date | None  # None while open-ended
    deliberation: str | None  # of a substitute

    def active_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


async def seats_of(db: Connection, caller: Caller, collectivities: Sequence[UUID]) -> dict[UUID, list[SeatRow]]:
    """Past and to come, by seat, its titulars before its substitutes, the latest first. None is missing."""
    caller.must(Right.READ_DIRECTORY)
    found: dict[UUID, list[SeatRow]] = {id: [] for id in collectivities}
    for row in to_rows(SeatRow, await db.fetch(SQL["seats_of"], caller.network, collectivities)):
        found[row.collectivity].append(row)
    return found


# Writing ------------------------------------------------------------------------


_FACTS = {Collectivity.SeatTaken, Collectivity.SubstituteDesignated, Collectivity.SeatEndMoved}


async def project(db: Connection, facts: Sequence[Recorded]) -> None:
    batch = Batch("seats")
    for recorded in concerned(_FACTS, facts):
        fact = recorded.fact
        match fact:
            case Collectivity.SeatTaken() | Collectivity.SubstituteDesignated():
                act = fact.deliberation if isinstance(fact, Collectivity.SubstituteDesignated) else None
                kind = {"substitute": isinstance(fact, Collectivity.SubstituteDesignated), "deliberation": act}
                batch.patch("seats", recorded, _key(fact), person=fact.person, ends_on=fact.ends_on, **kind)
            case Collectivity.SeatEndMoved():
                batch.patch("seats", recorded, _key(fact), ends_on=fact.ends_on)
    if batch:
        await db.execute(SQL["write"], batch.json())


def _key(
    fact: Collectivity.SeatTaken | Collectivity.SubstituteDesignated | Collectivity.SeatEndMoved,
) -> dict[str, object]:
    return {
        "collectivity": fact.originator_id,
        "seat": fact.seat,
        "mandate": fact.mandate,
        "starts_on": fact.starts_on,
    }


PROJECTION = Projection("seats", version=1, sql=SQL, project=project)

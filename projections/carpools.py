"""Shared cars on the way to a meeting, offered for its date of now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.meetings import Meeting
from maillage.eventstore.facts import Recorded
from maillage.eventstore.projection import Projection
from maillage.eventstore.sql import Connection, queries
from maillage.projections.fold import Batch, concerned
from maillage.projections.rows import to_rows

SQL = queries(__file__)


@dataclass(frozen=True, slots=True)
class CarpoolRow:
    """One person's car. Where the meeting got another date, the offers for the old one are gone."""

    meeting: UUID
    driver: UUID  # a person
    seats: int  # for others
    departs_from: str | None  # None once the driver is erased
    offered_at: datetime  # or changed last
    riders: tuple[UUID, ...]  # people, in the order in which they joined


async def carpools_to(db: Connection, caller: Caller, meetings: Sequence[UUID]) -> dict[UUID, list[CarpoolRow]]:
    """By meeting, the oldest offer first."""
    caller.must(Right.READ_MEETINGS)
    found: dict[UUID, list[CarpoolRow]] = {meeting: [] for meeting in meetings}
    for row in to_rows(CarpoolRow, await db.fetch(SQL["carpools"], caller.network, meetings)):
        found[row.meeting].append(row)
    return found


# Writing ------------------------------------------------------------------------


_FACTS = {Meeting.CarpoolOffered, Meeting.CarpoolJoined}


async def project(db: Connection, facts: Sequence[Recorded]) -> None:
    batch = Batch("carpools", "carpool_riders")
    for recorded in concerned(_FACTS, facts):
        fact = recorded.fact
        match fact:
            case Meeting.CarpoolOffered(originator_id=meeting, person=driver, sequence=sequence):
                key = {"meeting": meeting, "driver": driver, "sequence": sequence}
                said = {"seats": fact.seats, "departs_from": fact.departs_from, "offered_at": fact.timestamp}
                batch.patch("carpools", recorded, key, **said)
            case Meeting.CarpoolJoined(originator_id=meeting, driver=driver, person=person, sequence=sequence):
                key = {"meeting": meeting, "person": person, "sequence": sequence}
                batch.patch("carpool_riders", recorded, key, driver=driver)
    if batch:
        await db.execute(SQL["write"], batch.json())


PROJECTION = Projection("carpools", version=1, sql=SQL, project=project)

"""The stops of site visits (fr: étapes), and who visits them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from maillage.domain.base import Fact
from maillage.domain.caller import Caller
from maillage.domain.meetings import Meeting
from maillage.domain.site_stop_facts import TO_BE_SEEN, FacilityKind, ProtectiveEquipment
from maillage.domain.site_stops import StopStatus
from maillage.eventstore.facts import Recorded
from maillage.eventstore.projection import Projection
from maillage.eventstore.sql import Connection, queries
from maillage.projections.fold import Batch, concerned
from maillage.projections.rows import to_rows

SQL = queries(__file__)


@dataclass(frozen=True, slots=True)
class SiteStopRow:
    """One stop. Where the meeting got another date, the stops that were planned for the old one are gone."""

    id: UUID
    meeting: UUID
    facility_kind: FacilityKind
    place: str
    operator: str
    starts_at: datetime
    ends_at: datetime
    max_visitors: int
    ppe: tuple[ProtectiveEquipment, ...]
    safety_notice: str | None
    safety_link: str | None
    status: StopStatus
    confirmed_at: datetime | None
    visited_at: datetime | None
    reason: str | None  # why it was missed


@dataclass(frozen=True, slots=True)
class SiteVisitorRow:
    """Somebody who holds a place at a stop."""

    stop: UUID
    person: UUID
    joined_at: datetime
    acknowledged_at: datetime | None  # the safety notice
    visited: bool


async def site_stops_of(db: Connection, caller: Caller, meetings: Sequence[UUID]) -> dict[UUID, list[SiteStopRow]]:
    """By meeting, in the order of the day, as far as the caller may see the meeting."""
    found: dict[UUID, list[SiteStopRow]] = {meeting: [] for meeting in meetings}
    for row in to_rows(SiteStopRow, await db.fetch(SQL["stops"], caller.network, meetings, caller.invitee())):
        found[row.meeting].append(row)
    return found


async def site_visitors_of(db: Connection, caller: Caller, stops: Sequence[UUID]) -> dict[UUID, list[SiteVisitorRow]]:
    """By stop, in the order in which they took their places, as far as the caller may see the meeting."""
    found: dict[UUID, list[SiteVisitorRow]] = {stop: [] for stop in stops}
    for row in to_rows(SiteVisitorRow, await db.fetch(SQL["visitors"], caller.network, stops, caller.invitee())):
        found[row.stop].append(row)
    return found


def kinds_seen(stops: Iterable[SiteStopRow]) -> tuple[FacilityKind, ...]:
    """Of the three that a year's visit is to show, those of visited stops, each once."""
    seen = {stop.facility_kind for stop in stops if stop.status is StopStatus.VISITED}
    return tuple(kind for kind in TO_BE_SEEN if kind in seen)


# Writing ------------------------------------------------------------------------


_FACTS = {
    Meeting.SiteStopPlanned,
    Meeting.SiteStopConfirmed,
    Meeting.SiteStopJoined,
    Meeting.SiteStopLeft,
    Meeting.SafetyNoticeAcknowledged,
    Meeting.SiteStopVisited,
    Meeting.SiteStopMissed,
}


async def project(db: Connection, facts: Sequence[Recorded]) -> None:
    batch = Batch("site_stops", "site_visitors")
    for recorded in concerned(_FACTS, facts):
        fact: Any = recorded.fact
        if columns := _columns(fact):
            batch.patch("site_stops", recorded, {"id": fact.stop}, **columns)
        for person, said in _visitors(recorded).items():
            batch.patch("site_visitors", recorded, {"stop": fact.stop, "person": person}, **said)
    if batch:
        await db.execute(SQL["write"], batch.json())


def _columns(fact: Fact) -> dict[str, Any]:
    match fact:
        case Meeting.SiteStopPlanned():
            what = {"facility_kind": fact.facility_kind, "place": fact.place, "operator": fact.operator}
            when = {"starts_at": fact.starts_at, "ends_at": fact.ends_at, "sequence": fact.sequence}
            who = {"max_visitors": fact.max_visitors, "ppe": fact.ppe}
            safety = {"safety_notice": fact.safety_notice, "safety_link": fact.safety_link}
            return {"meeting": fact.originator_id, "status": StopStatus.PLANNED, **what, **when, **who, **safety}
        case Meeting.SiteStopConfirmed(timestamp=at):
            return {"confirmed_at": at}
        case Meeting.SiteStopVisited(timestamp=at):
            return {"status": StopStatus.VISITED, "visited_at": at}
        case Meeting.SiteStopMissed(reason=reason):
            return {"status": StopStatus.MISSED, "reason": reason}
    return {}


def _visitors(recorded: Recorded) -> dict[UUID, dict[str, Any]]:
    match recorded.fact:
        case Meeting.SiteStopJoined(person=person, timestamp=at):
            place = {"joined_at": at, "joined_seq": recorded.seq, "holds_place": True, "visited": False}
            return {person: place}
        case Meeting.SiteStopLeft(person=person):
            return {person: {"holds_place": False}}
        case Meeting.SafetyNoticeAcknowledged(person=person, timestamp=at):
            return {person: {"acknowledged_at": at}}
        case Meeting.SiteStopVisited(visitors=visitors):
            return {person: {"visited": True} for person in visitors}
    return {}


PROJECTION = Projection("site_stops", version=1, sql=SQL, project=project)

"""A site visit with three stops: one visited, one missed on the day, one left behind by another date."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from maillage.domain.meeting_facts import MeetingKind, Modality
from maillage.domain.meetings import Meeting
from maillage.domain.quorum import QuorumRule
from maillage.domain.site_stop_facts import FacilityKind, ProtectiveEquipment
from maillage.domain.voting import VotingRules

if TYPE_CHECKING:
    from tests.projections.story import Chronicle

MORNING = datetime(2026, 5, 12, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)


def stop_id(it: Chronicle, number: int) -> UUID:
    return it.id(12, number)


def visit_id(it: Chronicle) -> UUID:
    return it.meeting(20)


def plan_stop(it: Chronicle, number: int, kind: FacilityKind, *, sequence: int = 1, **fields: Any) -> UUID:
    """Of one hour, at the hour of its number."""
    begins = MORNING + number * HOUR
    where = {"facility_kind": kind, "place": f"Site {number}", "operator": "Sittom"}
    what = {"starts_at": begins, "ends_at": begins + HOUR, "max_visitors": 12, "ppe": (ProtectiveEquipment.HELMET,)}
    safety = {"safety_notice": "Suivre le guide.", "safety_link": None, "sequence": sequence}
    stop = stop_id(it, number)
    it.add(Meeting.SiteStopPlanned, visit_id(it), stop=stop, **where | what | safety | fields)
    return stop


def schedule_visit(it: Chronicle) -> UUID:
    visit, slot = visit_id(it), {"starts_at": MORNING, "ends_at": MORNING + 9 * HOUR, "place": None, "call_link": None}
    it.add(Meeting.Planned, visit, title="Visite des sites", kind=MeetingKind.SITE_VISIT, modality=Modality.ON_SITE)
    it.add(Meeting.Scheduled, visit, **slot, quorum_rule=QuorumRule(), formalities=(), voting_rules=VotingRules())
    plan_stop(it, 1, FacilityKind.SORTING_CENTRE, sequence=0)
    it.add(Meeting.Rescheduled, visit, **slot, reason="Travaux", sequence=1)
    return visit


def tell_site_visit(it: Chronicle) -> None:
    """Person 4 gives the place back, person 2 visits."""
    visit, two, four = schedule_visit(it), it.person(2), it.person(4)
    plant = plan_stop(it, 2, FacilityKind.ENERGY_RECOVERY_FACILITY)
    landfill = plan_stop(it, 3, FacilityKind.LANDFILL, safety_notice=None, ppe=(), max_visitors=1)
    it.add(Meeting.SiteStopConfirmed, visit, stop=plant)
    for who in (four, two):
        it.add(Meeting.SiteStopJoined, visit, stop=plant, person=who)
    it.add(Meeting.SafetyNoticeAcknowledged, visit, stop=plant, person=two)
    it.add(Meeting.SiteStopLeft, visit, stop=plant, person=four)
    it.add(Meeting.SiteStopMissed, visit, stop=landfill, reason="Vent fort")
    it.add(Meeting.Opened, visit, members=(), needed=1)
    it.add(Meeting.SiteStopVisited, visit, stop=plant, visitors=(two,))

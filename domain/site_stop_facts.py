"""What the log can hold about the stops of a site visit (fr: étapes d’une visite de site)."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from uuid import UUID

from maillage.domain.base import Fact


class FacilityKind(Enum):
    """What is visited. Source: domain.md section 2.1."""

    SORTING_CENTRE = "SORTING_CENTRE"
    ENERGY_RECOVERY_FACILITY = "ENERGY_RECOVERY_FACILITY"  # the incineration plant of the action sheet
    LANDFILL = "LANDFILL"
    TRANSFER_STATION = "TRANSFER_STATION"
    CIVIC_AMENITY_SITE = "CIVIC_AMENITY_SITE"


#: The three that one day of visit is to show. Source: domain.md section 1 and section 4, indicator 2.
TO_BE_SEEN = (FacilityKind.SORTING_CENTRE, FacilityKind.ENERGY_RECOVERY_FACILITY, FacilityKind.LANDFILL)


class ProtectiveEquipment(Enum):
    """What a visitor wears (fr: EPI). Anything rarer stands in the safety notice."""

    HIGH_VISIBILITY_VEST = "HIGH_VISIBILITY_VEST"
    HELMET = "HELMET"
    SAFETY_SHOES = "SAFETY_SHOES"
    GLOVES = "GLOVES"
    SAFETY_GLASSES = "SAFETY_GLASSES"
    HEARING_PROTECTION = "HEARING_PROTECTION"
    MASK = "MASK"


class SiteStopFacts:
    """Facts of one meeting that is a site visit, each about one stop, and so about the date of its `sequence`."""

    class SiteStopPlanned(Fact):
        TOPIC = "meeting.site-stop-planned"
        stop: UUID
        facility_kind: FacilityKind
        place: str  # name or address of the facility
        operator: str  # who runs it
        starts_at: datetime  # UTC, like the next within the times of the meeting
        ends_at: datetime  # UTC
        max_visitors: int  # from 1
        ppe: tuple[ProtectiveEquipment, ...]  # each once, in the order of the enum
        safety_notice: str | None  # in lines; what a visitor has to know before entering
        safety_link: str | None  # https; where that is to be read
        sequence: int  # of the calendar entry of the meeting: another date leaves the stop behind

    class SiteStopConfirmed(Fact):
        """By the operator, as it was told to the coordinator."""

        TOPIC = "meeting.site-stop-confirmed"
        stop: UUID

    class SiteStopJoined(Fact):
        """Somebody takes a place."""

        TOPIC = "meeting.site-stop-joined"
        stop: UUID
        person: UUID

    class SiteStopLeft(Fact):
        """Somebody gives the place back before the visit."""

        TOPIC = "meeting.site-stop-left"
        stop: UUID
        person: UUID

    class SafetyNoticeAcknowledged(Fact):
        TOPIC = "meeting.safety-notice-acknowledged"
        stop: UUID
        person: UUID  # who holds a place there

    class SiteStopVisited(Fact):
        TOPIC = "meeting.site-stop-visited"
        stop: UUID
        visitors: tuple[UUID, ...]  # people, sorted

    class SiteStopMissed(Fact):
        TOPIC = "meeting.site-stop-missed"
        stop: UUID
        reason: str

"""What the log can hold about a meeting."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from uuid import UUID

from maillage.domain.base import Fact, FirstFact
from maillage.domain.quorum import QuorumRule


class MeetingKind(Enum):
    """Only REGULAR meetings count for the cadence. Source: domain.md section 4, indicator 1."""

    REGULAR = "REGULAR"
    SITE_VISIT = "SITE_VISIT"
    WORKING_GROUP = "WORKING_GROUP"
    TRAINING = "TRAINING"


class Modality(Enum):
    """How one can attend."""

    ON_SITE = "ON_SITE"
    REMOTE = "REMOTE"
    HYBRID = "HYBRID"


class Presence(Enum):
    """How one participant attends."""

    ONSITE = "ONSITE"
    REMOTE = "REMOTE"


class MeetingFacts:
    """Facts of one meeting."""

    class Planned(FirstFact):
        TOPIC = "meeting.planned"
        title: str
        kind: MeetingKind
        modality: Modality

    class Scheduled(Fact):
        TOPIC = "meeting.scheduled"
        starts_at: datetime  # UTC
        ends_at: datetime  # UTC
        place: str | None  # an address, or the link of the call
        quorum: QuorumRule  # the network's on the day of scheduling; later changes do not touch this meeting

    class Rescheduled(Fact):
        TOPIC = "meeting.rescheduled"
        starts_at: datetime  # UTC
        ends_at: datetime  # UTC
        place: str | None
        reason: str

    class Cancelled(Fact):
        TOPIC = "meeting.cancelled"
        reason: str

    class Opened(Fact):
        TOPIC = "meeting.opened"
        members: tuple[UUID, ...]  # collectivities that are members of the network that day
        needed: int  # of them, for the quorum

    class ParticipantArrived(Fact):
        TOPIC = "meeting.participant-arrived"
        person: UUID
        collectivity: UUID | None  # None: of the syndicate, a partner, or a guest; counts for no quorum
        presence: Presence

    class ParticipantLeft(Fact):
        TOPIC = "meeting.participant-left"
        person: UUID

    class QuorumEstablished(Fact):
        TOPIC = "meeting.quorum-established"
        represented: int  # collectivities
        needed: int

    class QuorumLost(Fact):
        TOPIC = "meeting.quorum-lost"
        represented: int
        needed: int

    class QuorumNotReached(Fact):
        """At closing, when the quorum was established at no time."""

        TOPIC = "meeting.quorum-not-reached"
        represented: int  # the most at any time
        needed: int
        members: int

    class Closed(Fact):
        TOPIC = "meeting.closed"
        represented: tuple[UUID, ...]  # collectivities that attended at any time, sorted

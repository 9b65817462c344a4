"""What the log can hold about a meeting."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from uuid import UUID

from maillage.domain.base import Fact, FirstFact
from maillage.domain.formalities import Formality
from maillage.domain.quorum import QuorumRule
from maillage.domain.seats import Seat
from maillage.domain.voting import VotingRules


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
        place: str | None  # address or room; none where all attend by call, or while it is not known
        call_link: str | None  # https; none where all attend on site, or while it is not known
        quorum_rule: QuorumRule  # the network's on the day of scheduling; later changes do not touch this meeting
        formalities: tuple[Formality, ...]  # likewise; sorted
        voting_rules: VotingRules  # likewise

    class Rescheduled(Fact):
        TOPIC = "meeting.rescheduled"
        starts_at: datetime  # UTC
        ends_at: datetime  # UTC
        place: str | None  # all four replace what was
        call_link: str | None
        reason: str
        sequence: int  # of the calendar entry, raised: 1 the first time. Source: RFC 5545 section 3.8.7.4

    class Cancelled(Fact):
        TOPIC = "meeting.cancelled"
        reason: str
        sequence: int  # of the calendar entry, raised

    class Opened(Fact):
        TOPIC = "meeting.opened"
        members: tuple[UUID, ...]  # collectivities that are members of the network that day
        needed: int  # of them, for the quorum
        chair: UUID | None = None  # who chairs it; None: nobody was named, nor does a coordinator open it

    class ParticipantArrived(Fact):
        TOPIC = "meeting.participant-arrived"
        person: UUID
        collectivity: UUID | None  # None: of the syndicate, a partner, or a guest; counts for no quorum
        mandate: UUID | None  # by which the person stands for the collectivity; None: there without counting
        presence: Presence
        seat: Seat | None  # held by that mandate; None where the meeting does not go by seats

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

    class Adjourned(Fact):
        """It stops before its end, and is closed with that; what is open on its agenda stays, for another meeting."""

        TOPIC = "meeting.adjourned"
        reason: str

    class Reconvened(Fact):
        """It goes on with another meeting, whose agenda it has, and needs no quorum: whoever comes suffices."""

        TOPIC = "meeting.reconvened"
        of: UUID  # the meeting that was adjourned, or closed without its quorum
        earlier: tuple[UUID, ...]  # those that it had gone on with itself, the first one first
        earliest: date  # it begins that day or later

    class Closed(Fact):
        TOPIC = "meeting.closed"
        attended: tuple[UUID, ...]  # collectivities, at any time, sorted; one that the quorum does not count included
        adjourned: bool = False  # before its end, for the reason told just before

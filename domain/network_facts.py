"""What the log can hold about a network."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from uuid import UUID

from maillage.domain.ballots import Majority
from maillage.domain.base import Audience, Fact, FirstFact
from maillage.domain.consultations import ConsultationRule
from maillage.domain.formalities import Formality
from maillage.domain.quorum import QuorumRule


class Cadence(Enum):
    """How often the network means to meet. Source: action sheet, once a month or once every two months."""

    MONTHLY = "MONTHLY"
    BIMONTHLY = "BIMONTHLY"  # every two months


class SchoolZone(Enum):
    """Where school holidays begin on the same days. Source: order of the ministry of education, zones since 2015."""

    ZONE_A = "ZONE_A"
    ZONE_B = "ZONE_B"
    ZONE_C = "ZONE_C"


class NetworkFacts:
    """Facts of one network. The id of its stream is the id of the network."""

    class Founded(FirstFact):
        TOPIC = "network.founded"
        name: str
        slug: str  # lower-case ASCII and hyphens, unique in an installation

    class CoordinatorAppointed(Fact):
        TOPIC = "network.coordinator-appointed"
        person: UUID
        on: date  # first day as coordinator

    class CoordinatorRelieved(Fact):
        TOPIC = "network.coordinator-relieved"
        person: UUID
        on: date  # first day as coordinator no more; of several for one stay, the latest fact counts
        vacancy: bool  # as known then, nobody coordinates from that day on or from a later one

    class CadenceTargetSet(Fact):
        TOPIC = "network.cadence-target-set"
        cadence: Cadence
        decision: UUID | None  # adopted, that is cited for this change

    class QuorumRuleSet(Fact):
        TOPIC = "network.quorum-rule-set"
        rule: QuorumRule  # of the meetings scheduled afterwards
        decision: UUID | None

    class CoordinatorAllocationSet(Fact):
        TOPIC = "network.coordinator-allocation-set"
        share: Decimal  # of a full-time post, 0 to 1, four decimals at most
        decision: UUID | None

    class ReactivityTargetSet(Fact):
        TOPIC = "network.reactivity-target-set"
        working_days: int  # within which a need is to get its first answer
        decision: UUID | None

    class MinutesSilenceSet(Fact):
        TOPIC = "network.minutes-silence-set"
        days: int  # after which minutes that are circulated afterwards are approved where nobody made a remark
        decision: UUID | None

    class VotingRulesSet(Fact):
        TOPIC = "network.voting-rules-set"
        majority: Majority  # both of the meetings scheduled and the consultations opened afterwards
        casting_vote: UUID | None  # the collectivity whose vote breaks the tie of a public ballot; None: a tie rejects
        decision: UUID | None

    class DeliberationThresholdSet(Fact):
        TOPIC = "network.deliberation-threshold-set"
        threshold: Decimal | None  # euros, of the amounts stated afterwards; None: no decision waits for deliberations
        decision: UUID | None

    class ConsultationRuleSet(Fact):
        TOPIC = "network.consultation-rule-set"
        rule: ConsultationRule  # of the consultations opened afterwards
        decision: UUID | None

    class FormalityTurnedOn(Fact):
        TOPIC = "network.formality-turned-on"
        formality: Formality
        decision: UUID | None

    class FormalityTurnedOff(Fact):
        TOPIC = "network.formality-turned-off"
        formality: Formality
        decision: UUID | None

    class ClosurePeriodDeclared(Fact):
        TOPIC = "network.closure-period-declared"
        first_day: date  # names the period: of several that begin on it, the latest fact counts
        last_day: date  # within the period
        label: str

    class SchoolZoneSet(Fact):
        TOPIC = "network.school-zone-set"
        zone: SchoolZone | None  # None: no school holidays are told

    class SyndicateDescribed(Fact):
        TOPIC = "network.syndicate-described"
        syndicate: UUID  # minted at the first description, then kept
        name: str
        siren: str | None  # nine digits

    class CollectivityAdmitted(Fact):
        TOPIC = "network.collectivity-admitted"
        collectivity: UUID
        on: date  # first day as a member

    class CollectivityWithdrawn(Fact):
        TOPIC = "network.collectivity-withdrawn"
        collectivity: UUID
        on: date  # first day as a member no more; of several for one stay, the latest fact counts
        reason: str | None
        settlement_ref: str | None  # of the document that settles what it still holds open; None: nothing was open

    class CollectivitiesMerged(Fact):
        TOPIC = "network.collectivities-merged"
        merged: tuple[UUID, ...]  # members no more, sorted
        into: UUID  # a member on that day
        on: date  # first day on which the one stands for the others

    class PeopleInvitedToSignIn(Fact):
        TOPIC = "network.people-invited-to-sign-in"
        AUDIENCE = Audience.COORDINATION  # who has not been in yet is nobody else's concern
        people: tuple[UUID, ...]  # in the order in which they were named

    class PartnerAssociated(Fact):
        TOPIC = "network.partner-associated"
        partner: UUID
        name: str
        on: date  # first day as a partner

    class PartnerDissociated(Fact):
        TOPIC = "network.partner-dissociated"
        partner: UUID
        on: date  # first day as a partner no more; of several, the latest fact counts
        reason: str | None

"""What a network has set for itself: its rules, its formalities, its days off."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from eventsourcing.domain import event

from maillage.domain.ballots import Majority
from maillage.domain.base import Aggregate
from maillage.domain.closures import Closure
from maillage.domain.consultations import ConsultationRule
from maillage.domain.formalities import Formality
from maillage.domain.funding import euros
from maillage.domain.memberships import Partnership, Stays
from maillage.domain.mergers import Merger
from maillage.domain.network_facts import Cadence, NetworkFacts, SchoolZone
from maillage.domain.network_refusals import (
    ClosureEndsBeforeStart,
    ClosureOverlaps,
    DecisionNotCited,
    MinutesSilenceOutOfRange,
    ReactivityTargetOutOfRange,
    ShareOutOfRange,
)
from maillage.domain.quorum import QuorumRule
from maillage.domain.refusals import text
from maillage.domain.voting import VotingRules

if TYPE_CHECKING:
    from maillage.domain.decisions import Decision  # its meetings import the network

TEN_THOUSANDTH = Decimal("0.0001")
LONGEST_SILENCE = 60  # days: no more than from one meeting to the next
LONGEST_REACTION = 60  # working days, about a quarter: a need of the season is over by then


class NetworkRules(NetworkFacts, Aggregate, part=True):
    """The rules of a network. Whatever it has not set stands at its default. `Network` is the whole."""

    # Each verb that takes a decision refuses with DecisionNotCited or DecisionNotInForce too

    def set_cadence_target(self, *, cadence: Cadence, decision: Decision | None = None, at: datetime) -> None:
        cited = self._cited(decision)
        if cadence is not self.cadence:
            self.trigger_event(self.CadenceTargetSet, cadence=cadence, decision=cited, timestamp=at)

    def set_quorum_rule(self, *, rule: QuorumRule, decision: Decision | None = None, at: datetime) -> None:
        """For the meetings scheduled from now on. QuorumRuleOutOfRange."""
        cited = self._cited(decision)
        if rule.checked() != self.quorum_rule:
            self.trigger_event(self.QuorumRuleSet, rule=rule, decision=cited, timestamp=at)

    def set_coordinator_allocation(self, *, share: Decimal, decision: Decision | None = None, at: datetime) -> None:
        """`share` of a full-time post. ShareOutOfRange."""
        cited = self._cited(decision)
        if not (share.is_finite() and 0 <= share <= 1 and share == share.quantize(TEN_THOUSANDTH)):
            raise ShareOutOfRange("share", share=str(share)[:40])
        if share != self.coordinator_share:
            kept = abs(share.quantize(TEN_THOUSANDTH).normalize())  # one way to write it, and no minus zero
            self.trigger_event(self.CoordinatorAllocationSet, share=kept, decision=cited, timestamp=at)

    def set_reactivity_target(self, *, working_days: int, decision: Decision | None = None, at: datetime) -> None:
        """Within which a need is to get its first answer. ReactivityTargetOutOfRange."""
        cited = self._cited(decision)
        if not 1 <= working_days <= LONGEST_REACTION:
            bounds = {"least": 1, "most": LONGEST_REACTION}
            raise ReactivityTargetOutOfRange("working_days", working_days=working_days, **bounds)
        if working_days != self.reactivity_working_days:
            self.trigger_event(self.ReactivityTargetSet, working_days=working_days, decision=cited, timestamp=at)

    def set_minutes_silence(self, *, days: int, decision: Decision | None = None, at: datetime) -> None:
        """For minutes circulated from now on. MinutesSilenceOutOfRange."""
        cited = self._cited(decision)
        if not 1 <= days <= LONGEST_SILENCE:
            raise MinutesSilenceOutOfRange("days", days=days, least=1, most=LONGEST_SILENCE)
        if days != self.minutes_silence_days:
            self.trigger_event(self.MinutesSilenceSet, days=days, decision=cited, timestamp=at)

    def set_deliberation_threshold(
        self, *, threshold: Decimal | None, decision: Decision | None = None, at: datetime
    ) -> None:
        """Of the amounts stated from now on, in euros; None for none. AmountOutOfRange."""
        cited = self._cited(decision)
        kept = None if threshold is None else euros(threshold, "threshold")
        if kept != self.deliberation_threshold:
            self.trigger_event(self.DeliberationThresholdSet, threshold=kept, decision=cited, timestamp=at)

    def set_consultation_rule(self, *, rule: ConsultationRule, decision: Decision | None = None, at: datetime) -> None:
        """For the consultations opened from now on. QuorumRuleOutOfRange, ConsultationDelayOutOfRange."""
        cited = self._cited(decision)
        if rule.checked() != self.consultation_rule:
            self.trigger_event(self.ConsultationRuleSet, rule=rule, decision=cited, timestamp=at)

    def turn_formality_on(self, *, formality: Formality, decision: Decision | None = None, at: datetime) -> None:
        cited = self._cited(decision)
        if formality not in self.formalities:
            self.trigger_event(self.FormalityTurnedOn, formality=formality, decision=cited, timestamp=at)

    def turn_formality_off(self, *, formality: Formality, decision: Decision | None = None, at: datetime) -> None:
        """A formality is a rule itself: that changes cite a decision is not undone without citing one."""
        cited = self._cited(decision)
        if formality in self.formalities:
            self.trigger_event(self.FormalityTurnedOff, formality=formality, decision=cited, timestamp=at)

    def _cited(self, decision: Decision | None) -> UUID | None:
        if decision is None and Formality.RULE_CHANGES_CITE_DECISION in self.formalities:
            raise DecisionNotCited("decision")
        if decision is None:
            return None
        decision.must_be_in_force("decision")
        return decision.id

    def declare_closure_period(self, *, first_day: date, last_day: date, label: str, at: datetime) -> None:
        """Declared again from the same first day, it is corrected.

        ClosureEndsBeforeStart, ClosureOverlaps, and what the label refuses.
        """
        closure = Closure(first_day, last_day, text(label, "label", 120))
        if last_day < first_day:
            raise ClosureEndsBeforeStart("last_day", first_day=str(first_day), last_day=str(last_day))
        others = (known for first, known in self.closures.items() if first != first_day)
        if other := next(filter(closure.overlaps, others), None):
            raise ClosureOverlaps("first_day", first_day=str(other.first_day), last_day=str(other.last_day))
        if closure != self.closures.get(first_day):
            self.trigger_event(self.ClosurePeriodDeclared, **vars(closure), timestamp=at)

    def set_school_zone(self, *, zone: SchoolZone | None, at: datetime) -> None:
        """Whose school holidays are told beside the dates of a poll; None for none."""
        if zone is not self.school_zone:
            self.trigger_event(self.SchoolZoneSet, zone=zone, timestamp=at)

    # What each fact changes: only what the rules read, and no rule, so that history always replays

    @event(NetworkFacts.Founded)
    def __init__(self) -> None:
        self.coordinators: dict[UUID, Stays] = {}  # never empty stays
        self.cadence = Cadence.BIMONTHLY
        self.quorum_rule = QuorumRule()
        self.coordinator_share = Decimal("0.10")
        self.reactivity_working_days = 5  # source: domain.md section 4, indicator 8, our proposal
        self.minutes_silence_days = 10  # source: domain.md section 1.1
        self.voting_rules = VotingRules()
        self.consultation_rule = ConsultationRule()
        self.deliberation_threshold: Decimal | None = None  # euros
        self.formalities: frozenset[Formality] = frozenset()
        self.closures: dict[date, Closure] = {}  # by first day
        self.school_zone: SchoolZone | None = None
        self.syndicate: UUID | None = None
        self.syndicate_name: str | None = None
        self.syndicate_siren: str | None = None
        self.memberships: dict[UUID, Stays] = {}  # never empty stays
        self.leaving: frozenset[UUID] = frozenset()  # or gone, with nothing open
        self.mergers: dict[UUID, Merger] = {}  # by what goes
        self.partners: dict[UUID, Partnership] = {}

    @event(NetworkFacts.CadenceTargetSet)
    def _cadence_target_set(self, cadence: Cadence) -> None:
        self.cadence = cadence

    @event(NetworkFacts.QuorumRuleSet)
    def _quorum_rule_set(self, rule: QuorumRule) -> None:
        self.quorum_rule = rule

    @event(NetworkFacts.CoordinatorAllocationSet)
    def _coordinator_allocation_set(self, share: Decimal) -> None:
        self.coordinator_share = share

    @event(NetworkFacts.ReactivityTargetSet)
    def _reactivity_target_set(self, working_days: int) -> None:
        self.reactivity_working_days = working_days

    @event(NetworkFacts.MinutesSilenceSet)
    def _minutes_silence_set(self, days: int) -> None:
        self.minutes_silence_days = days

    @event(NetworkFacts.VotingRulesSet)
    def _voting_rules_set(self, majority: Majority, casting_vote: UUID | None) -> None:
        self.voting_rules = VotingRules(majority, casting_vote)

    @event(NetworkFacts.DeliberationThresholdSet)
    def _deliberation_threshold_set(self, threshold: Decimal | None) -> None:
        self.deliberation_threshold = threshold

    @event(NetworkFacts.ConsultationRuleSet)
    def _consultation_rule_set(self, rule: ConsultationRule) -> None:
        self.consultation_rule = rule

    @event(NetworkFacts.FormalityTurnedOn)
    def _formality_turned_on(self, formality: Formality) -> None:
        self.formalities |= {formality}

    @event(NetworkFacts.FormalityTurnedOff)
    def _formality_turned_off(self, formality: Formality) -> None:
        self.formalities -= {formality}

    @event(NetworkFacts.ClosurePeriodDeclared)
    def _closure_period_declared(self, first_day: date, last_day: date, label: str) -> None:
        self.closures[first_day] = Closure(first_day, last_day, label)

    @event(NetworkFacts.SchoolZoneSet)
    def _school_zone_set(self, zone: SchoolZone | None) -> None:
        self.school_zone = zone

"""The network (fr: réseau): its rules, its members, its partners."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from eventsourcing.domain import event

from maillage.domain.base import Aggregate
from maillage.domain.mandates import OrganisationKind
from maillage.domain.memberships import Membership
from maillage.domain.network_facts import Cadence, NetworkFacts
from maillage.domain.network_refusals import (
    AdmissionBeforeWithdrawal,
    CollectivityAlreadyMember,
    CollectivityNotMember,
    PartnerAlreadyAssociated,
    PartnerNotAssociated,
    ShareOutOfRange,
    WithdrawalBeforeAdmission,
)
from maillage.domain.quorum import QuorumRule
from maillage.domain.refusals import optional_text, text
from maillage.domain.siren import optional_siren
from maillage.domain.slugs import slug_of

TEN_THOUSANDTH = Decimal("0.0001")


class Network(NetworkFacts, Aggregate):
    """One network of collectivities. Whatever it has not set stands at the default of domain.md section 1.1."""

    TOPIC = "network"

    @classmethod
    def found(cls, *, name: str, coordinator: UUID, at: datetime, id: UUID | None = None) -> Network:
        """A network ready for use, with its first coordinator. TextMissing, TextTooLong, TextUnreadable."""
        kept = text(name, "name", 120)
        network = cls._create(cls.Founded, id=id, name=kept, slug=slug_of(kept), timestamp=at)
        network.appoint_coordinator(person=coordinator, at=at)
        return network

    def appoint_coordinator(self, *, person: UUID, at: datetime) -> None:
        if person not in self.coordinators:
            self.trigger_event(self.CoordinatorAppointed, person=person, timestamp=at)

    # Its rules ------------------------------------------------------------------

    def set_cadence_target(self, *, cadence: Cadence, at: datetime) -> None:
        if cadence is not self.cadence:
            self.trigger_event(self.CadenceTargetSet, cadence=cadence, timestamp=at)

    def set_quorum_rule(self, *, rule: QuorumRule, at: datetime) -> None:
        """For the meetings scheduled from now on. QuorumRuleOutOfRange."""
        if rule.checked() != self.quorum_rule:
            self.trigger_event(self.QuorumRuleSet, rule=rule, timestamp=at)

    def set_coordinator_allocation(self, *, share: Decimal, at: datetime) -> None:
        """`share` of a full-time post. ShareOutOfRange."""
        if not (share.is_finite() and 0 <= share <= 1 and share == share.quantize(TEN_THOUSANDTH)):
            raise ShareOutOfRange("share", share=str(share)[:40])
        if share != self.coordinator_share:
            kept = abs(share.quantize(TEN_THOUSANDTH).normalize())  # one way to write it, and no minus zero
            self.trigger_event(self.CoordinatorAllocationSet, share=kept, timestamp=at)

    # Its syndicate, members and partners ----------------------------------------

    def describe_syndicate(self, *, name: str, siren: str | None, at: datetime, syndicate: UUID | None = None) -> UUID:
        """The id of the syndicate, minted at the first description. TextMissing, TextTooLong, SirenInvalid."""
        described = (self.syndicate or syndicate or uuid4(), text(name, "name", 120), optional_siren(siren))
        if described != (self.syndicate, self.syndicate_name, self.syndicate_siren):
            fields = dict(zip(("syndicate", "name", "siren"), described, strict=True))
            self.trigger_event(self.SyndicateDescribed, **fields, timestamp=at)
        return described[0]

    def admit_collectivity(self, *, collectivity: UUID, on: date, at: datetime) -> None:
        """`on` is the first day. CollectivityAlreadyMember, AdmissionBeforeWithdrawal."""
        last = self._last_membership(collectivity)
        if last and last.until is None:
            raise CollectivityAlreadyMember("collectivity", collectivity=str(collectivity), since=str(last.since))
        if last and last.lasts_beyond(on):
            raise AdmissionBeforeWithdrawal("on", on=str(on), until=str(last.until))
        self.trigger_event(self.CollectivityAdmitted, collectivity=collectivity, on=on, timestamp=at)

    def withdraw_collectivity(self, *, collectivity: UUID, on: date, reason: str | None, at: datetime) -> None:
        """`on` is the first day outside. CollectivityNotMember, WithdrawalBeforeAdmission, TextTooLong."""
        last = self._last_membership(collectivity)
        if last is None or last.until is not None:
            raise CollectivityNotMember("collectivity", collectivity=str(collectivity))
        if on < last.since:
            raise WithdrawalBeforeAdmission("on", on=str(on), since=str(last.since))
        kept = optional_text(reason, "reason", 500)
        self.trigger_event(self.CollectivityWithdrawn, collectivity=collectivity, on=on, reason=kept, timestamp=at)

    def associate_partner(self, *, name: str, at: datetime, partner: UUID | None = None) -> UUID:
        """The id of the new partner. PartnerAlreadyAssociated, TextMissing, TextTooLong."""
        kept = text(name, "name", 120)
        if kept.casefold() in map(str.casefold, self.partners.values()):
            raise PartnerAlreadyAssociated("name", name=kept)
        minted = partner or uuid4()
        self.trigger_event(self.PartnerAssociated, partner=minted, name=kept, timestamp=at)
        return minted

    def dissociate_partner(self, *, partner: UUID, reason: str | None, at: datetime) -> None:
        """PartnerNotAssociated, TextTooLong."""
        if partner not in self.partners:
            raise PartnerNotAssociated("partner", partner=str(partner))
        kept = optional_text(reason, "reason", 500)
        self.trigger_event(self.PartnerDissociated, partner=partner, reason=kept, timestamp=at)

    # What other aggregates ask of it --------------------------------------------

    def members_on(self, day: date) -> tuple[UUID, ...]:
        """The collectivities that are members on a civil day, sorted."""
        stays = self.memberships.items()
        return tuple(sorted(collectivity for collectivity, each in stays if any(stay.covers(day) for stay in each)))

    def has_organisation(self, kind: OrganisationKind, organisation: UUID, day: date) -> bool:
        """Whether mandates may be granted there: a member on that day or later, the syndicate, or a partner."""
        match kind:
            case OrganisationKind.COLLECTIVITY:
                return any(stay.lasts_beyond(day) for stay in self.memberships.get(organisation, ()))
            case OrganisationKind.SYNDICATE:
                return organisation == self.syndicate
            case OrganisationKind.PARTNER:
                return organisation in self.partners

    def _last_membership(self, collectivity: UUID) -> Membership | None:
        return self.memberships.get(collectivity, (None,))[-1]

    # What each fact changes: only what the rules read, and no rule, so that history always replays

    @event(NetworkFacts.Founded)
    def __init__(self) -> None:
        self.coordinators: frozenset[UUID] = frozenset()
        self.cadence = Cadence.BIMONTHLY
        self.quorum_rule = QuorumRule()
        self.coordinator_share = Decimal("0.10")
        self.syndicate: UUID | None = None
        self.syndicate_name: str | None = None
        self.syndicate_siren: str | None = None
        self.memberships: dict[UUID, tuple[Membership, ...]] = {}  # oldest first, never empty
        self.partners: dict[UUID, str] = {}  # names by id

    @event(NetworkFacts.CoordinatorAppointed)
    def _coordinator_appointed(self, person: UUID) -> None:
        self.coordinators |= {person}

    @event(NetworkFacts.CadenceTargetSet)
    def _cadence_target_set(self, cadence: Cadence) -> None:
        self.cadence = cadence

    @event(NetworkFacts.QuorumRuleSet)
    def _quorum_rule_set(self, rule: QuorumRule) -> None:
        self.quorum_rule = rule

    @event(NetworkFacts.CoordinatorAllocationSet)
    def _coordinator_allocation_set(self, share: Decimal) -> None:
        self.coordinator_share = share

    @event(NetworkFacts.SyndicateDescribed)
    def _syndicate_described(self, syndicate: UUID, name: str, siren: str | None) -> None:
        self.syndicate, self.syndicate_name, self.syndicate_siren = syndicate, name, siren

    @event(NetworkFacts.CollectivityAdmitted)
    def _collectivity_admitted(self, collectivity: UUID, on: date) -> None:
        self.memberships[collectivity] = (*self.memberships.get(collectivity, ()), Membership(on))

    @event(NetworkFacts.CollectivityWithdrawn)
    def _collectivity_withdrawn(self, collectivity: UUID, on: date) -> None:
        *earlier, last = self.memberships[collectivity]
        self.memberships[collectivity] = (*earlier, Membership(last.since, on))

    @event(NetworkFacts.PartnerAssociated)
    def _partner_associated(self, partner: UUID, name: str) -> None:
        self.partners[partner] = name

    @event(NetworkFacts.PartnerDissociated)
    def _partner_dissociated(self, partner: UUID) -> None:
        del self.partners[partner]

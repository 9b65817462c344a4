"""The network (fr: réseau): its rules, its members, its partners."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from eventsourcing.domain import event

from maillage.domain.ballots import Majority
from maillage.domain.calendar import day_of, utc
from maillage.domain.invitation_refusals import NobodyInvited
from maillage.domain.mandates import OrganisationKind
from maillage.domain.memberships import Membership, Partnership, Stays, ended, first_gap
from maillage.domain.mergers import Merger, holder_on
from maillage.domain.network_facts import NetworkFacts
from maillage.domain.network_refusals import (
    AdmissionBeforeWithdrawal,
    AppointmentBeforeRelief,
    CastingVoteNotNamed,
    CastingVoteOfNoMember,
    CollectivityAlreadyMember,
    CollectivityIsMerged,
    CollectivityNotMember,
    CommitmentsOpen,
    CoordinatorMissing,
    DissociationBeforeAssociation,
    MemberIsLeaving,
    MergerOfItself,
    MergerOutsideMembership,
    NotCoordinator,
    PartnerAlreadyAssociated,
    PartnerNotAssociated,
    ReliefBeforeAppointment,
    SuccessorNotMember,
    WithdrawalBeforeAdmission,
)
from maillage.domain.network_rules import NetworkRules
from maillage.domain.presets import PRESETS, VotingPreset
from maillage.domain.refusals import optional_text, text
from maillage.domain.siren import optional_siren
from maillage.domain.slugs import slug_of
from maillage.domain.voting import VotingRules

if TYPE_CHECKING:
    from maillage.domain.decisions import Decision  # its meetings import the network

ONE_DAY = timedelta(days=1)


class Network(NetworkRules):
    """One network of collectivities. Whatever it has not set stands at the default of domain.md section 1.1."""

    TOPIC = "network"

    @classmethod
    def found(cls, *, name: str, coordinator: UUID, at: datetime, id: UUID | None = None) -> Network:
        """A network ready for use, with its first coordinator. TextMissing, TextTooLong, TextUnreadable."""
        kept = text(name, "name", 120)
        network = cls._create(cls.Founded, id=id, name=kept, slug=slug_of(kept), timestamp=at)
        network.appoint_coordinator(person=coordinator, on=day_of(at), at=at)
        return network

    def appoint_coordinator(self, *, person: UUID, on: date, at: datetime) -> None:
        """`on` is the first day. Who was appointed already stays so from the day told then. AppointmentBeforeRelief."""
        last = _last(self.coordinators, person)
        if last and last.until and last.lasts_beyond(on):
            raise AppointmentBeforeRelief("on", on=str(on), until=str(last.until))
        if last is None or last.until:
            self.trigger_event(self.CoordinatorAppointed, person=person, on=on, timestamp=at)

    def relieve_coordinator(self, *, person: UUID, on: date, vacancy: bool, at: datetime) -> None:
        """`on` is the first day without; until it has come, another day replaces it. `vacancy`: nobody may follow.

        NotCoordinator, ReliefBeforeAppointment, CoordinatorMissing.
        """
        last = _last(self.coordinators, person)
        if last is None or not last.lasts_beyond(day_of(utc(at, "at"))):
            raise NotCoordinator("person", person=str(person))
        if on < last.since:
            raise ReliefBeforeAppointment("on", on=str(on), since=str(last.since))
        stays = self.coordinators | {person: ended(self.coordinators[person], on)}
        gap = first_gap((stay for each in stays.values() for stay in each), on)
        if gap and not vacancy:
            raise CoordinatorMissing("vacancy", day=str(gap))
        if on != last.until:
            fields = {"person": person, "on": on, "vacancy": gap is not None}
            self.trigger_event(self.CoordinatorRelieved, **fields, timestamp=at)

    # Its rules that name a member. They refuse like those of `NetworkRules` too

    def set_voting_rules(
        self, *, majority: Majority, casting_vote: UUID | None, decision: Decision | None = None, at: datetime
    ) -> None:
        """For the meetings scheduled and the consultations opened from now on. CastingVoteOfNoMember."""
        cited = self._cited(decision)
        if casting_vote is not None and casting_vote not in self.members_on(day_of(utc(at, "at"))):
            raise CastingVoteOfNoMember("casting_vote", collectivity=str(casting_vote))
        rules = VotingRules(majority, casting_vote)
        if rules != self.voting_rules:
            self.trigger_event(self.VotingRulesSet, decision=cited, timestamp=at, **vars(rules))

    def apply_voting_preset(
        self, *, preset: VotingPreset, casting_vote: UUID | None, decision: Decision | None = None, at: datetime
    ) -> None:
        """Its quorum and its voting rules at once. CastingVoteNotNamed, CastingVoteOfNoMember."""
        terms = PRESETS[preset]
        if terms.casting_vote and casting_vote is None:
            raise CastingVoteNotNamed("casting_vote")
        self.set_voting_rules(majority=terms.majority, casting_vote=casting_vote, decision=decision, at=at)
        self.set_quorum_rule(rule=terms.quorum_rule, decision=decision, at=at)

    # Its syndicate, members and partners ----------------------------------------

    def describe_syndicate(self, *, name: str, siren: str | None, at: datetime, syndicate: UUID | None = None) -> UUID:
        """The id of the syndicate, minted at the first description. TextMissing, TextTooLong, SirenInvalid."""
        described = (self.syndicate or syndicate or uuid4(), text(name, "name", 120), optional_siren(siren))
        if described != (self.syndicate, self.syndicate_name, self.syndicate_siren):
            fields = dict(zip(("syndicate", "name", "siren"), described, strict=True))
            self.trigger_event(self.SyndicateDescribed, **fields, timestamp=at)
        return described[0]

    def admit_collectivity(self, *, collectivity: UUID, on: date, at: datetime) -> None:
        """`on` is the first day. CollectivityIsMerged, CollectivityAlreadyMember, AdmissionBeforeWithdrawal."""
        self.must_not_be_merged(collectivity, "collectivity")
        last = _last(self.memberships, collectivity)
        if last and last.until is None:
            raise CollectivityAlreadyMember("collectivity", collectivity=str(collectivity), since=str(last.since))
        if last and last.lasts_beyond(on):
            raise AdmissionBeforeWithdrawal("on", on=str(on), until=str(last.until))
        self.trigger_event(self.CollectivityAdmitted, collectivity=collectivity, on=on, timestamp=at)

    def withdraw_collectivity(
        self,
        *,
        collectivity: UUID,
        on: date,
        reason: str | None,
        settlement_ref: str | None = None,
        open_commitments: int = 0,
        at: datetime,
    ) -> None:
        """`on` is the first day outside; until it has come, another day replaces it.

        `open_commitments` are what it has to see to still, which a document may settle: `settlement_ref`.
        CollectivityIsMerged, CollectivityNotMember, WithdrawalBeforeAdmission, CommitmentsOpen, TextTooLong.
        """
        self.must_not_be_merged(collectivity, "collectivity")
        last = _last(self.memberships, collectivity)
        if last is None or not last.lasts_beyond(day_of(utc(at, "at"))):
            raise CollectivityNotMember("collectivity", collectivity=str(collectivity))
        if on < last.since:
            raise WithdrawalBeforeAdmission("on", on=str(on), since=str(last.since))
        kept, settled = optional_text(reason, "reason", 500), optional_text(settlement_ref, "settlement_ref", 200)
        if open_commitments and settled is None:
            raise CommitmentsOpen("collectivity", open=open_commitments)
        if on != last.until or (settled and collectivity in self.leaving):
            fields = {"collectivity": collectivity, "on": on, "reason": kept, "settlement_ref": settled}
            self.trigger_event(self.CollectivityWithdrawn, **fields, timestamp=at)

    def merge_collectivities(self, *, merged: Collection[UUID], into: UUID, on: date, at: datetime) -> None:
        """`on` is the first day of the one in place of the others, past or to come. It ends their memberships.

        MergerOfItself, CollectivityIsMerged, MergerOutsideMembership, SuccessorNotMember, MemberIsLeaving.
        """
        going = tuple(sorted(merged))
        if not going or into in going or len(set(going)) < len(going):
            raise MergerOfItself("merged")
        for collectivity in going:
            self.must_not_be_merged(collectivity, "merged")
            last = _last(self.memberships, collectivity)
            if last is None or not (last.since < on and last.lasts_beyond(on - ONE_DAY)):
                raise MergerOutsideMembership("merged", on=str(on))
        self.must_not_be_merged(into, "into")
        if into not in self.members_on(on):
            raise SuccessorNotMember("into", on=str(on))
        self.must_stay(into, "into")
        self.trigger_event(self.CollectivitiesMerged, merged=going, into=into, on=on, timestamp=at)

    def must_not_be_merged(self, collectivity: UUID, field: str) -> None:
        """Nor to be. CollectivityIsMerged."""
        if merger := self.mergers.get(collectivity):
            raise CollectivityIsMerged(field, on=str(merger.on))

    def associate_partner(self, *, name: str, on: date, at: datetime, partner: UUID | None = None) -> UUID:
        """The id of the new partner; `on` is the first day. PartnerAlreadyAssociated, TextMissing, TextTooLong."""
        kept = text(name, "name", 120)
        namesakes = (known for known in self.partners.values() if known.name.casefold() == kept.casefold())
        if any(known.stay.lasts_beyond(on) for known in namesakes):
            raise PartnerAlreadyAssociated("name", name=kept)
        minted = partner or uuid4()
        self.trigger_event(self.PartnerAssociated, partner=minted, name=kept, on=on, timestamp=at)
        return minted

    def dissociate_partner(self, *, partner: UUID, on: date, reason: str | None, at: datetime) -> None:
        """`on` is the first day outside; until it has come, another day replaces it.

        PartnerNotAssociated, DissociationBeforeAssociation, TextTooLong.
        """
        known = self.partners.get(partner)
        if known is None or not known.stay.lasts_beyond(day_of(utc(at, "at"))):
            raise PartnerNotAssociated("partner", partner=str(partner))
        if on < known.stay.since:
            raise DissociationBeforeAssociation("on", on=str(on), since=str(known.stay.since))
        kept = optional_text(reason, "reason", 500)
        if on != known.stay.until:
            self.trigger_event(self.PartnerDissociated, partner=partner, on=on, reason=kept, timestamp=at)

    def invite_to_sign_in(self, *, people: Collection[UUID], at: datetime) -> None:
        """Again whoever was invited before: the message may be lost. NobodyInvited."""
        if not people:
            raise NobodyInvited("people")
        self.trigger_event(self.PeopleInvitedToSignIn, people=tuple(dict.fromkeys(people)), timestamp=at)

    # What other aggregates ask of it --------------------------------------------

    def members_on(self, day: date) -> tuple[UUID, ...]:
        """The collectivities that are members on a civil day, sorted."""
        stays = self.memberships.items()
        return tuple(sorted(collectivity for collectivity, each in stays if any(stay.covers(day) for stay in each)))

    def holder_on(self, collectivity: UUID, day: date) -> UUID:
        """Who answers that day for what a collectivity took on: itself, or the one that it has merged into."""
        return holder_on(self.mergers, collectivity, day)

    def predecessors_of(self, collectivity: UUID) -> frozenset[UUID]:
        """Those that have merged or will merge into it, directly or by another one."""
        direct = {merged for merged, merger in self.mergers.items() if merger.into == collectivity}
        return frozenset(direct).union(*map(self.predecessors_of, direct))

    def is_member_from(self, collectivity: UUID, day: date) -> bool:
        """On that day or later."""
        return any(stay.lasts_beyond(day) for stay in self.memberships.get(collectivity, ()))

    def must_stay(self, collectivity: UUID, field: str) -> None:
        """Or who answers for it in the end: it is not told to withdraw, but by a document. MemberIsLeaving."""
        holder = self.holder_on(collectivity, date.max)
        if holder in self.leaving:
            raise MemberIsLeaving(field, on=str(self.memberships[holder][-1].until))

    def has_organisation(self, kind: OrganisationKind, organisation: UUID, day: date) -> bool:
        """Whether mandates may be granted there: a member or a partner on that day or later, or the syndicate."""
        match kind:
            case OrganisationKind.COLLECTIVITY:
                return self.is_member_from(organisation, day)
            case OrganisationKind.SYNDICATE:
                return organisation == self.syndicate
            case OrganisationKind.PARTNER:
                return organisation in self.partners and self.partners[organisation].stay.lasts_beyond(day)

    def is_coordinator(self, person: UUID, day: date) -> bool:
        """Whether a person coordinates the network on that day or will later."""
        last = _last(self.coordinators, person)
        return last is not None and last.lasts_beyond(day)

    # What each fact changes: only what the rules read, and no rule, so that history always replays

    @event(NetworkFacts.CoordinatorAppointed)
    def _coordinator_appointed(self, person: UUID, on: date) -> None:
        self.coordinators[person] = (*self.coordinators.get(person, ()), Membership(on))

    @event(NetworkFacts.CoordinatorRelieved)
    def _coordinator_relieved(self, person: UUID, on: date) -> None:
        self.coordinators[person] = ended(self.coordinators[person], on)

    @event(NetworkFacts.SyndicateDescribed)
    def _syndicate_described(self, syndicate: UUID, name: str, siren: str | None) -> None:
        self.syndicate, self.syndicate_name, self.syndicate_siren = syndicate, name, siren

    @event(NetworkFacts.CollectivityAdmitted)
    def _collectivity_admitted(self, collectivity: UUID, on: date) -> None:
        self.memberships[collectivity] = (*self.memberships.get(collectivity, ()), Membership(on))
        self.leaving -= {collectivity}

    @event(NetworkFacts.CollectivityWithdrawn)
    def _collectivity_withdrawn(self, collectivity: UUID, on: date, settlement_ref: str | None) -> None:
        self.memberships[collectivity] = ended(self.memberships[collectivity], on)
        self.leaving = self.leaving - {collectivity} if settlement_ref else self.leaving | {collectivity}

    @event(NetworkFacts.CollectivitiesMerged)
    def _collectivities_merged(self, merged: tuple[UUID, ...], into: UUID, on: date) -> None:
        self.mergers |= dict.fromkeys(merged, Merger(into, on))
        self.leaving -= set(merged)
        self.memberships |= {collectivity: ended(self.memberships[collectivity], on) for collectivity in merged}

    @event(NetworkFacts.PartnerAssociated)
    def _partner_associated(self, partner: UUID, name: str, on: date) -> None:
        self.partners[partner] = Partnership(name, Membership(on))

    @event(NetworkFacts.PartnerDissociated)
    def _partner_dissociated(self, partner: UUID, on: date) -> None:
        known = self.partners[partner]
        self.partners[partner] = Partnership(known.name, Membership(known.stay.since, on))


def _last(stays: Mapping[UUID, Stays], id: UUID) -> Membership | None:
    return stays.get(id, (None,))[-1]

"""Use cases on the network, and who may call them."""

from __future__ import annotations

from decimal import Decimal

from maillage.domain.ballots import Majority
from maillage.domain.consultations import ConsultationRule
from maillage.domain.formalities import Formality
from maillage.domain.network_facts import Cadence, SchoolZone
from maillage.domain.network_refusals import CastingVoteOfNoMember, NotCoordinator, PartnerNotAssociated
from maillage.domain.presets import VotingPreset
from maillage.domain.quorum import QuorumRule
from maillage.usecases import coordinators, networks, rules, sign_in_invitations
from tests.usecases.rights.case import Case, Fields, given
from tests.usecases.world import TODAY, World


async def a_partner(world: World) -> Fields:
    return {"partner": world.partner}


async def a_colleague(world: World) -> Fields:
    return {"person": world.ambassadors[0].person}


async def a_president(world: World) -> Fields:
    return {"preset": VotingPreset.STATUTORY, "casting_vote": world.members[0]}


async def colleagues(world: World) -> Fields:
    return {"people": (world.ambassadors[0].person,)}


async def the_coordinator(world: World) -> Fields:
    return {"person": world.coordinator.person, "vacancy": True}


async def cited(world: World) -> Fields:
    await world.do(rules.turn_formality_on, formality=CITING)
    return {"formality": CITING, "decision": await world.adopted()}


SUMMER = {"first_day": TODAY, "last_day": TODAY, "label": "Pont"}
CITING = Formality.RULE_CHANGES_CITE_DECISION
CASES = [
    Case(sign_in_invitations.invite_to_sign_in, colleagues, ("network.people-invited-to-sign-in",)),
    Case(rules.set_cadence, given(cadence=Cadence.MONTHLY), ("network.cadence-target-set",), foreign=None),
    Case(rules.set_quorum_rule, given(rule=QuorumRule(2, 3, False)), ("network.quorum-rule-set",), foreign=None),
    Case(
        rules.set_coordinator_share,
        given(share=Decimal("0.2")),
        ("network.coordinator-allocation-set",),
        foreign=None,
    ),
    Case(rules.set_reactivity_target, given(working_days=3), ("network.reactivity-target-set",), foreign=None),
    Case(networks.set_school_zone, given(zone=SchoolZone.ZONE_B), ("network.school-zone-set",), foreign=None),
    Case(rules.set_minutes_silence, given(days=15), ("network.minutes-silence-set",), foreign=None),
    Case(rules.set_voting_rules, given(majority=Majority.TWO_THIRDS), ("network.voting-rules-set",), foreign=None),
    Case(
        rules.set_deliberation_threshold,
        given(threshold=Decimal(10_000)),
        ("network.deliberation-threshold-set",),
        foreign=None,
    ),
    Case(
        rules.apply_voting_preset,
        a_president,
        ("network.voting-rules-set", "network.quorum-rule-set"),
        foreign=CastingVoteOfNoMember,
    ),
    Case(
        rules.set_consultation_rule,
        given(rule=ConsultationRule(2, 3, 10)),
        ("network.consultation-rule-set",),
        foreign=None,
    ),
    Case(rules.turn_formality_on, given(formality=CITING), ("network.formality-turned-on",), foreign=None),
    Case(rules.turn_formality_off, cited, ("network.formality-turned-off",)),
    Case(coordinators.appoint_coordinator, a_colleague, ("network.coordinator-appointed",)),
    Case(coordinators.relieve_coordinator, the_coordinator, ("network.coordinator-relieved",), foreign=NotCoordinator),
    Case(networks.declare_closure_period, given(**SUMMER), ("network.closure-period-declared",), foreign=None),
    Case(networks.describe_syndicate, given(name="Nouveau nom"), ("network.syndicate-described",), foreign=None),
    Case(networks.associate_partner, given(name="Agence"), ("network.partner-associated",), foreign=None),
    Case(networks.dissociate_partner, a_partner, ("network.partner-dissociated",), foreign=PartnerNotAssociated),
]

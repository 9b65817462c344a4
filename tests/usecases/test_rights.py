"""Every use case tried by four callers: nobody, a wrong role, another collectivity, the right role.

And by a fifth, who has the role in another network and finds nothing there.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest

import maillage.usecases
from maillage.domain.ballots import Choice, Majority, Mode
from maillage.domain.caller import Caller, Role
from maillage.domain.collectivities import CollectivityKind
from maillage.domain.deliberations import Deliberation
from maillage.domain.formalities import Formality
from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.meeting_facts import MeetingKind, Modality, Presence
from maillage.domain.network_facts import Cadence
from maillage.domain.network_refusals import CollectivityNotMember, NotCoordinator, PartnerNotAssociated
from maillage.domain.people_refusals import OrganisationNotInNetwork
from maillage.domain.posts import EmploymentKind
from maillage.domain.quorum import QuorumRule
from maillage.domain.refusals import NotAllowed, NotFound, Refusal
from maillage.domain.title_forms import TitleForm
from maillage.usecases import (
    action_items,
    collectivities,
    coordinators,
    decisions,
    figures,
    founding,
    meetings,
    networks,
    people,
    postings,
    profiles,
    register,
    rules,
)
from maillage.usecases.people import NewMandate
from tests.usecases.world import HOUR, NOW, TODAY, World, founded

Fields = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """`by` may, `wrong` may not, and `other` only for another collectivity than that of `fields`."""

    usecase: Callable[..., Awaitable[Any]]
    fields: Callable[[World], Awaitable[Fields]]
    facts: tuple[str, ...]
    by: tuple[str, ...] = ("coordinator",)
    wrong: tuple[str, ...] = ("officer", "ambassador", "auditor", "contact")
    other: str | None = None
    foreign: type[Refusal] | None = NotFound  # what the same role gets from another network; None: it names nothing
    decided: bool = False  # whether `other` is only known once the command is decided, and its outcome kept

    @property
    def id(self) -> str:
        return self.usecase.__name__


def caller(world: World, name: str, member: int = 0) -> Caller:
    return {
        "coordinator": world.coordinator,
        "officer": world.officers[member],
        "ambassador": world.ambassadors[member],
        "auditor": world.auditor,
        "contact": world.contact,
        "system": Caller.system(world.network, NOW),
    }[name]


def given(**fields: Any) -> Callable[[World], Awaitable[Fields]]:
    async def prepare(_: World) -> Fields:
        return fields

    return prepare


def prepared(prepare: Callable[[World], Awaitable[Fields]]) -> Callable[[World], Awaitable[Fields]]:
    return prepare


async def withdrawn(world: World) -> Fields:
    await world.do(collectivities.withdraw_collectivity, collectivity=world.members[2], on=TODAY)
    return {"collectivity": world.members[2], "on": TODAY + timedelta(days=1)}


async def a_member(world: World) -> Fields:
    return {"collectivity": world.members[2], "on": TODAY, "reason": "Fusion"}


async def a_new_name(world: World) -> Fields:
    return {"collectivity": world.members[0], "name": "Grand Val-d’Orme"}


async def a_population(world: World) -> Fields:
    return {"collectivity": world.members[0], "year": 2023, "inhabitants": 12_345, "source": "INSEE"}


async def a_tonnage(world: World) -> Fields:
    return {"collectivity": world.members[0], "year": 2025, "tonnes": Decimal("4812.5"), "source": "Pesées"}


async def a_partner(world: World) -> Fields:
    return {"partner": world.partner}


def ambassador_of(world: World) -> NewMandate:
    return NewMandate(world.members[0], OrganisationKind.COLLECTIVITY, Function.AMBASSADOR, TODAY)


async def newcomer(world: World) -> Fields:
    return {"given_name": "Zoé", "family_name": "Essai", "email": "zoe@example.org", "mandate": ambassador_of(world)}


async def details(world: World) -> Fields:
    return {"person": world.ambassadors[0].person, "email": "adt@example.org", "phone": None}


def of_an_ambassador(**fields: Any) -> Callable[[World], Awaitable[Fields]]:
    async def prepare(world: World) -> Fields:
        return {"person": world.ambassadors[0].person} | fields

    return prepare


async def a_skill(world: World) -> Fields:
    fields = {"person": world.ambassadors[0].person, "skill": "Vélo"}
    await world.do(profiles.declare_skill, **fields)
    return fields


async def a_post(world: World) -> Fields:
    fields = await a_mandate(world)
    return fields | {"fte": Decimal("0.5"), "employment_kind": EmploymentKind.PERMANENT}


async def another_function(world: World) -> Fields:
    mandate = replace(ambassador_of(world), function=Function.OFFICER)
    return {"person": world.ambassadors[0].person, "mandate": mandate}


async def a_mandate(world: World) -> Fields:
    person = await world.person("Yves", ambassador_of(world))
    facts = await world.log.history(world.network, limit=10_000)
    mandate = [
        fact.fact.mandate for fact in facts if fact.fact.originator_id == person and hasattr(fact.fact, "mandate")
    ]
    return {"person": person, "mandate": mandate[0], "on": TODAY}


async def to_schedule(world: World) -> Fields:
    return {"meeting": await world.planned(), "starts_at": NOW + HOUR, "ends_at": NOW + 2 * HOUR, "place": "Salle A"}


async def to_reschedule(world: World) -> Fields:
    slot = {"starts_at": NOW + 5 * HOUR, "ends_at": NOW + 6 * HOUR}
    return {"meeting": await world.scheduled(), "reason": "Verglas"} | slot


async def to_cancel(world: World) -> Fields:
    return {"meeting": await world.planned(), "reason": "Sans objet"}


async def to_open(world: World) -> Fields:
    return {"meeting": await world.scheduled()}


async def to_arrive(world: World) -> Fields:
    who = {"person": world.ambassadors[0].person, "collectivity": world.members[0]}
    return {"meeting": await world.opened(), "presence": Presence.REMOTE} | who


async def to_leave(world: World) -> Fields:
    return {"meeting": await world.opened(0), "person": world.ambassadors[0].person}


async def to_close(world: World) -> Fields:
    return {"meeting": await world.opened(0, 1)}


async def to_propose(world: World) -> Fields:
    return {"title": "Vidéo", "text": "Une vidéo\nsur le circuit du déchet.", "meeting": await world.planned()}


async def to_open_ballot(world: World) -> Fields:
    decision, meeting = await world.proposed(), await world.opened(0, 1)
    return {"decision": decision, "meeting": meeting, "mode": Mode.SECRET, "majority": Majority.ABSOLUTE}


async def to_object(world: World) -> Fields:
    meeting = await world.opened(0)
    who = {"person": world.officers[0].person, "collectivity": world.members[0], "presence": Presence.ONSITE}
    await world.do(meetings.record_arrival, meeting=meeting, **who)
    fields = {"decision": await world.proposed(), "meeting": meeting, "collectivity": world.members[0]}
    return fields | {"reason": "Trop cher"}


async def to_withdraw_an_objection(world: World) -> Fields:
    fields = await to_object(world)
    await world.do(decisions.raise_objection, by=world.ambassadors[0], **fields)
    return {"decision": fields["decision"], "collectivity": fields["collectivity"]}


async def to_adopt_by_consent(world: World) -> Fields:
    return {"decision": await world.proposed(), "meeting": await world.opened(0)}


async def to_recuse(world: World) -> Fields:
    decision, _ = await world.put_to_the_vote(0, 1, mode=Mode.SECRET)
    return {"decision": decision, "collectivity": world.members[0], "reason": "Terrain communal"}


async def to_defer(world: World) -> Fields:
    decision, _ = await world.put_to_the_vote(0, 1, mode=Mode.SECRET)
    return {"decision": decision, "reason": "À chiffrer"}


async def consented(world: World) -> UUID:
    return await world.made(decisions.adopt_by_consent, **await to_adopt_by_consent(world))


async def to_end(world: World) -> Fields:
    return {"decision": await consented(world), "ended_by": await consented(world)}


async def to_review(world: World) -> Fields:
    return {"decision": await consented(world), "on": TODAY}


async def to_confirm(world: World) -> Fields:
    return {"decision": await consented(world), "next_review": TODAY + timedelta(days=365)}


async def to_refer(world: World) -> Fields:
    act = Deliberation(world.syndicate, OrganisationKind.SYNDICATE, "Comité syndical", "2026-07", TODAY)
    return {"decision": await consented(world), "deliberation": act}


async def to_correct(world: World) -> Fields:
    return {"decision": await consented(world), "title": "Stand partagé", "reason": "Coquille"}


async def to_vote(world: World) -> Fields:
    decision, meeting = await world.put_to_the_vote(0, 1)
    await world.do(
        meetings.record_arrival,
        meeting=meeting,
        person=world.officers[0].person,
        collectivity=world.members[0],
        presence=Presence.ONSITE,
    )
    return {"decision": decision, "collectivity": world.members[0], "choice": Choice.YES}


async def to_count(world: World) -> Fields:
    fields = await to_vote(world)
    await world.do(decisions.cast_vote, by=world.ambassadors[0], **fields)
    return {"decision": fields["decision"]}


async def a_colleague(world: World) -> Fields:
    return {"person": world.ambassadors[0].person}


async def the_coordinator(world: World) -> Fields:
    return {"person": world.coordinator.person, "vacancy": True}


async def cited(world: World) -> Fields:
    await world.do(rules.turn_formality_on, formality=CITING)
    return {"formality": CITING, "decision": await world.adopted()}


async def to_assign(world: World) -> Fields:
    links = {"meeting": await world.planned(), "decision": await world.proposed()}
    return await an_action(world) | links


async def an_action(world: World) -> Fields:
    owner = {"owner": world.officers[0].person, "collectivity": world.members[0]}
    return {"title": "Devis", "due": TODAY + timedelta(days=9)} | owner


async def assigned(world: World) -> Fields:
    return {"action_item": await world.made(action_items.assign_action, **await an_action(world))}


async def to_move(world: World) -> Fields:
    return await assigned(world) | {"due": TODAY, "reason": "Plus tôt"}


async def to_complete(world: World) -> Fields:
    return await assigned(world) | {"evidence": "Facture 12"}


async def to_drop(world: World) -> Fields:
    return await assigned(world) | {"reason": "Sans objet"}


async def to_reopen(world: World) -> Fields:
    fields = await to_drop(world)
    await world.do(action_items.drop_action, **fields)
    return {"action_item": fields["action_item"]}


MEMBER = {"name": "Sèvrelande", "kind": CollectivityKind.COMMUNE, "on": TODAY, "siren": "130025265"}
PLANNED = {"title": "Visite", "kind": MeetingKind.SITE_VISIT, "modality": Modality.ON_SITE}
OWN = {"by": ("coordinator", "officer"), "wrong": ("ambassador", "auditor", "contact"), "other": "officer"}
VOTER = {
    "by": ("ambassador", "officer"),
    "wrong": ("coordinator", "auditor", "contact", "system"),
    "other": "ambassador",
    "foreign": None,  # another network's member has another collectivity: NotAllowed, as `other`
}
FEMININE = TitleForm.FEMININE
OWN_PROFILE: Fields = {
    "by": ("coordinator", "officer", "ambassador"),
    "wrong": ("auditor", "contact"),
    "other": "officer",
    "decided": True,
}
OWN_ACTION = {
    "by": ("coordinator", "officer", "ambassador"),
    "wrong": ("auditor", "contact"),
    "other": "officer",
}
NOT_IN_NETWORK = OrganisationNotInNetwork

SUMMER = {"first_day": TODAY, "last_day": TODAY, "label": "Pont"}
CITING = Formality.RULE_CHANGES_CITE_DECISION

CASES = [
    Case(rules.set_cadence, given(cadence=Cadence.MONTHLY), ("network.cadence-target-set",), foreign=None),
    Case(rules.set_quorum_rule, given(rule=QuorumRule(2, 3, False)), ("network.quorum-rule-set",), foreign=None),
    Case(
        rules.set_coordinator_share,
        given(share=Decimal("0.2")),
        ("network.coordinator-allocation-set",),
        foreign=None,
    ),
    Case(rules.set_reactivity_target, given(working_days=3), ("network.reactivity-target-set",), foreign=None),
    Case(rules.turn_formality_on, given(formality=CITING), ("network.formality-turned-on",), foreign=None),
    Case(rules.turn_formality_off, cited, ("network.formality-turned-off",)),
    Case(coordinators.appoint_coordinator, a_colleague, ("network.coordinator-appointed",)),
    Case(coordinators.relieve_coordinator, the_coordinator, ("network.coordinator-relieved",), foreign=NotCoordinator),
    Case(networks.declare_closure_period, given(**SUMMER), ("network.closure-period-declared",), foreign=None),
    Case(networks.describe_syndicate, given(name="Nouveau nom"), ("network.syndicate-described",), foreign=None),
    Case(networks.associate_partner, given(name="Agence"), ("network.partner-associated",), foreign=None),
    Case(networks.dissociate_partner, a_partner, ("network.partner-dissociated",), foreign=PartnerNotAssociated),
    Case(
        collectivities.admit_collectivity,
        given(**MEMBER),
        ("network.collectivity-admitted", "collectivity.registered"),
        foreign=None,
    ),
    Case(collectivities.readmit_collectivity, withdrawn, ("network.collectivity-admitted",)),
    Case(collectivities.rename_collectivity, a_new_name, ("collectivity.renamed",)),
    Case(figures.record_population, a_population, ("collectivity.population-recorded",)),
    Case(figures.record_tonnage, a_tonnage, ("collectivity.tonnage-recorded",)),
    Case(
        collectivities.withdraw_collectivity,
        a_member,
        ("network.collectivity-withdrawn",),
        foreign=CollectivityNotMember,
    ),
    Case(
        people.register_person,
        newcomer,
        ("person.registered", "person.contact-details-given", "person.mandate-granted"),
        foreign=NOT_IN_NETWORK,
        **OWN,
    ),
    Case(
        people.give_contact_details,
        details,
        ("person.contact-details-given",),
        by=("coordinator", "officer", "ambassador"),
        wrong=("auditor", "contact"),
        other="officer",
        decided=True,
    ),
    Case(profiles.choose_title_form, of_an_ambassador(form=FEMININE), ("person.title-form-chosen",), **OWN_PROFILE),
    Case(
        profiles.declare_availability,
        of_an_ambassador(availability="Jeudis"),
        ("person.availability-declared",),
        **OWN_PROFILE,
    ),
    Case(profiles.declare_skill, of_an_ambassador(skill="Vélo"), ("person.skill-declared",), **OWN_PROFILE),
    Case(profiles.withdraw_skill, a_skill, ("person.skill-withdrawn",), **OWN_PROFILE),
    Case(
        profiles.record_training,
        of_an_ambassador(title="Guide composteur", on=TODAY),
        ("person.training-recorded",),
        **OWN_PROFILE,
    ),
    Case(postings.onboard_ambassador, a_post, ("person.ambassador-onboarded",), decided=True, **OWN),
    Case(
        postings.record_person_departure,
        of_an_ambassador(on=TODAY, reason="Mutation"),
        ("person.mandate-ended", "person.ambassador-departed"),
        decided=True,
        **OWN,
    ),
    Case(people.grant_mandate, another_function, ("person.mandate-granted",), **OWN),
    Case(people.end_mandate, a_mandate, ("person.mandate-ended",), decided=True, **OWN),
    Case(meetings.plan_meeting, given(**PLANNED), ("meeting.planned",), foreign=None),
    Case(meetings.schedule_meeting, to_schedule, ("meeting.scheduled",)),
    Case(meetings.reschedule_meeting, to_reschedule, ("meeting.rescheduled",)),
    Case(meetings.cancel_meeting, to_cancel, ("meeting.cancelled",)),
    Case(meetings.open_meeting, to_open, ("meeting.opened",)),
    Case(meetings.record_arrival, to_arrive, ("meeting.participant-arrived",)),
    Case(meetings.record_departure, to_leave, ("meeting.participant-left",)),
    Case(meetings.close_meeting, to_close, ("meeting.closed",)),
    Case(
        decisions.propose_decision,
        to_propose,
        ("decision.proposed",),
        by=("coordinator", "officer"),
        wrong=("ambassador", "auditor", "contact"),
    ),
    Case(decisions.open_ballot, to_open_ballot, ("decision.ballot-opened",)),
    Case(
        decisions.cast_vote,
        to_vote,
        ("decision.vote-cast",),
        **VOTER,
    ),
    Case(decisions.raise_objection, to_object, ("decision.objection-raised",), **VOTER),
    Case(decisions.withdraw_objection, to_withdraw_an_objection, ("decision.objection-withdrawn",), **VOTER),
    Case(decisions.adopt_by_consent, to_adopt_by_consent, ("decision.adopted-by-consent",)),
    Case(
        decisions.recuse_voter,
        to_recuse,
        ("decision.voter-recused",),
        by=("coordinator", "officer", "ambassador"),
        wrong=("auditor", "contact"),
        other="ambassador",
    ),
    Case(decisions.defer_decision, to_defer, ("decision.ballot-closed", "decision.deferred")),
    Case(register.supersede_decision, to_end, ("decision.superseded",)),
    Case(register.repeal_decision, to_end, ("decision.repealed",)),
    Case(register.schedule_review, to_review, ("decision.review-scheduled",)),
    Case(register.confirm_decision, to_confirm, ("decision.confirmed",)),
    Case(register.reference_deliberation, to_refer, ("decision.deliberation-referenced",)),
    Case(register.correct_decision, to_correct, ("decision.corrected",)),
    Case(decisions.close_ballot, to_count, ("decision.ballot-closed", "decision.adopted")),
    Case(action_items.assign_action, to_assign, ("action-item.assigned",), **OWN_ACTION),
    Case(action_items.move_action_due_date, to_move, ("action-item.due-date-moved",), decided=True, **OWN_ACTION),
    Case(action_items.start_action, assigned, ("action-item.started",), decided=True, **OWN_ACTION),
    Case(action_items.complete_action, to_complete, ("action-item.completed",), decided=True, **OWN_ACTION),
    Case(action_items.drop_action, to_drop, ("action-item.dropped",), decided=True, **OWN_ACTION),
    Case(action_items.reopen_action, to_reopen, ("action-item.reopened",), decided=True, **OWN_ACTION),
]


def test_every_use_case_is_tried():
    modules = [
        import_module(f"maillage.usecases.{each.name}") for each in pkgutil.iter_modules(maillage.usecases.__path__)
    ]
    verbs = {
        verb
        for module in modules
        for name, verb in vars(module).items()
        if inspect.iscoroutinefunction(verb)
        and not name.startswith("_")
        and list(inspect.signature(verb).parameters)[:3] == ["log", "caller", "command"]
        and "verb" not in inspect.signature(verb).parameters
    }
    assert verbs == {case.usecase for case in CASES} | {founding.found_network}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
async def test_nobody_a_wrong_role_and_another_collectivity_change_nothing(world, forbidden, case):
    fields = await case.fields(world)
    await forbidden(world.do(case.usecase, by=world.nobody, **fields))
    for name in case.wrong:
        await forbidden(world.do(case.usecase, by=caller(world, name), **fields))
    if case.other:
        neighbour = caller(world, case.other, member=1)
        await forbidden(world.do(case.usecase, by=neighbour, **fields), outcome=case.decided)


@pytest.mark.parametrize(
    ("case", "by"), [(case, by) for case in CASES for by in case.by], ids=lambda x: getattr(x, "id", x)
)
async def test_the_right_role_does_it(world, case, by):
    fields = await case.fields(world)
    outcome = await world.do(case.usecase, by=caller(world, by), **fields)
    assert tuple(await world.new_topics(outcome)) == case.facts


@pytest.mark.parametrize("case", [case for case in CASES if case.foreign], ids=lambda case: case.id)
async def test_the_same_role_in_another_network_finds_nothing(world, log, refused, case):
    fields = await case.fields(world)
    neighbour = (await founded(log)).coordinator
    await refused(case.foreign, world.do(case.usecase, by=neighbour, **fields))


async def test_a_vote_reaches_no_other_network(world, log, refused):
    fields = await to_vote(world)
    stranger = replace(world.ambassadors[0], network=(await founded(log)).network)
    await refused(NotFound, world.do(decisions.cast_vote, by=stranger, **fields))


async def test_a_representative_gives_a_newcomer_a_mandate_at_once(world, forbidden):
    """Without one the newcomer belongs to no collectivity, so to nobody but the coordinator."""
    names = {"given_name": "Zoé", "family_name": "Essai"}
    await forbidden(world.do(people.register_person, by=world.officers[0], **names))
    assert (await world.do(people.register_person, **names)).subject


async def test_a_representative_appoints_no_auditor_and_no_partner_s_contact(world, forbidden):
    at = [
        (world.syndicate, OrganisationKind.SYNDICATE, Function.AUDITOR),
        (world.partner, OrganisationKind.PARTNER, Function.PARTNER_CONTACT),
    ]
    for organisation, kind, function in at:
        mandate = NewMandate(organisation, kind, function, TODAY)
        person = world.officers[0].person
        await forbidden(world.do(people.grant_mandate, by=world.officers[0], person=person, mandate=mandate))


@pytest.mark.parametrize("whose", ["coordinator", "auditor", "neighbour"])
async def test_a_representative_gives_no_mandate_to_who_acts_for_others(world, forbidden, whose):
    """It would make them people of the own collectivity, whose e-mail address the representative may change."""
    person = {"coordinator": world.coordinator, "auditor": world.auditor, "neighbour": world.officers[1]}[whose].person
    fields = {"person": person, "mandate": ambassador_of(world)}
    await forbidden(world.do(people.grant_mandate, by=world.officers[0], **fields), outcome=True)


@pytest.mark.parametrize("whose", ["coordinator", "neighbour"])
async def test_a_representative_changes_no_details_of_who_acts_for_others_too(world, forbidden, whose):
    person = {"coordinator": world.coordinator, "neighbour": world.officers[1]}[whose].person
    await world.do(people.grant_mandate, person=person, mandate=ambassador_of(world))
    fields = {"person": person, "email": "moi@example.org", "phone": None}
    await forbidden(world.do(people.give_contact_details, by=world.officers[0], **fields), outcome=True)
    assert (await world.do(people.give_contact_details, **fields)).first


async def test_an_ambassador_sees_to_own_actions_for_the_network_and_to_nobody_else_s(world, forbidden):
    own = {"title": "Affiche", "due": TODAY, "owner": world.ambassadors[0].person}
    item = await world.made(action_items.assign_action, by=world.ambassadors[0], **own)
    await forbidden(world.do(action_items.assign_action, by=world.ambassadors[1], **own))
    for colleague in (world.officers[0], world.ambassadors[1]):
        await forbidden(world.do(action_items.start_action, by=colleague, action_item=item), outcome=True)
    assert (await world.do(action_items.start_action, by=world.ambassadors[0], action_item=item)).first


async def test_only_the_program_founds_networks(world, forbidden):
    """Nobody's rights in one network reach beyond it."""
    for name in ("coordinator", "officer", "auditor"):
        fields = {"name": "Réseau de plus", "given_name": "Zoé", "family_name": "Essai"}
        await forbidden(world.do(founding.found_network, by=caller(world, name), **fields))
    assert Role.SYS in Caller.system(world.network, NOW).roles


def test_refusals_of_rights_name_the_right():
    assert NotAllowed(right="people.manage").message("fr") == "Vous n’avez pas le droit requis : people.manage."

"""Every use case tried by four callers: nobody, a wrong role, another collectivity, the right role.

And by a fifth, who has the role in another network and finds nothing there.
"""

from __future__ import annotations

import inspect
import pkgutil
from dataclasses import replace
from importlib import import_module

import pytest

import maillage.usecases
from maillage.domain.caller import Caller, Role
from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.refusals import NotAllowed, NotFound
from maillage.usecases import action_items, decisions, founding, people
from maillage.usecases.people import NewMandate
from tests.usecases.rights import CASES
from tests.usecases.rights.case import caller
from tests.usecases.rights.decisions import to_vote
from tests.usecases.rights.people import ambassador_of
from tests.usecases.world import NOW, TODAY, founded


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

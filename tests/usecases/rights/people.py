"""Use cases on people, and who may call them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.messages import MessageKind
from maillage.domain.people_refusals import OrganisationNotInNetwork
from maillage.domain.posts import EmploymentKind
from maillage.domain.title_forms import TitleForm
from maillage.usecases import ending_access, people, postings, profiles, seats
from maillage.usecases.people import NewMandate
from tests.usecases.rights.case import Case, Fields, given
from tests.usecases.world import TODAY, World


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


async def with_more(fields: Awaitable[Fields], **more: Any) -> Fields:
    return {**(await fields), **more}


async def a_function_with_a_seat(world: World) -> Fields:
    fields = await another_function(world)
    return fields | {"mandate": replace(fields["mandate"], seat=1)}


async def a_mandate_with_an_end(world: World) -> Fields:
    fields = await a_mandate(world)
    await world.do(people.end_mandate, **fields)
    return {"person": fields["person"], "mandate": fields["mandate"], "deliberation": "2026-40"}


async def a_sitting(world: World) -> Fields:
    held = await a_mandate(world)
    return {"collectivity": world.members[0], "person": held["person"], "mandate": held["mandate"], "seat": 1}


async def a_seat_to_leave(world: World) -> Fields:
    sitting = await a_sitting(world)
    await world.do(seats.take_seat, **sitting)
    return {name: sitting[name] for name in ("collectivity", "mandate", "seat")} | {"on": TODAY}


OWN = {"by": ("coordinator", "officer"), "wrong": ("ambassador", "auditor", "contact"), "other": "officer"}
FEMININE = TitleForm.FEMININE
OWN_PROFILE: Fields = {
    "by": ("coordinator", "officer", "ambassador"),
    "wrong": ("auditor", "contact"),
    "other": "officer",
    "decided": True,
}


NOT_IN_NETWORK = OrganisationNotInNetwork
CASES = [
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
    Case(
        profiles.set_notification_preferences,
        given(unwanted=[MessageKind.DATE_POLL]),
        ("person.notification-preferences-set",),
        by=("coordinator", "officer", "ambassador", "auditor", "contact"),
        wrong=("system",),
        foreign=None,
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
    Case(ending_access.end_access_of, of_an_ambassador(), ()),
    Case(people.grant_mandate, another_function, ("person.mandate-granted",), **OWN),
    Case(
        people.grant_mandate,
        a_function_with_a_seat,
        ("person.mandate-granted", "collectivity.seat-taken"),
        **OWN,
    ),
    Case(people.extend_mandate, a_mandate_with_an_end, ("person.mandate-extended",), decided=True, **OWN),
    Case(seats.take_seat, a_sitting, ("collectivity.seat-taken",), **OWN),
    Case(
        seats.designate_substitute,
        lambda world: with_more(a_sitting(world), deliberation="2026-15"),
        ("collectivity.substitute-designated",),
        **OWN,
    ),
    Case(seats.leave_seat, a_seat_to_leave, ("collectivity.seat-end-moved",), **OWN),
    Case(people.end_mandate, a_mandate, ("person.mandate-ended",), decided=True, **OWN),
]

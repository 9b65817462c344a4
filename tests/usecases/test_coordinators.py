"""Who coordinates the network, from which day to which, and what a vacancy leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from maillage.domain.caller import Caller, Role
from maillage.domain.network_refusals import CoordinatorMissing
from maillage.domain.refusals import NotFound
from maillage.usecases import coordinators, people
from maillage.usecases.standing import caller_in
from tests.usecases.world import NOW, TODAY

TOMORROW = TODAY + timedelta(days=1)


async def roles(world, caller, days=0):
    return (await caller_in(world.log.pool, world.network, caller.person, NOW + timedelta(days=days))).roles


async def test_a_coordinator_hands_over_from_one_day_to_the_next(world, refused):
    officer, departing = world.officers[0], {"person": world.coordinator.person, "on": TOMORROW}
    refusal = await refused(CoordinatorMissing, world.do(coordinators.relieve_coordinator, **departing))
    assert (refusal.path, refusal.values) == (("vacancy",), {"day": str(TOMORROW)})
    await world.do(coordinators.appoint_coordinator, person=officer.person, on=TOMORROW)
    assert (await world.do(coordinators.relieve_coordinator, **departing)).first
    assert [Role.COORD in await roles(world, world.coordinator, days) for days in (0, 1)] == [True, False]
    assert [Role.COORD in await roles(world, officer, days) for days in (0, 1)] == [False, True]


async def test_a_vacant_post_is_filled_by_the_program_alone(world, forbidden):
    await world.do(coordinators.relieve_coordinator, person=world.coordinator.person, vacancy=True)
    former = await caller_in(world.log.pool, world.network, world.coordinator.person, NOW)
    fields = {"person": world.officers[0].person}
    for caller in (former, world.officers[0], world.auditor):
        await forbidden(world.do(coordinators.appoint_coordinator, by=caller, **fields))
    await world.do(coordinators.appoint_coordinator, by=Caller.system(world.network, NOW), **fields)
    assert await roles(world, world.officers[0]) == {Role.COORD, Role.REP}


async def test_only_a_person_of_the_network_is_appointed(world, refused):
    for stranger in (uuid4(), world.members[0]):
        await refused(NotFound, world.do(coordinators.appoint_coordinator, person=stranger))


async def test_without_a_day_somebody_comes_and_goes_today_in_paris(world):
    tonight = replace(world.coordinator, now=NOW.replace(hour=23, minute=30))  # tomorrow has begun in Paris
    person = world.officers[0].person
    for usecase in (coordinators.appoint_coordinator, coordinators.relieve_coordinator):
        await world.do(usecase, by=tonight, person=person)
        assert (await world.log.history(world.network, limit=10_000))[-1].fact.on == TOMORROW


async def test_a_representative_manages_a_colleague_who_coordinates_the_network_no_more(world, forbidden):
    details = {"person": world.ambassadors[0].person, "email": "adt@example.org", "phone": None}
    await world.do(coordinators.appoint_coordinator, person=world.ambassadors[0].person)
    attempt = {"by": world.officers[0], **details}
    await forbidden(world.do(people.give_contact_details, **attempt), outcome=True)
    await world.do(coordinators.relieve_coordinator, person=world.ambassadors[0].person)
    assert (await world.do(people.give_contact_details, **attempt)).first

"""Who a token's owner is today: what they hold, and nothing once they hold it no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from maillage.accounts.tokens import identify, mint
from maillage.domain.caller import Caller, Role
from maillage.usecases import collectivities, networks
from maillage.usecases.standing import caller_for, caller_in
from tests.usecases.world import NOW, TODAY


async def signed_in(world, person, now=NOW):
    """As at the edge: a token, its identity, the caller."""
    db = world.log.pool
    token = await mint(db, network=world.network, person=person, label="essai", now=NOW)
    identity = await identify(db, token.token, now)
    assert identity is not None
    return await caller_for(db, identity, now)


async def test_a_coordinator_an_ambassador_an_auditor_and_a_contact(world):
    for expected in (world.coordinator, world.ambassadors[0], world.officers[1], world.auditor, world.contact):
        found = await signed_in(world, expected.person)
        assert replace(found, mandates=frozenset()) == expected
        assert len(found.mandates) == (Role.COORD not in expected.roles)


async def test_a_mandate_counts_from_its_first_day_in_paris(world):
    yesterday = NOW - timedelta(days=1)
    assert not (await signed_in(world, world.ambassadors[0].person, yesterday)).roles


async def test_the_people_of_a_member_that_left_and_of_a_former_partner_hold_nothing(world):
    await world.do(collectivities.withdraw_collectivity, collectivity=world.members[0], on=TODAY)
    await world.do(networks.dissociate_partner, partner=world.partner)
    for former in (world.ambassadors[0], world.contact):
        found = await signed_in(world, former.person)
        assert (found.roles, found.collectivities, found.mandates) == (frozenset(), frozenset(), frozenset())


async def test_a_stranger_holds_nothing(world):
    stranger = uuid4()
    assert await caller_in(world.log.pool, world.network, stranger, NOW) == Caller(
        world.network, stranger, frozenset(), NOW
    )

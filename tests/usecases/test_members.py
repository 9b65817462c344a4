"""What spans the network and others: SIRENs, the syndicate, members that come back, where mandates are held."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from maillage.domain.ballots import Choice
from maillage.domain.collectivities import CollectivityKind
from maillage.domain.collectivity_refusals import CollectivityIsClosed
from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.network_facts import Cadence
from maillage.domain.network_refusals import (
    CollectivityIsMerged,
    CollectivityNotMember,
    CommitmentsOpen,
    PartnerNotAssociated,
)
from maillage.domain.people_refusals import MandateOverlaps, OrganisationNotInNetwork
from maillage.domain.siren import SirenInvalid
from maillage.eventstore.change import VersionMoved
from maillage.usecases import action_items, collectivities, collectivity_profiles, decisions, networks, people, rules
from maillage.usecases.collectivities import SirenTaken
from maillage.usecases.people import NewMandate
from tests.usecases.world import NOW, SIRENS, TODAY, founded, later

FREE_SIREN = "130025265"
MEMBER = {"name": "Sèvrelande", "kind": CollectivityKind.COMMUNE, "on": TODAY}


@pytest.mark.parametrize("written", [SIRENS[0], "732 829 320", " 732.829.320 "])
async def test_a_siren_names_one_member(world, refused, written):
    refusal = await refused(SirenTaken, world.do(collectivities.admit_collectivity, **MEMBER, siren=written))
    assert (refusal.path, refusal.values) == (("siren",), {"siren": SIRENS[0]})


async def test_a_siren_names_a_member_or_the_syndicate(world, refused):
    await refused(SirenTaken, world.do(networks.describe_syndicate, name="Syndicat", siren=SIRENS[0]))
    await world.do(networks.describe_syndicate, name="Syndicat", siren=FREE_SIREN)
    await refused(SirenTaken, world.do(collectivities.admit_collectivity, **MEMBER, siren=FREE_SIREN))


async def test_the_syndicate_gives_back_the_siren_it_no_longer_has(world):
    for siren in (FREE_SIREN, FREE_SIREN, None):
        assert await world.made(networks.describe_syndicate, name="Syndicat", siren=siren) == world.syndicate
    await world.do(collectivities.admit_collectivity, **MEMBER, siren=FREE_SIREN)


async def test_networks_know_nothing_of_each_other_s_sirens(world, log):
    neighbour = await founded(log)
    assert (await neighbour.do(collectivities.admit_collectivity, **MEMBER, siren=SIRENS[0])).first


async def test_a_false_siren_is_refused(world, refused):
    await refused(SirenInvalid, world.do(collectivities.admit_collectivity, **MEMBER, siren="732829321"))


async def test_a_member_withdraws_keeps_its_siren_and_comes_back_as_itself(world, refused):
    member = world.members[0]
    await world.do(collectivities.withdraw_collectivity, collectivity=member, on=TODAY)
    await refused(SirenTaken, world.do(collectivities.admit_collectivity, **MEMBER, siren=SIRENS[0]))
    outcome = await world.do(collectivities.readmit_collectivity, collectivity=member, on=TODAY + timedelta(days=1))
    assert outcome.subject == member


async def test_no_mandate_at_a_member_that_withdrew(world, refused):
    await world.do(collectivities.withdraw_collectivity, collectivity=world.members[0], on=TODAY)
    mandate = NewMandate(world.members[0], OrganisationKind.COLLECTIVITY, Function.AMBASSADOR, TODAY)
    names = {"given_name": "Zoé", "family_name": "Essai"}
    await refused(OrganisationNotInNetwork, world.do(people.register_person, **names, mandate=mandate))


async def last(world, count: int = 1):
    return [recorded.fact for recorded in (await world.log.history(world.network, limit=10_000))[-count:]]


async def test_a_partner_comes_and_goes_today_in_paris_unless_a_day_is_told(world):
    tonight = replace(world.coordinator, now=NOW.replace(hour=23, minute=30))  # tomorrow has begun in Paris
    partner = await world.made(networks.associate_partner, by=tonight, name="ADEME")
    await world.do(networks.dissociate_partner, by=tonight, partner=partner)
    assert [fact.on for fact in await last(world, 2)] == [TODAY + timedelta(days=1)] * 2
    await world.do(networks.associate_partner, name="Région", on=TODAY - timedelta(days=400))
    assert (await last(world))[0].on == TODAY - timedelta(days=400)


async def test_an_end_that_is_moved_is_told_again_and_the_same_one_is_not(world, refused):
    soon, sooner = TODAY + timedelta(days=20), TODAY + timedelta(days=10)
    for usecase, fields in [
        (collectivities.withdraw_collectivity, {"collectivity": world.members[2]}),
        (networks.dissociate_partner, {"partner": world.partner}),
    ]:
        done = [await world.do(usecase, **fields, on=day) for day in (soon, sooner, sooner)]
        assert [outcome.first is None for outcome in done] == [False, False, True]
        assert (await last(world))[0].on == sooner
        then = replace(world.coordinator, now=NOW + timedelta(days=10))
        refusal = {"collectivity": CollectivityNotMember, "partner": PartnerNotAssociated}[next(iter(fields))]
        await refused(refusal, world.do(usecase, by=then, **fields, on=soon))


async def test_who_attends_and_votes_does_so_by_the_same_mandate(world):
    """Of two that are active the one granted first."""
    person = world.ambassadors[0].person
    more = NewMandate(world.members[0], OrganisationKind.COLLECTIVITY, Function.OFFICER, TODAY - timedelta(days=9))
    await world.do(people.grant_mandate, person=person, mandate=more)
    decision, _ = await world.put_to_the_vote(0, 1)
    vote = {"decision": decision, "collectivity": world.members[0], "choice": Choice.YES}
    await world.do(decisions.cast_vote, by=world.ambassadors[0], **vote)
    facts = [recorded.fact for recorded in await world.log.history(world.network, limit=10_000)]
    kept = {fact.TOPIC: fact.mandate for fact in facts if getattr(fact, "person", None) == person}
    first = next(fact.mandate for fact in facts if fact.originator_id == person and hasattr(fact, "mandate"))
    assert kept == {"meeting.participant-arrived": first, "decision.vote-cast": first}


async def test_a_mandate_is_held_once(world, refused):
    mandate = NewMandate(world.members[0], OrganisationKind.COLLECTIVITY, Function.AMBASSADOR, TODAY)
    person = world.ambassadors[0].person
    await refused(MandateOverlaps, world.do(people.grant_mandate, person=person, mandate=mandate))


async def test_contact_details_are_sealed_read_back_and_taken_back(world, database):
    person = world.ambassadors[0].person
    give = {"person": person, "phone": None}
    for email in ("adt@example.org", None):
        await world.do(people.give_contact_details, by=world.ambassadors[0], email=email, **give)
        assert (await world.log.history(world.network, limit=10_000))[-1].fact.email == email
    stored = await database.app_pool.fetch("SELECT convert_from(state, 'UTF8') FROM log.stored_events")
    assert not [row[0] for row in stored if "adt@example.org" in row[0]]


async def test_whoever_decided_on_an_older_version_is_told(world, refused):
    first = await world.do(rules.set_cadence, cadence=Cadence.MONTHLY)
    assert first.first
    version = 1
    refusal = await refused(
        VersionMoved, world.do(rules.set_cadence, cadence=Cadence.BIMONTHLY, expected_version=version)
    )
    assert refusal.values["expected"] == 1
    current = int(str(refusal.values["version"]))
    assert (await world.do(rules.set_cadence, cadence=Cadence.BIMONTHLY, expected_version=current)).first


# The end of a collectivity ---------------------------------------------------------


async def test_a_collectivity_that_ends_withdraws_with_it_and_does_not_come_back(world, refused):
    member, tomorrow = world.members[2], TODAY + timedelta(days=1)
    closing = {"collectivity": member, "on": tomorrow}
    who = {"owner": world.ambassadors[2].person, "collectivity": member}
    await world.do(action_items.assign_action, title="Devis", due=TODAY, **who)
    await refused(CommitmentsOpen, world.do(collectivity_profiles.close_collectivity, **closing))
    settled = await world.do(collectivity_profiles.close_collectivity, **closing, settlement_ref="Arrêté 12")
    assert await world.new_topics(settled) == ["collectivity.closed", "network.collectivity-withdrawn"]
    await refused(CollectivityIsClosed, world.do(collectivities.readmit_collectivity, **closing))
    at = NewMandate(member, OrganisationKind.COLLECTIVITY, Function.ELECTED_REPRESENTATIVE, tomorrow)
    then = later(world.coordinator, timedelta(days=1))
    granting = {"person": world.auditor.person, "mandate": at}
    await refused(OrganisationNotInNetwork, world.do(people.grant_mandate, by=then, **granting))


async def test_one_that_left_is_closed_alone_and_one_that_merges_is_not(world, refused):
    gone, merged = world.members[1:]
    await world.do(collectivities.withdraw_collectivity, collectivity=gone, on=TODAY)
    closed = await world.do(collectivity_profiles.close_collectivity, collectivity=gone, on=TODAY)
    assert await world.new_topics(closed) == ["collectivity.closed"]
    tomorrow = TODAY + timedelta(days=1)
    await world.do(collectivities.merge_collectivities, merged=[merged], into=world.members[0], on=tomorrow)
    closing = {"collectivity": merged, "on": tomorrow}
    await refused(CollectivityIsMerged, world.do(collectivity_profiles.close_collectivity, **closing))

"""Founding networks: each with its coordinator and an address of its own."""

from __future__ import annotations

import pytest

from maillage.domain.refusals import TextMissing
from maillage.usecases.founding import Founding, SlugTaken, found_network
from tests.usecases.world import NOW, command, founded

CLAIRE = {"given_name": "Claire", "family_name": "Essai"}


async def attempt(log, name, asked=None, **fields):
    asked = asked or command("found", name=name)
    return await found_network(log, Founding.by(asked).caller(NOW), asked, name=name, **CLAIRE, **fields)


async def test_a_founded_network_has_its_coordinator_and_nothing_else(log):
    world = await founded(log)
    facts = [recorded.fact for recorded in await log.history(world.network)]
    assert [fact.TOPIC for fact in facts] == ["network.founded", "network.coordinator-appointed", "person.registered"]
    assert facts[0].originator_id == world.network
    assert facts[1].person == facts[2].originator_id == world.coordinator.person
    assert (facts[2].given_name, facts[2].family_name) == ("Claire", "Essai")


async def test_the_coordinator_s_details_come_with_the_founding(log):
    outcome = await attempt(log, "Réseau joignable", email="claire@example.org")
    facts = await log.history(outcome.subject)
    assert facts[-1].fact.email == "claire@example.org"


async def test_the_same_command_founds_one_network(log):
    asked = command("found", name="Réseau unique")
    first, again = [await attempt(log, "Réseau unique", asked) for _ in range(2)]
    assert (first.subject, first.first, first.last, first.replayed) == (again.subject, 1, 3, False)
    assert again.replayed
    assert len(await log.history(first.subject)) == 3


async def test_an_address_is_taken_once_in_an_installation(log, refused):
    await attempt(log, "Réseau du Pays d’Orme")
    refusal = await refused(SlugTaken, attempt(log, " reseau du pays d orme "))
    assert refusal.path == ("name",)
    assert refusal.message("en") == (
        "The address 'reseau-du-pays-d-orme' belongs to another network. A free name: 'reseau du pays d orme 2'."
    )


async def test_the_name_suggested_is_free(log, refused):
    name = "Réseau très demandé"
    await attempt(log, name)
    for number in (2, 3):
        refusal = await refused(SlugTaken, attempt(log, name))
        assert refusal.values["suggestion"] == f"{name} {number}"
        await attempt(log, refusal.values["suggestion"])


async def test_a_name_too_long_for_its_address_gets_a_short_suggestion(log, refused):
    name = "Réseau des ambassadrices et des ambassadeurs du tri et de la prévention des déchets"
    await attempt(log, name)
    refusal = await refused(SlugTaken, attempt(log, name))
    await attempt(log, refusal.values["suggestion"])


@pytest.mark.parametrize("fields", [{"name": " "}, {"name": "Réseau anonyme", "family_name": ""}])
async def test_a_refused_founding_leaves_nothing_and_no_address_taken(log, refused, fields):
    asked = command("found", **fields)
    given = CLAIRE | fields
    await refused(TextMissing, found_network(log, Founding.by(asked).caller(NOW), asked, **given))
    if fields["name"].strip():
        await attempt(log, fields["name"])

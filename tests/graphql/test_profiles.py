"""The directory as clients read it: titles, skills, and who is found by them."""

from __future__ import annotations

import pytest

from maillage.domain.title_forms import TitleForm
from maillage.usecases import profiles
from tests.network import Api


async def labels(api: Api, who: str) -> tuple[str, str]:
    query = """query($id: ID!) { node(id: $id) { ... on Person { mandates {
        fr: functionLabel(locale: FR) en: functionLabel(locale: EN) } } } }"""
    [mandate] = (await api.read(query, "officer 2", id=api.person(who)))["node"]["mandates"]
    return mandate["fr"], mandate["en"]


@pytest.mark.parametrize(
    ("who", "form", "fr"),
    [
        ("ambassador 0", None, "Ambassadeur, ambassadrice du tri et de la prévention"),
        ("ambassador 0", TitleForm.FEMININE, "Ambassadrice du tri et de la prévention"),
        ("ambassador 0", TitleForm.MASCULINE, "Ambassadeur du tri et de la prévention"),
        ("officer 0", TitleForm.FEMININE, "Technicienne déchets, référente"),
        ("auditor", TitleForm.MASCULINE, "Auditeur"),
        ("contact", TitleForm.FEMININE, "Interlocutrice du partenaire"),
    ],
)
async def test_a_title_has_the_form_that_the_person_chose_else_both(api: Api, who: str, form: TitleForm, fr: str):
    before = (await labels(api, who))[1]
    await api.network.do(profiles.choose_title_form, person=api.network.people[who], form=form)
    assert await labels(api, who) == (fr, before)


async def test_people_are_found_by_what_they_can_do(api: Api):
    for who in ("ambassador 0", "officer 1"):
        await api.network.do(profiles.declare_skill, who, person=api.network.people[who], skill="Éco-gestes")
    query = """query($skill: String!, $function: Function) { network {
        people(filter: { skill: $skill, function: $function }) { totalCount nodes { name skills } } } }"""
    found = (await api.read(query, "ambassador 2", skill="eco gestes"))["network"]["people"]
    assert [person["name"] for person in found["nodes"]] == ["Ambassador 0 Essai", "Officer 1 Essai"]
    assert (found["totalCount"], found["nodes"][0]["skills"]) == (2, ["Éco-gestes"])
    found = (await api.read(query, skill="Éco-gestes", function="OFFICER"))["network"]["people"]
    assert [person["name"] for person in found["nodes"]] == ["Officer 1 Essai"]
    for odd in ("\u0000", "", "x" * 5_000):
        assert (await api.read(query, skill=odd))["network"]["people"]["totalCount"] == 0


async def test_the_availability_that_somebody_declared_is_sealed_in_the_log(api: Api):
    person = api.network.people["ambassador 0"]
    await api.network.do(
        profiles.declare_availability, "ambassador 0", person=person, availability="Jamais le mercredi"
    )
    stored = await api.network.running.pool.fetch("SELECT convert_from(state, 'UTF8') FROM stored_events")
    assert not [row[0] for row in stored if "mercredi" in row[0]]
    query = "query($id: ID!) { node(id: $id) { ... on Person { availability } } }"
    assert (await api.read(query, id=api.person("ambassador 0")))["node"] == {"availability": "Jamais le mercredi"}


async def test_a_training_to_come_is_refused_by_its_field(api: Api):
    given = {"person": api.person("officer 0"), "title": "Guide composteur", "on": "2999-01-01"}
    done = await api.command("recordTraining", **given)
    assert [(error["code"], error["path"]) for error in done["errors"]] == [("TRAINING_TO_COME", ["on"])]

"""A directory is imported whole or not at all, by one command, and nobody is doubled."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import uuid4

from maillage.eventstore.log import Command
from maillage.projections.known import known_collectivities, known_people
from maillage.usecases import collectivities, networks, people
from maillage.usecases.directory_import import import_directory
from maillage.usecases.directory_refusals import DirectoryHasProblems, FileHasNobody
from maillage.usecases.directory_review import review_directory
from tests.usecases.world import TODAY, founded

FIRST_DAY = """Prénom;Nom;Collectivité;Fonction;E-mail;Téléphone
Anne;Le Goff;Val-d’Orme Communauté;Ambassadrice du tri;anne@orme.example;
Yann;Morel;Val-d'Orme communauté;Technicien;;02 97 11 22 33
Anne;Le Goff;Commune de Belz;ADT;anne@orme.example;
Zoé;Riou;Commune de Belz;Élue;zoe@belz.example;
"""
MEMBER = ["person.registered", "person.mandate-granted"]


def file(text: str) -> dict[str, bytes]:
    return {"file": text.encode()}


async def reviewed(world, text, id=None):
    command = Command.of(id or uuid4(), "import_directory")
    return await review_directory(world.log, world.coordinator, **file(text), command=command)


async def test_one_command_registers_everybody_and_admits_their_collectivities(log):
    world = await founded(log)
    id = uuid4()
    before = await world.topics()
    await world.do(import_directory, id=id, **file(FIRST_DAY), dry_run=True)
    assert await world.topics() == before
    looked_at = await reviewed(world, FIRST_DAY, id)

    done = await world.do(import_directory, id=id, **file(FIRST_DAY))
    topics = await world.new_topics(done)
    assert sorted(topics) == sorted(
        [
            *["network.collectivity-admitted", "collectivity.registered"] * 2,
            *["person.registered", "person.contact-details-given", "person.mandate-granted"] * 3,
            "person.mandate-granted",
        ]
    )
    known = {each.family_name: each for each in await known_people(log.pool, world.coordinator)}
    assert known["Le Goff"].email == "anne@orme.example"
    assert {name: len(each.organisations) for name, each in known.items()} == {
        "Essai": 0,
        "Le Goff": 2,
        "Morel": 1,
        "Riou": 1,
    }

    again = await world.do(import_directory, id=id, **file(FIRST_DAY))
    assert (again.replayed, again.first, again.last) == (True, done.first, done.last)
    for plan in (looked_at, await reviewed(world, FIRST_DAY, id)):
        assert (plan.problems, plan.there, len(plan.registered)) == ([], {}, 3)
        named = [(new.line, new.name, new.kind.value, new.guessed) for new in plan.collectivities.registered.values()]
        assert named == [(2, "Val-d’Orme Communauté", "EPCI", True), (4, "Commune de Belz", "COMMUNE", True)]


async def test_who_is_there_already_is_told_and_not_doubled(world):
    told = {"given_name": "Soazig", "family_name": "Essai", "email": "Soazig@Essai.example"}
    person = await world.made(people.register_person, **told)
    text = """given name,family name,collectivity,function,email
ambassadeur de val d'orme,ESSAI,Val-d’Orme,officer,
S.,Autre,Kerlouane,ambassador,soazig@essai.example
Malo,Essai,Kerlouane,ambassador,
"""
    outcome = await world.do(import_directory, **file(text))
    assert await world.new_topics(outcome) == MEMBER
    plan = await reviewed(world, text)
    assert plan.there == {2: world.ambassadors[0].person, 3: person, 4: plan.there[4]}
    assert (plan.registered, plan.problems) == ([], [])
    assert (await world.do(import_directory, **file(text))).first is None


async def test_two_imports_at_once_double_nobody(log):
    world = await founded(log)
    await asyncio.gather(*(world.do(import_directory, **file(FIRST_DAY)) for _ in range(3)))
    assert len(await known_people(log.pool, world.coordinator)) == 4
    assert len(await known_collectivities(log.pool, world.coordinator)) == 2


async def test_every_problem_is_told_with_its_line_and_column_and_nothing_is_written(world, refused):
    await world.do(collectivities.withdraw_collectivity, collectivity=world.members[2], on=TODAY)
    await world.do(
        collectivities.admit_collectivity, name="Kerlouane", kind=collectivities.CollectivityKind.EPCI, on=TODAY
    )
    text = """Prénom;Nom;Collectivité;Fonction;E-mail;Tél;Type;SIREN
Anne;;Val-d’Orme;Ambassadrice;;;;
Anne;Le Goff;Val-d’Orme;Chef;;;;
Anne;Le Goff;Kerlouane;Adt;;;;
Anne;Le Goff;Brocéval;Adt;;;;
Anne;Le Goff;Syndicat d’essai;Adt;;;;
Anne;Le Goff;Nouvelle;Adt;;;;
Anne;Le Goff;Nouvelle;Adt;anne;12;EPCI;130025265
Anne;Le Goff;Nouvelle;Adt;;;EPCI;
Yann;Morel;Nouvelle;Adt;anne;;commune;
Yann;Morel;Nouvelle;Adt;anne;;;
Yann;Morel;Autre;Adt;;;EPCI;130025265
Yann;Morel;Autre;Adt;;;EPCI;732829321
Yann;Morel;Val-d’Orme;Adt;;;;404833048
"""
    plan = await reviewed(world, text)
    assert [(each.line, each.column, each.refusal.code()) for each in plan.problems] == [
        (2, "Nom", "TEXT_MISSING"),
        (3, "Fonction", "FUNCTION_UNKNOWN"),
        (4, "Collectivité", "COLLECTIVITY_AMBIGUOUS"),
        (5, "Collectivité", "COLLECTIVITY_LEFT"),
        (6, "Collectivité", "NOT_A_COLLECTIVITY"),
        (7, "Type", "COLLECTIVITY_KIND_UNKNOWN"),
        (8, "E-mail", "EMAIL_INVALID"),
        (8, "Tél", "PHONE_INVALID"),
        (9, "Nom", "LINE_REPEATED"),
        (10, "Type", "COLLECTIVITY_CONTRADICTED"),
        (11, "E-mail", "PERSON_CONTRADICTED"),
        (12, "SIREN", "SIREN_TAKEN"),
        (13, "SIREN", "SIREN_INVALID"),
        (14, "SIREN", "COLLECTIVITY_CONTRADICTED"),
    ]
    for each in plan.problems:
        assert each.refusal.message("fr") != each.refusal.message("en")
    refusal = await refused(DirectoryHasProblems, world.do(import_directory, **file(text)))
    assert (refusal.path, refusal.values) == (("file",), {"problems": 14, "line": 2})
    await refused(FileHasNobody, world.do(import_directory, **file("nom;prénom\n")))


async def test_a_siren_of_the_network_is_not_imported_for_another(world, refused):
    await world.do(networks.describe_syndicate, name="Syndicat d’essai", siren="130025265")
    text = "prénom;nom;collectivité;fonction;siren\nAnne;Le Goff;Nouvelle;adt;130 025 265\n"
    assert [each.refusal.code() for each in (await reviewed(world, text)).problems] == ["SIREN_TAKEN"]
    await refused(DirectoryHasProblems, world.do(import_directory, **file(text)))
    leaving = {"collectivity": world.members[0], "on": TODAY + timedelta(days=9)}
    await world.do(collectivities.withdraw_collectivity, **leaving)
    text = "prénom;nom;collectivité;fonction;siren\nAnne;Le Goff;Nouvelle;adt;552 081 317\nY;Z;Val d’Orme;adt;\n"
    outcome = await world.do(import_directory, **file(text))
    assert (await world.new_topics(outcome)).count("person.registered") == 2
    assert await world.log.claim_holder(world.network, "siren", "552081317")

"""What the directory tells of people: skills, trainings, availability, and the form of their titles."""

from datetime import date

import pytest

from maillage.domain.caller import Role
from maillage.domain.mandates import Function
from maillage.domain.people import Person
from maillage.domain.title_forms import TitleForm
from maillage.projections import people, profiles
from maillage.projections.paging import Window
from maillage.projections.people import PeopleFilter
from maillage.projections.profiles import SkillRow, TrainingRow
from tests.projections.story import Chronicle, caller, write


def reader(chronicle):
    return caller(chronicle, Role.AMB)


async def test_skills_are_those_that_are_not_withdrawn_in_french_order(db):
    chronicle = Chronicle()
    person = chronicle.register(1, "Anne", "Le Goff")
    for skill in ("Vélo", "Éco-gestes", "Dessin"):
        chronicle.add(Person.SkillDeclared, person, skill=skill)
    chronicle.add(Person.SkillWithdrawn, person, skill="Dessin")
    await write(db, chronicle.facts)
    stranger = chronicle.person(9)
    assert await profiles.skills_of(db, reader(chronicle), [person, stranger]) == {
        person: [SkillRow(person, "Éco-gestes"), SkillRow(person, "Vélo")],
        stranger: [],
    }
    chronicle.add(Person.SkillDeclared, person, skill="Dessin")
    await write(db, chronicle.facts[-1:])
    assert len((await profiles.skills_of(db, reader(chronicle), [person]))[person]) == 3


async def test_trainings_come_the_latest_first(db):
    chronicle = Chronicle()
    person = chronicle.register(1, "Anne", "Le Goff")
    for title, on in (("Tri", date(2024, 5, 1)), ("Compost", date(2026, 1, 9)), ("Réemploi", date(2025, 3, 2))):
        chronicle.add(Person.TrainingRecorded, person, title=title, on=on)
    await write(db, chronicle.facts)
    [rows] = (await profiles.trainings_of(db, reader(chronicle), [person])).values()
    assert rows[0] == TrainingRow(person, "Compost", date(2026, 1, 9))
    assert [row.title for row in rows] == ["Compost", "Réemploi", "Tri"]


async def test_availability_and_the_form_of_titles_replace_each_other(db):
    chronicle = Chronicle()
    person = chronicle.register(1, "Anne", "Le Goff")
    for form, availability in ((TitleForm.MASCULINE, "Lundis"), (TitleForm.FEMININE, None)):
        chronicle.add(Person.TitleFormChosen, person, form=form)
        chronicle.add(Person.AvailabilityDeclared, person, availability=availability)
    await write(db, chronicle.facts)
    [row] = (await people.people_by_id(db, reader(chronicle), [person])).values()
    assert (row.title_form, row.availability) == (TitleForm.FEMININE, None)


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        (PeopleFilter(skill="velo"), ["Al", "Bo"]),
        (PeopleFilter(skill=" VÉLO "), ["Al", "Bo"]),
        (PeopleFilter(skill="dessin"), []),  # withdrawn
        (PeopleFilter(skill="vél"), []),
        (PeopleFilter(skill="vélo", function=Function.OFFICER), ["Bo"]),
    ],
)
async def test_people_are_found_by_a_skill_without_accents_and_capitals(db, filter, expected):
    chronicle = Chronicle()
    for number, given in enumerate(("Al", "Bo", "Cy"), 1):
        chronicle.register(number, given, "Le Goff")
    chronicle.add(Person.SkillDeclared, chronicle.person(1), skill="Vélo")
    chronicle.add(Person.SkillDeclared, chronicle.person(2), skill="vélo")
    chronicle.add(Person.SkillDeclared, chronicle.person(2), skill="Dessin")
    chronicle.add(Person.SkillWithdrawn, chronicle.person(2), skill="Dessin")
    chronicle.grant(2, chronicle.admit(1, "Arc Sud"), Function.OFFICER)
    await write(db, chronicle.facts)
    for window in (Window(9), Window(9, backwards=True)):
        rows = await people.people(db, reader(chronicle), window, filter)
        assert sorted(row.given_name for row in rows) == expected
    assert await people.count_people(db, reader(chronicle), filter) == len(expected)

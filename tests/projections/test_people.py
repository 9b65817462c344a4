"""People, their mandates, and what these make of them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from maillage.domain.caller import Role
from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.projections import people
from maillage.projections.paging import Window
from maillage.projections.people import MandateFilter, MandateRow, PeopleFilter
from maillage.projections.standing import Standing, standing
from tests.projections.story import BEGINNING, Chronicle, caller, write

TODAY = date(2026, 4, 1)


def reader(chronicle: Chronicle) -> Any:
    return caller(chronicle, Role.AMB)


async def names(db: Any, chronicle: Chronicle, filter: PeopleFilter = people.EVERYBODY) -> list[tuple[str, str]]:
    found = await people.people(db, reader(chronicle), Window(100), filter)
    assert await people.count_people(db, reader(chronicle), filter) == len(found)
    return [(row.family_name, row.given_name) for row in found]


async def test_people_come_by_family_name_then_given_name_in_french_order_and_the_erased_last(db):
    chronicle = Chronicle()
    spoken = (("Léa", "Le Goff"), (None, None), ("Éva", "Le Goff"), ("Zoé", "Étienne"), ("Max", "Le"), ("Al", "Zola"))
    for number, (given, family) in enumerate(spoken, 1):
        chronicle.register(number, given, family)
    await write(db, chronicle.facts)
    assert await names(db, chronicle) == [
        ("Étienne", "Zoé"),
        ("Le", "Max"),
        ("Le Goff", "Éva"),
        ("Le Goff", "Léa"),
        ("Zola", "Al"),
        (None, None),
    ]


async def test_contact_details_replace_each_other_whole(db):
    chronicle = Chronicle()
    person = chronicle.register(1, "Anne", "Le Goff")
    chronicle.add(Person.ContactDetailsGiven, person, email="anne@example.org", phone="02 97 00 00 00")
    chronicle.add(Person.ContactDetailsGiven, person, email=None, phone="02 97 11 11 11")
    await write(db, chronicle.facts)
    [row] = (await people.people_by_id(db, reader(chronicle), [person])).values()
    assert (row.email, row.phone, row.version, row.erased) == (None, "02 97 11 11 11", 3, False)


async def test_of_an_erased_person_only_the_mandates_are_left(db):
    chronicle = Chronicle()
    person = chronicle.register(1, None, None)
    chronicle.add(Person.ContactDetailsGiven, person, email=None, phone=None)
    collectivity = chronicle.admit(1, "Arc Sud")
    mandate = chronicle.grant(1, collectivity, Function.OFFICER)
    await write(db, chronicle.facts)
    [row] = (await people.people_by_id(db, reader(chronicle), [person])).values()
    assert row.erased
    assert (row.given_name, row.family_name, row.email, row.phone) == (None,) * 4
    held = await people.mandates_of(db, reader(chronicle), [person])
    assert [row.id for row in held[person]] == [mandate]


async def test_a_mandate_is_read_as_granted_then_as_ended(db):
    chronicle = Chronicle()
    person = chronicle.register(1, "Anne", "Le Goff")
    organisation = chronicle.admit(1, "Arc Sud")
    mandate = chronicle.grant(1, organisation, Function.ELECTED_REPRESENTATIVE, deliberation="2025-12")
    await write(db, chronicle.facts)
    granted = (await people.mandates_by_id(db, reader(chronicle), [mandate]))[mandate]
    assert granted == MandateRow(
        mandate,
        person,
        organisation,
        OrganisationKind.COLLECTIVITY,
        Function.ELECTED_REPRESENTATIVE,
        date(2026, 1, 1),
        None,
        "2025-12",
        ended=False,
        end_reason=None,
        extension=None,
        granted_seq=5,
        changed_seq=5,
    )
    chronicle.add(Person.MandateEnded, person, mandate=mandate, on=date(2026, 3, 15), reason="Départ")
    await write(db, chronicle.facts[5:])
    ended = (await people.mandates_by_id(db, reader(chronicle), [mandate]))[mandate]
    assert (ended.ends_on, ended.ended, ended.end_reason, ended.changed_seq) == (date(2026, 3, 15), True, "Départ", 6)
    assert [ended.active_on(date(2026, 3, day)) for day in (15, 16)] == [True, False]
    last = date(2026, 6, 30)
    chronicle.add(Person.MandateExtended, person, mandate=mandate, ends_on=last, deliberation="2026-40")
    await write(db, chronicle.facts[6:])
    extended = (await people.mandates_by_id(db, reader(chronicle), [mandate]))[mandate]
    told = (extended.ends_on, extended.ended, extended.end_reason, extended.extension, extended.deliberation)
    assert told == (last, False, None, "2026-40", "2025-12")


async def test_people_are_found_by_the_organisation_and_function_of_a_mandate_active_today(db):
    chronicle = Chronicle()
    one, two = chronicle.admit(1, "Arc Sud"), chronicle.admit(2, "Redon")
    for number, given in enumerate(("Al", "Bo", "Cy", "Di"), 1):
        chronicle.register(number, given, "Le Goff")
    chronicle.grant(1, one, Function.OFFICER)
    chronicle.grant(2, one, Function.AMBASSADOR)
    chronicle.grant(3, two, Function.OFFICER)
    chronicle.grant(4, one, Function.OFFICER, ends_on=date(2026, 2, 1))
    await write(db, chronicle.facts)
    for filter, expected in [
        (PeopleFilter(organisation=one), ["Al", "Bo"]),
        (PeopleFilter(function=Function.OFFICER), ["Al", "Cy"]),
        (PeopleFilter(organisation=two, function=Function.AMBASSADOR), []),
    ]:
        assert [given for _, given in await names(db, chronicle, filter)] == expected


async def test_mandates_are_filtered_and_grouped_and_nobody_asked_for_is_missing(db):
    chronicle = Chronicle()
    one, two = chronicle.admit(1, "Arc Sud"), chronicle.admit(2, "Redon")
    person = chronicle.register(1, "Anne", "Le Goff")
    past = chronicle.grant(1, one, Function.OFFICER, ends_on=date(2026, 2, 1))
    now = chronicle.grant(
        1, two, Function.AMBASSADOR, mandate=chronicle.mandate(2), starts_on=date(2026, 2, 2), ends_on=date(2026, 4, 1)
    )
    await write(db, chronicle.facts)
    who = reader(chronicle)
    for filter, expected in [
        (MandateFilter(), [now, past]),
        (MandateFilter(active=True), [now]),
        (MandateFilter(active=False), [past]),
        (MandateFilter(person=person, organisation=one), [past]),
        (MandateFilter(function=Function.AMBASSADOR), [now]),
        (MandateFilter(person=chronicle.person(2)), []),
    ]:
        assert [row.id for row in await people.mandates(db, who, Window(9), filter)] == expected
        assert await people.count_mandates(db, who, filter) == len(expected)
    stranger = chronicle.person(9)
    held = await people.mandates_of(db, who, [person, stranger])
    assert {key: [row.id for row in rows] for key, rows in held.items()} == {person: [now, past], stranger: []}
    held = await people.mandates_at(db, who, [one, stranger])
    assert {key: [row.id for row in rows] for key, rows in held.items()} == {one: [past], stranger: []}


# Standing -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("function", "role"),
    [
        (Function.AMBASSADOR, Role.AMB),
        (Function.OFFICER, Role.REP),
        (Function.ELECTED_REPRESENTATIVE, Role.REP),
    ],
)
async def test_a_mandate_at_a_member_gives_its_role_while_both_last(db, function, role):
    chronicle = Chronicle()
    collectivity = chronicle.admit(1, "Arc Sud")
    person = chronicle.register(1, "Anne", "Le Goff")
    days = {"starts_on": date(2026, 2, 1), "ends_on": date(2026, 5, 31)}
    mandate = chronicle.grant(1, collectivity, function, **days)
    chronicle.add(
        Network.CollectivityWithdrawn, collectivity=collectivity, on=date(2026, 5, 1), reason=None, settlement_ref=None
    )
    await write(db, chronicle.facts)
    full = Standing(frozenset({role}), frozenset({collectivity}), frozenset({mandate}))
    nothing = Standing(frozenset(), frozenset(), frozenset())
    days = (date(2026, 1, 31), date(2026, 2, 1), date(2026, 4, 30), date(2026, 5, 1))
    assert [await standing(db, chronicle.network, person, day) for day in days] == [nothing, full, full, nothing]


async def test_a_mandate_gives_its_role_from_its_first_day_to_its_last(db):
    chronicle = Chronicle()
    person = chronicle.register(1, "Anne", "Le Goff")
    days = {"starts_on": date(2026, 2, 1), "ends_on": date(2026, 5, 31)}
    chronicle.grant(1, chronicle.admit(1, "Arc Sud"), Function.OFFICER, **days)
    await write(db, chronicle.facts)
    around = (date(2026, 1, 31), date(2026, 2, 1), date(2026, 5, 31), date(2026, 6, 1))
    held = [(await standing(db, chronicle.network, person, day)).roles for day in around]
    assert held == [set(), {Role.REP}, {Role.REP}, set()]


async def test_the_syndicate_gives_an_auditor_and_a_partner_its_contact_until_it_leaves(db):
    chronicle = Chronicle()
    person, contact = chronicle.register(1, "Anne", "Le Goff"), chronicle.register(2, "Paul", "Zola")
    chronicle.associate(1, "ADEME", TODAY)
    audits = chronicle.grant(1, chronicle.syndicate, Function.AUDITOR, OrganisationKind.SYNDICATE)
    speaks = chronicle.grant(2, chronicle.partner(1), Function.PARTNER_CONTACT, OrganisationKind.PARTNER)
    await write(db, chronicle.facts)
    auditor = Standing(frozenset({Role.AUD}), frozenset(), frozenset({audits}))
    partner = Standing(frozenset({Role.PART}), frozenset(), frozenset({speaks}))
    assert await standing(db, chronicle.network, person, TODAY) == auditor
    assert await standing(db, chronicle.network, contact, TODAY) == partner
    leaves = TODAY + timedelta(days=2)
    chronicle.add(Network.PartnerDissociated, partner=chronicle.partner(1), on=leaves, reason=None)
    await write(db, chronicle.facts[-1:])
    days = [TODAY + timedelta(days=count) for count in (-1, 0, 1, 2)]
    held = [(await standing(db, chronicle.network, contact, day)).roles for day in days]
    assert held == [set(), {Role.PART}, {Role.PART}, set()]


async def test_a_coordinator_needs_no_mandate_and_keeps_those_held(db):
    chronicle = Chronicle()
    collectivity = chronicle.admit(1, "Arc Sud")
    alone, both = chronicle.register(1, "Anne", "Le Goff"), chronicle.register(2, "Paul", "Zola")
    for person in (alone, both):
        chronicle.add(Network.CoordinatorAppointed, person=person, on=TODAY)
    mandate = chronicle.grant(2, collectivity, Function.OFFICER)
    await write(db, chronicle.facts)
    assert (await standing(db, chronicle.network, alone, TODAY)).roles == {Role.COORD}
    assert await standing(db, chronicle.network, both, TODAY) == Standing(
        frozenset({Role.COORD, Role.REP}), frozenset({collectivity}), frozenset({mandate})
    )


async def test_a_coordinator_is_one_from_the_first_day_on(db):
    chronicle = Chronicle()
    person = chronicle.register(1, "Anne", "Le Goff")
    chronicle.add(Network.CoordinatorAppointed, person=person, on=TODAY)
    await write(db, chronicle.facts)
    days = (TODAY - timedelta(days=1), TODAY)
    held = [(await standing(db, chronicle.network, person, day)).roles for day in days]
    assert held == [set(), {Role.COORD}]


async def test_a_standing_is_nothing_in_another_network(db):
    chronicle = Chronicle()
    person = chronicle.register(1, "Anne", "Le Goff")
    chronicle.add(Network.CoordinatorAppointed, person=person, on=BEGINNING.date())
    chronicle.grant(1, chronicle.admit(1, "Arc Sud"), Function.OFFICER)
    await write(db, chronicle.facts)
    elsewhere = await standing(db, Chronicle(2).network, person, datetime.now(UTC).date())
    assert elsewhere == Standing(frozenset(), frozenset(), frozenset())
    assert (await standing(db, chronicle.network, person, BEGINNING.date())).roles == {Role.COORD, Role.REP}

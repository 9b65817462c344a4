"""The rules of a person: details, and mandates at organisations of the network."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from maillage.domain.calendar import DayOutOfRange
from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.domain.people_refusals import (
    EmailInvalid,
    ExtensionNotLater,
    FunctionElsewhere,
    MandateAlreadyEnded,
    MandateEndsBeforeStart,
    MandateEndsEarlier,
    MandateOpenEnded,
    MandateOverlaps,
    MandateUnknown,
    NoActiveMandate,
    OrganisationNotInNetwork,
    PhoneInvalid,
)
from maillage.domain.refusals import TextMissing, TextTooLong
from tests.cases import each
from tests.story import NINE, NOON, PARTNER, SYNDICATE, TODAY, Place, fact, given, replayed

ONE, OTHER = NINE[:2]
MANDATE, NEXT = UUID(int=400), UUID(int=401)
COLLECTIVITY = OrganisationKind.COLLECTIVITY
MAY, JUNE, JULY = date(2026, 5, 31), date(2026, 6, 1), date(2026, 7, 1)
network = replayed(
    fact(Network.Founded, name="Réseau", slug="reseau"),
    fact(Network.SyndicateDescribed, syndicate=SYNDICATE, name="Syndicat", siren=None),
    fact(Network.PartnerAssociated, partner=PARTNER, name="ADEME", on=TODAY),
    fact(Network.CollectivityAdmitted, collectivity=ONE, on=date(2026, 1, 1)),
)
registered = fact(Person.Registered, given_name="Anne", family_name="Le Goff")


def granted(mandate: UUID = MANDATE, **fields: object):
    usual = {
        "organisation": ONE,
        "organisation_kind": COLLECTIVITY,
        "function": Function.OFFICER,
        "starts_on": TODAY,
        "ends_on": MAY,
        "deliberation": None,
    }
    return fact(Person.MandateGranted, mandate=mandate, **usual | fields)


def granting(*past, mandate: UUID = NEXT, **fields: object) -> given:
    usual = {"organisation": ONE, "organisation_kind": COLLECTIVITY, "function": Function.OFFICER}
    days = {"starts_on": TODAY, "ends_on": None, "deliberation": None, "network": network}
    return given(registered, *past).when(Person.grant_mandate, mandate=mandate, **usual | days | fields)


def ending(*past, on: date, mandate: UUID = MANDATE, at: datetime = NOON) -> given:
    return given(registered, *past).when(Person.end_mandate, mandate=mandate, on=on, reason=" départ ", at=at)


def ended(on: date, at: datetime = NOON) -> Place:
    return fact(Person.MandateEnded, mandate=MANDATE, on=on, reason="départ", timestamp=at)


def test_a_person_is_registered():
    given().when(Person.register, given_name=" Anne ", family_name="Le Goff").then(
        fact(Person.Registered, given_name="Anne", family_name="Le Goff")
    )


@each("missing", ["given_name", "family_name"])
def test_a_person_has_both_names(missing):
    names = {"given_name": "Anne", "family_name": "Le Goff"} | {missing: " "}
    given().when(Person.register, **names).then_refused(TextMissing, f"The field {missing} is blank.", missing)


# Contact details -----------------------------------------------------------------


@each("email", ["anne@arzal.fr", "a.le-goff+adt@sous.domaine.fr", None])
@each("phone", ["02 97 00 00 00", "+33 (0)2.97.00.00.00", "115", None])
def test_contact_details_are_given(email, phone):
    given(registered, fact(Person.ContactDetailsGiven, email="x@y.fr", phone=None)).when(
        Person.give_contact_details, email=email, phone=phone
    ).then(fact(Person.ContactDetailsGiven, email=email, phone=phone))


def test_details_that_were_never_given_are_not_taken_back():
    given(registered).when(Person.give_contact_details, email="", phone=None).then_nothing()


def test_details_are_taken_back_although_no_rule_can_read_them():
    """They are sealed in the log, and None in the aggregate that a command is decided on."""
    given(registered, fact(Person.ContactDetailsGiven, email=None, phone=None)).when(
        Person.give_contact_details, email=None, phone=None
    ).then(fact(Person.ContactDetailsGiven, email=None, phone=None))


@each("email", ["anne", "anne@arzal", "anne@@arzal.fr", "an ne@arzal.fr", "@arzal.fr"])
def test_an_email_address_has_a_name_and_a_domain(email):
    given(registered).when(Person.give_contact_details, email=email, phone=None).then_refused(
        EmailInvalid, "The field email is no e-mail address.", "email"
    )


@each("phone", ["12", "1234567890123456", "02 97 00 OO 00", "++33297000000"])
def test_a_telephone_number_has_3_to_15_digits(phone):
    given(registered).when(Person.give_contact_details, email=None, phone=phone).then_refused(
        PhoneInvalid, "The field phone is no telephone number.", "phone"
    )


def test_a_refused_address_is_not_kept_with_the_refusal():
    with pytest.raises(EmailInvalid) as caught:
        replayed(registered).give_contact_details(email="anne", phone=None, at=NOON)
    assert "anne" not in {*caught.value.values.values(), *caught.value.args}


# Mandates granted ----------------------------------------------------------------


@each(
    ("function", "kind", "organisation"),
    [
        (Function.AMBASSADOR, COLLECTIVITY, ONE),
        (Function.OFFICER, COLLECTIVITY, ONE),
        (Function.ELECTED_REPRESENTATIVE, COLLECTIVITY, ONE),
        (Function.AUDITOR, OrganisationKind.SYNDICATE, SYNDICATE),
        (Function.PARTNER_CONTACT, OrganisationKind.PARTNER, PARTNER),
    ],
)
def test_a_mandate_is_granted(function, kind, organisation):
    fields = {"function": function, "organisation_kind": kind, "organisation": organisation, "ends_on": MAY}
    granting(**fields, deliberation=" 2026-14 ").then(granted(NEXT, **fields | {"deliberation": "2026-14"}))


def test_a_mandate_may_have_started_before_the_network():
    granting(starts_on=date(2020, 5, 28)).then(granted(NEXT, starts_on=date(2020, 5, 28), ends_on=None))


def test_a_mandate_may_last_one_day():
    granting(ends_on=TODAY).then(granted(NEXT, ends_on=TODAY))


def test_an_auditor_is_not_held_at_a_collectivity():
    granting(function=Function.AUDITOR).then_refused(
        FunctionElsewhere, "The function AUDITOR is held at a SYNDICATE, not at a COLLECTIVITY.", "function"
    )


def test_a_mandate_does_not_end_before_it_starts():
    granting(ends_on=date(2026, 3, 1)).then_refused(
        MandateEndsBeforeStart, "The mandate would end on 2026-03-01, before its start on 2026-03-02.", "ends_on"
    )


def test_a_mandate_is_held_in_the_network_only():
    granting(organisation=OTHER).then_refused(
        OrganisationNotInNetwork,
        "This organisation (COLLECTIVITY) is no member or partner of the network on 2026-03-02.",
        "organisation",
    )


def test_the_people_of_a_withdrawn_collectivity_get_no_new_mandate():
    withdrawn = replayed(
        fact(Network.Founded, name="Réseau", slug="reseau"),
        fact(Network.CollectivityAdmitted, collectivity=ONE, on=date(2026, 1, 1)),
        fact(Network.CollectivityWithdrawn, collectivity=ONE, on=TODAY, reason=None, settlement_ref=None),
    )
    granting(network=withdrawn).then_refused(
        OrganisationNotInNetwork,
        "This organisation (COLLECTIVITY) is no member or partner of the network on 2026-03-02.",
        "organisation",
    )


@each(("starts_on", "ends_on"), [(TODAY, MAY), (date(2026, 1, 1), TODAY), (MAY, None), (date(2020, 1, 1), None)])
def test_a_function_at_an_organisation_is_held_once_at_a_time(starts_on, ends_on):
    granting(granted(), starts_on=starts_on, ends_on=ends_on).then_refused(
        MandateOverlaps,
        "A mandate for this function at this organisation already runs since 2026-03-02.",
        "starts_on",
    )


def test_a_mandate_may_follow_another_the_day_after():
    granting(granted(), starts_on=JUNE).then(granted(NEXT, starts_on=JUNE, ends_on=None))


def test_another_function_may_be_held_at_the_same_time():
    fields = {"function": Function.ELECTED_REPRESENTATIVE}
    granting(granted(), **fields).then(granted(NEXT, ends_on=None, **fields))


def test_the_reference_of_a_deliberation_is_bounded():
    granting(deliberation="x" * 201).then_refused(
        TextTooLong, "The field deliberation has 201 characters, 200 at most.", "deliberation"
    )


def test_the_id_of_a_new_mandate_is_told_to_who_grants_it():
    person = replayed(registered)
    mandate = person.grant_mandate(
        network=network,
        organisation=ONE,
        organisation_kind=COLLECTIVITY,
        function=Function.OFFICER,
        starts_on=TODAY,
        ends_on=None,
        deliberation=None,
        at=NOON,
    )
    assert [event.mandate for event in person.pending_events] == [mandate]


# Mandates ended ------------------------------------------------------------------


@each("ends_on", [None, JULY, MAY])
def test_a_mandate_is_ended(ends_on):
    ending(granted(ends_on=ends_on), on=MAY).then(ended(MAY))


def test_a_mandate_that_nobody_granted_is_not_ended():
    ending(granted(), on=MAY, mandate=NEXT).then_refused(MandateUnknown, "This person has no such mandate.", "mandate")


@each("on", [TODAY, date(2026, 4, 30), JUNE, JULY])
@each("at", [NOON, datetime(2026, 5, 31, 21, 59, tzinfo=UTC)])
def test_an_end_to_come_is_moved_within_what_was_granted(on, at):
    ending(granted(ends_on=JULY), ended(MAY), on=on, at=at).then(ended(on, at))
    person = replayed(registered, granted(ends_on=JULY), ended(MAY), ended(on))
    assert [person.mandates[MANDATE].active_on(day) for day in (on, on + timedelta(1))] == [True, False]


def test_the_same_end_again_writes_nothing():
    ending(granted(), ended(MAY), on=MAY).then_nothing()


@each("on", [TODAY, MAY])
def test_an_end_that_has_come_is_not_moved(on):
    on_the_day_after = datetime(2026, 5, 31, 22, tzinfo=UTC)  # the first of June in Paris
    ending(granted(), ended(MAY), on=on, at=on_the_day_after).then_refused(
        MandateAlreadyEnded, "This mandate was already ended on 2026-05-31.", "mandate"
    )


def test_an_end_that_is_moved_lengthens_no_mandate():
    ending(granted(ends_on=JUNE), ended(MAY), on=JULY).then_refused(
        MandateEndsEarlier, "This mandate ends on 2026-06-01, before 2026-07-01.", "on"
    )


def test_an_end_is_not_moved_into_the_mandate_that_follows():
    following = granted(NEXT, starts_on=JUNE, ends_on=None)
    ending(granted(ends_on=None), ended(MAY), following, on=JUNE).then_refused(
        MandateOverlaps, "A mandate for this function at this organisation already runs since 2026-06-01.", "on"
    )


def test_no_mandate_ends_at_the_end_of_time():
    ending(granted(ends_on=None), on=date.max).then_refused(
        DayOutOfRange, "The date on is 9999-12-31, outside the years 1900 to 2999.", "on"
    )


@each(
    ("days", "field"),
    [({"starts_on": date(1, 1, 1)}, "starts_on"), ({"ends_on": date(9999, 12, 31)}, "ends_on")],
)
def test_a_mandate_lies_in_our_times(days, field):
    granting(**days).then_refused(
        DayOutOfRange, f"The date {field} is {days[field]}, outside the years 1900 to 2999.", field
    )


def test_a_mandate_is_not_ended_before_it_starts():
    ending(granted(), on=date(2026, 3, 1)).then_refused(
        MandateEndsBeforeStart, "The mandate would end on 2026-03-01, before its start on 2026-03-02.", "on"
    )


def test_ending_a_mandate_does_not_lengthen_it():
    ending(granted(ends_on=MAY), on=JUNE).then_refused(
        MandateEndsEarlier, "This mandate ends on 2026-05-31, before 2026-06-01.", "on"
    )


def test_an_ended_mandate_leaves_room_for_another():
    tomorrow = date(2026, 3, 3)
    granting(granted(), ended(TODAY), starts_on=tomorrow).then(granted(NEXT, starts_on=tomorrow, ends_on=None))


# Standing for a collectivity -------------------------------------------------------


@each("day", [TODAY, MAY])
def test_a_person_stands_for_a_collectivity_from_the_first_day_to_the_last(day):
    assert replayed(registered, granted()).mandate_at(ONE, day).id == MANDATE


@each(("organisation", "day"), [(ONE, date(2026, 3, 1)), (ONE, JUNE), (OTHER, TODAY)])
def test_nobody_stands_for_a_collectivity_without_an_active_mandate_there(organisation, day):
    person = replayed(registered, granted())
    with pytest.raises(NoActiveMandate, match=f"no active mandate at this collectivity on {day}"):
        person.mandate_at(organisation, day)


def test_of_two_mandates_the_older_grant_stands():
    person = replayed(registered, granted(), granted(NEXT, function=Function.AMBASSADOR))
    assert person.mandate_at(ONE, TODAY).id == MANDATE


# Mandates extended ---------------------------------------------------------------


def extending(*past, ends_on: date | None = JULY, mandate: UUID = MANDATE, at: datetime = NOON, **fields) -> given:
    act = {"deliberation": " 2026-40 ", "network": network}
    return given(registered, *past).when(Person.extend_mandate, mandate=mandate, ends_on=ends_on, at=at, **act | fields)


def extended(ends_on: date | None = JULY, at: datetime = NOON) -> Place:
    return fact(Person.MandateExtended, mandate=MANDATE, ends_on=ends_on, deliberation="2026-40", timestamp=at)


@each("ends_on", [JUNE, JULY, None])
@each("at", [NOON, datetime(2026, 5, 31, 21, 59, tzinfo=UTC)])
def test_a_mandate_is_extended_until_its_end_is_past(ends_on, at):
    extending(granted(), ends_on=ends_on, at=at).then(extended(ends_on, at))
    extending(granted(ends_on=None), ended(MAY), ends_on=ends_on, at=at).then(extended(ends_on, at))


def test_an_extension_is_what_a_mandate_can_be_ended_within():
    ending(granted(), extended(), on=JUNE).then(ended(JUNE))
    ending(granted(), extended(), on=date(2026, 7, 2)).then_refused(
        MandateEndsEarlier, "This mandate ends on 2026-07-01, before 2026-07-02.", "on"
    )
    person = replayed(registered, granted(), ended(TODAY), extended())
    assert [person.mandates[MANDATE].active_on(day) for day in (MAY, JULY, date(2026, 7, 2))] == [True, True, False]


def test_an_extension_goes_beyond_an_end_that_is_known_and_to_come():
    told = "This mandate runs until 2026-05-31 already: an extension goes beyond."
    for ends_on in (TODAY, MAY):
        extending(granted(), ends_on=ends_on).then_refused(ExtensionNotLater, told, "ends_on")
    extending(granted(ends_on=None)).then_refused(MandateOpenEnded, "This mandate has no end.", "mandate")
    extending(granted(), at=datetime(2026, 5, 31, 22, tzinfo=UTC)).then_refused(
        MandateAlreadyEnded, "This mandate was already ended on 2026-05-31.", "mandate"
    )
    extending(granted(), mandate=NEXT).then_refused(MandateUnknown, "This person has no such mandate.", "mandate")


def test_an_extension_is_granted_as_a_mandate_is():
    extending(granted(), granted(NEXT, starts_on=JUNE)).then_refused(
        MandateOverlaps, "A mandate for this function at this organisation already runs since 2026-06-01.", "ends_on"
    )
    extending(granted(organisation=OTHER)).then_refused(
        OrganisationNotInNetwork,
        "This organisation (COLLECTIVITY) is no member or partner of the network on 2026-03-02.",
        "mandate",
    )
    extending(granted(), deliberation="x" * 201).then_refused(
        TextTooLong, "The field deliberation has 201 characters, 200 at most.", "deliberation"
    )

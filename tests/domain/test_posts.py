"""An ambassador's share of a full-time post, and the departure of a person."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.people import Person
from maillage.domain.people_refusals import (
    FteBeyondFullTime,
    FteOutOfRange,
    FteOutsideMandate,
    MandateUnknown,
    NotAnAmbassador,
    NothingToDepartFrom,
)
from maillage.domain.posts import EmploymentKind
from maillage.domain.refusals import TextTooLong
from tests.cases import each
from tests.story import NINE, TODAY, Place, fact, given

HERE, THERE, AS_OFFICER = UUID(int=400), UUID(int=401), UUID(int=402)
APRIL, MAY, JUNE = date(2026, 4, 1), date(2026, 5, 31), date(2026, 6, 1)
registered = fact(Person.Registered, given_name="Anne", family_name="Le Goff")


def granted(mandate: UUID, function: Function = Function.AMBASSADOR, **fields: object) -> Place:
    usual = {"organisation": NINE[mandate.int - 400], "organisation_kind": OrganisationKind.COLLECTIVITY}
    days = {"starts_on": TODAY, "ends_on": None, "deliberation": None}
    return fact(Person.MandateGranted, mandate=mandate, function=function, **usual | days | fields)


here, there = granted(HERE), granted(THERE)
as_officer = granted(AS_OFFICER, Function.OFFICER)


def onboarded(fte: str, mandate: UUID = HERE, on: date = TODAY, kind: EmploymentKind | None = None) -> Place:
    return fact(Person.AmbassadorOnboarded, mandate=mandate, on=on, fte=Decimal(fte), employment_kind=kind)


def onboarding(*past: Place, fte: str, mandate: UUID = HERE, on: date = TODAY, **fields: Any) -> given:
    usual = {"employment_kind": None}
    story = given(registered, *past)
    return story.when(Person.onboard_as_ambassador, mandate=mandate, on=on, fte=Decimal(fte), **usual | fields)


def ended(mandate: UUID, on: date = MAY, reason: str | None = None) -> Place:
    return fact(Person.MandateEnded, mandate=mandate, on=on, reason=reason)


def departing(*past: Place, on: date = MAY, reason: str | None = None) -> given:
    return given(registered, *past).when(Person.depart, on=on, reason=reason)


# The share of a full-time post ----------------------------------------------------


@each(("fte", "kept"), [("0.5", "0.5"), ("1", "1"), ("0", "0"), ("0.8000", "0.8"), ("1.00", "1")])
def test_an_ambassador_works_a_share_of_a_full_time_post_from_a_day_on(fte, kept):
    onboarding(here, fte=fte).then(onboarded(kept))


def test_an_ambassador_is_employed_in_some_way():
    kind = EmploymentKind.CIVIC_SERVICE
    onboarding(here, fte="1", employment_kind=kind).then(onboarded("1", kind=kind))


def test_the_share_changes_from_a_later_day_on():
    onboarding(here, onboarded("0.5"), fte="1", on=APRIL).then(onboarded("1", on=APRIL))


def test_the_same_share_from_the_same_day_again_writes_nothing():
    onboarding(here, onboarded("0.5"), fte="0.50").then_nothing()


def test_another_employment_is_told():
    kind = EmploymentKind.PERMANENT
    onboarding(here, onboarded("0.5"), fte="0.5", employment_kind=kind).then(onboarded("0.5", kind=kind))


@each("fte", ["-0.1", "1.0001", "2", "0.33333", "NaN", "Infinity"])
def test_a_share_goes_from_0_to_1(fte):
    message = f"The share {Decimal(fte)} is not between 0 and 1, with four decimals at most."
    onboarding(here, fte=fte).then_refused(FteOutOfRange, message, "fte")


def test_only_an_ambassador_s_mandate_has_a_share():
    message = "The function OFFICER is not that of an ambassador."
    onboarding(as_officer, fte="1", mandate=AS_OFFICER).then_refused(NotAnAmbassador, message, "mandate")


def test_a_mandate_that_the_person_does_not_hold_has_no_share():
    onboarding(here, fte="1", mandate=THERE).then_refused(MandateUnknown, "This person has no such mandate.", "mandate")


@each("on", [date(2026, 3, 1), JUNE])
def test_a_share_begins_within_its_mandate(on):
    message = f"The mandate is not in force on {on}."
    onboarding(granted(HERE, ends_on=MAY), fte="1", on=on).then_refused(FteOutsideMandate, message, "on")


def test_two_collectivities_share_an_ambassador():
    onboarding(here, there, onboarded("0.6"), fte="0.4", mandate=THERE).then(onboarded("0.4", mandate=THERE))


def test_shares_of_one_person_never_exceed_a_full_time_post():
    message = "This person would fill 1.1 full-time posts on 2026-03-02, 1 at most."
    onboarding(here, there, onboarded("0.6"), fte="0.5", mandate=THERE).then_refused(FteBeyondFullTime, message, "fte")


def test_a_share_that_rises_later_counts_from_that_day():
    past = [here, there, onboarded("0.5"), onboarded("0.8", on=APRIL)]
    message = "This person would fill 1.3 full-time posts on 2026-04-01, 1 at most."
    onboarding(*past, fte="0.5", mandate=THERE).then_refused(FteBeyondFullTime, message, "fte")


def test_a_mandate_that_ended_leaves_its_share():
    past = [granted(HERE, ends_on=MAY), granted(THERE, starts_on=JUNE), onboarded("1")]
    onboarding(*past, fte="1", mandate=THERE, on=JUNE).then(onboarded("1", mandate=THERE, on=JUNE))


def test_an_end_that_is_moved_later_does_not_double_a_post():
    past = [here, ended(HERE), onboarded("1"), granted(THERE, starts_on=JUNE), onboarded("1", mandate=THERE, on=JUNE)]
    story = given(registered, *past).when(Person.end_mandate, mandate=HERE, on=date(2026, 6, 30), reason=None)
    message = "This person would fill 2 full-time posts on 2026-06-01, 1 at most."
    story.then_refused(FteBeyondFullTime, message, "on")


# Departing ------------------------------------------------------------------------


def test_who_departs_ends_every_mandate_on_one_day():
    departing(here, as_officer, reason=" Mutation ").then(
        ended(HERE, reason="Mutation"), ended(AS_OFFICER, reason="Mutation"), fact(Person.AmbassadorDeparted, on=MAY)
    )


def test_the_departure_of_who_is_no_ambassador_is_the_end_of_mandates():
    departing(as_officer).then(ended(AS_OFFICER))


def test_a_mandate_that_begins_after_the_departure_stays():
    departing(here, granted(THERE, starts_on=JUNE)).then(ended(HERE), fact(Person.AmbassadorDeparted, on=MAY))


def test_a_mandate_that_ends_on_that_day_anyway_is_not_told_again():
    departing(granted(HERE, ends_on=MAY), as_officer).then(ended(AS_OFFICER))


def test_the_same_departure_again_writes_nothing():
    departing(here, ended(HERE), fact(Person.AmbassadorDeparted, on=MAY)).then_nothing()


def test_a_departure_to_come_is_moved():
    past = [here, ended(HERE), fact(Person.AmbassadorDeparted, on=MAY)]
    departing(*past, on=APRIL).then(ended(HERE, on=APRIL), fact(Person.AmbassadorDeparted, on=APRIL))


@each(
    ("past", "on"),
    [
        ([], MAY),
        ([granted(HERE, starts_on=JUNE)], MAY),  # not begun
        ([granted(HERE, ends_on=APRIL)], MAY),  # over by then
        ([granted(HERE, starts_on=date(2026, 1, 1)), ended(HERE, on=date(2026, 2, 1))], date(2026, 1, 15)),  # over
    ],
)
def test_who_holds_nothing_that_day_does_not_depart(past, on):
    message = f"This person has no mandate to end on {on}."
    departing(*past, on=on).then_refused(NothingToDepartFrom, message, "on")


def test_the_reason_of_a_departure_has_its_length():
    message = "The field reason has 501 characters, 500 at most."
    departing(here, reason="x" * 501).then_refused(TextTooLong, message, "reason")

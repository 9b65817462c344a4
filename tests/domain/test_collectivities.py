"""The rules of a collectivity."""

from datetime import date

import pytest

from maillage.domain.collectivities import Collectivity, CollectivityKind
from maillage.domain.refusals import TextMissing, TextTooLong
from maillage.domain.siren import SirenInvalid
from tests.story import fact, given


@pytest.mark.parametrize(("given_siren", "siren"), [("356 000 000", "356000000"), (None, None), ("  ", None)])
def test_a_collectivity_is_registered(given_siren, siren):
    given().when(Collectivity.register, name="Arzal", kind=CollectivityKind.COMMUNE, siren=given_siren).then(
        fact(Collectivity.Registered, name="Arzal", kind=CollectivityKind.COMMUNE, siren=siren)
    )


def test_a_collectivity_without_a_name_is_not_registered():
    given().when(Collectivity.register, name="", kind=CollectivityKind.EPCI, siren=None).then_refused(
        TextMissing, "The field name is blank.", "name"
    )


def test_a_wrong_check_digit_is_no_siren():
    given().when(Collectivity.register, name="Arzal", kind=CollectivityKind.EPCI, siren="356000001").then_refused(
        SirenInvalid, "'356000001' is no SIREN: nine digits with a check digit are expected.", "siren"
    )


def test_an_over_long_siren_is_refused_by_its_length():
    given().when(Collectivity.register, name="Arzal", kind=CollectivityKind.EPCI, siren="3" * 500).then_refused(
        TextTooLong, "The field siren has 500 characters, 20 at most.", "siren"
    )


# Names -----------------------------------------------------------------------------

registered = fact(Collectivity.Registered, name="Arzal", kind=CollectivityKind.COMMUNE, siren=None)
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


def renamed(name, on):
    return fact(Collectivity.Renamed, name=name, on=on)


def test_a_collectivity_is_renamed_from_a_day_on():
    given(registered).when(Collectivity.rename, name="  Arzal-Damgan ", on=MAY).then(
        fact(Collectivity.Renamed, name="Arzal-Damgan", on=MAY)
    )


@pytest.mark.parametrize(
    ("name", "on"),
    [("Arzal", date(2026, 4, 30)), ("Arzal-Damgan", MAY), ("Arzal-Damgan", date(2026, 5, 31)), ("Muzillac", JUNE)],
)
def test_the_name_that_it_has_that_day_again_writes_nothing(name, on):
    past = (registered, renamed("Muzillac", JUNE), renamed("Arzal-Damgan", MAY))
    given(*past).when(Collectivity.rename, name=name, on=on).then_nothing()


def test_a_renaming_to_come_is_taken_back_or_told_otherwise_from_the_same_day():
    for name in ("Arzal", "Arzal-Muzillac"):
        given(registered, renamed("Arzal-Damgan", MAY)).when(Collectivity.rename, name=name, on=MAY).then(
            renamed(name, MAY)
        )


@pytest.mark.parametrize(
    ("name", "why", "message"),
    [
        (" ", TextMissing, "The field name is blank."),
        ("é" * 121, TextTooLong, "The field name has 121 characters, 120 at most."),
    ],
)
def test_a_new_name_is_a_name(name, why, message):
    given(registered).when(Collectivity.rename, name=name, on=MAY).then_refused(why, message, "name")

"""The rules of a collectivity."""

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

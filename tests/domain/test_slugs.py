"""The address of a network."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.slugs import slug_of
from tests.domain.few import FEW


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Réseau des ambassadeurs du tri", "reseau-des-ambassadeurs-du-tri"),
        ("  L’Œuvre d'Élan & Cie (56)  ", "l-oeuvre-d-elan-cie-56"),
        ("ÇA—ŸVELINES", "ca-yvelines"),
        ("日本", "reseau"),
        ("x" * 80, "x" * 60),
        ("a" * 59 + " b", "a" * 59),
    ],
)
def test_a_name_makes_an_address(name, slug):
    assert slug_of(name) == slug


# A few characters of each sort, since the table of all of Unicode takes longer to build than this whole suite.
@FEW
@given(st.text(st.sampled_from("azAZ09éÇœŸß-’ .&日\u0301\ufb01\u2460"), max_size=90))
def test_an_address_is_never_empty_nor_odd(name):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug_of(name))
    assert len(slug_of(name)) <= 60

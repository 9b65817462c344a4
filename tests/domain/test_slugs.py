"""The address of a network."""

from maillage.domain.slugs import slug_of
from tests.cases import each


@each(
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

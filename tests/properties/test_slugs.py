"""What holds for every name."""

import re

from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.slugs import slug_of
from tests.properties.few import FEW


@FEW
@given(st.text(st.sampled_from("azAZ09éÇœŸß-’ .&日\u0301\ufb01\u2460"), max_size=90))
def test_an_address_is_never_empty_nor_odd(name):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug_of(name))
    assert len(slug_of(name)) <= 60

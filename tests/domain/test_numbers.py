"""Numbers of the decision register."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.numbers import next_number
from tests.domain.few import FEW


@pytest.mark.parametrize(
    ("highest", "following"),
    [
        (None, "2026-01"),
        ("2026-01", "2026-02"),
        ("2026-09", "2026-10"),
        ("2026-99", "2026-100"),
        ("2026-999", "2026-1000"),
    ],
)
def test_numbers_follow_each_other(highest, following):
    assert next_number(2026, highest) == following


def test_a_number_of_another_year_is_followed_by_none():
    with pytest.raises(ValueError, match="2025-07 is no number of 2026"):
        next_number(2026, "2025-07")


@FEW
@given(st.integers(2000, 2100), st.integers(1, 150))
def test_a_year_has_no_gap(year, count):
    number = None
    numbers = [number := next_number(year, number) for _ in range(count)]
    assert [int(each.removeprefix(f"{year}-")) for each in numbers] == list(range(1, count + 1))

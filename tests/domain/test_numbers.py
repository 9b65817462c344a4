"""Numbers of the decision register."""

import pytest

from maillage.domain.numbers import next_number
from tests.cases import each


@each(
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

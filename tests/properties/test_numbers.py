"""What holds for every year of numbers."""

from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.numbers import next_number
from tests.properties.few import FEW


@FEW
@given(st.integers(2000, 2100), st.integers(1, 150))
def test_a_year_has_no_gap(year, count):
    number = None
    numbers = [number := next_number(year, number) for _ in range(count)]
    assert [int(each.removeprefix(f"{year}-")) for each in numbers] == list(range(1, count + 1))

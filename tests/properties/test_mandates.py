"""What holds for every two mandates."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.mandates import Function, Mandate
from tests.properties.few import FEW

FIRST = date(2026, 1, 1)


days = st.integers(0, 20).map(lambda count: FIRST + timedelta(count))


def mandate(starts_on, ends_on):
    return Mandate(UUID(int=1), UUID(int=2), Function.OFFICER, starts_on, ends_on)


periods = st.tuples(days, days).map(sorted).map(tuple) | st.tuples(days, st.none())


@FEW
@given(periods, periods)
def test_two_mandates_overlap_when_some_day_lies_within_both(one, other):
    shared = [day for count in range(40) if (day := FIRST + timedelta(count)) and _both(one, other, day)]
    assert mandate(*one).overlaps(mandate(*other)) is bool(shared)


def _both(one, other, day):
    return mandate(*one).active_on(day) and mandate(*other).active_on(day)

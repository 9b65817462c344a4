"""What holds for every instant."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.calendar import day_of, utc
from tests.properties.few import FEW

offsets = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


instants = st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1), timezones=offsets)  # noqa: DTZ001


@FEW
@given(instants)
def test_the_offset_changes_neither_instant_nor_day(instant):
    assert utc(instant, "at") == instant
    assert utc(instant, "at").tzinfo is UTC
    assert day_of(instant) == day_of(utc(instant, "at"))


@FEW
@given(instants, instants)
def test_days_follow_instants(one, other):
    earlier, later = sorted([one, other])
    assert day_of(earlier) <= day_of(later)

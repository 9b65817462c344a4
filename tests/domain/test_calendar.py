"""Instants in UTC, civil days in Paris."""

from datetime import date, datetime

import pytest

from maillage.domain.calendar import DayOutOfRange, InstantOutOfRange, NaiveDateTime, civil, day_of, shown, utc, year_of
from tests.cases import each


@each(
    ("instant", "day", "year", "words"),
    [
        ("2026-01-01T12:00:00+00:00", date(2026, 1, 1), 2026, "2026-01-01 13:00"),
        ("2026-12-31T22:59:59+00:00", date(2026, 12, 31), 2026, "2026-12-31 23:59"),
        ("2026-12-31T23:00:00+00:00", date(2027, 1, 1), 2027, "2027-01-01 00:00"),
        ("2026-07-14T22:00:00+00:00", date(2026, 7, 15), 2026, "2026-07-15 00:00"),
        ("2026-03-29T00:59:00+00:00", date(2026, 3, 29), 2026, "2026-03-29 01:59"),
        ("2026-03-29T01:00:00+00:00", date(2026, 3, 29), 2026, "2026-03-29 03:00"),
        ("2026-10-25T00:30:00+00:00", date(2026, 10, 25), 2026, "2026-10-25 02:30"),
        ("2026-10-25T01:30:00+00:00", date(2026, 10, 25), 2026, "2026-10-25 02:30"),
        ("2026-12-31T18:00:00-06:00", date(2027, 1, 1), 2027, "2027-01-01 01:00"),
    ],
)
def test_an_instant_has_its_day_and_year_in_paris(instant, day, year, words):
    moment = datetime.fromisoformat(instant)
    assert (day_of(moment), year_of(moment), shown(moment)) == (day, year, words)


def test_a_naive_instant_is_refused_by_the_name_of_its_field():
    with pytest.raises(NaiveDateTime, match="The field starts_at is 2026-03-02T12:00:00, without"):
        utc(datetime(2026, 3, 2, 12), "starts_at")  # noqa: DTZ001


@each("instant", ["9999-12-31T23:10:00+00:00", "3000-01-01T00:00:00+01:00", "0001-01-01T00:00:00+12:00"])
def test_an_instant_that_could_not_be_shown_is_refused(instant):
    with pytest.raises(InstantOutOfRange, match=rf"The field at is {instant[:4]}.*, outside the years 1900 to 2999"):
        utc(datetime.fromisoformat(instant), "at")


@each("instant", ["2999-12-31T23:59:59-12:00", "1900-01-01T00:00:00+14:00"])
def test_the_last_instants_that_are_taken_can_be_shown(instant):
    assert shown(utc(datetime.fromisoformat(instant), "at"))


@each("day", [date.min, date(1899, 12, 31), date(3000, 1, 1), date.max])
def test_a_day_out_of_our_times_is_refused_by_field_and_value(day):
    with pytest.raises(DayOutOfRange, match=f"The date on is {day}, outside the years 1900 to 2999") as caught:
        civil(day, "on")
    assert caught.value.path == ("on",)


@each("day", [date(1900, 1, 1), date(2026, 2, 28), date(2999, 12, 31)])
def test_a_day_of_our_times_is_taken(day):
    assert civil(day, "on") == day

"""The public holidays that the use cases count by, as they are published."""

from __future__ import annotations

from datetime import date

from maillage.domain.working_days import public_holiday, working_days

OF_2026 = ((1, 1), (4, 6), (5, 1), (5, 8), (5, 14), (5, 25), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))


def test_the_public_holidays_are_those_of_mainland_france():
    """Eleven. Source: Code du travail L3133-1."""
    year = [date.fromordinal(day) for day in range(date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal())]
    assert [(day.month, day.day) for day in year if public_holiday(day)] == list(OF_2026)
    assert public_holiday(date(2026, 5, 14)) == "Ascension"


def test_they_are_no_working_days():
    assert working_days(date(2026, 5, 12), date(2026, 5, 15), [], public_holiday) == 2

"""How dates, times and numbers are written in English, without the machine's locale."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from maillage.domain.calendar import PARIS

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MORE_THAN = {
    (0, 1): "at least one",
    (1, 2): "more than half",
    (1, 3): "more than a third",
    (2, 3): "more than two thirds",
    (1, 4): "more than a quarter",
    (3, 4): "more than three quarters",
}


def day(value: date) -> str:
    """Monday 2 March 2026."""
    return f"{_DAYS[value.weekday()]} {value.day} {_MONTHS[value.month - 1]} {value.year}"


def hour(instant: datetime) -> str:
    """14:30, in Europe/Paris."""
    return f"{instant.astimezone(PARIS):%H:%M}"


def moment(instant: datetime) -> str:
    """Monday 2 March 2026 at 14:30, in Europe/Paris."""
    return f"{day(instant.astimezone(PARIS).date())} at {hour(instant)}"


def period(start: datetime, end: datetime) -> str:
    """Monday 2 March 2026 from 14:30 to 17:00, or with both days where they differ."""
    first, last = start.astimezone(PARIS).date(), end.astimezone(PARIS).date()
    if first == last:
        return f"{day(first)} from {hour(start)} to {hour(end)}"
    return f"{moment(start)}, until {moment(end)}"


def percent(share: Decimal) -> str:
    """12.5% of a share from 0 to 1."""
    return f"{(share * 100).normalize():f}%"


def number(value: Decimal) -> str:
    """12,345.5."""
    return f"{value.normalize():,f}"


def euros(amount: Decimal) -> str:
    """€12,345.50."""
    return f"€{amount:,.2f}"


def count(number: int, one: str, many: str) -> str:
    """9 collectivities, 1 collectivity, no collectivity."""
    return f"no {one}" if number == 0 else f"{number} {one if number == 1 else many}"


def more_than(numerator: int, denominator: int) -> str:
    """more than half, more than 3/5; to precede `of the ...`."""
    return _MORE_THAN.get((numerator, denominator), f"more than {numerator}/{denominator}")

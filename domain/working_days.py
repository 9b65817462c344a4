"""Public holidays of mainland France, and the working days (fr: jours ouvrés) between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import TypeAlias

from maillage.domain.closures import Closure

Holidays: TypeAlias = Callable[[date], str | None]
"""What a public holiday is called, None for any other day. An argument of the verbs that count days, like time."""

_SATURDAY = 5


@cache
def _public() -> Mapping[date, str]:
    from holidays import country_holidays  # noqa: PLC0415  a fifth of a second that a start need not wait
    from holidays.constants import PUBLIC  # noqa: PLC0415

    return country_holidays("FR", categories=PUBLIC, language="fr")


def public_holiday(day: date) -> str | None:
    """What it is called in French; None for any other day. Without the two of Alsace and Moselle."""
    return _public().get(day)


def working_days(after: date, until: date, closures: Iterable[Closure], holidays: Holidays) -> int:
    """How many there are from the day after `after` to `until`, which is one of them.

    From Monday to Friday, neither public holidays nor days on which the network is closed.
    """
    closed = tuple(closures)
    days = (after + timedelta(n) for n in range(1, (until - after).days + 1))
    works = (day for day in days if day.weekday() < _SATURDAY and holidays(day) is None)
    return sum(not any(each.overlaps(Closure(day, day, "")) for each in closed) for day in works)

"""What speaks against meeting on a day: public holidays, school holidays, closures of the network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache

from maillage.domain.calendar import day_of
from maillage.domain.closures import Closure
from maillage.domain.network_facts import SchoolZone
from maillage.domain.working_days import public_holiday

#: Last day of the last school year that the library took from an order of the ministry; beyond it the library reckons
#: by habit, which we do not tell as if it were known. Source: order of 21 July 2026, as the library cites it.
SCHOOL_YEARS_UNTIL = date(2028, 8, 31)
SCHOOL_YEARS_FROM = date(2018, 1, 1)  # the library's first whole year; the zones of today are those of 2015


class FlagKind(Enum):
    """What a day falls on. None of them forbids to meet."""

    PUBLIC_HOLIDAY = "PUBLIC_HOLIDAY"
    CLOSURE = "CLOSURE"  # declared by the network
    SCHOOL_HOLIDAYS = "SCHOOL_HOLIDAYS"  # in the network's zone
    SCHOOL_HOLIDAYS_UNKNOWN = "SCHOOL_HOLIDAYS_UNKNOWN"  # the calendar of that school year is not known here


@dataclass(frozen=True)
class DayFlag:
    """What a day falls on, and what that is called; a label None where there is no name."""

    kind: FlagKind
    label: str | None


_SUBDIVISIONS = {SchoolZone.ZONE_A: "Zone A", SchoolZone.ZONE_B: "Zone B", SchoolZone.ZONE_C: "Zone C"}


@cache
def _school(zone: SchoolZone) -> Mapping[date, str]:
    from holidays import country_holidays  # noqa: PLC0415  a fifth of a second that a start need not wait
    from holidays.constants import SCHOOL  # noqa: PLC0415

    return country_holidays("FR", subdiv=_SUBDIVISIONS[zone], categories=SCHOOL, language="fr")


def day_flags(
    starts_at: datetime, ends_at: datetime, zone: SchoolZone | None, closures: Iterable[Closure]
) -> tuple[DayFlag, ...]:
    """Of all days in Europe/Paris between two aware instants, each flag once, by kind and in the order of days.

    Without a zone nothing is told of schools.
    """
    first, last = day_of(starts_at), day_of(ends_at - timedelta(microseconds=1))
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    span = Closure(first, last, "")
    found = [DayFlag(FlagKind.PUBLIC_HOLIDAY, name) for day in days if (name := public_holiday(day))]
    found += [DayFlag(FlagKind.CLOSURE, closure.label) for closure in closures if closure.overlaps(span)]
    found += [flag for day in days if zone and (flag := _school_flag(day, zone))]
    return tuple(dict.fromkeys(found))


def _school_flag(day: date, zone: SchoolZone) -> DayFlag | None:
    if not SCHOOL_YEARS_FROM <= day <= SCHOOL_YEARS_UNTIL:
        return DayFlag(FlagKind.SCHOOL_HOLIDAYS_UNKNOWN, None)
    name = _school(zone).get(day)
    return DayFlag(FlagKind.SCHOOL_HOLIDAYS, name) if name else None

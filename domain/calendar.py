"""Instants and civil days: facts hold UTC instants, members live in Europe/Paris."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from maillage.domain.refusals import Refusal

PARIS = ZoneInfo("Europe/Paris")


class NaiveDateTime(Refusal):
    """An instant says its offset from UTC."""

    SOURCE = "RFC 3339"
    FR = "Le champ {field} vaut {value}, sans décalage horaire."
    EN = "The field {field} is {value}, without an offset from UTC."


class InstantOutOfRange(Refusal):
    """An instant lies in the years 1900 to 2999."""

    SOURCE = "ours: a slip in the year is caught"
    FR = "Le champ {field} vaut {value}, hors des années {earliest} à {latest}."
    EN = "The field {field} is {value}, outside the years {earliest} to {latest}."


class DayOutOfRange(Refusal):
    """A calendar date lies in the years 1900 to 2999."""

    SOURCE = "ours: a slip in the year is caught"
    FR = "La date {field} vaut {value}, hors des années {earliest} à {latest}."
    EN = "The date {field} is {value}, outside the years {earliest} to {latest}."


# At both ends of Python's calendar an instant has no civil day in Paris: stored, it could be shown to nobody. A date
# out there is a slip of the keyboard, or stands for "without an end", which is said by giving none.
_EARLIEST, _LATEST = 1900, 2999


def utc(instant: datetime, field: str) -> datetime:
    """The same instant in UTC. NaiveDateTime when it has no offset, InstantOutOfRange."""
    if instant.utcoffset() is None:
        raise NaiveDateTime(field, field=field, value=instant.isoformat())
    if not _EARLIEST <= instant.year <= _LATEST:
        raise InstantOutOfRange(field, field=field, value=instant.isoformat(), earliest=_EARLIEST, latest=_LATEST)
    return instant.astimezone(UTC)


def civil(day: date, field: str) -> date:
    """The same day. DayOutOfRange."""
    if not _EARLIEST <= day.year <= _LATEST:
        raise DayOutOfRange(field, field=field, value=day.isoformat(), earliest=_EARLIEST, latest=_LATEST)
    return day


def day_of(instant: datetime) -> date:
    """The civil day of an aware instant in Europe/Paris, where every mandate and membership is counted."""
    return instant.astimezone(PARIS).date()


def instant(day: date, hour: int = 0) -> datetime:
    """An hour of a civil day in Europe/Paris, in UTC; by default the one with which the day begins."""
    return datetime.combine(day, time(hour), PARIS).astimezone(UTC)


def year_of(instant: datetime) -> int:
    """The civil year of an aware instant in Europe/Paris: the year of a decision's number."""
    return day_of(instant).year


def shown(instant: datetime) -> str:
    """An aware instant as a refusal words it: `2026-03-02 13:00`, Europe/Paris.

    A refusal may be about an instant that Europe/Paris has no calendar for: that one is shown in UTC.
    """
    if not _EARLIEST <= instant.year <= _LATEST:
        return instant.astimezone(UTC).isoformat(" ", "minutes")
    return f"{instant.astimezone(PARIS):%Y-%m-%d %H:%M}"

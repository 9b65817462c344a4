"""The dates that a poll offers: in the future, after its deadline, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from maillage.domain.calendar import shown, utc
from maillage.domain.date_poll_facts import DateOption
from maillage.domain.date_poll_refusals import (
    DateOptionEndsBeforeStart,
    DateOptionInThePast,
    DateOptionRepeated,
    DateOptionTooLong,
    DeadlineAfterOption,
)

LONGEST = timedelta(days=7)


@dataclass(frozen=True)
class Period:
    """A date to offer, as it is asked for. Instants of any offset."""

    starts_at: datetime
    ends_at: datetime


def offered(period: Period, known: Sequence[DateOption], due: datetime, now: datetime, field: str) -> DateOption:
    """The period as the next option after the `known` ones.

    NaiveDateTime, InstantOutOfRange, DateOptionEndsBeforeStart, DateOptionTooLong, DateOptionInThePast,
    DeadlineAfterOption, DateOptionRepeated. Instants are compared, never hours of the clock: the night when it changes
    is no trap.
    """
    start, end = utc(period.starts_at, field), utc(period.ends_at, field)
    if end <= start:
        raise DateOptionEndsBeforeStart(field, starts_at=shown(start), ends_at=shown(end))
    if end - start > LONGEST:
        raise DateOptionTooLong(field, starts_at=shown(start), ends_at=shown(end), most=LONGEST.days)
    must_be_ahead(start, now, field)
    if start <= due:
        raise DeadlineAfterOption(field, deadline=shown(due), starts_at=shown(start))
    if any((option.starts_at, option.ends_at) == (start, end) for option in known):
        raise DateOptionRepeated(field, starts_at=shown(start))
    return DateOption(len(known) + 1, start, end)


def must_be_ahead(start: datetime, now: datetime, field: str) -> None:
    """DateOptionInThePast."""
    if start <= now:
        raise DateOptionInThePast(field, starts_at=shown(start), now=shown(now))

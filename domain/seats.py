"""Seats of a collectivity (fr: sièges): who is titular of which, and who the substitute is, from day to day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Seat:
    """As somebody holds it on a day."""

    number: int  # within its collectivity, from 1
    substitute: bool  # suppléant, suppléante; else titulaire


@dataclass(frozen=True)
class SeatPeriod:
    """From which day to which a mandate holds a seat. Both days are within it."""

    seat: int
    substitute: bool
    mandate: UUID
    person: UUID
    starts_on: date
    ends_on: date | None  # None while open-ended; before the first day: it came to nothing

    @property
    def key(self) -> tuple[int, UUID, date]:
        return self.seat, self.mandate, self.starts_on

    @property
    def void(self) -> bool:
        return not self.lasts_to(self.starts_on)

    def lasts_to(self, day: date) -> bool:
        return self.ends_on is None or day <= self.ends_on

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and self.lasts_to(day)

    def overlaps(self, other: SeatPeriod) -> bool:
        """Whether a day lies within both."""
        return self.lasts_to(other.starts_on) and other.lasts_to(self.starts_on)

    def until(self, day: date | None) -> SeatPeriod:
        return replace(self, ends_on=day)


Seats = tuple[SeatPeriod, ...]
"""Of one collectivity, past and to come."""


def seat_of(seats: Iterable[SeatPeriod], person: UUID, day: date) -> SeatPeriod | None:
    """By which a person sits that day: as a titular before a substitute, on the first seat of several."""
    held = (each for each in seats if each.person == person and each.covers(day))
    return min(held, key=lambda each: (each.substitute, each.seat), default=None)

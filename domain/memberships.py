"""From which day to which an organisation is a member of the network, or a partner, or a person its coordinator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Membership:
    """One stay of an organisation in the network, or of a person at its head. Its end can be moved while it lasts."""

    since: date
    until: date | None = None  # first day outside

    def covers(self, day: date) -> bool:
        return self.since <= day and self.lasts_beyond(day)

    def lasts_beyond(self, day: date) -> bool:
        return self.until is None or day < self.until


Stays = tuple[Membership, ...]
"""Of one organisation or person, oldest first."""


def ended(stays: Stays, on: date) -> Stays:
    """The same with the last one ending on that day."""
    *earlier, last = stays
    return *earlier, Membership(last.since, on)


def first_gap(stays: Iterable[Membership], day: date) -> date | None:
    """The first day, from `day` on, that no stay covers; None: there will be none."""
    known = list(stays)
    while covering := [stay.until for stay in known if stay.covers(day)]:
        if None in covering:
            return None
        day = max(until for until in covering if until)
    return day


@dataclass(frozen=True)
class Partnership:
    """The stay of a partner, under the name that it had."""

    name: str
    stay: Membership

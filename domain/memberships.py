"""From which day to which an organisation is a member of the network, or a partner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Membership:
    """One stay of an organisation in the network. Its end can be moved as long as the stay lasts."""

    since: date
    until: date | None = None  # first day outside

    def covers(self, day: date) -> bool:
        return self.since <= day and self.lasts_beyond(day)

    def lasts_beyond(self, day: date) -> bool:
        return self.until is None or day < self.until


@dataclass(frozen=True)
class Partnership:
    """The stay of a partner, under the name that it had."""

    name: str
    stay: Membership

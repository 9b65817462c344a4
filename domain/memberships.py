"""From which day to which a collectivity is a member of the network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Membership:
    """One stay of a collectivity in the network."""

    since: date
    until: date | None = None  # first day outside

    def covers(self, day: date) -> bool:
        return self.since <= day and self.lasts_beyond(day)

    def lasts_beyond(self, day: date) -> bool:
        return self.until is None or day < self.until

"""Days on which the network does not mean to meet (fr: période de fermeture)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Closure:
    """Both days are within it."""

    first_day: date
    last_day: date
    label: str

    def overlaps(self, other: Closure) -> bool:
        return self.first_day <= other.last_day and other.first_day <= self.last_day

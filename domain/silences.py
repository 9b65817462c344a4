"""Silence that approves: what nobody remarks on until a day counts as agreed to from the next day on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Silence:
    """Asked of members once minutes are circulated. Source: domain.md section 1.1."""

    until: date  # its last day, Europe/Paris
    approves: bool  # else the minutes wait for an approval that somebody says
    broken: bool = False  # by a remark

    def has_approved(self, day: date) -> bool:
        return self.approves and not self.broken and self.until < day

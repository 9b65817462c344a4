"""The calendar of the play: weeks after its first Monday, hours of Europe/Paris."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from maillage.domain.calendar import PARIS

MON, TUE, WED, THU, FRI = range(5)


@dataclass(frozen=True)
class Days:
    """`first` is the Monday on which the network is founded."""

    first: date

    @classmethod
    def before(cls, until: date, weeks: int) -> Days:
        """Those of which `until` is in week `weeks`, the first being week 0."""
        return cls(until - timedelta(days=until.weekday(), weeks=weeks))

    def day(self, week: int, weekday: int) -> date:
        return self.first + timedelta(weeks=week, days=weekday)

    def at(self, week: int, weekday: int, hour: int, minute: int = 0) -> datetime:
        """In UTC; `hour` is that of Europe/Paris."""
        return datetime.combine(self.day(week, weekday), time(hour, minute), PARIS).astimezone(UTC)

"""One stop of a site visit, as its rules know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from maillage.domain.calendar import shown, utc
from maillage.domain.site_stop_refusals import SiteStopEndsBeforeStart, SiteStopOutsideMeeting
from maillage.domain.slots import Slot


class StopStatus(Enum):
    """Where a stop stands."""

    PLANNED = "PLANNED"
    VISITED = "VISITED"
    MISSED = "MISSED"


@dataclass(frozen=True)
class Times:
    """From when to when, in UTC."""

    starts_at: datetime
    ends_at: datetime

    @classmethod
    def within(cls, meeting: Slot, starts_at: datetime, ends_at: datetime) -> Times:
        """NaiveDateTime, InstantOutOfRange, SiteStopEndsBeforeStart, SiteStopOutsideMeeting."""
        asked = cls(utc(starts_at, "starts_at"), utc(ends_at, "ends_at"))
        if asked.ends_at <= asked.starts_at:
            raise SiteStopEndsBeforeStart("ends_at", **asked.shown())
        whole = cls(meeting.starts_at, meeting.ends_at)
        if asked.starts_at < whole.starts_at:
            raise SiteStopOutsideMeeting("starts_at", **whole.shown())
        if asked.ends_at > whole.ends_at:
            raise SiteStopOutsideMeeting("ends_at", **whole.shown())
        return asked

    def overlap(self, other: Times) -> bool:
        """To begin when the other ends is no overlap."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def shown(self) -> dict[str, str]:
        return {"starts_at": shown(self.starts_at), "ends_at": shown(self.ends_at)}


@dataclass(frozen=True)
class SiteStop:
    """What its rules read of a stop."""

    place: str
    times: Times
    max_visitors: int
    has_notice: bool  # of safety
    confirmed: bool = False
    status: StopStatus = StopStatus.PLANNED
    visitors: frozenset[UUID] = frozenset()  # people who hold a place
    acknowledged: frozenset[UUID] = frozenset()  # people who read the notice

"""Calendars that people subscribe to (fr: calendriers à s’abonner)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

MOST_FEEDS = 20  # of one person in one network: more than anybody has programs that read calendars


class FeedKind(Enum):
    """What stands in a calendar."""

    PERSON = "PERSON"  # the meetings that concern one person
    NETWORK = "NETWORK"  # every meeting of the network


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed as its owner sees it: everything but its address. Instants are UTC."""

    network: UUID
    id: UUID
    person: UUID
    kind: FeedKind
    created_at: datetime
    last_read_at: datetime | None  # to the hour
    revoked_at: datetime | None

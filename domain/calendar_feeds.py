"""Calendars that people subscribe to (fr: calendriers à s’abonner)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from maillage.domain.refusals import Refusal

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


class CalendarFeedUnknown(Refusal):
    """One revokes calendar feeds of one's own."""

    SOURCE = "ours: an address is its owner's alone"
    FR = "Aucun de vos abonnements au calendrier ne porte cet identifiant."
    EN = "None of your calendar feeds has this id."


class TooManyCalendarFeeds(Refusal):
    """A person has at most 20 calendar feeds in a network that are not revoked."""

    SOURCE = "ours: an address that nobody remembers is revoked by nobody"
    FR = "Vous avez déjà {held} abonnements au calendrier sur {most} possibles : révoquez-en un."
    EN = "You have {held} calendar feeds already, {most} at most: revoke one."

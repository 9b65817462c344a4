"""Calendars to subscribe to, as their owner sees them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from maillage.domain.calendar_feeds import Feed, FeedKind
from maillage.graphql.ids import encode_id
from maillage.graphql.moments import Moment
from maillage.graphql.references import CALENDAR_FEED
from maillage.graphql.rows import from_row
from maillage.graphql.vocabulary import labelled
from maillage.usecases import calendar_feeds

PATH = "/calendar/{secret}.ics"  # of an address, on our own site


@strawberry.type(
    description="A calendar of the viewer's, which programs read at its secret address. It shows what the viewer may "
    "read at that moment, and nothing once the viewer has no role in the network."
)
class CalendarFeed:
    id: strawberry.ID = strawberry.field(description="Opaque.")
    kind: FeedKind = strawberry.field(description="What stands in it.")
    kind_label: str = labelled("kind")
    url: str | None = strawberry.field(
        description="The secret address, for a program that reads calendars. Told once, in the answer that creates it; "
        "null ever after. Whoever has it reads the calendar: revoke the feed where it got about.",
    )
    created_at: datetime = strawberry.field(description="When.")
    last_read_at: datetime | None = strawberry.field(
        description="When a program last read it, to the hour; null: never."
    )
    revoked_at: datetime | None = strawberry.field(description="Since when its address leads nowhere; null: it works.")

    @classmethod
    def of(cls, feed: Feed) -> CalendarFeed:
        return from_row(cls, feed, id=encode_id(CALENDAR_FEED, feed.id), url=None)


async def calendar_feeds_of(moment: Moment) -> list[CalendarFeed]:
    return [CalendarFeed.of(feed) for feed in await calendar_feeds.own_feeds(moment.db, moment.caller)]


async def calendar_feed_of(moment: Moment, id: UUID | None) -> CalendarFeed | None:
    feed = await calendar_feeds.own_feed(moment.db, moment.caller, id) if id else None
    return CalendarFeed.of(feed) if feed else None

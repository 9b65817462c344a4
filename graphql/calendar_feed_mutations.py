"""What is asked about calendars to subscribe to."""

from __future__ import annotations

from typing import Self

import strawberry

from maillage.domain.calendar_feeds import FeedKind
from maillage.eventstore.log import Outcome
from maillage.graphql.arguments import Asked
from maillage.graphql.calendar_feeds import PATH, CalendarFeed, calendar_feed_of
from maillage.graphql.commands import AS_IT_IS_NOW, CommandInput, Payload, carried_out
from maillage.graphql.inputs import id_field
from maillage.graphql.moments import Context, Info
from maillage.graphql.references import CALENDAR_FEED
from maillage.usecases import calendar_feeds
from maillage.usecases.calendar_feeds import FeedMade

NO_FACT = "It is no part of the history, so it has no position."


@strawberry.input(description="A calendar to subscribe to.")
class CreateCalendarFeedInput(CommandInput):
    kind: FeedKind = strawberry.field(description="What is to stand in it.")


@strawberry.input(description="A calendar that nobody is to read any more.")
class RevokeCalendarFeedInput(CommandInput):
    feed: strawberry.ID = id_field(CALENDAR_FEED, "Which of your own.")


@strawberry.type(description="A calendar of the viewer's.")
class CalendarFeedPayload(Payload):
    calendar_feed: CalendarFeed | None = strawberry.field(default=None, description=AS_IT_IS_NOW)
    SUBJECT = ("calendar_feed", calendar_feed_of)

    @classmethod
    async def of(cls, context: Context, outcome: Outcome) -> Self:
        payload = await super().of(context, outcome)
        if payload.calendar_feed and isinstance(outcome, FeedMade) and outcome.secret:
            payload.calendar_feed.url = context.url + PATH.format(secret=outcome.secret)
        return payload


@strawberry.type(description="Part of the mutations.")
class CalendarFeedMutations:
    @strawberry.mutation(
        description="Gives you the secret address of a calendar, to subscribe to. "
        f"{NO_FACT} Needs `calendar.subscribe`, and `meetings.read` for the calendar of the network."
    )
    async def create_calendar_feed(self, info: Info, input: Asked[CreateCalendarFeedInput]) -> CalendarFeedPayload:
        return await carried_out(info, calendar_feeds.create_calendar_feed, input, CalendarFeedPayload)

    @strawberry.mutation(
        description=f"Ends one of your calendars: its address leads nowhere. {NO_FACT} Needs `calendar.subscribe`."
    )
    async def revoke_calendar_feed(self, info: Info, input: Asked[RevokeCalendarFeedInput]) -> CalendarFeedPayload:
        return await carried_out(info, calendar_feeds.revoke_calendar_feed, input, CalendarFeedPayload)

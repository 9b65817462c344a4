"""Use cases on calendars to subscribe to, and who may call them."""

from __future__ import annotations

from maillage.domain.calendar_feeds import FeedKind
from maillage.usecases import calendar_feeds
from maillage.usecases.calendar_feeds import CalendarFeedUnknown
from tests.usecases.rights.case import Case, Fields, given
from tests.usecases.world import World


async def of_the_contact(world: World) -> Fields:
    usecase, kind = calendar_feeds.create_calendar_feed, FeedKind.PERSON
    return {"feed": await world.made(usecase, by=world.contact, kind=kind)}


CASES = [
    Case(
        calendar_feeds.create_calendar_feed,
        given(kind=FeedKind.NETWORK),
        (),
        by=("coordinator", "officer", "ambassador", "auditor"),
        wrong=("contact", "system"),
        foreign=None,
    ),
    Case(
        calendar_feeds.create_calendar_feed,
        given(kind=FeedKind.PERSON),
        (),
        by=("coordinator", "officer", "ambassador", "auditor", "contact"),
        wrong=("system",),
        foreign=None,
    ),
    Case(
        calendar_feeds.revoke_calendar_feed,
        of_the_contact,
        (),
        by=("contact",),
        wrong=("system",),
        foreign=CalendarFeedUnknown,
    ),
]

"""Mutations on calendars to subscribe to."""

from __future__ import annotations

from maillage.domain.calendar_feeds import FeedKind
from maillage.usecases import calendar_feeds, people
from tests.graphql.attempts.attempt import Attempt, Input
from tests.network import Api


async def somebody_without_role(api: Api) -> Input:
    network = api.network
    network.people["former"] = await network.made(people.register_person, given_name="Yann", family_name="Essai")
    await network.signed_in("former")
    return {"kind": "NETWORK"}


async def a_feed(api: Api) -> Input:
    await somebody_without_role(api)
    feed = await api.network.made(calendar_feeds.create_calendar_feed, "contact", kind=FeedKind.PERSON)
    return {"feed": api.id("cal", feed)}


ATTEMPTS = [
    Attempt(
        "createCalendarFeed",
        somebody_without_role,
        "calendarFeed { kind kindLabel(locale: FR) lastReadAt revokedAt }",
        {"kind": "NETWORK", "kindLabel": "Calendrier du réseau", "lastReadAt": None, "revokedAt": None},
        by="officer 0",
        wrong=("contact", "former"),
        is_fact=False,
    ),
    Attempt(
        "revokeCalendarFeed",
        a_feed,
        "calendarFeed { kind }",
        {"kind": "PERSON"},
        by="contact",
        wrong=("former",),
        is_fact=False,
    ),
]

"""Calendars to subscribe to: one's own feeds, and what a secret address opens today.

They are no facts: who reads a calendar, and by which program, is nothing that the network's history has to keep.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from maillage.accounts import calendar_feeds
from maillage.domain.calendar_feeds import MOST_FEEDS, Feed, FeedKind
from maillage.domain.caller import Caller, Right
from maillage.domain.refusals import NotAllowed, Refusal
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.eventstore.sql import Connection
from maillage.projections.agenda import AgendaRow
from maillage.projections.calendar import ClosureRow, calendar, closures
from maillage.projections.meetings import MeetingRow
from maillage.projections.oneself import oneself
from maillage.usecases.standing import caller_in


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


@dataclass(frozen=True)
class FeedMade(Outcome):
    """`secret` is shown once: None where the command was carried out before."""

    secret: str | None = field(default=None, repr=False)


async def create_calendar_feed(log: Log, caller: Caller, command: Command, *, kind: FeedKind) -> FeedMade:
    """The caller's own. NotAllowed, TooManyCalendarFeeds."""
    caller.must(Right.SUBSCRIBE_TO_CALENDARS)
    if kind is FeedKind.NETWORK:
        caller.must(Right.READ_MEETINGS)
    person = _oneself(caller)

    async def decide(_: Change) -> UUID:
        held = len(await calendar_feeds.feeds_of(log.pool, network=caller.network, person=person))
        if held >= MOST_FEEDS:
            raise TooManyCalendarFeeds(held=held, most=MOST_FEEDS)
        return uuid4()

    outcome = await log.carry_out(caller, command, decide, on=person)
    feed = outcome.subject
    assert feed is not None, "what was decided has a subject"
    what = {"network": caller.network, "id": feed, "person": person}
    secret = await calendar_feeds.make(log.pool, **what, kind=kind, now=caller.now)
    return FeedMade(feed, None, None, outcome.replayed, secret)


async def revoke_calendar_feed(log: Log, caller: Caller, command: Command, *, feed: UUID) -> Outcome:
    """The caller's own; once more changes nothing. NotAllowed, CalendarFeedUnknown."""
    caller.must(Right.SUBSCRIBE_TO_CALENDARS)
    person = _oneself(caller)

    async def decide(_: Change) -> UUID:
        if await calendar_feeds.feed_of(log.pool, network=caller.network, person=person, id=feed) is None:
            raise CalendarFeedUnknown("feed")
        return feed

    outcome = await log.carry_out(caller, command, decide, on=person)
    await calendar_feeds.revoke(log.pool, network=caller.network, person=person, id=feed, now=caller.now)
    return outcome


async def own_feeds(db: Connection, caller: Caller) -> list[Feed]:
    """Those that are not revoked, newest first. NotAllowed."""
    caller.must(Right.SUBSCRIBE_TO_CALENDARS)
    return await calendar_feeds.feeds_of(db, network=caller.network, person=_oneself(caller))


async def own_feed(db: Connection, caller: Caller, feed: UUID) -> Feed | None:
    """Also once revoked. NotAllowed."""
    caller.must(Right.SUBSCRIBE_TO_CALENDARS)
    return await calendar_feeds.feed_of(db, network=caller.network, person=_oneself(caller), id=feed)


@dataclass(frozen=True, slots=True)
class Opened:
    """What an address opens now: a feed, read with what its owner may today."""

    feed: Feed
    caller: Caller
    db: Connection

    async def network(self) -> str:
        """The name of the network."""
        own = await oneself(self.db, self.caller)
        return own.network_name if own else ""

    async def meetings(self) -> list[tuple[MeetingRow, AgendaRow]]:
        """Those that stand in the calendar."""
        return await calendar(self.db, self.caller, self.feed.kind)

    async def closures(self) -> list[ClosureRow]:
        """In the calendar of the network only."""
        return await closures(self.db, self.caller) if self.feed.kind is FeedKind.NETWORK else []


async def opened_by(db: Connection, secret: str, now: datetime) -> Opened | None:
    """None where the address leads nowhere, or its owner may no more: whoever asks does not learn which."""
    feed = await calendar_feeds.identify(db, secret)
    if feed is None:
        return None
    caller = await caller_in(db, feed.network, feed.person, now)
    if not caller.may(Right.SUBSCRIBE_TO_CALENDARS) or (
        feed.kind is FeedKind.NETWORK and not caller.may(Right.READ_MEETINGS)
    ):
        return None
    await calendar_feeds.was_read(db, feed, now)
    return Opened(feed, caller, db)


def _oneself(caller: Caller) -> UUID:
    """NotAllowed: the program itself has no calendar."""
    if caller.person is None:
        raise NotAllowed("person", right=Right.SUBSCRIBE_TO_CALENDARS.value)
    return caller.person

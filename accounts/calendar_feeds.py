"""Calendar feeds: made, listed, revoked, and whose a secret address is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from maillage.accounts.token_text import CALENDAR, hashed, is_well_formed, new_token
from maillage.domain.calendar_feeds import Feed, FeedKind
from maillage.eventstore.sql import Connection, queries

SQL = queries(__file__)
_COARSE = timedelta(hours=1)  # between two writes of last_read_at


async def make(db: Connection, *, network: UUID, id: UUID, person: UUID, kind: FeedKind, now: datetime) -> str | None:
    """The secret of a new feed, which exists nowhere else. None: the feed is there already."""
    secret = new_token(CALENDAR)
    made = await db.fetchval(SQL["make"], network, id, person, kind.value, hashed(secret), now)
    return secret if made else None


async def revoke(db: Connection, *, network: UUID, person: UUID, id: UUID, now: datetime) -> None:
    """From now on its address leads nowhere. Of a feed that is another's, unknown or revoked, nothing changes."""
    await db.execute(SQL["revoke"], network, person, id, now)


async def revoke_all(db: Connection, *, network: UUID, person: UUID, now: datetime) -> None:
    """All addresses of the person."""
    await db.execute(SQL["revoke_all"], network, person, now)


async def feed_of(db: Connection, *, network: UUID, person: UUID, id: UUID) -> Feed | None:
    """One of a person's, also once revoked."""
    row = await db.fetchrow(SQL["of_id"], network, person, id)
    return row and _feed(row)


async def feeds_of(db: Connection, *, network: UUID, person: UUID) -> list[Feed]:
    """Those of a person that are not revoked, newest first."""
    return [_feed(row) for row in await db.fetch(SQL["of_person"], network, person)]


async def identify(db: Connection, secret: str) -> Feed | None:
    """Whose it is; None where it is malformed, unknown or revoked, and nobody learns which.

    Found by its hash: no comparison is made with the secret itself, so its time tells nothing about it.
    """
    if not is_well_formed(secret, CALENDAR):
        return None
    row = await db.fetchrow(SQL["identify"], hashed(secret))
    return row and _feed(row)


async def was_read(db: Connection, feed: Feed, now: datetime) -> None:
    if feed.last_read_at is None or feed.last_read_at <= now - _COARSE:
        await db.execute(SQL["read"], feed.network, feed.id, now, now - _COARSE)


def _feed(row: Any) -> Feed:
    network, id, person, kind, *instants = row
    return Feed(network, id, person, FeedKind(kind), *instants)

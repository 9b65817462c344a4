"""Sessions of people who signed in: opened, used, listed, revoked. A browser keeps the secret in a cookie."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from maillage.accounts.token_text import SESSION, hashed, is_well_formed, new_token
from maillage.eventstore.sql import Connection, queries

SQL = queries(__file__)
IDLE = timedelta(days=30)  # without use; each use begins them anew
LONGEST = timedelta(days=180)  # whatever its use
TO_CHOOSE = timedelta(minutes=10)  # a membership, where the address has several
KEPT = timedelta(days=30)  # after its end, so that its owner sees that it ended
_COARSE = timedelta(hours=1)  # between two writes of last_used_at
_CLIENT = 80  # characters


@dataclass(frozen=True)
class Membership:
    """One person of one network, as that network knows it."""

    network: UUID
    person: UUID


@dataclass(frozen=True)
class Opened:
    """A new session. `secret` exists nowhere else."""

    session: UUID
    secret: str = field(repr=False)
    expires_at: datetime  # UTC


@dataclass(frozen=True)
class Identity:
    """Who a session belongs to, once the membership was chosen."""

    session: UUID
    network: UUID
    person: UUID
    expires_at: datetime  # UTC, at the latest

    @property
    def id(self) -> UUID:
        """What caps and rates are counted by: the person, however many sessions."""
        return self.person


@dataclass(frozen=True)
class Holder:
    """Whose session it is: the address that was proven, sealed, and whom it chose to be."""

    session: UUID
    address: str
    network: UUID | None
    person: UUID | None
    client: str
    expires_at: datetime  # UTC


@dataclass(frozen=True)
class Session:
    """One session as its owner sees it. All instants are UTC."""

    session_id: UUID
    client: str
    created_at: datetime
    last_used_at: datetime  # to the hour
    expires_at: datetime  # whatever its use
    revoked_at: datetime | None

    def ends_at(self) -> datetime:
        """Unless it is used before."""
        return min(self.expires_at, self.last_used_at + IDLE)


async def open_session(
    db: Connection,
    *,
    address: str,
    chosen: Membership | None,
    client: str,
    now: datetime,
    until: datetime | None = None,
) -> Opened:
    """`address` is sealed. Without a membership it opens nothing but the choice of one, for ten minutes.

    `until` is the end of the session that this one goes on for.
    """
    opened = Opened(uuid4(), new_token(SESSION), until or now + (LONGEST if chosen else TO_CHOOSE))
    place = (chosen.network, chosen.person) if chosen else (None, None)
    row = (opened.session, hashed(opened.secret), address, *place, client[:_CLIENT], now, opened.expires_at)
    await db.execute(SQL["open"], *row)
    return opened


async def identify(db: Connection, secret: str, now: datetime) -> Identity | None:
    """Who it belongs to; None where it is malformed, unknown, over, revoked or without a choice, not telling which."""
    row = await _row(db, secret, now)
    if row is None or row["network_id"] is None:
        return None
    return Identity(row["session_id"], row["network_id"], row["person_id"], row["expires_at"])


async def holder(db: Connection, secret: str, now: datetime) -> Holder | None:
    """The same, for the pages that choose and end it."""
    row = await _row(db, secret, now)
    if row is None:
        return None
    place = (row["network_id"], row["person_id"])
    return Holder(row["session_id"], row["address"], *place, row["client"], row["expires_at"])


async def sessions_of(db: Connection, *, network: UUID, person: UUID, now: datetime) -> list[Session]:
    """Those of a person that are not over, the newest first."""
    rows = await db.fetch(SQL["of_person"], network, person, now, now - IDLE)
    return [Session(*row) for row in rows]


async def is_of(db: Connection, *, network: UUID, person: UUID, session: UUID) -> bool:
    """Whether the person has or had this session."""
    return bool(await db.fetchval(SQL["is_of"], network, person, session))


async def revoke(db: Connection, *, network: UUID, person: UUID, session: UUID, now: datetime) -> None:
    """From now on it belongs to nobody; where the person has no such session, nothing happens."""
    await db.execute(SQL["revoke"], network, person, session, now)


async def revoke_all(db: Connection, *, network: UUID, person: UUID, now: datetime) -> int:
    """All sessions of the person, and all that the same proven addresses opened in other networks; how many."""
    return len(await db.fetch(SQL["revoke_all"], network, person, now))


async def revoke_others(db: Connection, *, network: UUID, person: UUID, address: str | None, now: datetime) -> None:
    """Those of the person that another address opened. `address` is sealed; None: the person has none."""
    await db.execute(SQL["revoke_others"], network, person, address, now)


async def end(db: Connection, session: UUID, now: datetime) -> None:
    """Its bearer signs out, or chose another membership."""
    await db.execute(SQL["end"], session, now)


async def forget(db: Connection, now: datetime) -> None:
    """Those that ended long ago."""
    await db.execute(SQL["forget"], now - KEPT, now - IDLE - KEPT)


async def _row(db: Connection, secret: str, now: datetime) -> Any:
    if not is_well_formed(secret, SESSION):
        return None
    row = await db.fetchrow(SQL["find"], hashed(secret), now, now - IDLE)
    if row is not None and row["last_used_at"] <= now - _COARSE:
        await db.execute(SQL["used"], row["session_id"], now, now - _COARSE)
    return row

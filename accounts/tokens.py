"""Personal access tokens: minted, listed, revoked, and who they belong to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from maillage.accounts.token_text import hashed, is_well_formed, new_token
from maillage.domain.refusals import Refusal, text
from maillage.eventstore.sql import Connection, queries

SQL = queries(__file__)
DEFAULT_DAYS = 90
MOST_DAYS = 366
_COARSE = timedelta(hours=1)  # between two writes of last_used_at


class LifetimeOutOfRange(Refusal):
    """A personal access token lives from 1 to 366 days."""

    SOURCE = "ours: a token that is forgotten ends by itself"
    FR = "Un jeton vit de 1 à {most} jours, {days} ne conviennent pas."
    EN = "A token lives from 1 to {most} days, {days} will not do."


@dataclass(frozen=True)
class Minted:
    """A new token. `token` exists nowhere else: it is shown once."""

    token_id: UUID
    token: str = field(repr=False)
    expires_at: datetime  # UTC


@dataclass(frozen=True)
class Identity:
    """Who a valid token belongs to."""

    token_id: UUID
    network: UUID
    person: UUID
    expires_at: datetime  # UTC

    @property
    def id(self) -> UUID:
        """What caps and rates are counted by: the person, however many tokens."""
        return self.person

    @property
    def session(self) -> None:
        """A script's: it belongs to no session."""
        return


@dataclass(frozen=True)
class Token:
    """One token as its owner and administrators see it. All instants are UTC."""

    token_id: UUID
    person: UUID
    label: str
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None  # to the hour
    revoked_at: datetime | None

    def state(self, now: datetime) -> str:
        """`valid`, `expired` or `revoked`."""
        if self.revoked_at:
            return "revoked"
        return "valid" if now < self.expires_at else "expired"


def checked(label: str, days: int) -> str:
    """The label as it is kept. LifetimeOutOfRange, TextMissing, TextTooLong, TextUnreadable."""
    if not 1 <= days <= MOST_DAYS:
        raise LifetimeOutOfRange("days", days=days, most=MOST_DAYS)
    return text(label, "label", 80)


async def mint(
    db: Connection,
    *,
    network: UUID,
    person: UUID,
    label: str,
    now: datetime,
    days: int = DEFAULT_DAYS,
    id: UUID | None = None,
) -> Minted:
    """A new token of a person. What `checked` refuses."""
    kept = checked(label, days)
    minted = Minted(id or uuid4(), new_token(), now + timedelta(days=days))
    row = (network, minted.token_id, person, hashed(minted.token), kept, now, minted.expires_at)
    await db.execute(SQL["mint"], *row)
    return minted


async def revoke(db: Connection, *, network: UUID, token_id: UUID, now: datetime) -> bool:
    """From now on it belongs to nobody. False: the network has no such token, or it was revoked before."""
    return bool(await db.fetchval(SQL["revoke"], network, token_id, now))


async def revoke_all(db: Connection, *, network: UUID, person: UUID, now: datetime) -> None:
    """All tokens of the person."""
    await db.execute(SQL["revoke_all"], network, person, now)


async def identify(db: Connection, token: str, now: datetime) -> Identity | None:
    """Who it belongs to; None where it is malformed, unknown, expired or revoked, and nobody learns which.

    Found by its hash: no comparison is made with the secret itself, so its time tells nothing about it.
    """
    if not is_well_formed(token):
        return None
    row = await db.fetchrow(SQL["identify"], hashed(token), now)
    if row is None:
        return None
    if row["last_used_at"] is None or row["last_used_at"] <= now - _COARSE:
        await db.execute(SQL["used"], row["network_id"], row["token_id"], now, now - _COARSE)
    return Identity(row["token_id"], row["network_id"], row["person_id"], row["expires_at"])


async def tokens_of(db: Connection, *, network: UUID, person: UUID) -> list[Token]:
    """All tokens of a person, those that are no longer valid included, newest first."""
    return [Token(*row) for row in await db.fetch(SQL["of_person"], network, person)]

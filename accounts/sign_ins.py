"""Requests to sign in by e-mail: a code and a link, each derived from the request, never stored, good once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from ipaddress import IPv6Address, ip_address
from uuid import UUID, uuid4

from maillage.domain.refusals import Refusal
from maillage.eventstore.opaque import NotSealedHere, Seal
from maillage.eventstore.sql import Connection, queries

SQL = queries(__file__)
LASTS = timedelta(minutes=10)
TRIES = 5  # of one code
WINDOW = timedelta(hours=1)
REQUESTS_PER_ADDRESS = 6  # within the window; with the tries: 30 guesses at one code in 100 million
REQUESTS_PER_CLIENT = 60  # an office behind one address signs in together
TRIES_PER_CLIENT = 120
_DIGITS = 8


class AddressUnlikely(Refusal):
    """Who signs in gives an e-mail address."""

    SOURCE = "ours: a slip is told before a message is waited for"
    FR = "Ce n’est pas une adresse électronique."
    EN = "This is no e-mail address."


class TooManySignIns(Refusal):
    """Within an hour, an address and a client's network may each ask to sign in, and try codes, only so often."""

    SOURCE = "ours: codes are not guessed, mailboxes not filled"
    FR = "Trop de demandes. Réessayez dans {minutes} min."
    EN = "Too many requests. Try again in {minutes} min."


class SignInRefused(Refusal):
    """A code or a link is right, not older than ten minutes, was not used before, and a code not tried five times."""

    SOURCE = "ours: what was sent to a mailbox is good once, and not for long"
    FR = "Ce code ou ce lien n’est pas le bon, ou ne vaut plus. Demandez-en un autre au besoin."
    EN = "This code or link is not the right one, or is good no more. Ask for another one if need be."


@dataclass(frozen=True)
class Keys:
    """What stands outside the database: who has only that can make no code and no link, and read no address."""

    addresses: Seal
    links: Seal
    codes: Seal
    marks: Seal

    @classmethod
    def of(cls, seal: Callable[[str], Seal]) -> Keys:
        return cls(*(seal(f"sign-in {purpose}") for purpose in ("addresses", "links", "codes", "marks")))

    def code(self, sign_in: UUID) -> str:
        """Eight digits."""
        drawn = sha256(self.codes.close(sign_in.bytes).encode()).digest()
        return f"{int.from_bytes(drawn) % 10**_DIGITS:0{_DIGITS}}"

    def link(self, sign_in: UUID) -> str:
        return self.links.close(sign_in.bytes)

    def sealed(self, address: str) -> str:
        """The same for the same address, capitals and spaces around it apart."""
        return self.addresses.close(address.strip().lower().encode())

    def address(self, sealed: str) -> str:
        return self.addresses.open(sealed).decode()

    def mark(self, kind: str, of: str) -> bytes:
        return sha256(self.marks.of(kind.encode()).close(of.encode()).encode()).digest()


@dataclass(frozen=True)
class SignIn:
    """A request. It tells nothing of whether anybody has the address."""

    id: UUID
    expires_at: datetime  # UTC


@dataclass(frozen=True)
class Untold:
    """A request whose letter is still to be written."""

    id: UUID
    address: str
    expires_at: datetime  # UTC


async def begin(db: Connection, keys: Keys, *, email: str, client: str, now: datetime) -> SignIn:
    """The same for every address, known or not: who has it is looked up later. AddressUnlikely, TooManySignIns."""
    kept = email.strip()
    if not 3 <= len(kept) <= 254 or "@" not in kept[1:-1] or not kept.isprintable() or " " in kept:
        raise AddressUnlikely("email")
    await _count(db, keys.mark("requests of client", network_of(client)), REQUESTS_PER_CLIENT, now)
    await _count(db, keys.mark("requests for address", kept.lower()), REQUESTS_PER_ADDRESS, now)
    begun = SignIn(uuid4(), now + LASTS)
    await db.execute(SQL["ask"], begun.id, keys.sealed(kept), now, begun.expires_at, TRIES)
    return begun


async def prove_by_code(db: Connection, keys: Keys, *, sign_in: UUID, code: str, client: str, now: datetime) -> str:
    """The sealed address whose mailbox got this code. SignInRefused, TooManySignIns.

    A try is taken before anything is compared: however many come at once, five are looked at.
    """
    await _count(db, keys.mark("tries of client", network_of(client)), TRIES_PER_CLIENT, now)
    if not await db.fetchval(SQL["try"], sign_in, now):
        raise SignInRefused("code")
    given = "".join(code.split())
    if not compare_digest(given.encode(), keys.code(sign_in).encode()):
        raise SignInRefused("code")
    return await _used(db, sign_in, now)


async def prove_by_link(db: Connection, keys: Keys, *, link: str, now: datetime) -> str:
    """The sealed address whose mailbox got this link. SignInRefused."""
    try:
        sign_in = UUID(bytes=keys.links.open(link))
    except NotSealedHere:
        raise SignInRefused("link") from None
    return await _used(db, sign_in, now)


async def next_untold(db: Connection, keys: Keys, now: datetime) -> Untold | None:
    """The first request whose letter is to be written, held until the transaction of `db` ends."""
    row = await db.fetchrow(SQL["claim"], now)
    return row and Untold(row["sign_in_id"], keys.address(row["address"]), row["expires_at"])


async def is_of(db: Connection, keys: Keys, sign_in: UUID, address: str) -> bool:
    """Whether this request asked to sign in by that very address: a code proves a mailbox, so it goes to no other."""
    sealed: str | None = await db.fetchval(SQL["address"], sign_in)
    return sealed == keys.sealed(address)


async def told(db: Connection, sign_in: UUID, now: datetime) -> None:
    await db.execute(SQL["told"], sign_in, now)


async def forget(db: Connection, now: datetime) -> None:
    """Requests that are over, and counts whose window has passed."""
    await db.execute(SQL["forget"], now)
    await db.execute(SQL["forget_counts"], now - WINDOW)


def network_of(client: str) -> str:
    """What counts as one client: an address, or the /64 that a subscriber has of version 6."""
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if isinstance(address, IPv6Address) and not address.ipv4_mapped:
        return address.packed[:8].hex()
    return str(getattr(address, "ipv4_mapped", None) or address)


async def _used(db: Connection, sign_in: UUID, now: datetime) -> str:
    """Of several at once, one wins."""
    address: str | None = await db.fetchval(SQL["use"], sign_in, now)
    if address is None:
        raise SignInRefused
    return address


async def _count(db: Connection, mark: bytes, most: int, now: datetime) -> None:
    row = await db.fetchrow(SQL["count"], mark, now, now - WINDOW)
    if row["count"] > most:
        left = row["since"] + WINDOW - now
        raise TooManySignIns(minutes=max(1, -(-int(left.total_seconds()) // 60)))

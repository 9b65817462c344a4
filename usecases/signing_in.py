"""How people sign in: an address is proven by a code or a link, a membership of it chosen, a session opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from maillage.accounts import sessions, sign_ins, tokens
from maillage.accounts.sessions import Holder, Membership, Opened
from maillage.accounts.sign_ins import Keys, SignIn
from maillage.accounts.token_text import SESSION
from maillage.domain.calendar import day_of
from maillage.domain.refusals import Refusal
from maillage.eventstore.sql import Connection
from maillage.projections.memberships import MembershipRow, memberships


class NobodyThere(Refusal):
    """Whoever signs in coordinates a network or holds a mandate in it today."""

    SOURCE = "ours: who has left finds no way in"
    FR = "Plus personne n’agit dans un réseau sous cette adresse. Demandez à votre animateur ou animatrice."
    EN = "Nobody acts in a network under this address any more. Ask your coordinator."


class MembershipUnknown(Refusal):
    """A membership that is chosen is one of the proven address."""

    SOURCE = "ours: an address opens what is its own"
    FR = "Cette adresse n’ouvre pas ce réseau."
    EN = "This address does not open that network."


@dataclass(frozen=True)
class SignedIn:
    """A session, and the memberships of its address. `chosen` is None until one of several was chosen."""

    opened: Opened
    chosen: MembershipRow | None
    among: list[MembershipRow]


async def identify(db: Connection, secret: str, now: datetime) -> tokens.Identity | sessions.Identity | None:
    """Whose token or session this is."""
    if secret.startswith(SESSION):
        return await sessions.identify(db, secret, now)
    return await tokens.identify(db, secret, now)


async def forget(db: Connection) -> None:
    """What is over: requests, counts, sessions that ended long ago."""
    now = datetime.now(UTC)
    await sign_ins.forget(db, now)
    await sessions.forget(db, now)


@dataclass(frozen=True)
class Entrance:
    """Where people sign in."""

    db: Connection
    keys: Keys

    async def ask(self, email: str, client: str, now: datetime) -> SignIn:
        """A message goes to whoever has the address. AddressUnlikely, TooManySignIns."""
        await sign_ins.forget(self.db, now)
        return await sign_ins.begin(self.db, self.keys, email=email, client=client, now=now)

    async def by_code(self, sign_in: UUID, code: str, client: str, device: str, now: datetime) -> SignedIn:
        """SignInRefused, TooManySignIns, NobodyThere."""
        proven = await sign_ins.prove_by_code(self.db, self.keys, sign_in=sign_in, code=code, client=client, now=now)
        return await self._signed_in(proven, device, now)

    async def by_link(self, link: str, device: str, now: datetime) -> SignedIn:
        """SignInRefused, NobodyThere."""
        return await self._signed_in(await sign_ins.prove_by_link(self.db, self.keys, link=link, now=now), device, now)

    async def holder(self, secret: str, now: datetime) -> Holder | None:
        return await sessions.holder(self.db, secret, now)

    async def memberships(self, holder: Holder, now: datetime) -> list[MembershipRow]:
        """Of the address that was proven: not of what somebody has written into the directory since."""
        return await memberships(self.db, self.keys.address(holder.address), day_of(now))

    async def choose(self, holder: Holder, person: UUID, now: datetime) -> SignedIn:
        """A new session in place of this one, for as long. MembershipUnknown."""
        among = await self.memberships(holder, now)
        chosen = next((row for row in among if row.person == person), None)
        if chosen is None:
            raise MembershipUnknown("membership")
        until = None if holder.person is None else holder.expires_at  # to choose anew proves nothing anew
        opened = await self._open(holder.address, chosen, holder.client, now, until)
        await sessions.end(self.db, holder.session, now)
        return SignedIn(opened, chosen, among)

    async def leave(self, holder: Holder, now: datetime) -> None:
        await sessions.end(self.db, holder.session, now)

    async def _signed_in(self, address: str, device: str, now: datetime) -> SignedIn:
        among = await memberships(self.db, self.keys.address(address), day_of(now))
        if not among:
            raise NobodyThere("email")
        chosen = among[0] if len(among) == 1 else None
        return SignedIn(await self._open(address, chosen, device, now), chosen, among)

    async def _open(
        self, address: str, chosen: MembershipRow | None, device: str, now: datetime, until: datetime | None = None
    ) -> Opened:
        place = None if chosen is None else Membership(chosen.network_id, chosen.person)
        return await sessions.open_session(self.db, address=address, chosen=place, client=device, now=now, until=until)

"""Every open socket and event stream: counted per person, looked at again and again, closed at the end."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Hashable
from typing import Protocol

from maillage.graphql.context import Identity
from maillage.graphql.errors import ApiError

LOG = logging.getLogger("maillage.graphql")


class Connection(Protocol):
    token: str
    person: Hashable

    async def recheck(self, identity: Identity | None) -> None:
        """Go on as what the token is worth now; end where it is None."""

    async def shut(self) -> None:
        """End because the server does, telling the client to come back."""


class Connections:
    def __init__(
        self, authenticate: Callable[[str], Awaitable[Identity | None]], max_per_person: int, recheck_seconds: float
    ) -> None:
        self._authenticate = authenticate
        self._max_per_person = max_per_person
        self._recheck_seconds = recheck_seconds
        self._open: set[Connection] = set()
        self._per_person: Counter[Hashable] = Counter()
        self._is_closing = False

    def __len__(self) -> int:
        return len(self._open)

    def admit(self, connection: Connection) -> None:
        """Raises ApiError TOO_MANY_CONNECTIONS, or SHUTTING_DOWN."""
        if self._is_closing:
            raise ApiError(
                "Le serveur s’arrête ; réessayez.", "The server is shutting down; try again.", "SHUTTING_DOWN"
            )
        if self._per_person[connection.person] >= self._max_per_person:
            maximum = self._max_per_person
            fr = f"{maximum} connexions au plus sont ouvertes pour une personne."
            en = f"At most {maximum} connections are open for one person."
            raise ApiError(fr, en, "TOO_MANY_CONNECTIONS", maximum=maximum)
        self._open.add(connection)
        self._per_person[connection.person] += 1

    def remove(self, connection: Connection) -> None:
        if connection not in self._open:
            return
        self._open.remove(connection)
        self._per_person[connection.person] -= 1
        if not self._per_person[connection.person]:
            del self._per_person[connection.person]

    async def watch(self) -> None:
        """Look at every connection's token and rights again, for ever."""
        while True:
            await asyncio.sleep(self._recheck_seconds)
            await self.recheck()

    async def recheck(self) -> None:
        """Now. A token whose check itself fails is left as it is until the next time."""
        by_token: dict[str, list[Connection]] = defaultdict(list)
        for connection in self._open:
            by_token[connection.token].append(connection)
        for token, connections in by_token.items():
            try:
                identity = await self._authenticate(token)
                for connection in connections:
                    await connection.recheck(identity)
            except Exception:
                LOG.exception("A connection's rights could not be checked again")

    async def close(self) -> None:
        self._is_closing = True
        await asyncio.gather(*(connection.shut() for connection in tuple(self._open)))

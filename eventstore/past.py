"""Read models of one network as they were: its facts up to a position, replayed into temporary tables.

The tables belong to one connection and end with it, so nothing is ever left behind, and the live tables are not on
its search path. Pasts are few, kept for whoever asks next, and built on the primary with a budget of their own.
"""

from __future__ import annotations

import asyncio
import weakref
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any
from uuid import UUID

import asyncpg

from maillage.domain.refusals import Refusal
from maillage.eventstore.keyring import Keyring
from maillage.eventstore.log import SQL as LOG_SQL
from maillage.eventstore.log import recorded
from maillage.eventstore.projection import Projection
from maillage.eventstore.sql import queries

SQL = queries(__file__)
SEARCH_PATH = "pg_temp, log, accounts"
_PAGE = 2_000  # facts
_WAIT = 30.0  # seconds for one's turn on a past

Connect = Callable[[], Awaitable[asyncpg.Connection]]


class PastTooLong(Refusal):
    """A look at the past replays a bounded number of facts."""

    SOURCE = "ours: one question does not keep others waiting"
    # How many it would be is not said: secret votes are among them.
    FR = "L’état demandé suppose de rejouer plus de {limit} faits."
    EN = "The state asked for takes more than {limit} facts to replay."


class Past:
    """The read models as of one position, behind one connection: queries take turns. Answers like a pool.

    The connection ends when nobody holds this any more, so a past that gives way still serves who is reading it.
    """

    def __init__(self, db: asyncpg.Connection) -> None:
        self._db, self._turn = db, asyncio.Lock()
        weakref.finalize(self, db.terminate)

    async def fetch(self, query: str, *args: Any) -> list[Any]:
        async with asyncio.timeout(_WAIT), self._turn:
            return list(await self._db.fetch(query, *args))

    async def fetchrow(self, query: str, *args: Any) -> Any:
        async with asyncio.timeout(_WAIT), self._turn:
            return await self._db.fetchrow(query, *args)

    async def fetchval(self, query: str, *args: Any) -> Any:
        async with asyncio.timeout(_WAIT), self._turn:
            return await self._db.fetchval(query, *args)


class Pasts:
    """At most `kept` pasts of any networks, the least recently used one giving way. An async context manager."""

    def __init__(
        self,
        connect: Connect,
        projections: Sequence[Projection],
        keyring: Keyring,
        *,
        kept: int = 4,
        limit: int = 100_000,
    ) -> None:
        self._connect, self._projections, self._keyring = connect, projections, keyring
        self._kept, self._limit = kept, limit
        self._pasts: OrderedDict[tuple[UUID, int], Past] = OrderedDict()
        self._building = asyncio.Lock()

    async def __aenter__(self) -> Pasts:
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._pasts.clear()

    async def at(self, network: UUID, seq: int) -> Past:
        """The network's read models once its fact `seq` was projected. PastTooLong beyond the budget."""
        if seq > self._limit:
            raise PastTooLong("asOf", limit=self._limit)
        async with asyncio.timeout(_WAIT), self._building:
            key = (network, seq)
            if key not in self._pasts:
                self._pasts[key] = await self._built(network, seq)
            self._pasts.move_to_end(key)
            while len(self._pasts) > self._kept:
                self._pasts.popitem(last=False)
            return self._pasts[key]

    async def _built(self, network: UUID, seq: int) -> Past:
        db = await self._connect()
        try:
            for projection in self._projections:
                await db.execute(projection.create)
            await self._replay(db, network, seq)
        except BaseException:
            db.terminate()
            raise
        return Past(db)

    async def _replay(self, db: asyncpg.Connection, network: UUID, seq: int) -> None:
        done = 0
        while done < seq:
            rows = await db.fetch(LOG_SQL["history"], network, done, min(_PAGE, seq - done))
            if not rows:
                return
            facts = await recorded(rows, self._keyring)
            for projection in self._projections:
                await projection.project(db, facts)
            done = facts[-1].seq


async def seq_at(db: asyncpg.Pool, network: UUID, instant: datetime) -> int:
    """The last position of a network that was recorded by then; 0 before its founding."""
    return await db.fetchval(SQL["seq_at"], network, instant) or 0


async def recorded_at(db: asyncpg.Pool, network: UUID, seq: int) -> datetime | None:
    """When a position of a network was recorded; None where it has not been."""
    instant: datetime | None = await db.fetchval(SQL["recorded_at"], network, seq)
    return instant


async def head(db: asyncpg.Pool, network: UUID) -> int:
    """The last position of a network; 0 before its founding."""
    return await db.fetchval(SQL["head"], network) or 0

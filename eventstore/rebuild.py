"""Read models made anew from the log, beside the live ones, while commands and queries go on.

They are replayed into a schema of their own; then, in one short transaction that holds back appends, the last facts
are replayed and the two schemas swap names. Readers are not locked out: renaming a schema touches no table.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import asyncpg

from maillage.eventstore.facts import Recorded
from maillage.eventstore.keyring import Keyring
from maillage.eventstore.log import recorded
from maillage.eventstore.projection import Projection, fingerprint
from maillage.eventstore.sql import queries

SQL = queries(__file__)
SEARCH_PATH = "read_new, log, accounts"
_PAGE = 2_000  # facts of one batch
_NEARLY_THERE = 200  # facts that are left for the last stretch

Connect = Callable[[], Awaitable[asyncpg.Connection]]


class RebuildRunning(Exception):
    """Another process is making the read models anew."""


@dataclass(frozen=True)
class Rebuilt:
    """How many facts were replayed, in how many seconds, and for how many of them appends had to wait."""

    facts: int
    seconds: float
    held: float


async def up_to_date(db: asyncpg.Connection, projections: Sequence[Projection]) -> bool:
    """Whether the read models are there, made by these versions of the projections."""
    return bool(await db.fetchval(SQL["up_to_date"], fingerprint(projections)))


async def rebuild(
    connect: Connect, projections: Sequence[Projection], keyring: Keyring, *, live: bool = True
) -> Rebuilt:
    """Makes all read models anew and registers them. RebuildRunning: somebody else does.

    `connect` gives a connection of the application's role with `SEARCH_PATH` and no statement timeout. With `live`
    commands go on but for the last stretch; without, they wait for all of it.
    """
    async with _alone(connect) as db:
        return await _Rebuild(db, projections, keyring).run(live)


@asynccontextmanager
async def _alone(connect: Connect) -> AsyncIterator[asyncpg.Connection]:
    db = await connect()
    try:
        if not await db.fetchval(SQL["alone"]):
            raise RebuildRunning("another process is making the read models anew: wait for it to end")
        yield db
    finally:
        await db.close(timeout=5)


class _Rebuild:
    def __init__(self, db: asyncpg.Connection, projections: Sequence[Projection], keyring: Keyring) -> None:
        self._db, self._projections, self._keyring = db, projections, keyring
        self._position = 0
        self._facts = 0

    async def run(self, live: bool) -> Rebuilt:
        started = time.monotonic()
        await self._db.execute(SQL["start"])
        for projection in self._projections:
            await self._db.execute(projection.create)
        while live and await self._replay_page() > _NEARLY_THERE:
            pass
        held = time.monotonic()
        async with self._db.transaction():
            await self._db.execute(SQL["hold"])
            while await self._replay_page():
                pass
            await self._db.execute(SQL["swap"])
            await self._db.execute(SQL["register"], fingerprint(self._projections))
        ended = time.monotonic()
        await self._db.execute(SQL["clear"])
        return Rebuilt(self._facts, ended - started, ended - held)

    async def _replay_page(self) -> int:
        facts = await self._next_page()
        async with self._db.transaction():
            for projection in self._projections if facts else ():
                await projection.project(self._db, facts)
        self._facts += len(facts)
        return len(facts)

    async def _next_page(self) -> list[Recorded]:
        rows = await self._db.fetch(SQL["page"], self._position, _PAGE)
        if rows:
            self._position = rows[-1]["notification_id"]
        await asyncio.sleep(0)  # decoding is CPU time: others of this process get their turn between pages
        return await recorded(rows, self._keyring)

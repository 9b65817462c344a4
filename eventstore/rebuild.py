"""Read models made anew from the log, beside the live ones, while commands and queries go on.

They are replayed into a schema of their own; then, in one short transaction that holds back appends, the last facts
are replayed and the two schemas swap names. Readers are not locked out: renaming a schema touches no table.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

import asyncpg

from maillage.eventstore.connections import DatabaseUnusable
from maillage.eventstore.facts import Recorded
from maillage.eventstore.keyring import Keyring
from maillage.eventstore.log import recorded
from maillage.eventstore.projection import Projection, beyond, fingerprint
from maillage.eventstore.sql import queries

SQL = queries(__file__)
log = logging.getLogger(__name__)
SEARCH_PATH = "read_new, log, accounts"
_PAGE = 2_000  # facts of one batch
_OBJECTS = 100_000  # new objects between two looks for cycles, a page or two
_NEARLY_THERE = 200  # facts that are left for the last stretch

Connect = Callable[[], Awaitable[asyncpg.Connection]]


class RebuildRunning(Exception):
    """Another process is making the read models anew."""


class NewerReadModels(DatabaseUnusable):
    """A newer program made the read models: to make them anew would stop it from writing."""


@dataclass(frozen=True)
class Rebuilt:
    """How many facts were replayed, in how many seconds, and for how many of them appends had to wait."""

    facts: int
    seconds: float
    held: float


async def up_to_date(db: asyncpg.Connection, projections: Sequence[Projection]) -> bool:
    """Whether the read models are there, made by these versions of the projections."""
    return bool(await db.fetchval(SQL["up_to_date"], fingerprint(projections)))


async def must_not_be_newer(db: asyncpg.Connection | asyncpg.Pool, projections: Sequence[Projection]) -> None:
    """NewerReadModels where the registered read models are beyond these."""
    if newer := beyond(await db.fetchval(SQL["registered"]), projections):
        raise NewerReadModels(
            f"The read models were made by a newer version of the program: {', '.join(newer)} where this one makes "
            f"{_ours(newer, projections)}. Run the newer version, or go back on purpose with `./run rebuild`."
        )


def _ours(newer: Sequence[str], projections: Sequence[Projection]) -> str:
    names = {each.rpartition("-")[0] for each in newer}
    return fingerprint([each for each in projections if each.name in names]).replace(" ", ", ") or "none of that name"


async def rebuild(
    connect: Connect, projections: Sequence[Projection], keyring: Keyring, *, live: bool = True, back: bool = False
) -> Rebuilt:
    """Makes all read models anew and registers them. RebuildRunning: somebody else does.

    NewerReadModels where a newer program made them, unless `back` says that they are to go back on purpose.

    `connect` gives a connection of the application's role with `SEARCH_PATH` and no statement timeout. With `live`
    commands go on but for the last stretch; without, they wait for all of it.
    """
    async with _alone(connect) as db, _closing(await connect()) as reader:
        if not back:
            await must_not_be_newer(db, projections)
        with _collecting_rarely():
            return await _Rebuild(db, reader, projections, keyring).run(live)


@contextmanager
def _collecting_rarely() -> Iterator[None]:
    """A page makes tens of thousands of objects that die together: to look for cycles every 700 took a quarter."""
    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@asynccontextmanager
async def _alone(connect: Connect) -> AsyncIterator[asyncpg.Connection]:
    async with _closing(await connect()) as db:
        if not await db.fetchval(SQL["alone"]):
            raise RebuildRunning("another process is making the read models anew: wait for it to end")
        yield db


@asynccontextmanager
async def _closing(db: asyncpg.Connection) -> AsyncIterator[asyncpg.Connection]:
    try:
        yield db
    finally:
        await db.close(timeout=5)


class _Rebuild:
    def __init__(
        self, db: asyncpg.Connection, reader: asyncpg.Connection, projections: Sequence[Projection], keyring: Keyring
    ) -> None:
        self._db, self._reader, self._projections, self._keyring = db, reader, projections, keyring
        self._position = 0
        self._facts = 0

    async def run(self, live: bool) -> Rebuilt:
        started = time.monotonic()
        await self._db.execute(SQL["start"])
        for projection in self._projections:
            await self._db.execute(projection.create)
        if live:
            await self._replay(_NEARLY_THERE)
        held = time.monotonic()
        async with self._db.transaction():
            await self._db.execute(SQL["hold"])
            await self._replay(1)
            await self._db.execute(SQL["swap"])
            await self._db.execute(SQL["register"], fingerprint(self._projections))
        ended = time.monotonic()
        await self._clear()
        return Rebuilt(self._facts, ended - started, ended - held)

    async def _replay(self, enough: int) -> None:
        """Page after page until one has fewer facts than `enough`. The next is read while one is written."""
        page = await self._next_page()
        while page:
            ahead: asyncio.Task[list[Recorded]] | None = None
            async with asyncio.TaskGroup() as both:
                if len(page) >= enough:
                    ahead = both.create_task(self._next_page())
                both.create_task(self._project(page))
            page = ahead.result() if ahead else []

    async def _next_page(self) -> list[Recorded]:
        rows = await self._reader.fetch(SQL["page"], self._position, _PAGE)
        if rows:
            self._position = rows[-1]["notification_id"]
        return await recorded(rows, self._keyring)

    async def _project(self, page: Sequence[Recorded]) -> None:
        async with self._db.transaction():
            for projection in self._projections:
                await projection.project(self._db, page)
        self._facts += len(page)

    async def _clear(self) -> None:
        """What a long query of a reader still holds is cleared by the next rebuild."""
        try:
            await self._db.execute(SQL["clear"])
        except asyncpg.LockNotAvailableError:
            log.warning("the former read models are still in use: the next rebuild removes them")

"""Where the library's suites find our log: a thread with an event loop, and schemas made as they are asked for."""

import asyncio
import re
from collections.abc import Coroutine
from concurrent.futures import Future
from contextlib import AsyncExitStack
from threading import Thread
from typing import Any, TypeVar

import asyncpg

from maillage.eventstore.connections import connect, open_pool
from maillage.eventstore.database import Database
from maillage.eventstore.migrate import create_log

T = TypeVar("T")
#: Our log's rule on versions, and what the suites want in its place: they begin at 0 and leave versions out.
CONTINUOUS = re.compile(r"WHERE f\.version - 1 <> CASE .* END\n(?=\s+UNION ALL)", re.DOTALL)
UNIQUE = """WHERE EXISTS (SELECT FROM stored_events e
WHERE (e.originator_id, e.originator_version) = (f.stream, f.version))
"""
TRACKING = "CREATE TABLE {0}.tracking (application_name text PRIMARY KEY, notification_id bigint NOT NULL)"


class EventLoop:
    """Runs coroutines for callers that are not coroutines, whatever their thread."""

    def __enter__(self) -> "EventLoop":
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="event loop of the adapter")
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def call(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return self.start(coroutine).result()

    def start(self, coroutine: Coroutine[Any, Any, T]) -> "Future[T]":
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop)


class Home:
    """One test's logs, by name. Whatever it opened is closed with it."""

    def __init__(self, loop: EventLoop, database: Database, name: str) -> None:
        self.call = loop.call
        self._database, self._name = database, name
        self._pools: dict[str, asyncpg.Pool] = {}
        self._opened = AsyncExitStack()

    def pool(self, log: str) -> asyncpg.Pool:
        """Connections whose search path is the schema of that log, which is made the first time."""
        if log not in self._pools:
            self._pools[log] = self.call(self._open(self._schema(log)))
        return self._pools[log]

    async def connect(self, log: str) -> Any:
        return await connect(self._database.owner, self._schema(log))

    def close(self) -> None:
        self.call(self._opened.aclose())

    def _schema(self, log: str) -> str:
        return f"{self._name}_{log.lower()}"

    async def _open(self, schema: str) -> asyncpg.Pool:
        pool = await open_pool(self._database.owner, 12, schema)
        self._opened.push_async_callback(pool.close)
        async with pool.acquire() as db:
            await create_log(db, schema)
            await _allow_gaps(db)
            await db.execute(TRACKING.format(schema))
        return pool


async def _allow_gaps(db: Any) -> None:
    ours = await db.fetchval("SELECT pg_get_functiondef('append_facts'::regproc)")
    theirs, replaced = CONTINUOUS.subn(UNIQUE, ours)
    assert replaced == 1
    await db.execute(theirs)

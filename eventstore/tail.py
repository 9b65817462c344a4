"""Tells whoever waits that a network has new facts: one LISTEN connection per process, whatever the number waiting.

A notification is only a hint. What is new is read from the log, after LISTEN has taken effect and every few seconds.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from types import TracebackType
from uuid import UUID

import asyncpg

from maillage.eventstore.connections import DatabaseUnusable
from maillage.eventstore.group import LOST
from maillage.eventstore.sql import queries

SQL = queries(__file__)
log = logging.getLogger(__name__)
_BREATH = 0.005  # seconds between two looks at the log: a burst of commits is read at once, not commit by commit
_SELF_TEST = 2.0  # seconds for our own notification to come back
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.05, 5.0  # seconds between attempts to connect

Connect = Callable[[], Awaitable[asyncpg.Connection]]


class Tail:
    """The last position of each network, as this process knows it. An async context manager, which owns its task.

    `connect` gives a direct connection: through a transaction pooler LISTEN silently delivers nothing. `poll` is the
    number of seconds after which the log is read although nothing was heard.
    """

    def __init__(self, connect: Connect, poll: float = 1.0) -> None:
        self._connect, self._poll = connect, poll
        self._heads: dict[UUID, int] = {}
        self._position = 0
        self._waiting: dict[UUID, set[asyncio.Future[None]]] = defaultdict(set)
        self._bell = asyncio.Event()
        self._following = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.hears = False  # whether notifications reach us; without them, every wait is as long as `poll`

    async def __aenter__(self) -> Tail:
        self._task = asyncio.create_task(self._run(), name="tail")
        started = asyncio.create_task(self._following.wait())
        try:
            await asyncio.wait({self._task, started}, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            await self.__aexit__()  # nobody else will: a block that was not entered is not left
            raise
        finally:
            started.cancel()
        if self._task.done():
            self._task.result()
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def head(self, network: UUID) -> int:
        """The last known position of a network; 0 while it has none."""
        return self._heads.get(network, 0)

    async def beyond(self, network: UUID, seq: int, timeout: float) -> int:
        """The head of the network, as soon as it is greater than `seq`, or as it is after `timeout` seconds."""
        if self.head(network) <= seq:
            woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting[network].add(woken)
            try:
                with suppress(TimeoutError):
                    async with asyncio.timeout(timeout):
                        await woken
            finally:
                self._waiting[network].discard(woken)
                if not self._waiting[network]:
                    del self._waiting[network]
        return self.head(network)

    async def _run(self) -> None:
        """Follows the log for as long as the process lives; survives the loss of its connection."""
        pause = _SHORTEST_PAUSE
        while True:
            began = asyncio.get_running_loop().time()
            try:
                await self._follow_on_a_connection()
            except (*LOST, DatabaseUnusable) as error:
                if not self._following.is_set():
                    raise
                log.warning("the tail lost its connection and tries again in %.2f s: %s", pause, error)
            except Exception:  # whatever it was: a tail that ends would leave every subscription silent
                if not self._following.is_set():
                    raise
                log.exception("the tail failed and tries again in %.2f s", pause)
            finally:
                self.hears = False
            await asyncio.sleep(pause)
            lasted = asyncio.get_running_loop().time() - began
            pause = _SHORTEST_PAUSE if lasted > _LONGEST_PAUSE else min(pause * 2, _LONGEST_PAUSE)

    async def _follow_on_a_connection(self) -> None:
        db = await self._connect()
        try:
            await self._follow(db)
        finally:
            db.terminate()

    async def _follow(self, db: asyncpg.Connection) -> None:
        db.add_termination_listener(self._ring)  # a lost connection is noticed at once, not at the next poll
        await db.add_listener("facts", self._ring)
        await self._test(db)
        await self._catch_up(db)
        self._following.set()
        while True:
            self._bell.clear()  # before reading: what comes during it rings again
            await self._catch_up(db)
            await asyncio.sleep(_BREATH)
            with suppress(TimeoutError):
                # Not `wait_for`: before Python 3.12 it forgets that it was cancelled when the bell rings meanwhile.
                async with asyncio.timeout(self._poll):
                    await self._bell.wait()
            if db.is_closed():
                raise ConnectionResetError("the server closed the connection")

    async def _test(self, db: asyncpg.Connection) -> None:
        self._bell.clear()
        await db.execute(SQL["ring"])
        try:
            async with asyncio.timeout(_SELF_TEST):
                await self._bell.wait()
            self.hears = True
        except TimeoutError:
            log.warning("notifications do not arrive (a transaction pooler?): facts are seen within %.1f s", self._poll)

    def _ring(self, *_: object) -> None:
        self._bell.set()

    async def _catch_up(self, db: asyncpg.Connection) -> None:
        name = "since" if self._position else "heads"
        for row in await db.fetch(SQL[name], *([self._position] if self._position else [])):
            self._position = max(self._position, row["position"])
            self._heads[row["network_id"]] = row["seq"]
            for woken in self._waiting.get(row["network_id"], ()):
                if not woken.done():
                    woken.set_result(None)

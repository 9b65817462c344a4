"""The post: what each server process does all the time so that messages leave."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

from maillage.eventstore.connections import DatabaseUnusable
from maillage.eventstore.group import LOST
from maillage.eventstore.keyring import Keyring
from maillage.eventstore.sql import Connection
from maillage.processes import letters, outbox, sign_ins
from maillage.processes.reading import Reading
from maillage.processes.transport import Transport, Unreachable

log = logging.getLogger(__name__)
T = TypeVar("T")
_BETWEEN = 1.0  # seconds between two looks: a message may wait so long, nobody waits for it
_LONGEST = 60.0  # seconds between two tries while nothing can be sent


class Post:
    """Messages of all networks. `connect` gives a connection of its own, in whose transactions letters are held."""

    def __init__(
        self,
        pool: Connection,
        keyring: Keyring,
        connect: Callable[[], Awaitable[Any]],
        transport: Transport,
        url: str,
    ) -> None:
        self._pool, self._keyring, self._connect = pool, keyring, connect
        self._transport, self._url = transport, url

    @asynccontextmanager
    async def delivering(self) -> AsyncIterator[None]:
        """Sends what is due for as long as the block lasts."""
        task = asyncio.create_task(self._run(), name="post")
        try:
            yield
        finally:
            while not task.done():  # Python 3.11 loses a cancellation that meets the end of an asyncio.wait_for
                task.cancel()
                await asyncio.wait([task], timeout=_BETWEEN)

    async def round(self) -> int:
        """Sends all that is due now; how many letters were tried. Unreachable: the others wait for the next round."""
        db = await self._connect()
        try:
            return await self._round(db)
        finally:
            await db.close(timeout=5)

    async def _run(self) -> None:
        """Survives the loss of its connection, and whatever a message brings about."""
        pause = _BETWEEN
        while True:
            began = asyncio.get_running_loop().time()
            try:
                await self._rounds()
            except Unreachable as why:
                log.warning("no message can be sent, tried again in %.0f s: %s", pause, why)
            except (*LOST, DatabaseUnusable) as error:
                log.warning("the post lost its connection and tries again in %.0f s: %s", pause, error)
            except Exception:
                log.exception("the post failed and tries again in %.0f s", pause)
            await asyncio.sleep(pause)
            lasted = asyncio.get_running_loop().time() - began
            pause = _BETWEEN if lasted > _LONGEST + pause else min(pause * 2, _LONGEST)

    async def _rounds(self) -> None:
        db = await self._connect()
        try:
            while True:
                await self._round(db)
                await asyncio.sleep(_BETWEEN)
        finally:
            db.terminate()

    def _reading(self) -> Reading:
        return Reading(self._pool, self._keyring, self._url, self._transport.sender, datetime.now(UTC))

    async def _round(self, db: Any) -> int:
        while await self._held(db, sign_ins.address_next) or await self._held(db, outbox.address_next):
            pass
        await letters.set_late_ones_aside(db, datetime.now(UTC))
        if not await letters.are_due(db, datetime.now(UTC)):
            return 0
        async with self._transport.opened() as send:
            settled = 0

            async def send_next(held: Any, reading: Reading) -> letters.Tried | None:
                while await sign_ins.address_next(held, reading):  # goes before all that waits
                    pass
                return await letters.send_next(held, reading, send)

            while tried := await self._held(db, send_next):
                if tried.unreachable:
                    raise tried.unreachable
                settled += 1
            return settled

    async def _held(self, db: Any, do: Callable[[Any, Reading], Awaitable[T]]) -> T:
        async with db.transaction():
            return await do(db, self._reading())

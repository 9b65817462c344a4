"""Commands on the same stream wait for each other in this process, first come first served."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager

from maillage.domain.refusals import Refusal

WAIT = 30.0  # seconds for one's turn


class StillWaiting(Refusal):
    """A command gives up when those before it on the same thing take too long; it may be sent again."""

    SOURCE = "ours: nobody waits without end"
    FR = "Les commandes précédentes sur le même objet ne sont pas terminées après {seconds} s : réessayez."
    EN = "Earlier commands on the same thing have not ended after {seconds} s: try again."


class KeyedQueue:
    """A lock per key, kept only while somebody holds or awaits it. `wait`: seconds for one's turn."""

    def __init__(self, wait: float = WAIT) -> None:
        self._wait = wait
        self._locks: dict[Hashable, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def turn(self, key: Hashable) -> AsyncIterator[None]:
        """One's turn, for as long as one likes. StillWaiting: it has not come."""
        lock, waiting = self._locks.get(key, (asyncio.Lock(), 0))
        self._locks[key] = (lock, waiting + 1)
        try:
            await self._acquired(lock)
            try:
                yield
            finally:
                lock.release()
        finally:
            lock, waiting = self._locks.pop(key)
            if waiting > 1:
                self._locks[key] = (lock, waiting - 1)

    async def _acquired(self, lock: asyncio.Lock) -> None:
        try:
            async with asyncio.timeout(self._wait):
                await lock.acquire()
        except TimeoutError:
            raise StillWaiting(seconds=int(self._wait)) from None

    def __len__(self) -> int:
        return len(self._locks)

"""The clock: what each server process does all the time so that what a day brings about is told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import UUID, uuid4

from maillage.domain.calendar import day_of, instant
from maillage.domain.caller import Caller
from maillage.eventstore import chain
from maillage.eventstore.connections import DatabaseUnusable
from maillage.eventstore.group import LOST
from maillage.eventstore.log import Log, Outcome
from maillage.eventstore.sql import Connection
from maillage.projections.action_items import overdue_untold
from maillage.projections.date_polls import deadline_near
from maillage.projections.decisions import reviews_untold
from maillage.usecases import clock

log = logging.getLogger(__name__)
_EVERY = timedelta(hours=1)
_AFTER_FAILURE = timedelta(minutes=1)
_LONGEST_ROUND = 600.0  # seconds
_PAGE = 500


class _Read(Protocol):
    """The ids of what may be due in the caller's network, beyond one of them, in their order."""

    async def __call__(self, db: Connection, caller: Caller, after: UUID, limit: int) -> Sequence[UUID]: ...


_Tell = Callable[[Log, Caller, UUID], Awaitable[Outcome]]
# A read model says what may be due; whether it is, and whether it was told, is for the rules to say.
_DUE: tuple[tuple[_Read, _Tell], ...] = (
    (overdue_untold, lambda kept, caller, id: clock.tell_action_overdue(kept, caller, action_item=id)),
    (reviews_untold, lambda kept, caller, id: clock.tell_review_due(kept, caller, decision=id)),
    (deadline_near, lambda kept, caller, id: clock.remind_as_deadline_nears(kept, caller, date_poll=id)),
)


def _now() -> datetime:
    return datetime.now(UTC)


class Clock:
    """Of all networks of an installation. Several processes may have one: each fact is told once."""

    def __init__(self, log: Log, now: Callable[[], datetime] = _now) -> None:
        self._log, self._now = log, now

    @asynccontextmanager
    async def ticking(self) -> AsyncIterator[None]:
        """At once, then every hour and when the civil day turns, for as long as the block lasts."""
        task = asyncio.create_task(self._run(), name="clock")
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def round(self) -> int:
        """Tells all that is due now; how many commands had something to tell, here or in another process."""
        told = 0
        for network in await chain.networks(self._log.pool):
            caller = Caller.system(network, self._now())
            for read, tell in _DUE:
                told += await self._tell_all(caller, read, tell)
        return told

    async def _run(self) -> None:
        while True:
            try:
                async with asyncio.timeout(_LONGEST_ROUND):
                    await self.round()
                pause = pause_at(self._now())
            except Exception:
                log.exception("round %s of the clock failed; what it did not tell is told by the next one", uuid4())
                pause = _AFTER_FAILURE
            await asyncio.sleep(pause.total_seconds())

    async def _tell_all(self, caller: Caller, read: _Read, tell: _Tell) -> int:
        told, last = 0, UUID(int=0)
        while ids := await read(self._log.pool, caller, last, _PAGE):
            for id in ids:
                told += await self._tell(caller, id, tell)
            last = ids[-1]
        return told

    async def _tell(self, caller: Caller, id: UUID, tell: _Tell) -> bool:
        """One that fails does not keep the others from being told."""
        try:
            return (await tell(self._log, caller, id)).first is not None
        except (*LOST, DatabaseUnusable):
            raise
        except Exception:
            log.exception("incident %s: the clock could not tell what is due of %s", uuid4(), id)
            return False


def pause_at(now: datetime) -> timedelta:
    """Until the next round: an hour, or less where the day in Europe/Paris turns before."""
    midnight = instant(day_of(now) + timedelta(days=1))
    return min(_EVERY, midnight - now)

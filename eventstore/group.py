"""Concurrent appends of one process share one transaction, one commit and one wake-up."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from types import TracebackType

import asyncpg

from maillage.eventstore.append import Answer, Appended, Item, append_facts
from maillage.eventstore.connections import ConnectionLost
from maillage.eventstore.facts import Recorded
from maillage.eventstore.projection import Project, Projection, fingerprint

log = logging.getLogger(__name__)

LOST = (
    ConnectionLost,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InterfaceError,
    OSError,
)
_PATIENCE = 5.0  # seconds during which a lost connection is tried again
_TIMEOUT = 30.0  # seconds for the append alone
_ALTOGETHER = 64  # items of one transaction at most

Waiting = tuple[Item, "asyncio.Future[Answer]"]


class ReadModelsMoved(Exception):
    """The read models were rebuilt for another version of the program: this process must not write any more."""


class Closed(Exception):
    """The log was closed before this change was written."""


# Failures that no item brings about: to try each alone would only multiply the wait.
_NOBODYS_FAULT = (*LOST, asyncpg.LockNotAvailableError, ReadModelsMoved)


class Appender:
    """Writes facts and the read models that follow from them. Use as an async context manager, which owns its task."""

    def __init__(
        self,
        pool: asyncpg.Pool,
        projections: Sequence[Projection] = (),
        workers: int = 1,
        *,
        outbox: Project | None = None,
    ) -> None:
        """`outbox` is told new facts after the read models, in the same transaction; a rebuild does not tell it."""
        self._pool, self._projections, self._workers = pool, projections, workers
        self._outbox = outbox
        self._fingerprint = fingerprint(projections)
        self._waiting: deque[Waiting] = deque()
        self._arrived = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Appender:
        self._tasks = [asyncio.create_task(self._run(), name=f"append {number}") for number in range(self._workers)]
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
        while self._waiting:
            _settle(self._waiting.popleft()[1], Closed("the log is closed"))

    async def append(self, item: Item) -> Answer:
        """Written and committed when this returns Appended. ReadModelsMoved, Closed, or the database's own error."""
        if not self._tasks:
            raise Closed("the log is closed")
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, answer))
        self._arrived.set()
        return await answer

    async def _run(self) -> None:
        while True:
            await self._arrived.wait()
            await asyncio.sleep(0)  # those woken by the last commit come along
            group = self._next_group()
            try:
                await self._write_group(group, asyncio.get_running_loop().time() + _PATIENCE)
            except asyncio.CancelledError:
                for _, answer in group:
                    _settle(answer, Closed("the log was closed while this was written: ask again with the same id"))
                raise

    def _next_group(self) -> list[Waiting]:
        """Those first in line that do not touch the same streams, claims or commands; the others keep their places."""
        group: list[Waiting] = []
        touched: set[object] = set()
        left: deque[Waiting] = deque()
        while self._waiting:
            item, answer = self._waiting.popleft()
            touches = item.touches
            if len(group) < _ALTOGETHER and touched.isdisjoint(touches):
                group.append((item, answer))
            else:
                left.append((item, answer))
            touched |= touches
        self._waiting = left
        if not left:
            self._arrived.clear()
        return group

    async def _write_group(self, group: list[Waiting], deadline: float) -> None:
        """Where one item spoils its group, each is written alone and only that one fails."""
        answers: Sequence[Answer | Exception]
        try:
            answers = await self._write_patiently([item for item, _ in group], deadline)
        except Exception as error:
            if len(group) > 1 and not isinstance(error, _NOBODYS_FAULT):
                log.warning("a group of %d appends failed, each is tried alone", len(group), exc_info=error)
                for waiting in group:
                    await self._write_group([waiting], deadline)
                return
            answers = [error] * len(group)
        for (_, answer), result in zip(group, answers, strict=True):
            _settle(answer, result)

    async def _write_patiently(self, items: Sequence[Item], deadline: float) -> list[Answer]:
        """Again after a lost connection. The append looks each command up before it writes,

        so a commit whose answer was lost is found and not done again.
        """
        pause = 0.05
        while True:
            try:
                return await self._write(items)
            except LOST:
                if asyncio.get_running_loop().time() + pause > deadline:
                    raise
            await asyncio.sleep(pause)
            pause *= 2

    async def _write(self, items: Sequence[Item]) -> list[Answer]:
        try:
            async with self._pool.acquire(timeout=_TIMEOUT) as db:
                if not self._projections and self._outbox is None:
                    return await append_facts(db, items, self._fingerprint, _TIMEOUT)
                async with db.transaction():
                    answers = await append_facts(db, items, self._fingerprint, _TIMEOUT)
                    recorded = [
                        fact for item, answer in zip(items, answers, strict=True) for fact in _recorded(item, answer)
                    ]
                    for projection in self._projections if recorded else ():
                        await projection.project(db, recorded)
                    if recorded and self._outbox:
                        await self._outbox(db, recorded)
                return answers
        except asyncpg.ObjectNotInPrerequisiteStateError as error:
            if isinstance(error, asyncpg.LockNotAvailableError):  # a subclass that says something else
                raise
            raise ReadModelsMoved(f"{error}: restart with the version of the program that built them") from error


def _recorded(item: Item, answer: Answer) -> list[Recorded]:
    match answer:
        case Appended(first_position=int(position), first_seq=int(seq), recorded_at=at):
            return [
                Recorded(item.network, seq + place, position + place, stored.fact, at, item.envelope)
                for place, stored in enumerate(item.facts)
            ]
    return []


def _settle(answer: asyncio.Future[Answer], result: Answer | Exception) -> None:
    """Whoever asked may have given up meanwhile."""
    if answer.done():
        return
    settle: Callable[..., None] = answer.set_exception if isinstance(result, Exception) else answer.set_result
    settle(result)

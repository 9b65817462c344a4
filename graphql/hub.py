"""Shared execution: a subscription runs once for all who may see the same, and each of them gets its frames.

A member joins its group holding back what the group sends, is brought up to the group's position by a private
run, is given what was held back, and is live from then on: no gap and no repeat, however long its past is.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable, Hashable
from contextlib import aclosing
from typing import Protocol, TypeAlias

from maillage.graphql.errors import Formatted, RequestErrors, masked
from maillage.graphql.live import Live, Position

UNKNOWN: Position = (0, 0)
HELD_BACK = 128  # frames; a member that falls further behind while catching up is replayed instead

Opening: TypeAlias = Callable[[Live, str | None], AsyncGenerator[str, None]]
"""Runs the subscription: (how far, the client's cursor) -> serialised results. Raises RequestErrors."""


class Sink(Protocol):
    """Where one operation's frames go. Nothing here waits for the reader except `room`, and nothing raises."""

    def next(self, body: str) -> None: ...

    def error(self, errors: list[Formatted]) -> None: ...

    def complete(self) -> None: ...

    async def room(self) -> None:
        """Wait until the reader has taken most of what was sent; for runs that read the past."""


class Member:
    """One subscriber of a group."""

    __slots__ = ("_group", "_held", "_lost", "_present", "_reached", "sink")

    def __init__(self, group: Group, sink: Sink) -> None:
        self._group = group
        self.sink = sink
        self._present = group.live.position  # where the group was when this member entered it
        self._reached = UNKNOWN
        self._held: deque[tuple[Position, str]] | None = deque()
        self._lost = False  # more was sent than is held back

    @property
    def position(self) -> Position | None:
        """Up to where it was served; None as long as nothing but its own cursor says where it begins."""
        return None if self._reached == UNKNOWN else self._reached

    @property
    def is_live(self) -> bool:
        return self._held is None

    def deliver(self, position: Position, body: str) -> None:
        if self._held is None:
            self._send(position, body)
        elif len(self._held) < HELD_BACK:
            self._held.append((position, body))
        else:
            self._lost = True

    def leave(self) -> None:
        self._group.leave(self)

    async def settle(self, after: str | None = None, start: Position | None = None) -> None:
        """Send what lies between the cursor, or the position, and now; be live from then on.

        `start` goes before `after`. Raises RequestErrors where the subscription or the cursor is refused,
        or the group has ended; without errors in it where it ended well.
        """
        try:
            await self._group.begun()
            if after is None and start is None and not self._is_late():
                self._reached = self._group.live.origin if self._present == UNKNOWN else self._present
            else:
                await self._replay(after, start)
            while not await self._release():
                await self._replay(None, self._reached)
            self._group.check()
        except BaseException:
            self.leave()
            raise

    def _is_late(self) -> bool:
        """Whether the subscription begins with what there is, and the group has sent that already."""
        return self._group.live.origin == UNKNOWN != self._present

    async def _replay(self, after: str | None, start: Position | None) -> None:
        self._held, self._lost = deque(), False
        live = Live(start=start, until=self._group.live.position)  # no await between this line and the last
        async with aclosing(self._group.opening(live, after)) as bodies:
            async for body in bodies:
                await self.sink.room()
                if self not in self._group.members:
                    raise asyncio.CancelledError  # it left, and its own cancellation was lost on the way
                self._reached = live.position
                self.sink.next(body)
        assert live.until is not None
        self._reached = max(live.position, live.until)

    async def _release(self) -> bool:
        """Send what was held back, then be live; False where some of it was lost meanwhile."""
        while self._held:
            await self.sink.room()
            if self._lost:
                return False
            self._send(*self._held.popleft())
        if not self._lost:
            self._held = None
        return not self._lost

    def _send(self, position: Position, body: str) -> None:
        if position > self._reached:
            self._reached = position
            self.sink.next(body)


class Group:
    """One running execution and those who get its frames."""

    __slots__ = ("_failure", "_forget", "live", "members", "opening", "task")

    def __init__(self, opening: Opening, forget: Callable[[], None]) -> None:
        self.opening = opening
        self.live = Live()
        self.members: set[Member] = set()
        self._failure: RequestErrors | None = None
        self._forget = forget
        self.task = asyncio.create_task(self._run())

    def enter(self, sink: Sink) -> Member:
        member = Member(self, sink)
        self.members.add(member)  # from here on it misses nothing
        return member

    def leave(self, member: Member) -> None:
        self.members.discard(member)
        if not self.members:
            self._forget()
            self.live.is_over = True
            self.task.cancel()

    async def begun(self) -> None:
        """Raises what it failed with. One that has ended well still lets its members catch up."""
        await self.live.begun.wait()
        if self._failure is not None and self._failure.errors:
            raise self._failure

    def check(self) -> None:
        if self._failure is not None:
            raise self._failure

    async def _run(self) -> None:
        try:
            async with aclosing(self.opening(self.live, None)) as bodies:
                async for body in bodies:
                    self._share(body)
            self._end(RequestErrors([]))
        except RequestErrors as failure:
            self._end(failure)
        except Exception as error:
            self._end(RequestErrors([masked(error)]))

    def _share(self, body: str) -> None:
        if not self.live.begun.is_set():
            raise RuntimeError("a shared subscription has to be read through live.follow")
        position = self.live.position
        for member in tuple(self.members):
            member.deliver(position, body)

    def _end(self, failure: RequestErrors) -> None:
        """Tell those who are live; those who are catching up find out by themselves."""
        self._failure = failure
        self._forget()
        self.live.begun.set()
        for member in self.members:
            if member.is_live and failure.errors:
                member.sink.error(failure.errors)
            elif member.is_live:
                member.sink.complete()


class Hub:
    """The groups of this process, by what makes their subscribers see the same."""

    def __init__(self) -> None:
        self.groups: dict[Hashable, Group] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def enter(self, key: Hashable, opening: Opening, sink: Sink) -> Member:
        """A new member of the group of that key, which is opened if there is none. Settle it next."""
        group = self.groups.get(key)
        if group is None:
            group = self._open(key, opening)
        return group.enter(sink)

    def _open(self, key: Hashable, opening: Opening) -> Group:
        def forget() -> None:
            if self.groups.get(key) is group:
                del self.groups[key]

        group = self.groups[key] = Group(opening, forget)
        self._tasks.add(group.task)
        group.task.add_done_callback(self._tasks.discard)
        return group

    async def close(self) -> None:
        """Stop every group's execution."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

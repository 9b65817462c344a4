"""What waits for one connection's reader: bounded, in order, never holding anyone else up."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine, Generator, MutableMapping
from functools import partial
from types import coroutine
from typing import Any, TypeAlias

LOG = logging.getLogger("maillage.graphql")

Message: TypeAlias = MutableMapping[str, Any]
Send: TypeAlias = Callable[[Message], Coroutine[Any, Any, None]]


class Outbox:
    """Sends texts one after the other. A task exists only while something waits.

    A socket that can be written to takes a text at once, inside `push`: a task for each frame and reader would
    cost as much as the sending.
    """

    __slots__ = ("_characters", "_closed", "_drained", "_lag", "_limits", "_message", "_queue", "_send", "_writer")

    def __init__(
        self,
        send: Send,
        message: Callable[[str], Message],
        on_lag: Callable[[], None],
        max_frames: int,
        max_characters: int,
    ) -> None:
        """`on_lag` is called once, when more than the maxima wait; nothing is sent after it."""
        self._send, self._message, self._lag = send, message, on_lag
        self._limits = (max_frames, max_characters)
        self._queue: deque[str] | None = None  # made for the first text that has to wait
        self._characters = 0
        self._writer: asyncio.Task[None] | None = None
        self._drained: asyncio.Event | None = None
        self._closed = False

    def push(self, text: str) -> None:
        if self._closed:
            return
        if self._writer is None:
            self._send_now(text)
            return
        if self._queue is None:
            self._queue = deque()
        self._queue.append(text)
        self._characters += len(text)
        if len(self._queue) > self._limits[0] or self._characters > self._limits[1]:
            self._stop()
            self._lag()

    async def room(self) -> None:
        """Wait while more than a quarter of the maxima waits, or until the connection is over.

        Gives way to others at least once: whoever reads a long past asks before each of its frames.
        """
        await asyncio.sleep(0)
        while not self._closed and self._is_filled():
            if self._drained is None:
                self._drained = asyncio.Event()
            await self._drained.wait()

    async def close(self, seconds: float) -> None:
        """Take nothing more; give what waits `seconds` to leave."""
        self._closed = True
        self._wake()
        writer = self._writer
        if writer is not None:
            await asyncio.wait({writer}, timeout=seconds)
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)

    def _send_now(self, text: str) -> None:
        sending = self._send(self._message(text))
        try:
            waits_for = sending.send(None)
        except StopIteration:
            return
        except Exception as error:
            self._fail(error)
            return
        self._writer = asyncio.create_task(self._write(_rest(sending, waits_for)))

    async def _write(self, sending: Any) -> None:
        try:
            await sending
            while self._queue:
                text = self._queue.popleft()
                self._characters -= len(text)
                await self._send(self._message(text))
                if self._drained is not None and not self._is_filled():
                    self._wake()
        except Exception as error:
            self._fail(error)
        finally:
            self._writer = None
            self._wake()

    def _fail(self, error: Exception) -> None:
        """An OSError says that the client is gone; whoever reads from this connection is told the same."""
        if not isinstance(error, OSError):
            LOG.error("A frame could not be sent", exc_info=error)
        self._stop()

    def _stop(self) -> None:
        self._closed = True
        self._queue = None
        self._characters = 0
        self._wake()

    def _is_filled(self) -> bool:
        frames, characters = self._limits
        return len(self._queue or ()) > frames // 4 or self._characters > characters // 4

    def _wake(self) -> None:
        if self._drained is not None:
            self._drained.set()
            self._drained = None


@coroutine
def _rest(begun: Coroutine[Any, Any, None], waits_for: Any) -> Generator[Any, Any, None]:
    """The rest of a coroutine that was begun by hand and waits for this future."""
    while True:
        try:
            sent = yield waits_for
        except BaseException as error:  # a cancellation, to be met inside the coroutine
            resume = partial(begun.throw, error)
        else:
            resume = partial(begun.send, sent)
        try:
            waits_for = resume()
        except StopIteration:
            return

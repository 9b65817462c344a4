"""The protocol `graphql-sse`, distinct connections mode: one request, one operation, one event stream.

Source: https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md. What is wrong with the operation
is told in the stream, since an EventSource shows nobody the body of an error response.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import TYPE_CHECKING

import orjson

from maillage.graphql.context import Identity
from maillage.graphql.errors import Formatted
from maillage.graphql.execution import Plan
from maillage.graphql.locales import Locale
from maillage.graphql.media import EVENT_STREAM
from maillage.graphql.operations import Operation
from maillage.graphql.outbox import Message, Outbox, Send

if TYPE_CHECKING:
    from maillage.graphql.endpoint import Services

HEADERS = [
    (b"content-type", f"{EVENT_STREAM}; charset=utf-8".encode()),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class EventStream:
    """The answer to one request, open until its operation ends or a side goes away. It is its own sink."""

    __slots__ = ("_is_over", "_operation", "_outbox", "_receive", "_send", "_services", "person", "token")

    def __init__(
        self, services: Services, token: str, person: Hashable, receive: Callable[[], Awaitable[Message]], send: Send
    ) -> None:
        self._services = services
        self.token, self.person = token, person
        self._receive, self._send = receive, send
        settings = services.settings
        self._outbox = Outbox(send, _chunk, self._end, settings.queue_frames, settings.queue_characters)
        self._is_over = asyncio.Event()
        self._operation: Operation | None = None

    async def serve(self, plan: Plan, identity: Identity, locale: Locale) -> None:
        """Raises ApiError TOO_MANY_CONNECTIONS or SHUTTING_DOWN before anything is sent."""
        self._services.connections.admit(self)
        try:
            await self._open()
            self._operation = Operation(plan, self, locale)
            self._operation.task = asyncio.create_task(self._services.runner.run(self._operation, identity))
            await self._until_over()
        finally:
            self._services.connections.remove(self)
            await self._release()

    async def refuse(self, errors: list[Formatted]) -> None:
        """Open the stream only to say why the operation is not run."""
        await self._open()
        self.error(errors)
        await self._finish()

    def next(self, body: str) -> None:
        self._outbox.push(f"event: next\ndata: {body}\n\n")

    def error(self, errors: list[Formatted]) -> None:
        self.next(orjson.dumps({"errors": errors}).decode())
        self.complete()

    def complete(self) -> None:
        self._outbox.push("event: complete\ndata: \n\n")
        self._end()

    async def room(self) -> None:
        await self._outbox.room()

    async def recheck(self, identity: Identity | None) -> None:
        if identity is None:
            self._end()
        elif self._operation is not None:
            await self._services.runner.recheck(self._operation, identity)

    async def shut(self) -> None:
        self._end()

    def _end(self) -> None:
        self._is_over.set()

    async def _open(self) -> None:
        await self._send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        self._outbox.push(":\n\n")  # the client sees at once that the stream is open

    async def _until_over(self) -> None:
        gone = asyncio.create_task(self._gone())
        over = asyncio.create_task(self._is_over.wait())
        seconds = self._services.settings.heartbeat_seconds
        try:
            while not (await asyncio.wait({gone, over}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED))[0]:
                self._outbox.push(":\n\n")
        finally:
            gone.cancel()
            over.cancel()
            await asyncio.gather(gone, over, return_exceptions=True)

    async def _gone(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass

    async def _release(self) -> None:
        operation = self._operation
        if operation is not None:
            task = operation.task
            operation.stop()
            if task is not None:
                await asyncio.gather(task, return_exceptions=True)
        await self._finish()

    async def _finish(self) -> None:
        """Send what is queued and end the response; a reader that takes nothing is left to the server."""
        seconds = self._services.settings.close_seconds
        await self._outbox.close(seconds)
        try:
            async with asyncio.timeout(seconds):
                await self._send({"type": "http.response.body", "body": b"", "more_body": False})
        except (TimeoutError, OSError):
            return


def _chunk(text: str) -> Message:
    return {"type": "http.response.body", "body": text.encode(), "more_body": True}

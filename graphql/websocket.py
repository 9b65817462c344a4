"""The protocol `graphql-transport-ws` on one socket.

Source: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md, close codes included.
"""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import orjson

from maillage.graphql.context import Identity
from maillage.graphql.credentials import bearer, credential
from maillage.graphql.errors import ApiError, RequestErrors, masked, present
from maillage.graphql.locales import Locale, preferred_locale
from maillage.graphql.operations import Operation
from maillage.graphql.outbox import Message, Outbox, Send
from maillage.graphql.requests import OperationRequest, decode_json
from maillage.graphql.websocket_sink import WebSocketSink

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from maillage.graphql.endpoint import Services

SUBPROTOCOL = "graphql-transport-ws"
LONGEST_ID = 128  # characters of an operation's id

# Close codes. The reference client retries after 1012, 1013, 4403 and 4408, and after no other of these.
POLICY = 1008
RESTART = 1012
TRY_AGAIN = 1013
BAD_REQUEST = 4400
UNAUTHORIZED = 4401
FORBIDDEN = 4403
SUBPROTOCOL_NOT_ACCEPTABLE = 4406
INIT_TIMEOUT = 4408
SUBSCRIBER_EXISTS = 4409
TOO_MANY_INITS = 4429


class WebSocketConnection:
    """One socket from its acceptance to its end."""

    __slots__ = (
        "_closing",
        "_init_timer",
        "_locale",
        "_outbox",
        "_reader",
        "_receive",
        "_send",
        "_services",
        "_was_initialised",
        "header_token",
        "operations",
        "person",
        "token",
    )

    def __init__(
        self, services: Services, headers: Mapping[str, str], receive: Callable[[], Awaitable[Message]], send: Send
    ) -> None:
        self._services = services
        self._receive, self._send = receive, send
        self._locale: Locale = preferred_locale(headers.get("accept-language"))
        self.header_token = credential(headers, services.settings.session_cookie)
        self.token = ""
        self.person: Hashable | None = None  # known once the connection is acknowledged
        self.operations: dict[str, Operation] = {}
        settings = services.settings
        self._outbox = Outbox(send, _text_frame, self._lags, settings.queue_frames, settings.queue_characters)
        self._was_initialised = False
        self._init_timer: asyncio.TimerHandle | None = None
        self._closing: asyncio.Task[None] | None = None
        self._reader: asyncio.Task[Any] | None = None

    async def serve(self) -> None:
        """Read messages until the socket is closed by either side; leave nothing running."""
        self._reader = asyncio.current_task()
        seconds = self._services.settings.init_seconds
        self._init_timer = asyncio.get_running_loop().call_later(
            seconds, self.end, INIT_TIMEOUT, "Connection initialisation timeout"
        )
        try:
            while (message := await self._receive())["type"] != "websocket.disconnect":
                if self._closing is None:
                    await self._take(message.get("text"))
        except asyncio.CancelledError:
            if self._closing is None:  # otherwise it is our own way out of a read that never ends
                raise
        finally:
            await self._release()

    def end(self, code: int, reason: str) -> None:
        """Close the socket, once; what is queued gets a moment to leave."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._close(code, reason))

    async def recheck(self, identity: Identity | None) -> None:
        if identity is None:
            self.end(FORBIDDEN, "The token has expired or was revoked")
            return
        for operation in tuple(self.operations.values()):
            await self._services.runner.recheck(operation, identity)

    async def shut(self) -> None:
        self.end(RESTART, "The server is shutting down")
        if self._closing is not None:
            await asyncio.wait({self._closing})

    # -- messages --

    async def _take(self, text: str | None) -> None:
        try:
            message = decode_json(text, "Le message", "The message") if text is not None else None
        except ApiError as error:
            return self.end(BAD_REQUEST, error.message)
        if not isinstance(message, dict):
            return self.end(BAD_REQUEST, "A message must be a JSON object in a text frame")
        match message.get("type"):
            case "connection_init":
                await self._initialise(message.get("payload"))
            case "ping":
                payload = {"payload": message["payload"]} if "payload" in message else {}
                self._say({"type": "pong", **payload})
            case "pong":
                pass
            case "subscribe":
                self._subscribe(message.get("id"), message.get("payload"))
            case "complete":
                self._stop(message.get("id"))
            case other:
                self.end(BAD_REQUEST, f"Unknown message type {str(other)[:40]!r}")
        return None

    async def _initialise(self, payload: object) -> None:
        if self._was_initialised:
            return self.end(TOO_MANY_INITS, "Too many initialisation requests")
        self._was_initialised = True
        self._cancel_timer()
        if payload is not None and not isinstance(payload, dict):
            return self.end(BAD_REQUEST, "The payload of connection_init must be an object")
        given = (payload or {}).get("authorization")
        self.token = (bearer(given) if isinstance(given, str) else self.header_token) or ""
        try:
            identity = await self._services.wiring.authenticate(self.token) if self.token else None
        except Exception as error:  # the socket would break off without a word
            failure = masked(error)
            return self.end(TRY_AGAIN, f"Internal error {failure['extensions']['id']}; try again")
        if identity is None:
            return self.end(FORBIDDEN, "A valid token is needed: authorization, `Bearer ...`")
        self.person = identity.id
        try:
            self._services.connections.admit(self)
        except ApiError as error:
            self.person = None
            shutting = (error.extensions or {})["code"] == "SHUTTING_DOWN"
            return self.end(RESTART if shutting else POLICY, error.message)
        self._say({"type": "connection_ack"})
        return None

    def _subscribe(self, operation_id: object, payload: object) -> None:
        if self.person is None:
            return self.end(UNAUTHORIZED, "Unauthorized")
        if not isinstance(operation_id, str) or not 0 < len(operation_id) <= LONGEST_ID:
            return self.end(BAD_REQUEST, f"An operation's id must be a string of 1 to {LONGEST_ID} characters")
        if not isinstance(payload, dict):
            return self.end(BAD_REQUEST, "The payload of subscribe must be an object")
        if operation_id in self.operations:
            return self.end(SUBSCRIBER_EXISTS, f"Subscriber for {operation_id[:60]} already exists")
        sink = WebSocketSink(self, operation_id)
        try:
            self._begin(operation_id, sink, payload)
        except RequestErrors as failure:
            sink.error(failure.errors)
        except ApiError as error:
            sink.error(present([error], locale=self._locale))
        return None

    def _begin(self, operation_id: str, sink: WebSocketSink, payload: dict[str, Any]) -> None:
        services = self._services
        if len(self.operations) >= services.settings.max_operations:
            maximum = services.settings.max_operations
            fr = f"{maximum} opérations au plus courent sur une connexion."
            raise ApiError(
                fr, f"At most {maximum} operations run on one connection.", "TOO_MANY_OPERATIONS", maximum=maximum
            )
        services.rate.take(self.person)
        plan = services.engine.plan(OperationRequest.of(payload), self._locale)
        operation = self.operations[operation_id] = Operation(plan, sink, self._locale)
        operation.task = asyncio.create_task(self._run(operation))

    async def _run(self, operation: Operation) -> None:
        """The caller is made anew for each operation: a token may have ended since the last one."""
        try:
            identity = await self._services.wiring.authenticate(self.token)
        except Exception as error:
            operation.sink.error(self._services.engine.failure(error, self._locale).errors)
            return
        if identity is None:
            self.end(FORBIDDEN, "The token has expired or was revoked")
            return
        await self._services.runner.run(operation, identity)

    def _stop(self, operation_id: object) -> None:
        operation = self.operations.pop(operation_id, None) if isinstance(operation_id, str) else None
        if operation is not None:
            operation.stop()

    # -- sending and ending --

    def push(self, text: str) -> None:
        self._outbox.push(text)

    async def room(self) -> None:
        await self._outbox.room()

    def _say(self, message: dict[str, Any]) -> None:
        self._outbox.push(orjson.dumps(message).decode())

    def _lags(self) -> None:
        self.end(TRY_AGAIN, "The client reads too slowly")

    def _cancel_timer(self) -> None:
        if self._init_timer is not None:
            self._init_timer.cancel()
            self._init_timer = None

    async def _close(self, code: int, reason: str) -> None:
        seconds = self._services.settings.close_seconds
        self._stop_all()
        await self._outbox.close(seconds)
        try:
            async with asyncio.timeout(seconds):
                await self._send({"type": "websocket.close", "code": code, "reason": reason[:120]})
        except (TimeoutError, OSError, RuntimeError):  # it reads nothing, or is gone
            if self._reader is not None:
                self._reader.cancel()

    def _stop_all(self) -> list[asyncio.Task[None]]:
        tasks = [o.task for o in self.operations.values() if o.task is not None]
        for operation in self.operations.values():
            operation.stop()
        self.operations.clear()
        return tasks

    async def _release(self) -> None:
        self._cancel_timer()
        self._services.connections.remove(self)
        tasks = self._stop_all()
        if self._closing is not None and not self._closing.done():
            self._closing.cancel()
            tasks.append(self._closing)
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._outbox.close(0)


def _text_frame(text: str) -> Message:
    return {"type": "websocket.send", "text": text}

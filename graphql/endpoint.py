"""The ASGI application behind `/graphql`: HTTP, event streams and WebSockets over one schema."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import strawberry
from starlette.routing import BaseRoute, Route, WebSocketRoute

from maillage.graphql.connections import Connections
from maillage.graphql.context import Wiring
from maillage.graphql.credentials import origin_is_allowed
from maillage.graphql.execution import Engine
from maillage.graphql.http import HttpExchange
from maillage.graphql.hub import Hub
from maillage.graphql.operations import Runner
from maillage.graphql.outbox import Message, Send
from maillage.graphql.quotas import Rate
from maillage.graphql.settings import EndpointSettings
from maillage.graphql.websocket import (
    SUBPROTOCOL,
    SUBPROTOCOL_NOT_ACCEPTABLE,
    WebSocketConnection,
)


@dataclass(frozen=True, slots=True)
class Services:
    """What every connection of one endpoint shares."""

    wiring: Wiring[Any]
    settings: EndpointSettings
    engine: Engine
    hub: Hub
    runner: Runner
    rate: Rate
    connections: Connections


class GraphQLEndpoint:
    """Serves inside `async with`, which watches the rights of open connections and closes them at its end.

    A server that waits for open connections before it ends its lifespan has to call `close` first.
    """

    def __init__(
        self, schema: strawberry.Schema, wiring: Wiring[Any], settings: EndpointSettings | None = None
    ) -> None:
        settings = settings or EndpointSettings()
        engine, hub = Engine(schema, settings, wiring.translate), Hub()
        self.services = Services(
            wiring=wiring,
            settings=settings,
            engine=engine,
            hub=hub,
            runner=Runner(engine, hub, wiring),
            rate=Rate(settings.operations_per_minute),
            connections=Connections(wiring.authenticate, settings.max_connections, settings.recheck_seconds),
        )
        self._watch: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._watch = asyncio.create_task(self.services.connections.watch())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def __call__(self, scope: Mapping[str, Any], receive: Callable[[], Awaitable[Message]], send: Send) -> None:
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if scope["type"] == "http":
            await HttpExchange(self.services, scope, headers, receive, send).serve()
        elif scope["type"] == "websocket":
            await self._socket(scope, headers, receive, send)

    def routes(self, path: str = "/graphql") -> list[BaseRoute]:
        return [Route(path, self), WebSocketRoute(path, self)]

    async def recheck(self) -> None:
        """Look at the tokens and rights of every open connection now, as after a revocation."""
        await self.services.connections.recheck()

    async def close(self) -> None:
        """Tell every open connection to come back later, and stop everything that runs here."""
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
            self._watch = None
        await self.services.connections.close()
        await self.services.hub.close()

    async def _socket(
        self,
        scope: Mapping[str, Any],
        headers: Mapping[str, str],
        receive: Callable[[], Awaitable[Message]],
        send: Send,
    ) -> None:
        await receive()  # websocket.connect
        if not origin_is_allowed(headers, self.services.settings.allowed_origins):
            await send({"type": "websocket.close"})  # before the handshake: the server answers 403
            return
        if SUBPROTOCOL not in scope["subprotocols"]:
            await send({"type": "websocket.accept"})
            reason = f"The subprotocol is {SUBPROTOCOL}"
            await send({"type": "websocket.close", "code": SUBPROTOCOL_NOT_ACCEPTABLE, "reason": reason})
            return
        await send({"type": "websocket.accept", "subprotocol": SUBPROTOCOL})
        await WebSocketConnection(self.services, headers, receive, send).serve()

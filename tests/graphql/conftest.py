"""The toy network, served."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest
import pytest_asyncio
import websockets
from starlette.applications import Starlette

from maillage.graphql.endpoint import GraphQLEndpoint
from maillage.graphql.ids import encode_id
from maillage.graphql.settings import EndpointSettings
from tests.graphql.toy import NETWORK, World, schema, wiring
from tests.network import Api, Installation, installed
from tests.postgres import TestServer
from tests.serving import serve

NET = encode_id("net", NETWORK)
ACTIVITY = "subscription($n: ID!, $c: Cursor) { activity(network: $n, after: $c) { cursor entry { seq text } } }"


@dataclass
class Served:
    """The endpoint at work, and the ways to it."""

    world: World
    endpoint: GraphQLEndpoint
    address: str
    http: httpx.AsyncClient

    async def post(
        self, query: str | None = None, token: str = "anne", accept: str = "", **body: Any
    ) -> httpx.Response:
        headers = {"authorization": f"Bearer {token}"} | ({"accept": accept} if accept else {})
        if query is not None:
            body["query"] = query
        return await self.http.post("/graphql", json=body, headers=headers)

    async def run(self, query: str, variables: dict[str, Any] | None = None, **options: Any) -> dict[str, Any]:
        response = await self.post(query, variables=variables or {}, **options)
        body: dict[str, Any] = response.json()
        return body

    @asynccontextmanager
    async def socket(self, token: str | None = "anne", **options: Any) -> AsyncIterator[Socket]:
        options.setdefault("subprotocols", ["graphql-transport-ws"])
        options.setdefault("compression", None)
        options.setdefault("open_timeout", 60)
        async with websockets.connect(f"ws://{self.address}/graphql", **options) as raw:
            socket = Socket(raw)
            if token is not None:
                await socket.say(type="connection_init", payload={"authorization": f"Bearer {token}"})
                assert await socket.hear() == {"type": "connection_ack"}
            yield socket


@dataclass
class Socket:
    """A client that speaks the protocol word by word."""

    raw: websockets.ClientConnection

    async def say(self, **message: Any) -> None:
        await self.raw.send(json.dumps(message))

    async def hear(self) -> dict[str, Any]:
        text = await asyncio.wait_for(self.raw.recv(), 60)
        assert isinstance(text, str), "frames must be text"
        message: dict[str, Any] = json.loads(text)
        return message

    async def subscribe(self, id: str, query: str, **payload: Any) -> None:
        await self.say(id=id, type="subscribe", payload={"query": query, **payload})

    async def activity(self, id: str = "a", after: str | None = None, query: str = ACTIVITY) -> None:
        await self.subscribe(id, query, variables={"n": NET, "c": after})

    async def texts(self, count: int) -> list[str]:
        """The next entries of an activity subscription."""
        return [(await self.hear())["payload"]["data"]["activity"]["entry"]["text"] for _ in range(count)]

    async def closed(self) -> tuple[int, str]:
        """How the server ends the connection; what it says before is dropped."""
        try:
            while True:
                await asyncio.wait_for(self.raw.recv(), 60)
        except websockets.ConnectionClosed:
            return self.raw.close_code or 0, self.raw.close_reason or ""


Serving = Callable[..., AbstractAsyncContextManager[Served]]


@pytest.fixture
def serving() -> Serving:
    """`async with serving(setting=...) as served`: the toy with other settings than the defaults."""

    @asynccontextmanager
    async def open_(world: World | None = None, **settings: Any) -> AsyncIterator[Served]:
        world = world or World()
        endpoint = GraphQLEndpoint(schema, wiring(world), replace(EndpointSettings(), **settings))
        async with (
            endpoint,
            serve(Starlette(routes=endpoint.routes()), endpoint.close) as address,
            httpx.AsyncClient(base_url=f"http://{address}", headers={"accept-language": "en"}, timeout=60) as http,
        ):
            yield Served(world, endpoint, address, http)

    return open_


@pytest.fixture
async def served(serving: Serving) -> AsyncIterator[Served]:
    async with serving() as served:
        yield served


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who asks for `api` runs in the event loop of the server that the session shares."""
    for item in items:
        if "api" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def installation(postgres: TestServer) -> AsyncIterator[Installation]:
    """One server and one database for these tests: each founds networks of its own."""
    async with postgres.fresh_database() as database, installed(database) as installation:
        yield installation


@pytest_asyncio.fixture(loop_scope="session")
async def api(installation: Installation) -> Api:
    """A network of the test's own, and a foreign one, behind the whole API."""
    return await installation.two_networks()

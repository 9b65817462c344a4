"""What clients get: a command, a page and a live feed, over real sockets from another process."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import uuid4

import httpx
import msgspec
import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bench.contest import Figure, contest
from bench.ground import directory

PAGE = "{ network { activity(first: 50) { nodes { id cursor happenedAt text actor { id } } } } }"
PLAN = "mutation($input: PlanMeetingInput!) { planMeeting(input: $input) { meeting { id } errors { code } } }"
CHAIN = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(59))
TOO_MUCH = f"{{ ...F0 }} {CHAIN} fragment F59 on Query {{ __typename }}"  # written out, it has 2 ** 59 fields
SLOW = "{ network { " + "activity { totalCount } " * 99 + "} }"  # as much as the limits allow of what validates slowest
LIVE = "subscription { activity { cursor entry { id text happenedAt } } }"
SUBSCRIBERS = 1_000
_EVENTS = 20  # facts sent to all of them in one round
_PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Served:
    """A running server, its token, and what the system says of its process."""

    url: str
    token: str
    pid: int

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / _TICK

    def resident_bytes(self) -> int:
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * _PAGE_SIZE


@asynccontextmanager
async def served() -> AsyncIterator[Served]:
    """The server with the demonstration, in a process of its own."""
    data = directory()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.served", str(data), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    assert process.stdin
    try:
        where = msgspec.json.decode(await asyncio.wait_for(process.stdout.readline(), 60))
        yield Served(where["url"], where["token"], process.pid)
    finally:
        process.stdin.close()
        await asyncio.wait_for(process.wait(), 30)
        shutil.rmtree(data, ignore_errors=True)


async def measure(rounds: int, seconds: float) -> list[Figure]:
    async with served() as server:
        memory = Figure("memory at demonstration size", "server process", "MB", (server.resident_bytes() / 1e6,))
        return [memory, *await _requests(server, rounds, seconds), *await _fan_out(server, rounds)]


# Requests ---------------------------------------------------------------------------


async def _requests(server: Served, rounds: int, seconds: float) -> list[Figure]:
    figures: list[Figure] = []
    async with httpx.AsyncClient(headers=server.headers, base_url=server.url, timeout=30) as client:
        for clients in (1, 8):
            trials = {
                "a page of 50 entries": partial(_rate, clients, seconds, partial(_page, client)),
                "a mutation": partial(_rate, clients, seconds, partial(_plan, client)),
                "a bomb of fragments, refused": partial(_rate, clients, seconds, partial(_refused, client)),
                "the slowest document, never seen before": partial(_rate, clients, seconds, partial(_slow, client)),
            }
            figures += await contest(f"HTTP, {clients} clients", "requests/s", trials, rounds)
    return figures


async def _page(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", content=orjson.dumps({"query": PAGE}))
    assert len(answer.json()["data"]["network"]["activity"]["nodes"]) == 50


async def _plan(client: httpx.AsyncClient) -> None:
    given = {"commandId": str(uuid4()), "title": "Bilan du tri", "kind": "REGULAR", "modality": "HYBRID"}
    body = {"query": PLAN, "variables": {"input": given}}
    answer = (await client.post("/graphql", content=orjson.dumps(body))).json()
    assert answer["data"]["planMeeting"]["errors"] == [], answer


async def _refused(client: httpx.AsyncClient) -> None:
    answer = (await client.post("/graphql", content=orjson.dumps({"query": TOO_MUCH}))).json()
    assert answer["errors"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX", answer


async def _slow(client: httpx.AsyncClient) -> None:
    answer = (await client.post("/graphql", content=orjson.dumps({"query": f"#{uuid4()}\n{SLOW}"}))).json()
    assert answer["data"]["network"]["activity"]["totalCount"] > 0, answer


async def _rate(clients: int, seconds: float, once: Callable[[], Awaitable[None]]) -> float:
    done, started = 0, time.perf_counter()

    async def client() -> None:
        nonlocal done
        while time.perf_counter() < started + seconds:
            await once()
            done += 1

    await asyncio.gather(*(client() for _ in range(clients)))
    return done / (time.perf_counter() - started)


# The live feed ----------------------------------------------------------------------


async def _fan_out(server: Served, rounds: int) -> list[Figure]:
    """CPU of the server per delivery: what a fact costs with all subscribers, less what it costs with one."""
    name = f"fan-out, {SUBSCRIBERS:,} sockets"
    async with _subscribed(server, 1) as sockets:
        alone = [(await _burst(server, sockets))[0] for _ in range(rounds + 1)][1:]
        before = server.resident_bytes()
    async with _subscribed(server, SUBSCRIBERS) as sockets:
        together = [await _burst(server, sockets) for _ in range(rounds + 1)][1:]
        kept = server.resident_bytes() - before
    cpu = tuple((all_[0] - one) / (SUBSCRIBERS - 1) * 1e6 for all_, one in zip(together, alone, strict=True))
    return [
        Figure(name, "CPU per delivery", "us", cpu),
        Figure(name, "memory per subscriber", "KiB", (kept / SUBSCRIBERS / 1024,)),
        Figure(name, "until the last has it", "ms", tuple(elapsed * 1e3 for _, elapsed in together)),
    ]


@asynccontextmanager
async def _subscribed(server: Served, number: int) -> AsyncIterator[list[ClientConnection]]:
    async with AsyncExitStack() as open_sockets:
        sockets = [await _subscriber(open_sockets, server) for _ in range(number)]
        await asyncio.sleep(0.5)  # each subscription has begun
        yield sockets


async def _subscriber(open_sockets: AsyncExitStack, server: Served) -> ClientConnection:
    address = server.url.replace("http", "ws") + "/graphql"
    socket = await open_sockets.enter_async_context(
        connect(address, subprotocols=[Subprotocol("graphql-transport-ws")], compression=None, ping_interval=None)
    )
    payload = {"authorization": f"Bearer {server.token}"}
    await socket.send(orjson.dumps({"type": "connection_init", "payload": payload}).decode())
    assert orjson.loads(await socket.recv())["type"] == "connection_ack"
    await socket.send(orjson.dumps({"id": "1", "type": "subscribe", "payload": {"query": LIVE}}).decode())
    return socket


async def _burst(server: Served, sockets: list[ClientConnection]) -> tuple[float, float]:
    """CPU seconds of the server per fact, and seconds from sending one to its arrival everywhere."""
    cpu, started = server.cpu_seconds(), time.perf_counter()
    async with httpx.AsyncClient(headers=server.headers, base_url=server.url, timeout=30) as client:
        for _ in range(_EVENTS):
            await _plan(client)
            await asyncio.gather(*(_next(socket) for socket in sockets))
    elapsed = time.perf_counter() - started
    return (server.cpu_seconds() - cpu) / _EVENTS, elapsed / _EVENTS


async def _next(socket: ClientConnection) -> None:
    async with asyncio.timeout(30):
        while orjson.loads(await socket.recv())["type"] != "next":
            pass

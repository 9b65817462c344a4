"""A real server on a real socket, in the test's own event loop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import uvicorn


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield  # the signals are pytest's


@asynccontextmanager
async def serve(app: Callable[..., Any], before_exit: Callable[[], Any] | None = None) -> AsyncIterator[str]:
    """The address (`127.0.0.1:port`) where the application listens. `before_exit` is awaited before it stops."""
    # asyncio switches Nagle's algorithm off, 40 ms a message, only where the socket names its protocol.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            app,
            lifespan="on",
            http="httptools",
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            log_level="warning",
            timeout_graceful_shutdown=5,
        )
        server = _Server(config)
        task = asyncio.create_task(server.serve([listening]))
        while not server.started and not task.done():  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        try:
            yield "{}:{}".format(*listening.getsockname())
        finally:
            if before_exit is not None:
                await before_exit()
            server.should_exit = True
            await task

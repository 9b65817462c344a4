"""One process that listens, and that stops the way it should: no client is cut off without being told."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

_GRACE = 10  # seconds for requests that run when the server is stopped


class CannotListen(Exception):
    """The address cannot be listened on; the message names the setting to change."""


class Server(uvicorn.Server):
    """uvicorn, told when to say where it listens and what to end before it waits for its clients."""

    def __init__(
        self, config: uvicorn.Config, started: Callable[[], None], before_exit: Callable[[], Awaitable[None]]
    ) -> None:
        super().__init__(config)
        self._say, self._before_exit = started, before_exit

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield  # whoever opened the database handles the signals: it has more to close than we do

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._say()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._before_exit()
        await super().shutdown(sockets)


def listen(host: str, port: int) -> socket.socket:
    """A bound socket. CannotListen."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise CannotListen(f"{host} is no address to listen on: change MAILLAGE_HOST.") from error
    # asyncio switches Nagle's algorithm off, 40 ms a message, only where the socket names its protocol.
    bound = socket.socket(family, kind, socket.IPPROTO_TCP)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(1024)  # now, so that a port is not taken between this and the start
    except OSError as error:
        bound.close()
        raise CannotListen(f"{host}:{port} cannot be listened on ({error.strerror}): change MAILLAGE_PORT.") from error
    return bound


def configuration(app: Callable[..., Any], largest_message: int) -> uvicorn.Config:
    """Of a server whose messages over a WebSocket have at most so many bytes."""
    return uvicorn.Config(
        app,
        lifespan="on",
        http="httptools",
        ws="websockets-sansio",
        ws_max_size=largest_message,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=_GRACE,
        log_config=None,
        access_log=False,
        server_header=False,
    )

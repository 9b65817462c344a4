"""Where one operation of a socket sends its frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from maillage.graphql.errors import Formatted

if TYPE_CHECKING:
    from maillage.graphql.websocket import WebSocketConnection


class WebSocketSink:
    """Puts an operation's id around what it gives. All members of a group send the same body."""

    __slots__ = ("_connection", "_id", "_prefix")

    def __init__(self, connection: WebSocketConnection, operation_id: str) -> None:
        self._connection = connection
        self._id = operation_id
        self._prefix = '{"id":' + orjson.dumps(operation_id).decode() + ',"type":"'

    def next(self, body: str) -> None:
        self._connection.push(self._prefix + 'next","payload":' + body + "}")

    def error(self, errors: list[Formatted]) -> None:
        self._finish('error","payload":' + orjson.dumps(errors).decode() + "}")

    def complete(self) -> None:
        self._finish('complete"}')

    async def room(self) -> None:
        await self._connection.room()

    def _finish(self, rest: str) -> None:
        running = self._connection.operations.get(self._id)
        if running is not None and running.sink is self:
            del self._connection.operations[self._id]  # before the message, so that the id is free
        self._connection.push(self._prefix + rest)

"""A real mail server on a socket, in the test's own event loop, that takes, refuses or hangs up as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP


@dataclass
class MailServer:
    """`taken` are the messages that it has said 250 to; `arrived` is set by the first of them."""

    port: int = 0
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    refusals: dict[str, str] = field(default_factory=dict)  # by address: the reply
    hangs_up_on: str | None = None

    async def handle_RCPT(self, _: Any, __: Any, envelope: Any, address: str, ___: Any) -> str:
        if reply := self.refusals.get(address):
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, __: Any, envelope: Any) -> str:
        [address] = envelope.rcpt_tos
        if address == self.hangs_up_on:
            server.transport.abort()
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append((address, message))
        self.arrived.set()
        return "250 OK"

    @property
    def ids(self) -> list[str]:
        return [message["Message-ID"] for _, message in self.taken]


@asynccontextmanager
async def mail_server(port: int = 0) -> AsyncIterator[MailServer]:
    box = MailServer()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(box, loop=loop, enable_SMTPUTF8=False), "127.0.0.1", port)
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        server.close()
        await server.wait_closed()

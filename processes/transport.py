"""Where messages go: to a mail server by SMTP, or without one to files in the data directory."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol, TypeAlias
from uuid import UUID, uuid4

import aiosmtplib

_TIMEOUT = 15.0  # seconds for one answer of the mail server
_NO_SUCH_SERVICE = 421  # the server is about to close the connection


class Unreachable(Exception):
    """Nothing can be sent now, to anybody. The message names the setting to look at, and no address."""


class Refused(Exception):
    """The mail server does not take this message. `code` is its reply code: its words may name the address."""

    def __init__(self, code: int) -> None:
        super().__init__(f"the mail server answered {code}")
        self.code = code

    @property
    def for_good(self) -> bool:
        return self.code >= 500


Send: TypeAlias = Callable[[UUID, EmailMessage, str], Awaitable[None]]  # id of the letter, message, address


class Transport(Protocol):
    @property
    def sender(self) -> str:
        """Address that messages come from."""
        ...

    def opened(self) -> AbstractAsyncContextManager[Send]:
        """What sends one message after another. Unreachable, also while it sends; Refused."""
        ...


@dataclass(frozen=True)
class Smtp:
    """A mail server. `tls` is `none`, `starttls` (which it must then offer) or `tls` from the first byte."""

    host: str
    port: int
    tls: str
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Send]:
        client = aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            username=self.user,
            password=self.password,
            use_tls=self.tls == "tls",
            start_tls=self.tls == "starttls",
            timeout=_TIMEOUT,
        )
        try:
            await client.connect()
        except (aiosmtplib.SMTPException, OSError) as error:
            raise Unreachable(self._why(error)) from error

        async def send(_: UUID, message: EmailMessage, to: str) -> None:
            await self._send(client, message, to)

        try:
            yield send
        finally:
            try:
                with suppress(aiosmtplib.SMTPException, OSError):
                    await client.quit()
            finally:
                client.close()

    async def _send(self, client: aiosmtplib.SMTP, message: EmailMessage, to: str) -> None:
        try:
            await client.send_message(message, sender=self.sender, recipients=[to])
        except aiosmtplib.SMTPRecipientsRefused as refused:
            raise self._refused(refused.recipients[0]) from None  # its words hold the address
        except aiosmtplib.SMTPDataError as refused:
            raise self._refused(refused) from None
        except aiosmtplib.SMTPNotSupported:
            raise Refused(553) from None  # "mailbox name not allowed": the server takes no letters beyond ASCII in it
        except (aiosmtplib.SMTPException, OSError) as error:
            raise Unreachable(self._why(error)) from None

    def _refused(self, answer: aiosmtplib.SMTPResponseException) -> Exception:
        return Unreachable(self._why(answer)) if answer.code == _NO_SUCH_SERVICE else Refused(answer.code)

    def _why(self, error: Exception) -> str:
        said = f"{type(error).__name__} {getattr(error, 'code', '')}".strip()
        return (
            f"The mail server {self.host}:{self.port} takes nothing ({said}): check MAILLAGE_SMTP_HOST and the others."
        )


@dataclass(frozen=True)
class Files:
    """A folder, one file per letter, each whole or not there. Sent again, a letter replaces its file."""

    folder: Path
    sender: str

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Send]:
        async def send(letter: UUID, message: EmailMessage, _: str) -> None:
            try:
                await asyncio.to_thread(_write, self.folder / f"{letter}.eml", message.as_bytes())
            except OSError as error:
                raise Unreachable(f"{self.folder} cannot be written ({error.strerror}): check MAILLAGE_DATA.") from None

        yield send


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{uuid4().hex}")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)

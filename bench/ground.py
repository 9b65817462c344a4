"""Where everything is measured: the embedded server as an installation runs it, in a directory of its own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

from maillage.config import Settings
from maillage.domain.caller import Caller
from maillage.eventstore import roles
from maillage.eventstore.log import Command
from maillage.server import Application, application


@dataclass(frozen=True)
class Ground:
    """An open application and the way to its server for those who measure beside it."""

    app: Application

    @property
    def superuser(self) -> dict[str, Any]:
        """Arguments of psycopg and of the library's own recorder."""
        server = self.app.database.server
        assert server is not None
        return server.address(roles.SUPERUSER, roles.DATABASE).arguments

    @property
    def superuser_url(self) -> str:
        given = self.superuser
        where = f"host={quote(self.socket, safe='')}&port={given['port']}"
        return f"postgresql://{given['user']}@/{given['database']}?{where}"

    @property
    def socket(self) -> str:
        """The directory of the server's socket."""
        return str(self.superuser["host"][0])


@asynccontextmanager
async def ground() -> AsyncIterator[Ground]:
    """Durable as in production: what is measured here is what is promised there."""
    data = directory()
    try:
        async with application(Settings(data=data, pool_size=20)) as app:
            yield Ground(app)
    finally:
        shutil.rmtree(data, ignore_errors=True)


def directory() -> Path:
    """One whose parents the server's own system user may pass."""
    made = Path(tempfile.mkdtemp(prefix="maillage-bench-", dir="/tmp"))
    made.chmod(0o711)
    return made


def now() -> datetime:
    return datetime.now(UTC)


def system(network: UUID) -> Caller:
    """The program itself, now."""
    return Caller.system(network, now())


def command(name: str, **input: Any) -> Command:
    """A command with an id of its own."""
    return Command.of(uuid4(), name, **input)

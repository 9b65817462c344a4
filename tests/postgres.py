"""One PostgreSQL server per test session, one fresh migrated database per test, copied from a template."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from maillage.config import Settings
from maillage.eventstore import roles
from maillage.eventstore.connections import UNLIMITED, Address, connect
from maillage.eventstore.database import Database
from maillage.eventstore.embedded import EmbeddedServer

#: A test server forgets everything at the end: it need not survive the loss of power, only be quick.
UNSAFE = (("fsync", "off"), ("full_page_writes", "off"), ("max_connections", "200"))
NUMBERS = count(1)


def reachable_directory() -> Path:
    """A new directory whose parents any system user may pass, as pytest's own are not."""
    made = Path(tempfile.mkdtemp(prefix="maillage-test-", dir="/tmp"))
    made.chmod(0o711)
    return made


def binaries() -> Path | None:
    """`./run test --full` runs the suite again on other versions by MAILLAGE_PG_BIN."""
    return Path(found) if (found := os.environ.get("MAILLAGE_PG_BIN")) else None


class TestServer:
    """The session's server, embedded or the one of DATABASE_URL, whose role must then be able to create databases.

    Start and stop are plain calls: pytest gives each test an event loop of its own, the server outlives them all.
    """

    __test__ = False

    def __init__(self) -> None:
        self.url = os.environ.get("DATABASE_URL")
        self.template = f"maillage_test_{os.getpid()}"

    def start(self) -> None:
        self.data = reachable_directory()
        asyncio.run(self._start())

    def stop(self) -> None:
        try:
            asyncio.run(self._stop())
        finally:
            shutil.rmtree(self.data)

    @asynccontextmanager
    async def fresh_database(self, template: str | None = None) -> AsyncIterator[Database]:
        """A migrated, empty database of its own, or a copy of one that nobody has open; gone afterwards."""
        async with self._new(f'TEMPLATE "{template or self.template}"') as name:
            if self.url is None:  # a template gives everything but the rights on the database itself
                await self._admin(f'GRANT CREATE ON DATABASE "{name}" TO {roles.APP}')
            async with Database(self.settings(name), migrate=False) as database:
                yield database

    @asynccontextmanager
    async def blank_database(self, options: str = "") -> AsyncIterator[Settings]:
        """The settings of a database that nothing was done to; `options` are those of CREATE DATABASE."""
        async with self._new(options) as name:
            yield self.settings(name)

    def settings(self, database: str) -> Settings:
        """Settings that lead to one database of this server, as the application and as the owner of the log."""
        if self.url is not None:
            return Settings(data=self.data, database_url=urlunsplit(urlsplit(self.url)._replace(path=f"/{database}")))
        app, owner = (
            f"postgresql://{role}@/{database}?host={self.server.cluster.socket_directory}"
            for role in (roles.APP, roles.OWNER)
        )
        return Settings(data=self.data, database_url=app, migration_database_url=owner, pool_size=20)

    async def _start(self) -> None:
        if self.url is None:
            self.server = EmbeddedServer(self.data, pg_bin=binaries(), options=UNSAFE)
            await self.server.start()
        try:
            await self._make_template()
        except BaseException:
            await self._stop()
            raise

    async def _make_template(self) -> None:
        await self._create(self.template)
        async with Database(self.settings(self.template)):
            pass

    async def _stop(self) -> None:
        await self._admin(f'DROP DATABASE IF EXISTS "{self.template}" WITH (FORCE)')
        if self.url is None:
            await self.server.stop()

    @asynccontextmanager
    async def _new(self, options: str) -> AsyncIterator[str]:
        name = f"{self.template}_{next(NUMBERS)}"
        await self._create(name, options)
        try:
            yield name
        finally:
            await self._admin(f'DROP DATABASE "{name}" WITH (FORCE)')

    async def _create(self, name: str, options: str = "") -> None:
        owner = "" if self.url is not None else f"OWNER {roles.OWNER}"
        await self._admin(f'CREATE DATABASE "{name}" {owner} {options}')

    async def _admin(self, statement: str) -> None:
        address = (
            self.server.address(roles.SUPERUSER, "postgres")
            if self.url is None
            else Address.of_url(self.url, "DATABASE_URL")
        )
        connection = await connect(address, limits=UNLIMITED)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

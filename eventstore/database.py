"""The database as the rest of the product sees it: embedded or given by DATABASE_URL, checked and migrated."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

import asyncpg

from maillage.eventstore import migrate, roles
from maillage.eventstore.connections import (
    APP_SEARCH_PATH,
    UNLIMITED,
    Address,
    ConnectionLost,
    DatabaseUnusable,
    Limits,
    connect,
    open_pool,
)
from maillage.eventstore.embedded import EmbeddedServer
from maillage.eventstore.sql import queries

SQL = queries(__file__)

OLDEST = 15  # first with the rights of schema public and the jsonb and MERGE that the SQL here relies on


class ServerTooOld(DatabaseUnusable):
    """PostgreSQL before version 15."""


class NotMigrated(DatabaseUnusable):
    """Migrations are pending and this process was not asked to apply them."""


class LettersUnknown(DatabaseUnusable):
    """The text rules of the database do not know accented letters."""


class DatabaseSettings(Protocol):
    """What `config.Settings` says about the database."""

    @property
    def database_url(self) -> str | None: ...
    @property
    def migration_database_url(self) -> str | None: ...
    @property
    def data(self) -> Path: ...
    @property
    def pg_bin(self) -> Path | None: ...
    @property
    def pg_user(self) -> str | None: ...
    @property
    def pool_size(self) -> int: ...
    @property
    def statement_timeout(self) -> float: ...


class Database:
    """An open database. `async with Database(settings) as database:` starts what has to be started.

    `app_pool` is the application's; `connect` gives a connection outside it (LISTEN, a rebuild); `owner_connect`
    one of the role that owns the log, for migrations only.
    """

    app_pool: Any  # asyncpg.Pool

    def __init__(self, settings: DatabaseSettings, *, migrate: bool = True, oldest: int = OLDEST) -> None:
        self.settings, self.migrate, self.oldest = settings, migrate, oldest
        self.limits = Limits(statement=settings.statement_timeout)
        self.server: EmbeddedServer | None = None  # None with DATABASE_URL
        self._open = AsyncExitStack()

    async def may_rewrite_log(self) -> bool:
        """Whether the application's role could change a stored fact, as it can where it also runs the migrations."""
        return bool(await self.app_pool.fetchval(SQL["rewritable"]))

    async def __aenter__(self) -> "Database":
        try:
            await self._locate()
            await self._ready()
            self.app_pool = await self._open.enter_async_context(self.pool())
        except BaseException:
            await self._open.aclose()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._open.aclose()

    @asynccontextmanager
    async def pool(
        self, search_path: str = APP_SEARCH_PATH, size: int | None = None, limits: Limits | None = None
    ) -> AsyncIterator[Any]:
        """A pool of the application's role."""
        pool = await open_pool(self.app, size or self.settings.pool_size, search_path, limits or self.limits)
        try:
            yield pool
        finally:
            await _close(pool)

    async def connect(self, search_path: str = APP_SEARCH_PATH, limits: Limits | None = None) -> Any:
        """A direct connection of the application's role; the caller closes it."""
        return await connect(self.app, search_path, limits or self.limits)

    async def owner_connect(self) -> Any:
        """A direct connection of the role that owns the log; the caller closes it."""
        return await connect(self.owner, "log", UNLIMITED)

    async def _locate(self) -> None:
        settings = self.settings
        if settings.database_url is None:
            # Two processes and a few tools beside them; PostgreSQL itself keeps three.
            connections = [("max_connections", str(max(60, 2 * settings.pool_size + 20)))]
            self.server = EmbeddedServer(
                settings.data, pg_bin=settings.pg_bin, pg_user=settings.pg_user, options=connections
            )
            await self._open.enter_async_context(self.server)
            self.app = self.server.address(roles.APP, roles.DATABASE)
            self.owner = self.server.address(roles.OWNER, roles.DATABASE)
            return
        self.app = self.owner = Address.of_url(settings.database_url, "DATABASE_URL")
        if settings.migration_database_url is not None:
            self.owner = Address.of_url(settings.migration_database_url, "MAILLAGE_MIGRATION_DATABASE_URL")

    async def _ready(self) -> None:
        async with _closing(await self.connect()) as connection:
            self._check_version(connection.get_server_version())
            if not await connection.fetchval(SQL["letters"]):
                raise LettersUnknown(
                    f"{self.app.where} takes É for no letter: change {self.app.setting} to a database made with "
                    "ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0."
                )
            role = await connection.fetchval(SQL["role"])
            if not self.migrate and (pending := await migrate.pending(connection)):
                raise NotMigrated(f"Migrations are pending, from {pending[0].name} on: run `./run migrate`.")
        if self.migrate:
            async with _closing(await self.owner_connect()) as connection:
                await migrate.migrate(connection, role)

    def _check_version(self, version: Any) -> None:
        if version.major < self.oldest:
            raise ServerTooOld(
                f"{self.app.where} is PostgreSQL {version.major}, "
                f"{self.oldest} or newer is needed: change {self.app.setting}."
            )


@asynccontextmanager
async def _closing(connection: Any) -> AsyncIterator[Any]:
    try:
        yield connection
    finally:
        await connection.close(timeout=5)


async def _close(pool: Any) -> None:
    """Waits for the queries that run, then no more: a pool that does not close must not hold up a shutdown."""
    try:
        async with asyncio.timeout(10):
            await pool.close()
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ConnectionLost):
        pool.terminate()

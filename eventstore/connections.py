"""Connections and pools as this product wants them: plain UUIDs, time limits, one error for a lost server."""

import functools
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID

import asyncpg
from asyncpg.pool import PoolAcquireContext

CONNECT_TIMEOUT = 10.0  # seconds
#: The read models first, so that a rebuild or a look at the past only changes the first name.
APP_SEARCH_PATH = "read, log, accounts"

P = ParamSpec("P")
R = TypeVar("R")


class DatabaseUnusable(Exception):
    """The database cannot be used as configured; the message names the setting to change, never a password."""


class DatabaseUnreachable(DatabaseUnusable):
    """Nothing answers at the address, or it turns the role away."""


class ConnectionLost(Exception):
    """The connection ended while in use: whether the last statement was committed is unknown."""


@dataclass(frozen=True)
class Address:
    """A database and the role that signs in to it."""

    setting: str  # the setting that gave this address, named by every error
    arguments: dict[str, Any] = field(repr=False)  # of asyncpg.connect
    where: str = ""  # host:port/database, without user or password
    role: str = ""

    @classmethod
    def of_url(cls, url: str, setting: str) -> "Address":
        parts = urlsplit(url)
        asked = parse_qs(parts.query)
        host = parts.hostname or asked.get("host", ["the local socket"])[0]
        where = f"{host}:{parts.port or asked.get('port', ['5432'])[0]}{parts.path or '/'}"
        return cls(setting, {"dsn": url}, where, unquote(parts.username or ""))

    def __str__(self) -> str:
        return f"{self.where} as {self.role or 'the default role'}"


@dataclass(frozen=True)
class Limits:
    """Server-side time limits of a session, in seconds; None means no limit."""

    statement: float | None = 30
    lock: float | None = 10
    idle_in_transaction: float | None = 60

    def settings(self) -> dict[str, str]:
        names = {"statement": "statement", "lock": "lock", "idle_in_transaction": "idle_in_transaction_session"}
        return {f"{name}_timeout": f"{int((getattr(self, key) or 0) * 1000)}ms" for key, name in names.items()}

    @property
    def command(self) -> float | None:
        """What the client waits: longer than the server, so that it only speaks when the server cannot."""
        return None if self.statement is None else self.statement + CONNECT_TIMEOUT


UNLIMITED = Limits(statement=None, lock=10, idle_in_transaction=None)


async def connect(address: Address, search_path: str = APP_SEARCH_PATH, limits: Limits = Limits()) -> Any:
    """A connection of its own, outside any pool. Raises DatabaseUnreachable."""
    with _reaching(address):
        connection = await asyncpg.connect(**_arguments(address, search_path, limits))
        try:
            await plain_uuids(connection)
        except BaseException:
            connection.terminate()
            raise
        return connection


async def open_pool(address: Address, size: int, search_path: str = APP_SEARCH_PATH, limits: Limits = Limits()) -> Any:
    """A pool of at most `size` connections, one of them already open. Raises DatabaseUnreachable."""
    with _reaching(address):
        return await _Pool(
            connect=_connect_again,
            init=plain_uuids,
            reset=_leave_as_is,
            setup=None,
            loop=None,
            min_size=0,
            init_size=1,
            max_size=size,
            max_queries=50_000,
            max_inactive_connection_lifetime=300.0,
            record_class=asyncpg.Record,
            **_arguments(address, search_path, limits),
        )


@contextmanager
def _reaching(address: Address) -> Iterator[None]:
    try:
        yield
    except (ConnectionLost, OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise DatabaseUnreachable(f"{address} cannot be reached: {_reason(error)}. Check {address.setting}.") from error


async def plain_uuids(connection: Any) -> None:
    """The standard library's UUID instead of asyncpg's subclass, which msgspec and orjson refuse to encode."""
    await connection.set_type_codec("uuid", schema="pg_catalog", format="binary", encoder=_uuid_bytes, decoder=_uuid_of)


def _uuid_bytes(value: UUID) -> bytes:
    return value.bytes


def _uuid_of(value: bytes) -> UUID:
    return UUID(bytes=bytes(value))


async def _leave_as_is(_: Any) -> None:
    """asyncpg's own reset is a round trip per release; our sessions change nothing that outlives a transaction."""


def _arguments(address: Address, search_path: str, limits: Limits) -> dict[str, Any]:
    session = {
        "search_path": search_path,
        "timezone": "UTC",
        # An append waits for its turn and then reads what the one before it wrote: a snapshot from before would not do.
        "default_transaction_isolation": "read committed",
        "application_name": "maillage",
        # Measured on PostgreSQL 15 and 300,000 rows: it won nothing on a page or a count (64 to 90 ms both ways) and
        # cost 10 ms where an estimate was wrong.
        "jit": "off",
        **limits.settings(),
    }
    return {
        **address.arguments,
        "server_settings": session,
        "command_timeout": limits.command,
        "timeout": CONNECT_TIMEOUT,
        "connection_class": _Connection,
    }


async def _connect_again(*arguments: Any, **options: Any) -> Any:
    """What the pool calls: a server that is down while we run is a lost connection, not a wrong setting."""
    try:
        return await asyncpg.connect(*arguments, **options)
    except (OSError, asyncpg.PostgresConnectionError, asyncpg.CannotConnectNowError) as error:
        raise ConnectionLost(_reason(error)) from error


def _reason(error: BaseException) -> str:
    if isinstance(error, TimeoutError):
        return f"no answer within {CONNECT_TIMEOUT:g} s"
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _lost(connection: Any, error: BaseException) -> bool:
    """asyncpg has no one error for a dead server: it raises `cannot switch to state` too (its issue #1069)."""
    ended = (asyncpg.PostgresConnectionError, asyncpg.OperatorInterventionError, ConnectionError)
    if isinstance(error, asyncpg.QueryCanceledError):
        return False
    if isinstance(error, ended) or "cannot switch to state" in str(error):
        return True
    return isinstance(error, asyncpg.InterfaceError) and connection.is_closed()


def _translating(method: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
    @functools.wraps(method)
    async def call(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return await method(*args, **kwargs)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError) as error:
            if _lost(args[0], error):
                raise ConnectionLost(_reason(error)) from error
            if isinstance(error, asyncpg.PostgresError):
                error.detail = None  # the server quotes rows there, whose personal data no log of ours may hold
            raise

    return call


class _Connection(asyncpg.Connection):  # type: ignore[misc]
    """asyncpg's connection, every way a server can go away being one error."""

    execute = _translating(asyncpg.Connection.execute)
    executemany = _translating(asyncpg.Connection.executemany)
    fetch = _translating(asyncpg.Connection.fetch)
    fetchmany = _translating(asyncpg.Connection.fetchmany)
    fetchrow = _translating(asyncpg.Connection.fetchrow)
    fetchval = _translating(asyncpg.Connection.fetchval)
    copy_records_to_table = _translating(asyncpg.Connection.copy_records_to_table)


class _Acquired(PoolAcquireContext):  # type: ignore[misc]
    """Leaving the block of a connection that was lost in it is that same error, wherever in the block it showed."""

    async def __aexit__(self, kind: Any = None, error: Any = None, trace: Any = None) -> None:
        connection = self.connection
        gone = error is not None and _gone(connection)
        try:
            await super().__aexit__(kind, error, trace)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as failure:
            raise ConnectionLost(_reason(failure)) from failure
        if gone and isinstance(error, asyncpg.InterfaceError):
            raise ConnectionLost(_reason(error)) from error


class _Pool(asyncpg.Pool):  # type: ignore[misc]
    def acquire(self, *, timeout: float | None = None) -> _Acquired:
        return _Acquired(self, timeout)


def _gone(connection: Any) -> bool:
    try:
        return bool(connection.is_closed())
    except asyncpg.InterfaceError:  # the pool took it back when it ended
        return True

"""A log with its read models, a small network in it, and a proof that a refusal wrote nothing."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from maillage.domain.refusals import NotAllowed, Refusal
from maillage.domain.registry import every_fact
from maillage.eventstore.connections import UNLIMITED
from maillage.eventstore.database import Database
from maillage.eventstore.group import Appender
from maillage.eventstore.keyring import Keyring, Secrets
from maillage.eventstore.log import Log
from maillage.eventstore.rebuild import SEARCH_PATH, rebuild, up_to_date
from maillage.projections import ALL
from tests.postgres import TestServer
from tests.usecases.world import World, peopled

SECRETS = Secrets("k1", {"k1": bytes(range(32))}, os.urandom(32))
# `commands` keeps the outcome of what was refused; `head` counts the facts, which are compared themselves.
TABLES = """
    SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
    WHERE schemaname IN ('log', 'accounts', 'read') AND tablename NOT IN ('commands', 'head') ORDER BY 1
"""


@pytest.fixture(scope="session")
def kept_database(postgres: TestServer) -> Iterator[Database]:
    """One database for these tests: each founds a network of its own. Its pool belongs to another event loop."""
    with asyncio.Runner() as runner:
        fresh = postgres.fresh_database()
        yield runner.run(fresh.__aenter__())
        runner.run(fresh.__aexit__(None, None, None))


@pytest.fixture
async def database(kept_database: Database) -> AsyncIterator[Database]:
    async with Database(kept_database.settings, migrate=False) as database:
        yield database


@asynccontextmanager
async def opened_log(database: Database) -> AsyncIterator[Log]:
    """A log that keeps every read model."""
    every_fact()
    keyring = Keyring(database.app_pool, SECRETS)
    if not await up_to_date(database.app_pool, ALL):
        await rebuild(lambda: database.connect(SEARCH_PATH, UNLIMITED), ALL, keyring)
    async with Appender(database.app_pool, ALL) as appender:
        yield Log(database.app_pool, keyring, appender, SECRETS.inputs)


@pytest.fixture
async def log(database: Database) -> AsyncIterator[Log]:
    async with opened_log(database) as log:
        yield log


@pytest.fixture
async def world(log: Log) -> World:
    return await peopled(log)


async def everything(database: Database) -> dict[str, tuple[int, int]]:
    """How many rows each table of the log, the accounts and the read models has, and a hash of them all."""
    tables = [row[0] for row in await database.app_pool.fetch(TABLES)]
    hashes = "SELECT '{0}', count(*), coalesce(sum(hash_record_extended(t, 0)::numeric), 0) FROM {0} t"
    rows = await database.app_pool.fetch(" UNION ALL ".join(hashes.format(name) for name in tables))
    return {name: (count, int(hashed)) for name, count, hashed in rows}


@pytest.fixture
def refused(database: Database) -> Callable[..., Awaitable[Refusal]]:
    """`await refused(kind, awaitable)`: refused so, and no fact, claim, key or row is written.

    The command's outcome is kept, but where the right itself was missing from the start: then `outcome=False`.
    """

    async def check(kind: type[Refusal], attempt: Awaitable[Any], *, outcome: bool = True) -> Refusal:
        kept = await database.app_pool.fetchval("SELECT count(*) FROM commands")
        before = await everything(database)
        with pytest.raises(Refusal) as caught:
            await attempt
        assert type(caught.value) is kind, caught.value
        assert await everything(database) == before
        assert await database.app_pool.fetchval("SELECT count(*) FROM commands") == kept + outcome
        return caught.value

    return check


@pytest.fixture
def forbidden(refused: Callable[..., Awaitable[Refusal]]) -> Callable[..., Awaitable[Refusal]]:
    """`await forbidden(awaitable)`: the caller has not the right, whatever the command says."""

    async def check(attempt: Awaitable[Any], *, outcome: bool = False) -> Refusal:
        return await refused(NotAllowed, attempt, outcome=outcome)

    return check

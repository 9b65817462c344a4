"""A database for the tests that a network of their own keeps apart, and a log in it."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from maillage.eventstore.database import Database
from maillage.eventstore.log import Log
from tests.eventstore.writing import open_log


@pytest.fixture(scope="session")
def kept_database(postgres) -> Iterator[Database]:
    """One database for the session. Its own pool belongs to another event loop: open it again by its settings."""
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        fresh = postgres.fresh_database()
        yield runner.run(fresh.__aenter__())
        runner.run(fresh.__aexit__(None, None, None))


@pytest.fixture
async def shared(kept_database) -> AsyncIterator[Database]:
    """The session's database: for what one network shows, whatever the others hold."""
    async with Database(kept_database.settings, migrate=False) as database:
        yield database


@pytest.fixture
async def log(shared) -> AsyncIterator[Log]:
    async with open_log(shared.app_pool) as log:
        yield log


@pytest.fixture
async def owner(shared):
    """A connection that may change what is stored, as no program of ours does."""
    connection = await shared.owner_connect()
    yield connection
    await connection.close()

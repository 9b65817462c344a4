"""What every test may ask for."""

from collections.abc import AsyncIterator, Iterator

import pytest

from maillage.eventstore.database import Database
from tests.postgres import TestServer


@pytest.fixture(scope="session")
def postgres() -> Iterator[TestServer]:
    """The session's PostgreSQL server, started for the first test that asks for it."""
    server = TestServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
async def database(postgres: TestServer) -> AsyncIterator[Database]:
    """A fresh migrated database of the test's own, with `app_pool`, `connect()` and `owner_connect()`."""
    async with postgres.fresh_database() as database:
        yield database


@pytest.fixture
def two_roles(postgres: TestServer) -> None:
    """For what is only true where the application's role is not the owner of the log."""
    if postgres.url is not None:
        pytest.skip("DATABASE_URL gives one role for everything; the embedded server has two")

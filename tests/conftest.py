"""What every test may ask for. Nothing of the database is imported before a test does."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.hang_guard import HangGuard

if TYPE_CHECKING:
    from maillage.eventstore.database import Database
    from tests.postgres import TestServer


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(HangGuard(900))
    gc.disable()


def pytest_collection_finish() -> None:
    """What the tests are made of lives as long as they run: it is not looked through again and again."""
    gc.freeze()
    gc.enable()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints the tables that tests recorded, in whichever process they ran."""
    for report in terminalreporter.getreports("passed"):
        for name, table in report.user_properties:
            if name == "table":
                terminalreporter.write_line(f"\n{report.nodeid}\n{table}")


@pytest.fixture(scope="session")
def postgres() -> Iterator[TestServer]:
    """The session's PostgreSQL server, started for the first test that asks for it."""
    from tests.postgres import TestServer  # noqa: PLC0415  the domain tests need no database

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

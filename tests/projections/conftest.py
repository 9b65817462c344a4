"""A database with the tables of every read model, empty."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from maillage.eventstore.database import Database
from maillage.projections import ALL


@pytest.fixture
async def db(database: Database) -> AsyncIterator[Any]:
    """A connection of the application, to the read models of this test."""
    connection = await database.connect()
    await fresh_tables(connection)
    yield connection
    await connection.close()


async def fresh_tables(db: Any) -> None:
    await db.execute("DROP SCHEMA IF EXISTS read CASCADE; CREATE SCHEMA read")
    for projection in ALL:
        await db.execute(projection.create)

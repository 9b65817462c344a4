"""All migrations together give the declared schema: the tables, functions and rights of tests/golden/database.txt.

MAILLAGE_GOLDEN=write writes the file anew; the difference is then read in the commit.
"""

import os
from pathlib import Path

import pytest

from maillage.eventstore.sql import queries

SQL = queries(str(Path(__file__).with_name("catalogue.py")))
GOLDEN = Path(__file__).parents[1] / "golden/database.txt"


@pytest.fixture
async def catalogue(two_roles, database):
    connection = await database.owner_connect()
    await connection.execute("SET search_path = pg_catalog")
    lines = [row["line"] for row in await connection.fetch(SQL["catalogue"])]
    await connection.close()
    return "\n".join(lines) + "\n"


def test_the_migrations_give_the_declared_schema(catalogue):
    if os.environ.get("MAILLAGE_GOLDEN") == "write":
        GOLDEN.write_text(catalogue, encoding="utf-8")
    assert catalogue == GOLDEN.read_text(encoding="utf-8")


def test_the_public_has_no_right_in_it(catalogue):
    public = [line for line in catalogue.splitlines() if "granted to public" in line]
    assert public == ["database: granted to public: connect, temporary"]

"""Migrations: numbered plain SQL, forward only, each in one transaction, checked against what was applied."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg

from maillage.eventstore.connections import DatabaseUnusable
from maillage.eventstore.sql import queries

SQL = queries(__file__)
FOLDER = Path(__file__).parent / "migrations"
FILE_NAME = re.compile(r"(\d{4})_([a-z0-9_]+)\.sql")
SCHEMA = re.compile(r"^-- schema: (.*)$", flags=re.MULTILINE)
SCHEMAS = ("log", "accounts")


class MigrationRefused(DatabaseUnusable):
    """The migrations in the code and those in the database do not follow from each other, or one failed."""


@dataclass(frozen=True)
class Migration:
    """One file of `eventstore/migrations/`; a line `-- schema: accounts` says where it works if not in `log`."""

    number: int
    name: str  # 0001_log
    schema: str
    text: str

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def row(self) -> tuple[int, str, str]:
        return self.number, self.name, self.checksum


def migrations(folder: Path = FOLDER) -> list[Migration]:
    """The files in order. Raises MigrationRefused when their numbers are not 1, 2, 3..."""
    found = []
    for expected, path in enumerate(sorted(folder.glob("*.sql")), 1):
        name = FILE_NAME.fullmatch(path.name)
        if name is None or int(name[1]) != expected:
            raise MigrationRefused(
                f"{path.name}: migration {expected:04d} is expected here, as {expected:04d}_words.sql"
            )
        text = path.read_text(encoding="utf-8")
        schema = SCHEMA.search(text)
        found.append(Migration(expected, path.stem, schema[1] if schema else "log", text))
    return found


async def pending(connection: Any, known: list[Migration] | None = None) -> list[Migration]:
    """What is still to apply. Raises MigrationRefused when the database is not an earlier state of this code."""
    known = migrations() if known is None else known
    applied = [tuple(row) for row in await connection.fetch(SQL["applied"])] if await _kept(connection) else []
    for row, migration in zip(applied, known, strict=False):
        if row != migration.row:
            raise MigrationRefused(
                f"Migration {row[1]} was applied to this database and has changed since in the code "
                f"({migration.name}): install the version of Maillage that the database was made with, or a newer one."
            )
    if len(applied) > len(known):
        raise MigrationRefused(
            f"The database has migration {applied[-1][1]}, this version of Maillage ends at "
            f"{known[-1].name if known else 'none'}: install the newer version."
        )
    return known[len(applied) :]


async def migrate(connection: Any, app: str, known: list[Migration] | None = None) -> list[str]:
    """Applies what is pending and grants `app` its rights; `connection` is the owner's. Returns the names applied."""
    known = migrations() if known is None else known
    done: list[str] = []
    while await pending(connection, known) or not await connection.fetchval(SQL["granted"], app):
        async with connection.transaction():
            await connection.execute(SQL["patience"], "60s")
            await connection.execute(SQL["exclusive"])
            await connection.execute(SQL["patience"], "5s")
            await connection.execute(SQL["bookkeeping"])
            for migration in (await pending(connection, known))[:1]:
                await _apply(connection, migration)
                done.append(migration.name)
            await connection.fetchval(SQL["name_app"], app)
            await connection.execute(SQL["grants"])
    return done


async def create_log(connection: Any, schema: str) -> None:
    """The log's own tables and functions in a schema of their own, unrecorded: for the library's test suites."""
    async with connection.transaction():
        for migration in migrations():
            if migration.schema == "log":
                await _run(connection, migration, schema)


async def _kept(connection: Any) -> bool:
    return bool(await connection.fetchval(SQL["kept"]))


async def _apply(connection: Any, migration: Migration) -> None:
    if migration.schema not in SCHEMAS:
        raise MigrationRefused(f"{migration.name}: schema {migration.schema} is none of {', '.join(SCHEMAS)}")
    try:
        await _run(connection, migration, migration.schema)
        await connection.execute(SQL["record"], *migration.row)
    except asyncpg.PostgresError as error:
        raise MigrationRefused(f"Migration {migration.name} failed and changed nothing: {error}") from error


async def _run(connection: Any, migration: Migration, schema: str) -> None:
    await connection.execute(SQL["make_schema"].format(schema=schema))
    await connection.fetchval(SQL["enter"], schema)
    await connection.execute(migration.text)

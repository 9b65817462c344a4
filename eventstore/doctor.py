"""What is right and what is wrong with an installation, one line each, with what to change."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, TypeAlias

from maillage.eventstore.connections import DatabaseUnusable
from maillage.eventstore.database import Database, DatabaseSettings
from maillage.eventstore.keyring import must_open
from maillage.eventstore.migrate import migrations
from maillage.eventstore.projection import Projection
from maillage.eventstore.rebuild import must_not_be_newer, up_to_date
from maillage.eventstore.tail import Tail

GIB = 1 << 30
_FULL, _NEARLY_FULL = 1, 5  # GiB that are free on the disk of the data directory


class Verdict(Enum):
    """WARN works and should be changed, BAD does not work."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True)
class Finding:
    verdict: Verdict
    text: str


Check: TypeAlias = Callable[[Any], Awaitable[list[Finding]]]  # of a pool


async def examine(
    settings: DatabaseSettings, key_file: Path, projections: Sequence[Projection], checks: Sequence[Check] = ()
) -> list[Finding]:
    """Looks at everything, `checks` last, and changes nothing, but that the embedded server is started if it is not."""
    found = [*_keys(key_file), _disk(settings.data)]
    try:
        async with Database(settings, migrate=False) as database:
            found += [finding async for finding in _database(database, projections)]
            await must_open(database.app_pool, key_file)
            for check in checks:
                found += await check(database.app_pool)
    except DatabaseUnusable as error:
        found.append(Finding(Verdict.BAD, str(error)))
    return found


async def _database(database: Database, projections: Sequence[Projection]) -> AsyncIterator[Finding]:
    async with database.app_pool.acquire() as connection:
        version = connection.get_settings().server_version
    yield Finding(Verdict.OK, f"PostgreSQL {version}, {database.app}")
    yield Finding(Verdict.OK, f"migrations: all {len(migrations())} applied")
    yield _roles(await database.may_rewrite_log(), database.app.role)
    if await up_to_date(database.app_pool, projections):
        yield Finding(Verdict.OK, "read models: up to date")
    else:
        await must_not_be_newer(database.app_pool, projections)
        yield Finding(Verdict.WARN, "read models: of another version, the next start makes them anew")
    async with Tail(database.connect) as tail:
        yield _listen(tail.hears)


def _roles(may_rewrite: bool, role: str) -> Finding:
    if not may_rewrite:
        return Finding(Verdict.OK, f"roles: the application ({role}) can neither change nor remove a fact")
    advice = "let MAILLAGE_MIGRATION_DATABASE_URL name the role that owns the log, DATABASE_URL another"
    return Finding(Verdict.WARN, f"roles: one role ({role}) does everything and could rewrite the log: {advice}")


def _listen(hears: bool) -> Finding:
    if hears:
        return Finding(Verdict.OK, "wake-ups: LISTEN works")
    advice = "let DATABASE_URL lead to the server itself, not to a transaction pooler"
    return Finding(Verdict.WARN, f"wake-ups: LISTEN hears nothing, news come by polling once a second: {advice}")


def _keys(path: Path) -> Iterator[Finding]:
    if not path.exists():
        yield Finding(Verdict.WARN, f"keys: {path} is not there; the first start of an installation makes it")
        return
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        yield Finding(Verdict.BAD, f"keys: others may read {path} ({mode:04o}): chmod 600 {path}")
    elif not os.access(path, os.R_OK):
        yield Finding(Verdict.BAD, f"keys: {path} cannot be read by this user: change its owner or MAILLAGE_KEY_FILE")
    else:
        yield Finding(Verdict.OK, f"keys: {path} is readable by its owner only; keep a copy elsewhere")


def _disk(data: Path) -> Finding:
    there = next(folder for folder in (data, *data.parents) if folder.exists())
    free = shutil.disk_usage(there).free / GIB
    text = f"disk: {free:.1f} GiB free at {there}"
    if free < _FULL:
        return Finding(Verdict.BAD, f"{text}: make room, or move MAILLAGE_DATA")
    return Finding(Verdict.WARN if free < _NEARLY_FULL else Verdict.OK, text)

"""Composition root: settings, database, log, read models, tail: opened in order, closed in the reverse one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import asyncpg

from maillage.config import Settings
from maillage.domain.registry import every_fact
from maillage.eventstore import rebuild
from maillage.eventstore.connections import UNLIMITED
from maillage.eventstore.database import Database
from maillage.eventstore.group import Appender
from maillage.eventstore.keyring import Keyring, Secrets
from maillage.eventstore.log import Log
from maillage.eventstore.tail import Tail
from maillage.projections import ALL

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Application:
    """What the edges, the commands and the tests are given: everything open and up to date."""

    settings: Settings
    database: Database
    pool: asyncpg.Pool
    keyring: Keyring
    log: Log
    tail: Tail


@asynccontextmanager
async def application(settings: Settings) -> AsyncIterator[Application]:
    """An open application. DatabaseUnusable, SettingRefused: it cannot be, and why."""
    every_fact()  # registers the topics before anything is read
    async with Database(settings) as database, _running(settings, database) as running:
        yield running


@asynccontextmanager
async def _running(settings: Settings, database: Database) -> AsyncIterator[Application]:
    pool = database.app_pool
    secrets = await asyncio.to_thread(Secrets.kept_in, settings.key_file)
    keyring = Keyring(pool, secrets)
    if not await rebuild.up_to_date(pool, ALL):
        log.info("the read models are made anew: %s", await rebuild_read_models(database, keyring))
    async with Appender(pool, ALL) as appender, Tail(database.connect) as tail:
        yield Application(settings, database, pool, keyring, Log(pool, keyring, appender, secrets.inputs), tail)


async def rebuild_read_models(database: Database, keyring: Keyring, *, live: bool = True) -> rebuild.Rebuilt:
    """Makes all read models anew from the log, beside running processes unless `live` is off."""

    async def connect() -> Any:
        return await database.connect(rebuild.SEARCH_PATH, UNLIMITED)

    return await rebuild.rebuild(connect, ALL, keyring, live=live)

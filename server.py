"""Composition root: settings, database, log, read models, tail: opened in order, closed in the reverse one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import asyncpg
from starlette.applications import Starlette

from maillage.accounts import tokens
from maillage.config import Settings
from maillage.domain.registry import every_fact
from maillage.eventstore import past, rebuild
from maillage.eventstore.connections import UNLIMITED
from maillage.eventstore.database import Database
from maillage.eventstore.group import Appender
from maillage.eventstore.keyring import Keyring, Secrets
from maillage.eventstore.log import Log
from maillage.eventstore.tail import Tail
from maillage.graphql.endpoint import GraphQLEndpoint
from maillage.graphql.limits import Limits
from maillage.graphql.schema import schema
from maillage.graphql.settings import EndpointSettings
from maillage.graphql.wiring import Sources
from maillage.http_edge.app import web_app
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
    pasts: past.Pasts


@asynccontextmanager
async def application(settings: Settings) -> AsyncIterator[Application]:
    """An open application. DatabaseUnusable, SettingRefused: it cannot be, and why."""
    every_fact()  # registers the topics before anything is read
    async with Database(settings) as database, opened(settings, database) as running:
        yield running


@asynccontextmanager
async def opened(settings: Settings, database: Database) -> AsyncIterator[Application]:
    pool = database.app_pool
    secrets = await asyncio.to_thread(Secrets.kept_in, settings.key_file)
    keyring = Keyring(pool, secrets)
    if not await rebuild.up_to_date(pool, ALL):
        log.info("the read models are made anew: %s", await rebuild_read_models(database, keyring))

    async def connect_to_past() -> Any:
        return await database.connect(past.SEARCH_PATH)

    async with (
        Appender(pool, ALL) as appender,
        Tail(database.connect) as tail,
        past.Pasts(connect_to_past, ALL, keyring) as pasts,
    ):
        log_ = Log(pool, keyring, appender, secrets.inputs)
        yield Application(settings, database, pool, keyring, log_, tail, pasts)


async def rebuild_read_models(database: Database, keyring: Keyring, *, live: bool = True) -> rebuild.Rebuilt:
    """Makes all read models anew from the log, beside running processes unless `live` is off."""

    async def connect() -> Any:
        return await database.connect(rebuild.SEARCH_PATH, UNLIMITED)

    return await rebuild.rebuild(connect, ALL, keyring, live=live)


# The API over HTTP -----------------------------------------------------------------


def create_app(running: Application) -> tuple[Starlette, GraphQLEndpoint]:
    """The web application of one process, and its endpoint, which a server closes before it waits for its clients."""

    async def authenticate(token: str) -> tokens.Identity | None:
        return await tokens.identify(running.pool, token, datetime.now(UTC))

    async def is_well() -> bool:
        return await rebuild.up_to_date(running.pool, ALL)

    sources = Sources(running.pool, running.pasts, running.log, running.tail)
    endpoint = GraphQLEndpoint(schema, sources.wiring(authenticate), _endpoint_settings(running.settings))
    return web_app(endpoint, is_well), endpoint


def _endpoint_settings(settings: Settings) -> EndpointSettings:
    return EndpointSettings(
        limits=Limits(depth=settings.query_depth, cost=settings.query_cost),
        max_body_bytes=settings.body_limit,
        execution_seconds=settings.query_timeout,
        allowed_origins=frozenset(settings.allowed_origins),
        only_listed_documents=settings.persisted_only,
    )

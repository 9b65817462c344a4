"""Composition root: settings, database, log, read models, tail: opened in order, closed in the reverse one."""

from __future__ import annotations

import asyncio
import gc
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg
import uvloop
from starlette.applications import Starlette

from maillage.accounts import tokens
from maillage.accounts.links import Links
from maillage.accounts.sign_ins import Keys
from maillage.config import SettingRefused, Settings
from maillage.domain.calendar import day_of
from maillage.domain.registry import every_fact
from maillage.domain.slugs import slug_of
from maillage.eventstore import chain, past, rebuild
from maillage.eventstore.connections import UNLIMITED
from maillage.eventstore.database import Database
from maillage.eventstore.group import Appender
from maillage.eventstore.keyring import Keyring, secrets_for
from maillage.eventstore.log import Log
from maillage.eventstore.opaque import Seal
from maillage.eventstore.tail import Tail
from maillage.graphql.endpoint import GraphQLEndpoint
from maillage.graphql.ids import encode_id
from maillage.graphql.limits import Limits
from maillage.graphql.persisted import read_documents
from maillage.graphql.references import DECISION
from maillage.graphql.schema import schema
from maillage.graphql.settings import EndpointSettings
from maillage.graphql.wiring import Member, Sources
from maillage.http_edge import calendar, link_pages, meeting_page, sign_in
from maillage.http_edge.app import web_app
from maillage.http_edge.listening import Server, configuration, listen
from maillage.http_edge.stopping import stoppable
from maillage.http_edge.visits import Doors
from maillage.http_edge.welcome import how_to_sign_in, listening, to_try
from maillage.processes import letters, outbox
from maillage.processes.clock import Clock
from maillage.processes.post import Post
from maillage.processes.transport import Files, Smtp, Transport
from maillage.projections import ALL
from maillage.usecases import calendar_feeds, signing_in
from maillage.usecases.demonstration.cast import COORDINATOR, NETWORK
from maillage.usecases.demonstration.play import FOUNDING, play_demonstration
from maillage.usecases.signing_in import Entrance, identify

log = logging.getLogger(__name__)
_DAY = 86_400.0  # seconds


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
    cursors: Seal


@asynccontextmanager
async def application(settings: Settings) -> AsyncIterator[Application]:
    """An open application. DatabaseUnusable, SettingRefused: it cannot be, and why."""
    every_fact()  # registers the topics before anything is read
    async with Database(settings) as database, opened(settings, database) as running:
        yield running


@asynccontextmanager
async def opened(settings: Settings, database: Database) -> AsyncIterator[Application]:
    pool = database.app_pool
    secrets = await secrets_for(pool, settings.key_file)
    keyring = Keyring(pool, secrets)
    await _make_read_models(database, keyring)

    async def connect_to_past() -> Any:
        return await database.connect(past.SEARCH_PATH)

    async with (
        Appender(pool, ALL, outbox=outbox.put) as appender,
        Tail(database.connect) as tail,
        past.Pasts(connect_to_past, ALL, keyring) as pasts,
    ):
        log_ = Log(pool, keyring, appender, secrets.inputs)
        yield Application(settings, database, pool, keyring, log_, tail, pasts, secrets.seal("cursors"))


async def _make_read_models(database: Database, keyring: Keyring, patience: float = 600.0) -> None:
    """Where they are missing or of another version. Of processes that start at once, one does it and the others wait.

    RebuildRunning: it did not end within `patience` seconds. NewerReadModels: to go back takes `./run rebuild`.
    """
    end = asyncio.get_running_loop().time() + patience
    while not await rebuild.up_to_date(database.app_pool, ALL):
        try:
            log.info("the read models are made anew: %s", await rebuild_read_models(database, keyring))
        except rebuild.RebuildRunning:
            if asyncio.get_running_loop().time() > end:
                raise
            await asyncio.sleep(0.1)


async def rebuild_on_purpose(settings: Settings, *, live: bool = True) -> rebuild.Rebuilt:
    """The read models as this program makes them, whatever they are: also back from a newer one. DatabaseUnusable."""
    every_fact()
    async with Database(settings) as database:
        keyring = Keyring(database.app_pool, await secrets_for(database.app_pool, settings.key_file))
        return await rebuild_read_models(database, keyring, live=live, back=True)


async def rebuild_read_models(
    database: Database, keyring: Keyring, *, live: bool = True, back: bool = False
) -> rebuild.Rebuilt:
    """Makes all read models anew from the log, beside running processes unless `live` is off."""

    async def connect() -> Any:
        return await database.connect(rebuild.SEARCH_PATH, UNLIMITED)

    return await rebuild.rebuild(connect, ALL, keyring, live=live, back=back)


# The API over HTTP -----------------------------------------------------------------


def create_app(
    running: Application, figures: EndpointSettings, url: str | None = None
) -> tuple[Starlette, GraphQLEndpoint]:
    """The web application of one process, and its endpoint, which a server closes before it waits for its clients.

    `url` is where it listens, by which people reach it unless MAILLAGE_PUBLIC_URL says another.
    """

    async def authenticate(token: str) -> Member | None:
        return await identify(running.pool, token, datetime.now(UTC))

    async def open_calendar(secret: str) -> calendar_feeds.Opened | None:
        return await calendar_feeds.opened_by(running.pool, secret, datetime.now(UTC))

    async def is_well() -> bool:
        return await rebuild.up_to_date(running.pool, ALL)

    public = running.settings.public_url or url or f"http://{running.settings.host}:{running.settings.port}"
    sources = Sources(running.pool, running.pasts, running.log, running.tail, running.cursors, public)
    endpoint = GraphQLEndpoint(schema, sources.wiring(authenticate), figures)
    entrance = Entrance(running.pool, Keys.of(running.keyring.seal))
    doors = Doors(running.pool, running.log, Links.of(running.keyring.seal))
    cookie = figures.session_cookie or sign_in.COOKIE
    signing = [*sign_in.routes(entrance, cookie), *meeting_page.routes(doors, cookie)]
    pages = [*signing, *link_pages.routes(doors), *calendar.routes(open_calendar, public)]
    return web_app(endpoint, is_well, *pages), endpoint


def endpoint_settings(settings: Settings) -> EndpointSettings:
    """Reads the files of documents: before a loop runs, or beside it. SettingRefused: they cannot be read."""
    return EndpointSettings(
        limits=Limits(depth=settings.query_depth, cost=settings.query_cost),
        max_body_bytes=settings.body_limit,
        execution_seconds=settings.query_timeout,
        session_cookie=sign_in.cookie_of(settings.public_url),
        allowed_origins=frozenset(settings.allowed_origins),
        max_connections=settings.connections_per_person,
        operations_per_minute=settings.operations_per_minute,
        documents=_documents(settings.documents),
        only_listed_documents=settings.persisted_only,
    )


def _documents(path: Path | None) -> Mapping[str, str]:
    if path is None:
        return {}
    try:
        found = read_documents(path)
    except (OSError, ValueError) as error:
        raise SettingRefused("MAILLAGE_DOCUMENTS", repr(str(path)), f"it cannot be read ({error})") from None
    if not found:
        raise SettingRefused("MAILLAGE_DOCUMENTS", repr(str(path)), "it must hold at least one document")
    return found


# Serving it -------------------------------------------------------------------------


def serve(settings: Settings) -> None:
    """Until it is told to stop. CannotListen, DatabaseUnusable: it cannot start, and why."""
    for name in ("uvicorn", "websockets", "aiosmtplib"):  # at debug level they log headers, and with them tokens
        logging.getLogger(name).setLevel(logging.WARNING)
    figures = endpoint_settings(settings)
    loop = asyncio.Runner(loop_factory=uvloop.new_event_loop)
    with suppress(asyncio.CancelledError), listen(settings.host, settings.port) as bound, loop as runner:
        runner.run(_serve(settings, figures, bound))


def url_of(bound: socket.socket) -> str:
    host, port, *_ = bound.getsockname()
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


async def _serve(settings: Settings, figures: EndpointSettings, bound: socket.socket) -> None:
    url = url_of(bound)
    with stoppable() as stop:
        async with (
            application(settings) as running,
            forgetting(
                running.log.forget_commands,
                partial(signing_in.forget, running.pool),
                partial(letters.forget, running.pool),
            ),
            post_of(running, settings.public_url or url).delivering(),
        ):
            words = await _first_words(running, url)
            app, endpoint = create_app(running, figures, url)
            config = configuration(app, settings.body_limit)
            server = Server(config, lambda: print(listening(url), words, sep="\n\n", flush=True), endpoint.close)
            stop.instead(partial(setattr, server, "should_exit", True))
            gc.collect()
            gc.freeze()  # what is here now stays: later collections need not look at it again
            async with Clock(running.log).ticking():  # once the demonstration, where there is one, was played
                await server.serve([bound])


async def _first_words(running: Application, url: str) -> str:
    """How to sign in. Where nothing is there yet and the database is our own, the demonstration is played first.

    Where it is there alone and its coordinator never had a token, a start was cut before it printed one.
    """
    if running.settings.database_url is not None:
        return how_to_sign_in()
    networks = await chain.networks(running.pool)
    if not networks or (networks == [FOUNDING.network] and not await _coordinators_tokens(running)):
        return await _demonstration(running, url)
    if FOUNDING.network in networks:
        return how_to_sign_in(slug_of(NETWORK), COORDINATOR.name)
    return how_to_sign_in()


async def _coordinators_tokens(running: Application) -> list[tokens.Token]:
    return await tokens.tokens_of(running.pool, network=FOUNDING.network, person=FOUNDING.coordinator)


async def _demonstration(running: Application, url: str) -> str:
    """Plays what is missing of it up to today, and what its coordinator is told, with a new token."""
    now = datetime.now(UTC)
    played = await play_demonstration(running.log, day_of(now))
    minted = await tokens.mint(
        running.pool, network=played.network, person=played.coordinator, label="demonstration", now=now
    )
    return to_try(url, played.slug, COORDINATOR.name, minted.token, encode_id(DECISION, played.to_count))


def post_of(running: Application, url: str) -> Post:
    """What sends the messages of this installation; `url` is where they lead to."""
    return Post(running.pool, running.keyring, running.database.connect, transport(running.settings), url)


def transport(settings: Settings) -> Transport:
    if settings.smtp_host is None:
        return Files(settings.data / "mail", settings.mail_from)
    return Smtp(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_tls,
        settings.mail_from,
        settings.smtp_user,
        settings.smtp_password,
    )


@asynccontextmanager
async def forgetting(*forget: Callable[[], Awaitable[object]], every: float = _DAY) -> AsyncIterator[None]:
    """Does each of these every so many seconds, as what is kept is promised to be forgotten."""
    task = asyncio.create_task(_forget(forget, every), name="forgetting")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _forget(each: Sequence[Callable[[], Awaitable[object]]], every: float) -> None:
    while True:
        for forget in each:
            try:
                await forget()
            except Exception:
                log.exception("what is over could not be forgotten; it will be next time")
        await asyncio.sleep(every)

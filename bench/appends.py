"""How many facts per second reach the log, beside the library's own recorder and beside raw SQL on the same server."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from uuid import UUID, uuid4

import asyncpg
import msgspec
import psycopg
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore

from bench.contest import Figure, Trial, contest
from bench.ground import Ground, command, now, system
from maillage.domain.meeting_facts import MeetingKind, Modality
from maillage.domain.meetings import Meeting
from maillage.eventstore.append import Claim, Item, StoredFact
from maillage.eventstore.change import Change
from maillage.eventstore.facts import Envelope
from maillage.eventstore.group import Appender
from maillage.eventstore.log import Log
from maillage.eventstore.mapper import to_json
from maillage.eventstore.projection import Projection, fingerprint
from maillage.projections import ALL

WRITERS = (1, 8, 32)
BARE, FULL, WHOLE = "bare group append", "group append, claim, outcome, read models", "whole command"
FIRST = "group append, claim, outcome, the first read models"  # directory, meetings, decision register, activity
_FIRST = {"networks", "members", "partners", "people", "meetings", "decisions", "timeline"}
READ_MODELS: Mapping[str, tuple[Projection, ...]] = {
    BARE: (),
    FIRST: tuple(each for each in ALL if each.name in _FIRST),
    FULL: ALL,
    WHOLE: ALL,
}
_PREPARED = 40_000  # facts made before the clock starts, as the library's and raw SQL's are


async def measure(ground: Ground, rounds: int, seconds: float) -> list[Figure]:
    library = Library(ground)
    contests = [await _contest(ground, library, writers, rounds, seconds) for writers in WRITERS]
    return [figure for figures in contests for figure in figures]


async def _contest(ground: Ground, library: Library, writers: int, rounds: int, seconds: float) -> list[Figure]:
    trials: dict[str, Trial] = {
        **{kind: partial(grouped, ground, writers, seconds, READ_MODELS[kind]) for kind in (BARE, FIRST, FULL)},
        WHOLE: lambda: commands(ground.app.log, writers, seconds),
        "library's recorder": lambda: asyncio.to_thread(library.rate, writers, seconds),
        "raw INSERT": lambda: raw(ground, writers, seconds),
    }
    written = {competitor: len(READ_MODELS.get(competitor, ())) for competitor in trials}
    notes = {BARE: "hashes and chain always", "raw INSERT": "no order, no chain"}
    return await contest(f"append, {writers} writers", "facts/s", trials, rounds, projections=written, notes=notes)


# Ours -----------------------------------------------------------------------------


async def grouped(ground: Ground, writers: int, seconds: float, read_models: tuple[Projection, ...]) -> float:
    """The appender alone, given facts made beforehand; with a claim and an outcome where there are read models."""
    network = uuid4()
    items = iter([_item(network, number, full=bool(read_models)) for number in range(_PREPARED)])
    async with Appender(ground.app.pool, read_models) as appender, _known(ground, read_models):
        return await _rate(writers, seconds, lambda: appender.append(next(items)))


@asynccontextmanager
async def _known(ground: Ground, read_models: tuple[Projection, ...]) -> AsyncIterator[None]:
    """An appender with fewer read models is only let in while the log expects no others."""
    expected = await ground.app.pool.fetchval("SELECT projections FROM head")
    await ground.app.pool.execute("SELECT register_projections($1)", fingerprint(read_models))
    try:
        yield
    finally:
        await ground.app.pool.execute("SELECT register_projections($1)", expected)


def _item(network: UUID, number: int, *, full: bool) -> Item:
    meeting = Meeting.plan(title="Bilan du tri", kind=MeetingKind.REGULAR, modality=Modality.HYBRID, at=now())
    fact = meeting.collect_events()[0]
    envelope = Envelope(None, uuid4(), uuid4())
    stored = StoredFact(fact, "meeting.planned", to_json(fact, {}))
    claims = [Claim(network, "bench", str(number), meeting.id)] if full else []
    return Item(
        network, envelope, msgspec.json.encode(envelope), [stored], claims=claims, input=bytes(32) if full else None
    )


async def commands(log: Log, writers: int, seconds: float) -> float:
    """From the verb to the commit: outcome looked up, decided, sealed, appended, projected."""
    network, numbers = uuid4(), itertools.count()

    async def plan() -> None:
        async def decide(change: Change) -> UUID:
            meeting = Meeting.plan(title="Bilan du tri", kind=MeetingKind.REGULAR, modality=Modality.HYBRID, at=now())
            change.add(meeting)
            return meeting.id

        await log.carry_out(system(network), command("plan", number=next(numbers)), decide)

    return await _rate(writers, seconds, plan)


async def _rate(writers: int, seconds: float, once: Callable[[], Awaitable[object]]) -> float:
    written, started = 0, time.perf_counter()

    async def writer() -> None:
        nonlocal written
        while time.perf_counter() < started + seconds:
            await once()
            written += 1

    await asyncio.gather(*(writer() for _ in range(writers)))
    return written / (time.perf_counter() - started)


# The others -----------------------------------------------------------------------


class Library:
    """eventsourcing's PostgresApplicationRecorder, threads and psycopg, on the same server."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        with psycopg.connect(ground.superuser_url, autocommit=True) as db:
            db.execute("CREATE SCHEMA IF NOT EXISTS library")

    def rate(self, writers: int, seconds: float) -> float:
        """Its connections are open before the clock starts, and closed for the others' turn."""
        given = self._ground.superuser
        store = PostgresDatastore(
            given["database"],
            self._ground.socket,
            given["port"],
            given["user"],
            "",
            schema="library",
            pool_size=writers,
        )
        recorder = PostgresApplicationRecorder(store)
        recorder.create_table()
        try:
            started = time.perf_counter()
            with ThreadPoolExecutor(writers) as threads:
                written = sum(threads.map(lambda _: _write(recorder, started + seconds), range(writers)))
            return written / (time.perf_counter() - started)
        finally:
            store.close()


def _write(recorder: PostgresApplicationRecorder, until: float) -> int:
    written = 0
    while time.perf_counter() < until:
        recorder.insert_events([_stored_event()])
        written += 1
    return written


def _stored_event() -> StoredEvent:
    return StoredEvent(uuid4(), 1, "meeting.planned", STATE)


STATE = (
    b'{"timestamp":"2026-03-02T12:00:00Z","originator_topic":"meeting","title":"Bilan du tri",'
    b'"kind":"REGULAR","modality":"HYBRID"}'
)


async def raw(ground: Ground, writers: int, seconds: float) -> float:
    """One INSERT and one commit per fact, each writer on a connection of its own."""
    owner: asyncpg.Connection = await asyncpg.connect(ground.superuser_url)
    await owner.execute("CREATE TABLE IF NOT EXISTS public.raw (id uuid PRIMARY KEY, topic text, state bytea)")
    pools = [await asyncpg.connect(ground.superuser_url) for _ in range(writers)]
    idle: asyncio.Queue[asyncpg.Connection] = asyncio.Queue()
    for connection in pools:
        idle.put_nowait(connection)

    async def insert() -> None:
        connection = await idle.get()
        await connection.execute("INSERT INTO public.raw VALUES ($1, $2, $3)", uuid4(), "meeting.planned", STATE)
        idle.put_nowait(connection)

    try:
        return await _rate(writers, seconds, insert)
    finally:
        for connection in (*pools, owner):
            await connection.close()

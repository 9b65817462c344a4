"""How fast history is read again: one aggregate for a command, everything for new read models."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

from eventsourcing.application import Application as LibraryApplication
from eventsourcing.domain import Aggregate as LibraryAggregate
from eventsourcing.domain import event
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner

from bench.contest import Figure, Trial, contest
from bench.ground import Ground, command, now, system
from maillage.domain.meeting_facts import MeetingKind, Modality
from maillage.domain.meetings import Meeting
from maillage.domain.network import Network
from maillage.eventstore.change import Change
from maillage.projections import ALL
from maillage.server import rebuild_read_models

LENGTHS = (20, 200)  # facts of one stream
_STREAMS = 200  # of a hundred facts each: what the rebuild reads
_LIBRARY_FACTS = 1_000  # what the library's runner is given: it is one transaction per fact


async def rehydration(ground: Ground, rounds: int, seconds: float) -> list[Figure]:
    """Microseconds to load one aggregate from the log and replay it."""
    figures: list[Figure] = []
    for length in LENGTHS:
        network = uuid4()
        stream = await _meeting_of(ground, network, length)
        trials: dict[str, Trial] = {"load and replay": partial(_loading, ground, network, stream, seconds)}
        figures += await contest(f"rehydration, {length} facts", "us", trials, rounds)
    return figures


async def _loading(ground: Ground, network: UUID, stream: UUID, seconds: float) -> float:
    loaded, started = 0, time.perf_counter()
    while time.perf_counter() < started + seconds:
        await ground.app.log.replayed(network, stream)
        loaded += 1
    return (time.perf_counter() - started) / loaded * 1e6


async def _meeting_of(ground: Ground, network: UUID, facts: int) -> UUID:
    """A stored meeting that was moved until it has so many facts."""

    async def decide(change: Change) -> UUID:
        at = now()
        founded = Network.found(name="Banc d’essai", coordinator=uuid4(), at=at, id=network)
        meeting = Meeting.plan(title="Bilan du tri", kind=MeetingKind.REGULAR, modality=Modality.HYBRID, at=at)
        start = at + timedelta(days=30)
        meeting.schedule(
            network=founded, starts_at=start, ends_at=start + timedelta(hours=2), place="Salle A", call_link=None, at=at
        )
        for step in range(1, facts - 1):
            moved = start + timedelta(minutes=step)
            meeting.reschedule(
                starts_at=moved,
                ends_at=moved + timedelta(hours=2),
                place="Salle A",
                call_link=None,
                reason="Indisponible",
                at=at,
            )
        change.add(meeting)
        return meeting.id

    outcome = await ground.app.log.carry_out(system(network), command("plan", network=str(network)), decide)
    assert outcome.subject
    return outcome.subject


async def rebuilds(ground: Ground, rounds: int, _: float) -> list[Figure]:
    """Facts per second into new read models, all of them, beside the library's runner into its one table."""
    for _stream in range(_STREAMS):
        await _meeting_of(ground, uuid4(), 100)
    library = LibraryRunner(ground)
    trials: dict[str, Trial] = {
        "rebuild, all read models": partial(_rebuilding, ground),
        "library's runner, one counter": lambda: asyncio.to_thread(library.rate),
    }
    written = {"rebuild, all read models": len(ALL), "library's runner, one counter": 1}
    return await contest("rebuild", "facts/s", trials, rounds, projections=written)


async def _rebuilding(ground: Ground) -> float:
    rebuilt = await rebuild_read_models(ground.app.database, ground.app.keyring)
    return rebuilt.facts / rebuilt.seconds


# The library ----------------------------------------------------------------------


class Note(LibraryAggregate):
    """An aggregate in the library's own shorthand."""

    @event("Started")
    def __init__(self, title: str) -> None:
        self.title, self.moves = title, 0

    @event("Moved")
    def move(self, reason: str) -> None:
        self.moves += 1


class Notes(LibraryApplication[UUID]):
    """The library's application, with its own mapper and recorder."""

    name = "notes"


class Counter(PostgresTrackingRecorder):
    """The library's way to keep a read model: a row and the tracking position in one transaction per fact."""

    def count(self, tracking: Tracking) -> None:
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)


class Counting(Projection[Counter]):
    """The cheapest projection there is: it only keeps its position."""

    def process_event(self, domain_event: object, tracking: Tracking) -> None:
        self.view.count(tracking)


class LibraryRunner:
    """eventsourcing's ProjectionRunner over a log of its own, on the same server."""

    def __init__(self, ground: Ground) -> None:
        given = ground.superuser
        self._runs = 0
        self._environment = {
            "PERSISTENCE_MODULE": "eventsourcing.postgres",
            "POSTGRES_DBNAME": given["database"],
            "POSTGRES_HOST": ground.socket,
            "POSTGRES_PORT": str(given["port"]),
            "POSTGRES_USER": given["user"],
            "POSTGRES_PASSWORD": "",
        }
        notes = Notes(self._environment)
        for _ in range(_LIBRARY_FACTS // 100):
            note = Note("Bilan du tri")
            for _ in range(99):
                note.move("Indisponible")
            notes.save(note)
        notes.close()

    def rate(self) -> float:
        """From nothing to the last fact, under a name that no run had before."""
        self._runs += 1
        projection = type(f"Counting{self._runs}", (Counting,), {"name": f"counting{self._runs}"})
        started = time.perf_counter()
        with ProjectionRunner(
            application_class=Notes, view_class=Counter, projection_class=projection, env=self._environment
        ) as runner:
            runner.wait(_LIBRARY_FACTS, timeout=60)
        return _LIBRARY_FACTS / (time.perf_counter() - started)

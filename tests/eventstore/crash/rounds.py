"""Kill, start again, compare: what was acknowledged with what the log holds."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import msgspec

from maillage.config import Settings
from maillage.eventstore import chain
from maillage.eventstore.database import Database
from maillage.eventstore.facts import Envelope
from tests.eventstore.crash import writer
from tests.postgres import binaries

KILLED = ("the app", "the postmaster", "everything")
READ_MODELS = {  # table -> topic of the fact that makes a row of it
    "people": "person.registered",
    "meetings": "meeting.planned",
    "collectivities": "collectivity.registered",
}
READY = 60  # seconds for the app to come up


@dataclass
class Known:
    """What the clients of all rounds together know."""

    acknowledged: dict[UUID, tuple[int, int]] = field(default_factory=dict)  # command -> first and last position
    unanswered: dict[UUID, str] = field(default_factory=dict)  # command -> kind

    def hear(self, line: str) -> None:
        match line.split():
            case ["sent", kind, id]:
                self.unanswered[UUID(id)] = kind
            case ["done", _, id, first, last]:
                del self.unanswered[UUID(id)]
                self.acknowledged[UUID(id)] = (int(first), int(last))
            case other:
                assert other == ["ready"], line


@dataclass(frozen=True)
class Round:
    """One line of the table. `found` counts the acknowledged commands of all rounds that the log holds."""

    number: int
    killed: str
    written: int
    acknowledged: int
    found: int
    lost: int
    twice: int

    def __str__(self) -> str:
        figures = (self.written, self.acknowledged, self.found, self.lost, self.twice)
        return f"{self.number:5}  {self.killed:15}" + "".join(f"{figure:>14}" for figure in figures)


HEAD = "round  killed         " + "".join(
    f"{name:>14}" for name in ("acknowledged", "in all", "found", "lost", "twice")
)


class Writer:
    """The program of `writer`, its pipe drained by a task so that it never waits for us."""

    def __init__(self, data: Path, known: Known) -> None:
        self.data, self.known = data, known

    async def __aenter__(self) -> "Writer":
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            writer.__name__,
            str(self.data),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        lines = [f"{kind} {id}\n" for id, kind in self.known.unanswered.items()]
        self.process.stdin.write("".join([*lines, "\n"]).encode())
        self.ready = asyncio.Event()
        self.draining = asyncio.create_task(self._drain())
        self.complaints = asyncio.create_task(self.process.stderr.read())
        started = asyncio.create_task(self.ready.wait())
        await asyncio.wait({started, self.draining}, timeout=READY, return_when=asyncio.FIRST_COMPLETED)
        started.cancel()
        if not self.ready.is_set():
            self.process.kill()
            raise AssertionError(f"the app did not come up: {(await self.complaints).decode()}")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()
        await self.draining
        await self.complaints

    async def _drain(self) -> None:
        async for line in self.process.stdout:
            self.known.hear(line.decode())
            if line == b"ready\n":
                self.ready.set()

    async def kill(self, what: str) -> None:
        if self.draining.done():
            raise AssertionError(f"the app ended before it was killed: {(await self.complaints).decode()}")
        postmaster = int((self.data / "server/pg/postmaster.pid").read_text().split()[0])
        if what == "the postmaster":
            os.kill(postmaster, signal.SIGKILL)
            await asyncio.sleep(random.uniform(0, 0.3))  # the app goes on without it
        backends = _children(postmaster) if what == "everything" else []
        for each in [self.process.pid, *([postmaster, *backends] if what == "everything" else [])]:
            _kill(each)


def _children(parent: int) -> list[int]:
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True, timeout=60)
    pairs = (map(int, line.split()) for line in listed.stdout.splitlines())
    return [pid for pid, of in pairs if of == parent]


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):  # it had just ended
        os.kill(pid, signal.SIGKILL)


async def play(data: Path, known: Known, number: int, seconds: tuple[float, float]) -> Round:
    """One round: write, kill at a random moment, start the server again, compare."""
    what, before = KILLED[(number - 1) % len(KILLED)], len(known.acknowledged)
    async with Writer(data, known) as app:
        await asyncio.sleep(random.uniform(*seconds))
        await app.kill(what)
    held, twice = await compare(data)
    lost = [id for id, positions in known.acknowledged.items() if held.get(id) != positions]
    in_all = len(known.acknowledged)
    return Round(number, what, in_all - before, in_all, in_all - len(lost), len(lost), twice)


async def compare(data: Path) -> tuple[dict[UUID, tuple[int, int]], int]:
    """First and last position of each command that the log holds, and how many it holds twice.

    AssertionError: the log has a gap, a broken chain, or read models that differ from it.
    """
    async with Database(Settings(data=data, pg_bin=binaries())) as database, database.app_pool.acquire() as db:
        rows = await db.fetch(
            "SELECT network_seq, notification_id, topic, metadata FROM log.stored_events ORDER BY notification_id"
        )
        assert [row["notification_id"] for row in rows] == list(range(1, len(rows) + 1))
        assert [row["network_seq"] for row in rows] == list(range(1, len(rows) + 1))
        assert (await chain.verify(db, writer.NETWORK)).last_seq == len(rows)
        for table, topic in READ_MODELS.items():
            kept = await db.fetchval(f"SELECT count(*) FROM read.{table}")
            assert kept == sum(row["topic"] == topic for row in rows), f"read model {table}"
        outcomes = await db.fetch("SELECT command_id, first_seq, last_seq FROM log.commands")
    positions: dict[UUID, list[int]] = {}
    for row in rows:
        command = msgspec.json.decode(row["metadata"], type=Envelope).command
        positions.setdefault(command, []).append(row["network_seq"])
    held = {row["command_id"]: (row["first_seq"], row["last_seq"]) for row in outcomes}
    assert held.keys() == positions.keys()
    twice = [id for id, (first, last) in held.items() if positions[id] != list(range(first, last + 1))]
    return held, len(twice)


async def play_all(data: Path, rounds: int, seconds: tuple[float, float]) -> list[Round]:
    known = Known()
    began, played = time.monotonic(), []
    for number in range(1, rounds + 1):
        played.append(await play(data, known, number, seconds))
    print(HEAD, *played, f"{rounds} rounds in {time.monotonic() - began:.0f} s", sep="\n")
    return played

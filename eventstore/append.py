"""What one command asks the log to write, and what the log answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
import msgspec

from maillage.domain.base import Fact
from maillage.eventstore.facts import NOBODY, Envelope
from maillage.eventstore.sql import queries

SQL = queries(__file__)


@dataclass(frozen=True, slots=True)
class StoredFact:
    """A fact as it goes to the database, with the fact itself for the read models."""

    fact: Fact
    topic: str
    state: bytes


@dataclass(frozen=True, slots=True)
class Claim:
    """`free` gives it back. `network` is NOBODY where it is unique in the whole installation."""

    network: UUID
    kind: str
    key: str
    holder: UUID
    free: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One command's change: all of it is written, or none."""

    network: UUID
    envelope: Envelope
    metadata: bytes  # the envelope as stored
    facts: Sequence[StoredFact]
    relied: Sequence[tuple[UUID, int]] = ()  # streams that must still be at that version
    claims: Sequence[Claim] = ()
    input: bytes | None = None  # HMAC of the command's input; None: the outcome is not kept
    subject: UUID | None = None
    refusal: str | None = None  # JSON

    @property
    def touches(self) -> set[object]:
        """What no two items of one group may share."""
        touched: set[object] = {stored.fact.originator_id for stored in self.facts}
        touched.update(stream for stream, _ in self.relied)
        touched.update((claim.network, claim.kind, claim.key) for claim in self.claims)
        touched.add((self.network, self.envelope.person, self.envelope.command))
        return touched


@dataclass(frozen=True, slots=True)
class Appended:
    """Positions are consecutive from the first on; both None where the command changed nothing."""

    first_position: int | None
    first_seq: int | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody else changed this stream first."""

    stream: str


@dataclass(frozen=True, slots=True)
class Taken:
    """Somebody else holds this claim, `kind:key`."""

    claim: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """This command was carried out before."""


Answer = Appended | Moved | Taken | Replayed


async def append_facts(db: asyncpg.Connection, items: Sequence[Item], fingerprint: str, timeout: float) -> list[Answer]:
    """One round trip for all items, one more where some cannot be written; answers in their order."""
    answers: dict[int, Answer] = {}
    while left := [number for number in range(len(items)) if number not in answers]:
        given = [items[number] for number in left]
        row = await db.fetchrow(SQL["append"], *_arguments(given, fingerprint), timeout=timeout)
        places = _places(given, row) if row["conflicts"] is None else _conflicts(row["conflicts"])
        answers |= {left[place]: answer for place, answer in places.items()}
    return [answers[number] for number in range(len(items))]


def _arguments(items: Sequence[Item], fingerprint: str) -> Iterator[object]:
    yield fingerprint
    yield [item.network for item in items]
    yield [item.metadata for item in items]
    kept = items if any(item.input is not None for item in items) else ()
    yield [item.envelope.person or NOBODY for item in kept]
    yield [item.envelope.command if item.input is not None else None for item in kept]
    yield [item.input for item in kept]
    yield [item.subject for item in kept]
    yield [item.refusal for item in kept]
    yield [number for number, item in enumerate(items, 1) for _ in item.facts]
    facts = [stored for item in items for stored in item.facts]
    yield [stored.fact.originator_id for stored in facts]
    yield [stored.fact.originator_version for stored in facts]
    yield [stored.topic for stored in facts]
    yield [stored.state for stored in facts]
    relied = [(number, *seen) for number, item in enumerate(items, 1) for seen in item.relied]
    yield from ([row[column] for row in relied] for column in range(3))
    claims = [(number, claim) for number, item in enumerate(items, 1) for claim in item.claims]
    yield [number for number, _ in claims]
    yield [claim.network for _, claim in claims]
    yield [claim.kind for _, claim in claims]
    yield [claim.key for _, claim in claims]
    yield [claim.holder for _, claim in claims]
    yield [claim.free for _, claim in claims]


def _places(items: Sequence[Item], row: asyncpg.Record) -> dict[int, Answer]:
    """Everything was written: where each item's facts begin."""
    answers: dict[int, Answer] = {}
    written = 0
    for number, item in enumerate(items):
        position, seq = (row["before"] + written + 1, row["seqs"][written]) if item.facts else (None, None)
        answers[number] = Appended(position, seq, row["recorded"])
        written += len(item.facts)
    return answers


def _conflicts(listed: str) -> dict[int, Answer]:
    """Nothing was written: the first reason of each item that has one."""
    answers: dict[int, Answer] = {}
    for number, answer, detail in msgspec.json.decode(listed):
        answers.setdefault(number - 1, _CONFLICTS[answer](detail))
    return answers


_CONFLICTS: dict[str, Callable[[str], Answer]] = {"replayed": lambda _: Replayed(), "moved": Moved, "taken": Taken}

"""What one command asks the log to write, and what the log answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

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
    def touches(self) -> frozenset[object]:
        """What no two items of one group may share."""
        streams = {stored.fact.originator_id for stored in self.facts} | {stream for stream, _ in self.relied}
        claims = {(claim.network, claim.kind, claim.key) for claim in self.claims}
        return frozenset(streams | claims | {(self.network, self.envelope.person, self.envelope.command)})


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
    """One round trip for all items, in the connection's transaction if it has one; answers in their order."""
    facts = [(number, item, stored) for number, item in enumerate(items, 1) for stored in item.facts]
    relied = [(number, *seen) for number, item in enumerate(items, 1) for seen in item.relied]
    claims = [(number, claim) for number, item in enumerate(items, 1) for claim in item.claims]
    rows = await db.fetch(
        SQL["append"],
        [item.network for item in items],
        [item.envelope.person or NOBODY for item in items],
        [item.envelope.command if item.input is not None else None for item in items],
        [item.input for item in items],
        [item.subject for item in items],
        [item.refusal for item in items],
        [number for number, _, _ in facts],
        [stored.fact.originator_id for _, _, stored in facts],
        [stored.fact.originator_version for _, _, stored in facts],
        [stored.topic for _, _, stored in facts],
        [stored.state for _, _, stored in facts],
        [item.metadata for _, item, _ in facts],
        [number for number, _, _ in relied],
        [stream for _, stream, _ in relied],
        [version for _, _, version in relied],
        [number for number, _ in claims],
        [claim.network for _, claim in claims],
        [claim.kind for _, claim in claims],
        [claim.key for _, claim in claims],
        [claim.holder for _, claim in claims],
        [claim.free for _, claim in claims],
        fingerprint,
        timeout=timeout,
    )
    answers = {row["item"]: _answer(row) for row in rows}
    return [answers[number] for number in range(1, len(items) + 1)]


def _answer(row: asyncpg.Record) -> Answer:
    match row["answer"]:
        case "appended":
            return Appended(row["first_position"], row["first_seq"], row["recorded"])
        case "moved":
            return Moved(row["detail"])
        case "taken":
            return Taken(row["detail"])
        case "replayed":
            return Replayed()
    raise AssertionError(f"append_facts answered {row['answer']!r}")

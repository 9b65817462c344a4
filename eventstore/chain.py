"""The chain of one network's facts, verified from its own rows alone."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

import asyncpg

from maillage.eventstore.sql import Connection, queries

SQL = queries(__file__)
START = bytes(32)
_PAGE = 1_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Tampered(Exception):
    """A stored fact, its place or its link is not what was recorded. The message names the place in the network."""


@dataclass(frozen=True)
class Verified:
    """Everything up to `last_seq` is as recorded; `link` stands for all of it."""

    last_seq: int
    link: bytes


def leaf(row: asyncpg.Record) -> bytes:
    """RFC 9162 leaf hash over every stored column but notification_id, as `fact_leaf` in 0001_log.sql."""
    return sha256(b"\x00" + b"".join(_entry(row))).digest()


def _entry(row: asyncpg.Record) -> Iterable[bytes]:
    yield row["network_id"].bytes
    yield _int8(row["network_seq"])
    yield row["originator_id"].bytes
    yield _int8(row["originator_version"])
    yield _int8((row["recorded_at"] - _EPOCH) // timedelta(microseconds=1))
    for part in (row["topic"].encode(), row["state"], row["metadata"]):
        yield len(part).to_bytes(4, "big", signed=True)
        yield part


def _int8(number: int) -> bytes:
    return number.to_bytes(8, "big", signed=True)


def link(previous: bytes, leaves: Iterable[bytes]) -> bytes:
    """The next link of a network's chain. The first one follows 32 zero bytes."""
    return sha256(b"\x02" + previous + b"".join(leaves)).digest()


async def networks(db: Connection) -> list[UUID]:
    """Every network of the log."""
    return [row["network_id"] for row in await db.fetch(SQL["networks"])]


async def verify(db: asyncpg.Connection, network: UUID) -> Verified:
    """Reads the whole network again, as it stands at one moment. Tampered: where the first difference is."""
    async with db.transaction(isolation="repeatable_read", readonly=True):
        return await _verified(db, network)


async def _verified(db: asyncpg.Connection, network: UUID) -> Verified:
    links = {row["last_seq"]: row["link"] for row in await db.fetch(SQL["links"], network)}
    seq, current, leaves = 0, START, list[bytes]()
    async for row in _rows(db, network):
        seq += 1
        if row["network_seq"] != seq:
            raise Tampered(f"fact {seq} is missing")
        if row["leaf"] != leaf(row):
            raise Tampered(f"fact {seq} is not what was recorded")
        leaves.append(row["leaf"])
        if (recorded := links.pop(seq, None)) is not None:
            current, leaves = link(current, leaves), []
            if recorded != current:
                raise Tampered(f"the link at fact {seq} does not follow from the facts before it")
    if leaves or links:
        raise Tampered(f"the facts end at {seq}, the chain elsewhere")
    return Verified(seq, current)


async def _rows(db: asyncpg.Connection, network: UUID) -> AsyncIterator[asyncpg.Record]:
    after = 0
    while page := await db.fetch(SQL["rows"], network, after, _PAGE):
        for row in page:
            yield row
        after = page[-1]["network_seq"]

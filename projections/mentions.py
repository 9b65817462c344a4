"""Who and what the entries of the timeline name, as it was called when they were told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from maillage.domain.mandates import Function
from maillage.eventstore.sql import Connection, queries

SQL = queries(__file__)


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody or something that an entry names. A mandate has the name of its organisation."""

    name: str | None
    function: Function | None = None  # of a mandate


@dataclass(frozen=True, slots=True)
class Naming:
    """The ids that one entry names, and when: its network_seq, and its civil day in Europe/Paris."""

    ids: frozenset[UUID]
    seq: int
    day: date


async def mentions(db: Connection, network: UUID, namings: Sequence[Naming]) -> list[dict[UUID, Mention]]:
    """For each, what is known of its ids.

    A later name counts for an entry where it was told before it and its first day had come: what an entry says never
    changes. People have the name of now, or are not there once they are erased.
    """
    ids = {id for naming in namings for id in naming.ids}
    rows = await db.fetch(SQL["mentions"], network, list(ids)) if ids else []
    first = {row["id"]: row for row in rows if row["seq"] is None}
    later: dict[UUID, list[tuple[date, int, str]]] = defaultdict(list)
    for row in rows:
        if row["seq"] is not None:
            later[row["id"]].append((row["since"], row["seq"], row["name"]))
    return [
        {id: _mention(first[id], later.get(first[id]["named"], []), naming) for id in naming.ids if id in first}
        for naming in namings
    ]


def _mention(row: Mapping[str, Any], later: Sequence[tuple[date, int, str]], naming: Naming) -> Mention:
    known = [name for name in later if name[0] <= naming.day and name[1] < naming.seq]
    name = max(known)[2] if known else row["name"]
    return Mention(name, row["function"] and Function(row["function"]))

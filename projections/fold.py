"""A batch of facts folded into one patch per row, so that a batch of any size is one statement."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Any, TypeAlias

import msgspec

from maillage.domain.base import Fact
from maillage.eventstore.facts import Recorded

Patch: TypeAlias = dict[str, Any]
_encode = msgspec.json.Encoder(decimal_format="string").encode


def concerned(kinds: Container[type[Fact]], facts: Iterable[Recorded]) -> list[Recorded]:
    """The facts of these classes. Most read models look at most facts only to leave them: this is the cheap way."""
    return [recorded for recorded in facts if type(recorded.fact) in kinds]


class Batch:
    """What a batch of facts, taken in order, makes of the rows of some tables: the last value of a column wins.

    Every patch carries `changed_seq`. A row takes it only when that is beyond what the row has seen, which makes a
    batch, or the beginning of one, change nothing the second time.
    """

    def __init__(self, *tables: str) -> None:
        self._tables: dict[str, dict[tuple[Any, ...], Patch]] = {table: {} for table in tables}

    def patch(self, table: str, recorded: Recorded, key: Mapping[str, Any], **columns: Any) -> Patch:
        rows = self._tables[table]
        row = rows.setdefault((recorded.network, *key.values()), {"network_id": recorded.network, **key})
        row.update(columns, changed_seq=recorded.seq)
        return row

    def __bool__(self) -> bool:
        return any(self._tables.values())

    def json(self) -> str:
        """One JSON object: a list of patches by table."""
        return to_json({table: list(rows.values()) for table, rows in self._tables.items()})


def to_json(value: Any) -> str:
    """Decimals as strings, so that PostgreSQL reads them exactly; enums by their value."""
    return _encode(value).decode()

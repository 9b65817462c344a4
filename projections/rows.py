"""Rows of the database as the dataclasses that reads return."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import msgspec

R = TypeVar("R")


def to_row(kind: type[R], record: Mapping[str, Any], *json: str) -> R:
    """Columns by name, enums by their value. The columns named in `json` are jsonb."""
    fields = dict(record)
    for name in json:
        fields[name] = fields[name] and msgspec.json.decode(fields[name])
    return msgspec.convert(fields, kind)


def to_rows(kind: type[R], records: Iterable[Mapping[str, Any]], *json: str) -> list[R]:
    return [to_row(kind, record, *json) for record in records]

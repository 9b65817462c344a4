"""The activity timeline (fr: fil d'activité): one entry per released fact, in the order of the network's history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, TypeAlias
from uuid import UUID

from maillage.eventstore.sql import Connection, queries
from maillage.projections.audience import AudienceScope
from maillage.projections.paging import Window

SQL = queries(__file__)

Position: TypeAlias = tuple[int, int]  # network_seq of the fact that made the entry visible, place among its entries


class SubjectKind(Enum):
    """What an entry is about: the aggregate of its fact."""

    NETWORK = "NETWORK"
    COLLECTIVITY = "COLLECTIVITY"
    PERSON = "PERSON"
    MEETING = "MEETING"
    DECISION = "DECISION"


@dataclass(frozen=True, slots=True)
class Entry:
    """One released fact. `text` renders it; nothing of it is stored as prose."""

    position: Position
    topic: str
    subject_kind: SubjectKind
    subject: UUID
    actor: UUID | None  # a person; None: the program itself
    happened_at: datetime  # UTC, business time
    recorded_at: datetime  # UTC
    collectivity: UUID | None  # that the fact names
    fields: Mapping[str, Any] = field(repr=False)  # of the fact, as JSON has them, without what is sealed or secret
    names: Mapping[UUID, str] = field(repr=False)  # of whom and what the entry mentions; an erased person has none

    def text(self, locale: str) -> str:
        """The sentence in French (`fr`), else in English."""
        raise NotImplementedError

    def name_of(self, id: UUID | None) -> str | None:
        return None if id is None else self.names.get(id)


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """None leaves a criterion out. The period is of business time: `since` is within it, `until` is not."""

    topics: frozenset[str] | None = None
    subject_kind: SubjectKind | None = None
    subject: UUID | None = None
    actor: UUID | None = None
    collectivity: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None


EVERYTHING = EntryFilter()


async def page(
    db: Connection,
    scope: AudienceScope,
    window: Window[Position],
    filter: EntryFilter = EVERYTHING,
    *,
    newest_first: bool = False,
) -> list[Entry]: 
    """By position."""
    raise NotImplementedError


async def page_after(
    db: Connection, scope: AudienceScope, position: Position, limit: int, filter: EntryFilter = EVERYTHING
) -> list[Entry]:
    """The first entries after a position, oldest first; (0, 0) is before every entry."""
    raise NotImplementedError


async def page_before(
    db: Connection, scope: AudienceScope, position: Position, limit: int, filter: EntryFilter = EVERYTHING
) -> list[Entry]:
    """The last entries before a position, newest first."""
    raise NotImplementedError


async def entry(db: Connection, scope: AudienceScope, position: Position) -> Entry | None:
    raise NotImplementedError


async def count(db: Connection, scope: AudienceScope, filter: EntryFilter = EVERYTHING) -> int:
    raise NotImplementedError

"""The activity timeline (fr: fil d'activité): one entry per released fact, in the order of the network's history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from types import MappingProxyType
from typing import Any, TypeAlias
from uuid import UUID

import msgspec

from maillage.domain.calendar import day_of
from maillage.domain.mandates import Function
from maillage.eventstore.sql import Connection, queries
from maillage.projections import wording
from maillage.projections.audience import AudienceScope
from maillage.projections.mentions import Mention, Naming, mentions
from maillage.projections.paging import Window

SQL = queries(__file__)

Position: TypeAlias = tuple[int, int]  # network_seq of the fact that made the entry visible, place among its entries
BEGINNING: Position = (0, 0)  # before every entry
END: Position = (2**63 - 1, 2**31 - 1)  # after every entry


class SubjectKind(Enum):
    """What an entry is about: the aggregate of its fact."""

    NETWORK = "NETWORK"
    COLLECTIVITY = "COLLECTIVITY"
    PERSON = "PERSON"
    MEETING = "MEETING"
    DATE_POLL = "DATE_POLL"
    DECISION = "DECISION"
    ACTION_ITEM = "ACTION_ITEM"
    MINUTES = "MINUTES"


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
    mentions: Mapping[UUID, Mention] = field(repr=False, hash=False)  # by id; an erased person is not among them

    def text(self, locale: str) -> str:
        """The sentence in French (`fr`), else in English."""
        return wording.text(self, locale)

    def name_of(self, id: UUID | None) -> str | None:
        """What a person or a thing of this entry is called; None for an erased person and for the program itself."""
        mention = None if id is None else self.mentions.get(id)
        return mention.name if mention else None

    def function_of(self, mandate: UUID) -> Function:
        """LookupError: the entry does not name this mandate."""
        function = self.mentions[mandate].function
        if function is None:
            raise LookupError(f"{mandate} is no mandate")
        return function

    # What a field of the fact says, where it says something.

    def id(self, name: str) -> UUID:
        return UUID(self.fields[name])

    def day(self, name: str) -> date:
        return date.fromisoformat(self.fields[name])

    def instant(self, name: str) -> datetime:
        return datetime.fromisoformat(self.fields[name])


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

    @property
    def values(self) -> tuple[Any, ...]:
        topics = None if self.topics is None else sorted(self.topics)
        kind = self.subject_kind and self.subject_kind.value
        return topics, kind, self.subject, self.actor, self.collectivity, self.since, self.until


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
    query, bounds = window.span(2, descending=newest_first)
    low, high = _bound(bounds[:2], BEGINNING), _bound(bounds[2:], END)
    rows = await db.fetch(SQL[query], *scope.values, *low, *high, *filter.values, window.limit)
    return await _entries(db, scope, rows)


async def page_after(
    db: Connection, scope: AudienceScope, position: Position, limit: int, filter: EntryFilter = EVERYTHING
) -> list[Entry]:
    """The first entries after a position, oldest first."""
    return await page(db, scope, Window(limit, after=position), filter)


async def page_before(
    db: Connection, scope: AudienceScope, position: Position, limit: int, filter: EntryFilter = EVERYTHING
) -> list[Entry]:
    """The last entries before a position, newest first."""
    return await page(db, scope, Window(limit, after=position), filter, newest_first=True)


async def entry(db: Connection, scope: AudienceScope, position: Position) -> Entry | None:
    """The entry at a position; None where there is none, or none for this audience."""
    seq, item = position
    found = await page(db, scope, Window(1, after=(seq, item - 1), before=(seq, item + 1)))
    return found[0] if found else None


async def count(db: Connection, scope: AudienceScope, filter: EntryFilter = EVERYTHING) -> int:
    return int(await db.fetchval(SQL["count"], *scope.values, *filter.values))


def _bound(position: tuple[Any, ...], otherwise: Position) -> tuple[Any, ...]:
    return otherwise if position[0] is None else position


async def _entries(db: Connection, scope: AudienceScope, rows: Sequence[Mapping[str, Any]]) -> list[Entry]:
    said = [msgspec.json.decode(row["fields"]) for row in rows]
    namings = [
        Naming(_mentioned(row, fields), row["seq"], day_of(row["happened_at"]))
        for row, fields in zip(rows, said, strict=True)
    ]
    named = await mentions(db, scope.network, namings)
    return [_entry(row, fields, known) for row, fields, known in zip(rows, said, named, strict=True)]


def _entry(row: Mapping[str, Any], fields: dict[str, Any], mentions: dict[UUID, Mention]) -> Entry:
    return Entry(
        position=(row["seq"], row["item"]),
        topic=row["topic"],
        subject_kind=SubjectKind(row["subject_kind"]),
        subject=row["subject"],
        actor=row["actor"],
        happened_at=row["happened_at"],
        recorded_at=row["recorded_at"],
        collectivity=row["collectivity"],
        fields=MappingProxyType(fields),
        mentions=MappingProxyType(mentions),
    )


_NAMING = (
    "person",
    "owner",
    "author",
    "collectivity",
    "organisation",
    "mandate",
    "partner",
    "syndicate",
    "meeting",
    "decision",
    "by",
    "substitute",
    "driver",
    "giver",
    "holder",
    "of",
    "item",
    "stop",
    "to_meeting",
    "casting_vote",
    "carried_from",
    "into",
)


def _mentioned(row: Mapping[str, Any], fields: Mapping[str, Any]) -> frozenset[UUID]:
    ids = {UUID(fields[name]) for name in _NAMING if fields.get(name)} | {row["subject"], row["actor"]}
    ids |= {UUID(each) for name in ("merged", "contributors") for each in fields.get(name, ())}
    return frozenset(ids - {None})

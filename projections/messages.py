"""Who was reached: the messages that were written about one meeting or one poll, and what became of each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.messages import Delivery, MessageKind
from maillage.eventstore.sql import Connection, queries
from maillage.projections.paging import Window
from maillage.projections.rows import to_rows

SQL = queries(__file__)


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message to one person, without its text and address: both are read when it is sent. Instants are UTC."""

    id: UUID
    kind: MessageKind
    person: UUID | None  # None where nobody is known by the address
    state: Delivery
    written_at: datetime
    settled_at: datetime | None  # None while it waits

    @property
    def key(self) -> tuple[datetime, UUID]:
        return self.written_at, self.id


@dataclass(frozen=True, slots=True)
class MessageFilter:
    """About what, and where they stand; None: anywhere."""

    subject: UUID  # a meeting or a poll of dates
    states: Collection[Delivery] | None = None

    @property
    def values(self) -> tuple[UUID, list[str] | None]:
        return self.subject, None if self.states is None else sorted(state.value for state in self.states)


async def messages(
    db: Connection, caller: Caller, window: Window[tuple[datetime, UUID]], filter: MessageFilter
) -> list[MessageRow]:
    """The latest written first. A fact of the last second may have no messages yet."""
    caller.must(Right.READ_MESSAGES)
    query, bounds = window.span(2, descending=True)
    return to_rows(MessageRow, await db.fetch(SQL[query], caller.network, *filter.values, *bounds, window.limit))


async def count_messages(db: Connection, caller: Caller, filter: MessageFilter) -> int:
    caller.must(Right.READ_MESSAGES)
    return int(await db.fetchval(SQL["count"], caller.network, *filter.values))

"""The agenda of a meeting (fr: ordre du jour), as sums on frozen values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import Enum
from typing import Any
from uuid import UUID


class Purpose(Enum):
    """What an item is put on the agenda for."""

    INFORMATION = "INFORMATION"
    DISCUSSION = "DISCUSSION"
    DECISION = "DECISION"


class ItemStatus(Enum):
    """Where an item stands in one meeting."""

    PROPOSED = "PROPOSED"  # waits for its acceptance
    ACCEPTED = "ACCEPTED"  # on the agenda
    DECLINED = "DECLINED"
    DISCUSSED = "DISCUSSED"
    DECIDED = "DECIDED"
    CARRIED_OVER = "CARRIED_OVER"
    DROPPED = "DROPPED"


class SourceKind(Enum):
    """What an item may come from. What is carried over comes from a meeting, which the item names apart."""

    ACTION_ITEM = "ACTION_ITEM"
    DECISION = "DECISION"


@dataclass(frozen=True)
class Source:
    """What an item is to take up: an action to be reported on, a decision to be taken or reviewed."""

    kind: SourceKind
    id: UUID


ON_AGENDA = frozenset({ItemStatus.ACCEPTED, ItemStatus.DISCUSSED, ItemStatus.DECIDED})  # what may be taken up
STANDING = frozenset({ItemStatus.PROPOSED, ItemStatus.ACCEPTED, ItemStatus.DISCUSSED})  # what may still go elsewhere


@dataclass(frozen=True)
class AgendaItem:
    """One item (fr: point). Its id is the same in every meeting to which it is carried over."""

    id: UUID
    title: str
    text: str | None
    purpose: Purpose
    minutes: int | None  # how long it is meant to take; None: nobody said
    by: UUID | None  # the person who proposed it first; None: the program
    source: Source | None
    status: ItemStatus = ItemStatus.PROPOSED
    notes: str | None = None  # of its discussion
    decisions: frozenset[UUID] = frozenset()  # that settled it
    to_meeting: UUID | None = None  # to which it was carried over, where that was said

    @property
    def settled(self) -> bool:
        """Whether a meeting may close on it. What is put up for decision is not settled by talking about it."""
        discussed = self.status is ItemStatus.DISCUSSED and self.purpose is not Purpose.DECISION
        return discussed or self.status not in STANDING


@dataclass(frozen=True)
class Agenda:
    """The items of one meeting."""

    items: Mapping[UUID, AgendaItem] = field(default_factory=dict)  # every one, in the order of their proposals
    order: tuple[UUID, ...] = ()  # those on the agenda, as they are to be taken up
    published: tuple[UUID, ...] = ()  # as it was sent out last
    current: UUID | None = None  # the item that is being discussed now

    def __iter__(self) -> Iterator[AgendaItem]:
        return iter(self.items.values())

    def waiting(self) -> list[AgendaItem]:
        return [item for item in self if item.status is ItemStatus.PROPOSED]

    def unsettled(self) -> list[AgendaItem]:
        return [item for item in self if not item.settled]

    def left_over(self, *, stopped: bool) -> list[AgendaItem]:
        """What another meeting may take over: what was carried over to none in particular.

        Of a meeting that was `stopped`, cancelled or adjourned, all that it did not settle besides.
        """
        carried = [item for item in self if item.status is ItemStatus.CARRIED_OVER and item.to_meeting is None]
        return carried + (self.unsettled() if stopped else [])

    def about(self, source: Source) -> list[AgendaItem]:
        """Those on the agenda that come from this source."""
        return [item for item in self if item.source == source and item.status in ON_AGENDA]

    # What a fact makes of it ----------------------------------------------------

    def having(self, item: AgendaItem) -> Agenda:
        return replace(self, items={**self.items, item.id: item})

    def accepting(self, id: UUID) -> Agenda:
        return replace(self.changing(id, status=ItemStatus.ACCEPTED), order=(*self.order, id))

    def changing(self, id: UUID, **fields: Any) -> Agenda:
        return self.having(replace(self.items[id], **fields))

    def leaving(self, id: UUID, status: ItemStatus, **fields: Any) -> Agenda:
        """The item is on the agenda no more."""
        order = tuple(other for other in self.order if other != id)
        return replace(self.done_with(id).changing(id, status=status, **fields), order=order)

    def discussing(self, id: UUID, notes: str | None) -> Agenda:
        decided = self.items[id].status is ItemStatus.DECIDED
        status = ItemStatus.DECIDED if decided else ItemStatus.DISCUSSED
        return self.done_with(id).changing(id, status=status, notes=notes)

    def deciding(self, id: UUID, decision: UUID) -> Agenda:
        decisions = self.items[id].decisions | {decision}
        return self.done_with(id).changing(id, status=ItemStatus.DECIDED, decisions=decisions)

    def done_with(self, id: UUID) -> Agenda:
        return replace(self, current=None) if self.current == id else self


def overrun(minutes: int, length: timedelta) -> int:
    """By how many whole minutes an agenda of `minutes` is longer than a meeting of this length; else 0."""
    return max(0, minutes - length // timedelta(minutes=1))

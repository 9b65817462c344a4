"""What every aggregate shares: facts with a name for ever, who may see them, and streams that replay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, ClassVar, Self
from uuid import UUID, uuid4

from eventsourcing.domain import (
    AggregateCreated,
    AggregateEvent,
    BaseAggregate,
    CanInitAggregate,
    CanMutateAggregate,
    CommandMethodDecorator,
)

from maillage.domain.calendar import civil, utc


class Audience(Enum):
    """Who may see a released fact. The coordinator and the auditors see them all."""

    NETWORK = "NETWORK"  # every member of the network
    COLLECTIVITY = "COLLECTIVITY"  # the people of one member, named by the fact's `collectivity`
    PARTIES = "PARTIES"  # those whom the fact concerns
    COORDINATION = "COORDINATION"  # nobody else


@dataclass(frozen=True)
class Personal:
    """Marks a field that is sealed in the log under one person's own key.

    `subject` names the attribute of the fact that holds that person's id; `originator_id` is the stream itself.
    """

    subject: str = "originator_id"


class Fact(AggregateEvent):
    """Something that happened. `timestamp` is business time, UTC; who acted is in the envelope, not here."""

    TOPIC: ClassVar[str]  # its name in the log, kebab-case and for ever
    AUDIENCE: ClassVar[Audience] = Audience.NETWORK
    RELEASED_BY: ClassVar[str | None] = None  # topic of the fact, on the same stream, until which this one is hidden
    SUBSTANTIVE: ClassVar[bool] = False  # counts as activity of a member (domain.md, indicators 4b and 9)


class FirstFact(Fact, AggregateCreated):
    """The fact that opens a stream."""


class Aggregate(BaseAggregate[UUID]):
    """A stream of facts and the state that its rules read."""

    Event = Fact

    def __init_subclass__(cls, *, part: bool = False, **options: Any) -> None:
        """`part`: the verbs of a large aggregate stand in several classes in a line, and this is not the last of them.

        The library defines the facts of each class anew. So parts define nothing, and the whole takes what they declare
        as its own; and `Event` is Fact itself, for facts to be under it as they are declared.
        """
        if part:
            return
        for above in cls.__mro__[1 : cls.__mro__.index(Aggregate)]:
            for name, declared in vars(above).items():
                if name not in vars(cls) and _is_for_library(declared):
                    setattr(cls, name, declared)
        if "Event" not in vars(cls):
            cls.Event = Fact
        super().__init_subclass__(**options)

    @staticmethod
    def create_id(*_: object, **__: object) -> UUID:
        return uuid4()

    # Both take `timestamp` from the verb's `at`, never from a clock, and guard every instant and day of the fact.
    # NaiveDateTime, InstantOutOfRange, DayOutOfRange.

    @classmethod
    def _create(cls, event_class: type[CanInitAggregate[UUID]], *, id: UUID | None = None, **fields: Any) -> Self:
        return super()._create(event_class, id=id, **_within_calendar(fields))

    def trigger_event(self, event_class: type[CanMutateAggregate[UUID]], **fields: Any) -> None:
        super().trigger_event(event_class, **_within_calendar(fields))


def _is_for_library(declared: object) -> bool:
    """Facts, and the methods that they change their aggregate by."""
    return isinstance(declared, CommandMethodDecorator) or (isinstance(declared, type) and issubclass(declared, Fact))


def _within_calendar(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a new fact, instants in UTC. A refusal names the verb's field, which for `timestamp` is `at`."""
    return {name: _dated(value, "at" if name == "timestamp" else name) for name, value in fields.items()}


def _dated(value: Any, field: str) -> Any:
    if isinstance(value, datetime):
        return utc(value, field)
    return civil(value, field) if isinstance(value, date) else value

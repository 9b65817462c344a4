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
    decorated_funcs,
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

    def __init_subclass__(cls, **options: Any) -> None:
        """Lets the verbs of a large aggregate be spread over classes in a line, one of them above the other.

        The library defines the facts of each class anew and forgets what those of the class above change.
        """
        super().__init_subclass__(**options)
        for kind in [each for each in vars(cls).values() if isinstance(each, type) and issubclass(each, Fact)]:
            change = next((decorated_funcs[above] for above in kind.__mro__ if above in decorated_funcs), None)
            if change:
                decorated_funcs[kind] = change

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


def _within_calendar(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a new fact, instants in UTC. A refusal names the verb's field, which for `timestamp` is `at`."""
    return {name: _dated(value, "at" if name == "timestamp" else name) for name, value in fields.items()}


def _dated(value: Any, field: str) -> Any:
    if isinstance(value, datetime):
        return utc(value, field)
    return civil(value, field) if isinstance(value, date) else value

"""What the log can hold about the seats of a collectivity, on its stream."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from maillage.domain.base import Fact


class SeatFacts:
    """A period is named by its seat, its mandate and its first day."""

    class SeatTaken(Fact):
        TOPIC = "collectivity.seat-taken"
        seat: int  # from 1
        mandate: UUID  # of its titular
        person: UUID  # who holds that mandate
        starts_on: date
        ends_on: date | None  # last day, with the mandate; None while open-ended

    class SubstituteDesignated(Fact):
        TOPIC = "collectivity.substitute-designated"
        seat: int
        mandate: UUID  # of the substitute
        person: UUID  # who holds that mandate
        starts_on: date
        ends_on: date | None  # last day, not after that of the mandate; None while open-ended
        deliberation: str | None  # reference of the act that designates the person

    class SeatEndMoved(Fact):
        TOPIC = "collectivity.seat-end-moved"
        seat: int
        mandate: UUID
        person: UUID
        starts_on: date
        ends_on: date | None  # last day; None while open-ended; before the first one: it came to nothing

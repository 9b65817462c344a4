"""What the log can hold about who is asked to a meeting, who answers, and who travels with whom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Annotated
from uuid import UUID

from maillage.domain.base import Fact, Personal


class Answer(Enum):
    """What somebody says to an invitation."""

    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    TENTATIVE = "TENTATIVE"
    SUBSTITUTE = "SUBSTITUTE"  # does not come, and names who comes instead


@dataclass(frozen=True)
class Reply:
    """The latest answer of one person."""

    answer: Answer
    substitute: UUID | None  # a person, exactly where the answer is SUBSTITUTE


@dataclass(frozen=True)
class Carpool:
    """One person's car on the way to a meeting."""

    seats: int  # for others than the driver
    riders: frozenset[UUID] = frozenset()  # people


class InvitationFacts:
    """Facts of one meeting, each about the date of its `sequence`: another date asks everybody anew."""

    class InvitationsSent(Fact):
        TOPIC = "meeting.invitations-sent"
        people: tuple[UUID, ...]  # who had none yet, sorted; a partner's contact too
        sequence: int  # of the calendar entry that they get

    class AttendanceAnswered(Fact):
        """The latest one of a person for the same sequence counts."""

        TOPIC = "meeting.attendance-answered"
        person: UUID
        answer: Answer
        substitute: UUID | None  # a person, exactly where the answer is SUBSTITUTE
        sequence: int
        comment: Annotated[str | None, Personal("person")]

    class CarpoolOffered(Fact):
        """The latest one of a person for the same sequence counts."""

        TOPIC = "meeting.carpool-offered"
        person: UUID  # who drives
        seats: int  # for others, from 1
        sequence: int
        departs_from: Annotated[str | None, Personal("person")]  # often somebody's home

    class CarpoolJoined(Fact):
        TOPIC = "meeting.carpool-joined"
        driver: UUID  # a person
        person: UUID  # who rides along
        sequence: int

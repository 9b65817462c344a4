"""What the log can hold about a poll of dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from maillage.domain.base import Fact, FirstFact
from maillage.domain.meeting_facts import MeetingKind, Modality


class Availability(Enum):
    """What somebody answers for one option."""

    YES = "YES"
    IF_NEEDED = "IF_NEEDED"  # rather not, but it can be arranged
    NO = "NO"


@dataclass(frozen=True)
class DateOption:
    """A date that is offered. Options are never taken away, so that their numbers are theirs for ever."""

    number: int  # within the poll, from 1
    starts_at: datetime  # UTC
    ends_at: datetime  # UTC


@dataclass(frozen=True)
class Invitee:
    """Somebody who is asked, and the members for whom this person's answer counts."""

    person: UUID
    collectivities: tuple[UUID, ...]  # members on the day of the opening, sorted; none: it counts for no quorum


@dataclass(frozen=True)
class OptionAnswer:
    """What somebody answers for one option."""

    option: int  # its number
    availability: Availability


class DatePollFacts:
    """Facts of one poll of dates."""

    class Opened(FirstFact):
        TOPIC = "date-poll.opened"
        title: str  # of the meeting
        meeting: UUID | None  # planned, that the chosen date schedules; None: one is planned by the choice
        kind: MeetingKind  # of the meeting
        modality: Modality  # of the meeting
        options: tuple[DateOption, ...]
        deadline: datetime  # UTC, last instant for answers
        invited: tuple[Invitee, ...]
        members: int  # of the network, that day
        needed: int  # of them, for a date that needs no reason

    class OptionAdded(Fact):
        TOPIC = "date-poll.option-added"
        option: DateOption

    class AvailabilityAnswered(Fact):
        TOPIC = "date-poll.availability-answered"
        person: UUID
        answers: tuple[OptionAnswer, ...]  # by number of option; one that is left out keeps its last answer

    class ReminderSent(Fact):
        TOPIC = "date-poll.reminder-sent"
        to: tuple[UUID, ...]  # people who had not answered for every option, sorted

    class AllAnswered(Fact):
        """Everybody has answered for every option. Told again where an option came in between."""

        TOPIC = "date-poll.all-answered"
        invited: int  # people

    class Closed(Fact):
        TOPIC = "date-poll.closed"
        chosen: DateOption
        meeting: UUID  # scheduled in the same command
        able: int  # members that can come by their answers
        needed: int
        reason: str | None  # why this date all the same, where fewer than needed can come

    class Abandoned(Fact):
        TOPIC = "date-poll.abandoned"
        reason: str

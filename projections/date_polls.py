"""Polls of dates (fr: sondages de dates): what is offered, who can come when, who has not answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.closures import Closure
from maillage.domain.date_poll_facts import Availability, DateOption, Invitee
from maillage.domain.date_polls import REMINDED_BEFORE
from maillage.domain.meeting_facts import MeetingKind, Modality
from maillage.domain.network_facts import SchoolZone
from maillage.domain.turnout import Turnout, turnout
from maillage.eventstore.sql import Connection, queries
from maillage.projections.paging import Window
from maillage.projections.rows import to_row, to_rows

SQL = queries(__file__)
_JSON = ("options", "invited", "answers", "closures")


class DatePollStatus(Enum):
    OPEN = "OPEN"
    CLOSED = "CLOSED"
    ABANDONED = "ABANDONED"


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """The latest answer of a person for an option."""

    person: UUID
    option: int  # its number
    availability: Availability
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class DatePollRow:
    """A poll. Instants are UTC."""

    id: UUID
    title: str  # of the meeting
    kind: MeetingKind  # of the meeting
    modality: Modality  # of the meeting
    status: DatePollStatus
    meeting: UUID | None  # that it is for; None until one is planned by the choice
    deadline: datetime  # last instant for answers
    members: int  # of the network, at the opening
    needed: int  # of them, for a date that needs no reason
    chosen: int | None  # number of the option, once closed
    reason: str | None  # of the choice or of giving it up
    reminded_at: datetime | None  # last
    opened_at: datetime
    ended_at: datetime | None  # closed or abandoned
    options: tuple[DateOption, ...]  # by number
    invited: tuple[Invitee, ...]
    answers: tuple[AnswerRow, ...]  # by option
    school_zone: SchoolZone | None  # of the network as it stands, like its closures
    closures: tuple[Closure, ...]
    version: int  # of the poll's stream
    changed_seq: int

    @property
    def key(self) -> tuple[datetime, UUID]:
        return self.opened_at, self.id

    @property
    def missing(self) -> list[UUID]:
        """Who has not answered for every option."""
        answers = Counter(answer.person for answer in self.answers)
        return [each.person for each in self.invited if answers[each.person] < len(self.options)]

    def answers_for(self, option: int) -> list[AnswerRow]:
        return [answer for answer in self.answers if answer.option == option]

    def turnout_of(self, option: int) -> Turnout:
        """As the rules of the poll count it."""
        said = {answer.person: answer.availability for answer in self.answers_for(option)}
        return turnout(self.invited, said, self.needed)


@dataclass(frozen=True, slots=True)
class DatePollFilter:
    """None leaves a criterion out."""

    statuses: frozenset[DatePollStatus] | None = None
    meeting: UUID | None = None

    def values(self, caller: Caller) -> tuple[Any, ...]:
        statuses = None if self.statuses is None else sorted(status.value for status in self.statuses)
        return statuses, self.meeting, _only_for(caller)


ANY_POLL = DatePollFilter()


async def date_polls(
    db: Connection, caller: Caller, window: Window[tuple[datetime, UUID]], filter: DatePollFilter = ANY_POLL
) -> list[DatePollRow]:
    """The latest opened first. Who reads no meetings reads those that ask this person."""
    query, bounds = window.span(2, descending=True)
    rows = await db.fetch(SQL[query], caller.network, *filter.values(caller), *bounds, window.limit)
    return to_rows(DatePollRow, rows, *_JSON)


async def date_polls_by_id(db: Connection, caller: Caller, ids: Sequence[UUID]) -> dict[UUID, DatePollRow]:
    """Those of the ids that exist in the caller's network and that the caller may read."""
    rows = await db.fetch(SQL["by_id"], caller.network, ids, _only_for(caller))
    return {row["id"]: to_row(DatePollRow, row, *_JSON) for row in rows}


async def count_date_polls(db: Connection, caller: Caller, filter: DatePollFilter = ANY_POLL) -> int:
    return int(await db.fetchval(SQL["count"], caller.network, *filter.values(caller)))


async def deadline_near(db: Connection, caller: Caller, after: UUID, limit: int) -> list[UUID]:
    """By id, beyond `after`: the open ones whose deadline is so near that reminders leave by themselves."""
    caller.must(Right.READ_MEETINGS)
    near = (caller.now, caller.now + REMINDED_BEFORE)
    return [row["id"] for row in await db.fetch(SQL["deadline_near"], caller.network, *near, after, limit)]


def _only_for(caller: Caller) -> UUID | None:
    """The caller, who then reads only what asks this person; None for who reads all. NotAllowed."""
    caller.must_any(Right.READ_MEETINGS, Right.ANSWER_DATE_POLLS)
    return None if caller.may(Right.READ_MEETINGS) else caller.person

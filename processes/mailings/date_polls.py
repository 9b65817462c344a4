"""Polls of dates (fr: sondages de dates): who is asked hears of the opening, of reminders, and of how it ends."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from maillage.accounts.links import Purpose
from maillage.domain.caller import Right
from maillage.domain.date_polls import DatePoll
from maillage.domain.messages import MessageKind
from maillage.eventstore.facts import Recorded
from maillage.processes.mailings import date_poll_words as words
from maillage.processes.mailings.mailing import Mailing
from maillage.processes.reading import Content, Letter, Reading
from maillage.projections.date_polls import DatePollRow, DatePollStatus, date_polls_by_id
from maillage.projections.meetings import MeetingStatus, meetings_by_id
from maillage.projections.people import PersonRow
from maillage.usecases.standing import caller_in


async def asked(_: Reading, opened: Recorded) -> Iterable[UUID]:
    assert isinstance(opened.fact, DatePoll.Opened)
    return [each.person for each in opened.fact.invited]


async def reminded(_: Reading, sent: Recorded) -> Iterable[UUID]:
    assert isinstance(sent.fact, DatePoll.ReminderSent)
    return sent.fact.to


async def everybody(reading: Reading, ended: Recorded) -> Iterable[UUID]:
    poll = await _poll(reading, ended.network, ended.fact.originator_id)
    return [each.person for each in poll.invited] if poll else []


async def question(reading: Reading, letter: Letter, person: PersonRow) -> Content | None:
    poll = await _unanswered(reading, letter, person)
    return words.question(poll, _link(reading, letter, poll)) if poll else None


async def reminder(reading: Reading, letter: Letter, person: PersonRow) -> Content | None:
    poll = await _unanswered(reading, letter, person)
    return words.reminder(poll, _link(reading, letter, poll)) if poll else None


async def choice(reading: Reading, letter: Letter, person: PersonRow) -> Content | None:
    """The date of the meeting as it is now. None where it will not take place, or is over."""
    poll = await _poll(reading, letter.network, letter.subject)
    if poll is None or poll.meeting is None or not await _acts(reading, letter, person):
        return None
    meeting = (await meetings_by_id(reading.db, reading.system(letter.network), [poll.meeting])).get(poll.meeting)
    if meeting is None or meeting.status is not MeetingStatus.SCHEDULED:
        return None
    return words.choice(meeting)


async def end(reading: Reading, letter: Letter, person: PersonRow) -> Content | None:
    poll = await _poll(reading, letter.network, letter.subject)
    return words.end(poll) if poll and await _acts(reading, letter, person) else None


async def _unanswered(reading: Reading, letter: Letter, person: PersonRow) -> DatePollRow | None:
    """The poll, while this person can answer it and has not for every date."""
    poll = await _poll(reading, letter.network, letter.subject)
    if poll is None or poll.status is not DatePollStatus.OPEN or poll.deadline < reading.now:
        return None
    return poll if person.id in poll.missing and await _acts(reading, letter, person) else None


async def _acts(reading: Reading, letter: Letter, person: PersonRow) -> bool:
    """Whether this person may still answer polls: whoever may not has nothing to do with the date."""
    caller = await caller_in(reading.db, letter.network, person.id, reading.now)
    return caller.may(Right.ANSWER_DATE_POLLS)


def _link(reading: Reading, letter: Letter, poll: DatePollRow) -> str:
    return reading.link(letter, Purpose.DATE_POLL, poll.deadline)


async def _poll(reading: Reading, network: UUID, id: UUID) -> DatePollRow | None:
    return (await date_polls_by_id(reading.db, reading.system(network), [id])).get(id)


MAILINGS = (
    Mailing(MessageKind.DATE_POLL, question, DatePoll.Opened, asked),
    Mailing(MessageKind.DATE_POLL_REMINDER, reminder, DatePoll.ReminderSent, reminded),
    Mailing(MessageKind.DATE_CHOSEN, choice, DatePoll.Closed, everybody),
    Mailing(MessageKind.DATE_POLL_ABANDONED, end, DatePoll.Abandoned, everybody),
)

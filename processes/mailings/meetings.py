"""Meetings to come (fr: convocations): who is invited hears of it, of another date, and that it is cancelled.

Each says what is true when it is sent. A later fact has a letter of its own, which makes the earlier one pointless.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias
from uuid import UUID

from maillage.accounts.links import Purpose
from maillage.domain.caller import Right
from maillage.domain.meetings import Meeting
from maillage.domain.messages import MessageKind
from maillage.eventstore.facts import Recorded
from maillage.processes.mailings import meeting_words as words
from maillage.processes.mailings.mailing import Mailing
from maillage.processes.mailings.meeting_words import Ways
from maillage.processes.reading import Content, Letter, Reading, Words
from maillage.projections.agenda import AgendaRow, agendas_of
from maillage.projections.invitations import invitations_to
from maillage.projections.meetings import MeetingRow, MeetingStatus, meetings_by_id
from maillage.projections.networks import network
from maillage.projections.people import PersonRow
from maillage.reports import calendar
from maillage.reports.addresses import meeting_page
from maillage.reports.calendar import Mailbox
from maillage.reports.document import Document
from maillage.usecases.standing import caller_in

Say: TypeAlias = Callable[[MeetingRow, AgendaRow, Ways], tuple[Words, Words]]


async def invited(_: Reading, sent: Recorded) -> Iterable[UUID]:
    assert isinstance(sent.fact, Meeting.InvitationsSent)
    return sent.fact.people


async def everybody(reading: Reading, told: Recorded) -> Iterable[UUID]:
    meeting = told.fact.originator_id
    found = await invitations_to(reading.db, reading.system(told.network), [meeting])
    return [each.person for each in found[meeting]]


async def invitation(reading: Reading, letter: Letter, person: PersonRow) -> Content | None:
    return await _to_come(reading, letter, person, words.invited)


async def change(reading: Reading, letter: Letter, person: PersonRow) -> Content | None:
    return await _to_come(reading, letter, person, words.rescheduled)


async def cancellation(reading: Reading, letter: Letter, person: PersonRow) -> Content | None:
    meeting = await _last_word(reading, letter, MeetingStatus.CANCELLED)
    if meeting is None:
        return None
    entry = calendar.Entry(meeting, url=(await _ways(reading, letter, person, meeting)).page)
    return Content(*words.cancelled(meeting), await _calendar(reading, letter, person, entry))


async def _to_come(reading: Reading, letter: Letter, person: PersonRow, say: Say) -> Content | None:
    meeting = await _last_word(reading, letter, MeetingStatus.SCHEDULED)
    if meeting is None:
        return None
    agenda = (await agendas_of(reading.db, reading.system(letter.network), [meeting.id]))[meeting.id]
    ways = await _ways(reading, letter, person, meeting)
    entry = calendar.Entry(meeting, agenda, ways.page)
    return Content(*say(meeting, agenda, ways), await _calendar(reading, letter, person, entry))


async def _ways(reading: Reading, letter: Letter, person: PersonRow, meeting: MeetingRow) -> Ways:
    """None for a guest, who signs in nowhere and answers nothing: who runs the meeting records what guests say."""
    caller = await caller_in(reading.db, letter.network, person.id, reading.now)
    assert meeting.ends_at is not None
    may_answer = caller.may(Right.ANSWER_INVITATIONS)
    return Ways(
        answer=reading.link(letter, Purpose.INVITATION, meeting.ends_at) if may_answer else None,
        page=meeting_page(reading.url, meeting.id) if caller.roles else None,
    )


async def _calendar(reading: Reading, letter: Letter, person: PersonRow, entry: calendar.Entry) -> tuple[Document, ...]:
    """For the person's calendar, without the link that answers: calendars are shared."""
    if person.email is None:
        return ()
    own = await network(reading.db, reading.system(letter.network))
    organizer = Mailbox(own.name if own else "", reading.sender)
    attendee = Mailbox(f"{person.given_name} {person.family_name}", person.email)
    return (calendar.invitation(entry, organizer=organizer, attendee=attendee),)


async def _last_word(reading: Reading, letter: Letter, status: MeetingStatus) -> MeetingRow | None:
    """The meeting, where it stands like this and the letter's fact is the last one that its calendar entry got."""
    meeting = (await meetings_by_id(reading.db, reading.system(letter.network), [letter.subject])).get(letter.subject)
    assert letter.seq is not None, "a fact asked for this letter"
    told = (await reading.fact(letter.network, letter.seq)).fact
    assert isinstance(told, Meeting.InvitationsSent | Meeting.Rescheduled | Meeting.Cancelled)
    return meeting if meeting and meeting.status is status and meeting.sequence == told.sequence else None


MAILINGS = (
    Mailing(MessageKind.MEETING_INVITATION, invitation, Meeting.InvitationsSent, invited),
    Mailing(MessageKind.MEETING_RESCHEDULED, change, Meeting.Rescheduled, everybody),
    Mailing(MessageKind.MEETING_CANCELLED, cancellation, Meeting.Cancelled, everybody),
)

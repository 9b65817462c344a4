"""Meetings to come (fr: convocations): who is invited hears of it, of another date, and that it is cancelled.

Each says what is true when it is sent. A later fact has a letter of its own, which makes the earlier one pointless.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from maillage.domain.meetings import Meeting
from maillage.domain.messages import MessageKind
from maillage.eventstore.facts import Recorded
from maillage.processes.mailings import meeting_words as words
from maillage.processes.mailings.mailing import Mailing
from maillage.processes.reading import Content, Letter, Reading
from maillage.projections.agenda import AgendaRow, agendas_of
from maillage.projections.invitations import invitations_to
from maillage.projections.meetings import MeetingRow, MeetingStatus, meetings_by_id
from maillage.projections.people import PersonRow


async def invited(_: Reading, sent: Recorded) -> Iterable[UUID]:
    assert isinstance(sent.fact, Meeting.InvitationsSent)
    return sent.fact.people


async def everybody(reading: Reading, told: Recorded) -> Iterable[UUID]:
    meeting = told.fact.originator_id
    found = await invitations_to(reading.db, reading.system(told.network), [meeting])
    return [each.person for each in found[meeting]]


async def invitation(reading: Reading, letter: Letter, _: PersonRow) -> Content | None:
    meeting = await _last_word(reading, letter, MeetingStatus.SCHEDULED)
    return Content(*words.invited(meeting, await _agenda(reading, letter))) if meeting else None


async def change(reading: Reading, letter: Letter, _: PersonRow) -> Content | None:
    meeting = await _last_word(reading, letter, MeetingStatus.SCHEDULED)
    return Content(*words.rescheduled(meeting, await _agenda(reading, letter))) if meeting else None


async def cancellation(reading: Reading, letter: Letter, _: PersonRow) -> Content | None:
    meeting = await _last_word(reading, letter, MeetingStatus.CANCELLED)
    return Content(*words.cancelled(meeting)) if meeting else None


async def _last_word(reading: Reading, letter: Letter, status: MeetingStatus) -> MeetingRow | None:
    """The meeting, where it stands like this and the letter's fact is the last one that its calendar entry got."""
    meeting = (await meetings_by_id(reading.db, reading.system(letter.network), [letter.subject])).get(letter.subject)
    assert letter.seq is not None, "a fact asked for this letter"
    told = (await reading.fact(letter.network, letter.seq)).fact
    assert isinstance(told, Meeting.InvitationsSent | Meeting.Rescheduled | Meeting.Cancelled)
    return meeting if meeting and meeting.status is status and meeting.sequence == told.sequence else None


async def _agenda(reading: Reading, letter: Letter) -> AgendaRow:
    return (await agendas_of(reading.db, reading.system(letter.network), [letter.subject]))[letter.subject]


MAILINGS = (
    Mailing(MessageKind.MEETING_INVITATION, invitation, Meeting.InvitationsSent, invited),
    Mailing(MessageKind.MEETING_RESCHEDULED, change, Meeting.Rescheduled, everybody),
    Mailing(MessageKind.MEETING_CANCELLED, cancellation, Meeting.Cancelled, everybody),
)

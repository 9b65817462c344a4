"""The decision record (fr: relevé de décisions), to everybody who acts in the network, when a meeting closes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from maillage.accounts.links import Purpose
from maillage.domain.calendar import day_of
from maillage.domain.caller import Right
from maillage.domain.meetings import Meeting
from maillage.domain.messages import MessageKind
from maillage.eventstore.facts import Recorded
from maillage.processes.mailings.mailing import Mailing
from maillage.processes.reading import Content, Letter, Reading, Words
from maillage.projections.acting import acting
from maillage.projections.decision_record import decision_record
from maillage.projections.decision_record_text import in_english, in_french
from maillage.projections.people import PersonRow
from maillage.usecases.standing import caller_in

_READABLE = timedelta(days=90)  # by the link of the message


async def recipients(reading: Reading, closed: Recorded) -> Iterable[UUID]:
    return await acting(reading.db, reading.system(closed.network), day_of(closed.fact.timestamp))


async def content(reading: Reading, letter: Letter, person: PersonRow) -> Content | None:
    """None for who may read decisions no more: the letter may have waited for days."""
    if not (await caller_in(reading.db, letter.network, person.id, reading.now)).may(Right.READ_DECISIONS):
        return None
    record = await decision_record(reading.db, reading.system(letter.network), letter.subject)
    if record is None:
        return None
    link = reading.link(letter, Purpose.DECISION_RECORD, letter.written_at + _READABLE)
    fr, en = in_french(record), in_english(record)
    words = Words(fr.title, f"{fr.text}\n\nÀ lire en ligne :\n{link}"), Words(en.title, f"{en.text}\n\nOnline:\n{link}")
    return Content(*words)


MAILING = Mailing(MessageKind.DECISION_RECORD, content, Meeting.Closed, recipients)

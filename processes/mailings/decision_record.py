"""The decision record (fr: relevé de décisions), to everybody who acts in the network, when a meeting closes."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from maillage.domain.calendar import day_of
from maillage.domain.meetings import Meeting
from maillage.domain.messages import MessageKind
from maillage.eventstore.facts import Recorded
from maillage.processes.mailings.mailing import Mailing
from maillage.processes.reading import Content, Letter, Reading, Words
from maillage.projections.acting import acting
from maillage.projections.decision_record import decision_record
from maillage.projections.decision_record_text import in_english, in_french
from maillage.projections.people import PersonRow


async def recipients(reading: Reading, closed: Recorded) -> Iterable[UUID]:
    return await acting(reading.db, reading.system(closed.network), day_of(closed.fact.timestamp))


async def content(reading: Reading, letter: Letter, _: PersonRow) -> Content | None:
    record = await decision_record(reading.db, reading.system(letter.network), letter.subject)
    if record is None:
        return None
    fr, en = in_french(record), in_english(record)
    return Content(Words(fr.title, fr.text), Words(en.title, en.text))


MAILING = Mailing(MessageKind.DECISION_RECORD, content, Meeting.Closed, recipients)

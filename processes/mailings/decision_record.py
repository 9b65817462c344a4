"""The decision record (fr: relevé de décisions), to everybody who acts in the network, when a meeting closes."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from maillage.domain.calendar import day_of
from maillage.domain.decision_facts import DecisionStatus
from maillage.domain.meetings import Meeting
from maillage.domain.messages import MessageKind
from maillage.eventstore.facts import Recorded
from maillage.processes.mailings.mailing import Mailing
from maillage.processes.reading import Content, Letter, Reading, Words
from maillage.projections import english, french
from maillage.projections.acting import acting
from maillage.projections.decisions import DecisionRow, decisions_at
from maillage.projections.meetings import MeetingRow, meetings_by_id
from maillage.projections.members import collectivities_by_id
from maillage.projections.paging import Window
from maillage.projections.people import PersonRow

_MOST = 500  # decisions of one meeting
_FR = {
    DecisionStatus.ADOPTED: "adoptée",
    DecisionStatus.REJECTED: "rejetée",
    DecisionStatus.DEFERRED: "reportée",
    DecisionStatus.SUPERSEDED: "remplacée depuis",
    DecisionStatus.REPEALED: "abrogée depuis",
}
_EN = {
    DecisionStatus.ADOPTED: "adopted",
    DecisionStatus.REJECTED: "rejected",
    DecisionStatus.DEFERRED: "deferred",
    DecisionStatus.SUPERSEDED: "superseded since",
    DecisionStatus.REPEALED: "repealed since",
}


async def recipients(reading: Reading, closed: Recorded) -> Iterable[UUID]:
    return await acting(reading.db, reading.system(closed.network), day_of(closed.fact.timestamp))


async def content(reading: Reading, letter: Letter, _: PersonRow) -> Content | None:
    caller = reading.system(letter.network)
    meeting = (await meetings_by_id(reading.db, caller, [letter.subject])).get(letter.subject)
    if meeting is None or meeting.closed_at is None:
        return None
    taken = await decisions_at(reading.db, caller, [meeting.id], Window(_MOST), newest_first=False)
    decided = [decision for decision in taken[meeting.id] if decision.status in _FR]
    members = await collectivities_by_id(reading.db, caller, meeting.attended)
    names = sorted(members[id].name for id in meeting.attended if id in members)
    return Content(_french(meeting, decided, names), _english(meeting, decided, names))


def _french(meeting: MeetingRow, decided: list[DecisionRow], names: list[str]) -> Words:
    assert meeting.closed_at is not None
    on = french.day(day_of(meeting.starts_at or meeting.closed_at))
    listed = "\n\n".join(_listed(each, _FR[each.status], " : ") for each in decided) or "Aucune décision n’a été prise."
    present = ", ".join(names) or "aucune collectivité"
    text = f"La réunion « {meeting.title} » du {on} est close.\n\nReprésentées : {present}.\n\n{listed}"
    return Words(f"Relevé de décisions : {meeting.title}, {on}", text)


def _english(meeting: MeetingRow, decided: list[DecisionRow], names: list[str]) -> Words:
    assert meeting.closed_at is not None
    on = english.day(day_of(meeting.starts_at or meeting.closed_at))
    listed = "\n\n".join(_listed(each, _EN[each.status], ": ") for each in decided) or "No decision was taken."
    present = ", ".join(names) or "no collectivity"
    text = f"The meeting '{meeting.title}' of {on} is closed.\n\nRepresented: {present}.\n\n{listed}"
    return Words(f"Decision record: {meeting.title}, {on}", text)


def _listed(decision: DecisionRow, status: str, colon: str) -> str:
    number = f"{decision.number} " if decision.number else ""
    reason = f"\n({decision.deferral_reason})" if decision.status is DecisionStatus.DEFERRED else ""
    return f"{number}{decision.title}{colon}{status}\n{decision.text}{reason}"


MAILING = Mailing(MessageKind.DECISION_RECORD, content, Meeting.Closed, recipients)

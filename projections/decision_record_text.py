"""The decision record (fr: relevé de décisions) as a plain text, in French and in English."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from maillage.domain.calendar import day_of
from maillage.domain.decision_facts import DecisionStatus
from maillage.projections import english, french
from maillage.projections.action_items import ActionItemRow
from maillage.projections.decision_record import DecisionRecordRow
from maillage.projections.decisions import DecisionRow
from maillage.projections.members import CollectivityRow
from maillage.projections.people import PersonRow

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


@dataclass(frozen=True)
class Document:
    """A title in one line, and a text whose lines stand as they are."""

    title: str
    text: str


def in_french(record: DecisionRecordRow) -> Document:
    on = french.day(_day(record))
    parts = [
        f"La réunion « {record.meeting.title} » du {on} est close.",
        *([f"Présidence : {_name(record.chair) or 'une personne effacée'}."] if record.meeting.chair else []),
        f"Représentées : {_names(record.represented) or 'aucune collectivité'}.",
        *([f"Représentées par pouvoir : {_names(record.by_proxy)}."] if record.by_proxy else []),
        *([f"Excusées : {_names(record.excused)}."] if record.excused else []),
        *([f"Absentes : {_names(record.absent)}."] if record.absent else []),
        *(_decided(each, _FR[each.status], " : ") for each in record.decisions),
        *([] if record.decisions else ["Aucune décision n’a été prise."]),
        *(["Actions à mener :\n" + "\n".join(_action_fr(each, record) for each in record.actions)] * _any(record)),
    ]
    return Document(f"Relevé de décisions : {record.meeting.title}, {on}", "\n\n".join(parts))


def in_english(record: DecisionRecordRow) -> Document:
    on = english.day(_day(record))
    parts = [
        f"The meeting '{record.meeting.title}' of {on} is closed.",
        *([f"Chair: {_name(record.chair) or 'an erased person'}."] if record.meeting.chair else []),
        f"Represented: {_names(record.represented) or 'no collectivity'}.",
        *([f"Represented by proxy: {_names(record.by_proxy)}."] if record.by_proxy else []),
        *([f"Excused: {_names(record.excused)}."] if record.excused else []),
        *([f"Absent: {_names(record.absent)}."] if record.absent else []),
        *(_decided(each, _EN[each.status], ": ") for each in record.decisions),
        *([] if record.decisions else ["No decision was taken."]),
        *(["Action items:\n" + "\n".join(_action_en(each, record) for each in record.actions)] * _any(record)),
    ]
    return Document(f"Decision record: {record.meeting.title}, {on}", "\n\n".join(parts))


def _day(record: DecisionRecordRow) -> date:
    held = record.meeting.starts_at or record.meeting.closed_at
    assert held is not None, "a decision record is that of a closed meeting"
    return day_of(held)


def _any(record: DecisionRecordRow) -> int:
    return 1 if record.actions else 0


def _names(members: Iterable[CollectivityRow]) -> str:
    return ", ".join(each.name for each in members)


def _decided(decision: DecisionRow, status: str, colon: str) -> str:
    number = f"{decision.number} " if decision.number else ""
    reason = f"\n({decision.deferral_reason})" if decision.status is DecisionStatus.DEFERRED else ""
    return f"{number}{decision.title}{colon}{status}\n{decision.text}{reason}"


def _action_fr(action: ActionItemRow, record: DecisionRecordRow) -> str:
    who = _name(record.owners.get(action.owner)) or "une personne effacée"
    return f"- {action.title} : {who}, échéance le {french.day(action.due)}"


def _action_en(action: ActionItemRow, record: DecisionRecordRow) -> str:
    who = _name(record.owners.get(action.owner)) or "an erased person"
    return f"- {action.title}: {who}, due {english.day(action.due)}"


def _name(person: PersonRow | None) -> str:
    return " ".join(part for part in (person.given_name, person.family_name) if part) if person else ""

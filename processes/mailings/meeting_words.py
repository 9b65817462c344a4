"""What is written about a meeting that is to come, or will not, in French and in English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from maillage.domain.calendar import day_of
from maillage.processes.reading import Words
from maillage.projections import english, french
from maillage.projections.agenda import AgendaRow
from maillage.projections.meetings import MeetingRow

YOURS_FR = "Ce lien est le vôtre : il répond en votre nom. Ne le faites pas suivre."
YOURS_EN = "This link is yours: it answers in your name. Please do not pass it on."


@dataclass(frozen=True)
class Ways:
    """Where a letter leads: to the addressee's own page to answer on, else to the one that all who sign in may see."""

    answer: str | None
    page: str | None


def invited(meeting: MeetingRow, agenda: AgendaRow, ways: Ways) -> tuple[Words, Words]:
    fr = f"Nous vous invitons à la réunion « {meeting.title} »."
    en = f"You are invited to the meeting '{meeting.title}'."
    return (
        Words(f"Invitation : {meeting.title}, {_day_fr(meeting)}", _to_come_fr(fr, meeting, agenda, ways)),
        Words(f"Invitation: {meeting.title}, {_day_en(meeting)}", _to_come_en(en, meeting, agenda, ways)),
    )


def rescheduled(meeting: MeetingRow, agenda: AgendaRow, ways: Ways) -> tuple[Words, Words]:
    fr = f"La réunion « {meeting.title} » change de date ou de lieu. Motif : {meeting.reason}"
    en = f"The meeting '{meeting.title}' has another date or place. Reason: {meeting.reason}"
    return (
        Words(f"Changement : {meeting.title}, {_day_fr(meeting)}", _to_come_fr(fr, meeting, agenda, ways)),
        Words(f"Change: {meeting.title}, {_day_en(meeting)}", _to_come_en(en, meeting, agenda, ways)),
    )


def cancelled(meeting: MeetingRow) -> tuple[Words, Words]:
    fr = f"La réunion « {meeting.title} », prévue le {_day_fr(meeting)}, est annulée. Motif : {meeting.reason}"
    en = f"The meeting '{meeting.title}', meant for {_day_en(meeting)}, is cancelled. Reason: {meeting.reason}"
    return (
        Words(f"Annulation : {meeting.title}, {_day_fr(meeting)}", fr),
        Words(f"Cancelled: {meeting.title}, {_day_en(meeting)}", en),
    )


def where_in_french(meeting: MeetingRow) -> str:
    """When and where, as far as it is known, each in a line of its own."""
    when = french.period(*_slot(meeting))
    place = [f"Lieu : {meeting.place}"] if meeting.place else []
    call = [f"Par visioconférence : {meeting.call_link}"] if meeting.call_link else []
    return "\n".join([when[0].upper() + when[1:], *place, *call])


def where_in_english(meeting: MeetingRow) -> str:
    place = [f"Place: {meeting.place}"] if meeting.place else []
    call = [f"By call: {meeting.call_link}"] if meeting.call_link else []
    return "\n".join([english.period(*_slot(meeting)), *place, *call])


def _to_come_fr(first: str, meeting: MeetingRow, agenda: AgendaRow, ways: Ways) -> str:
    answer = f"Merci de dire si vous viendrez :\n{ways.answer}\n\n{YOURS_FR}" if ways.answer else ""
    page = f"La réunion en ligne :\n{ways.page}" if ways.page else ""
    parts = [first, where_in_french(meeting), _listed("Ordre du jour :", agenda), answer or page]
    return "\n\n".join(part for part in parts if part)


def _to_come_en(first: str, meeting: MeetingRow, agenda: AgendaRow, ways: Ways) -> str:
    answer = f"Please say whether you will come:\n{ways.answer}\n\n{YOURS_EN}" if ways.answer else ""
    page = f"The meeting online:\n{ways.page}" if ways.page else ""
    parts = [first, where_in_english(meeting), _listed("Agenda:", agenda), answer or page]
    return "\n\n".join(part for part in parts if part)


def _listed(title: str, agenda: AgendaRow) -> str:
    """The items that are on it, numbered; nothing where none is."""
    titles = {item.item: item.title for item in agenda.items}
    lines = [f"{number}. {titles[item]}" for number, item in enumerate(agenda.order, 1)]
    return "\n".join([title, *lines]) if lines else ""


def _slot(meeting: MeetingRow) -> tuple[datetime, datetime]:
    assert meeting.starts_at is not None, "who is invited is invited on a date"
    assert meeting.ends_at is not None
    return meeting.starts_at, meeting.ends_at


def _day_fr(meeting: MeetingRow) -> str:
    return french.day(day_of(_slot(meeting)[0]))


def _day_en(meeting: MeetingRow) -> str:
    return english.day(day_of(_slot(meeting)[0]))

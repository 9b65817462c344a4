"""What is written about a poll of dates, in French and in English."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from maillage.domain.calendar import day_of
from maillage.processes.mailings.meeting_words import YOURS_EN, YOURS_FR, where_in_english, where_in_french
from maillage.processes.reading import Content, Words
from maillage.projections import english, french
from maillage.projections.date_polls import DatePollRow
from maillage.projections.meetings import MeetingRow


def question(poll: DatePollRow, link: str) -> Content:
    fr = f"Quelles dates vous conviennent pour la réunion « {poll.title} » ?"
    en = f"Which dates suit you for the meeting '{poll.title}'?"
    return Content(
        Words(f"Sondage de dates : {poll.title}", f"{fr}\n\n{_in_french(poll, link)}"),
        Words(f"Date poll: {poll.title}", f"{en}\n\n{_in_english(poll, link)}"),
    )


def reminder(poll: DatePollRow, link: str) -> Content:
    fr = f"Votre réponse manque encore pour une date au moins de la réunion « {poll.title} »."
    en = f"Your answer is still missing for at least one date of the meeting '{poll.title}'."
    return Content(
        Words(f"Rappel, sondage de dates : {poll.title}", f"{fr}\n\n{_in_french(poll, link)}"),
        Words(f"Reminder, date poll: {poll.title}", f"{en}\n\n{_in_english(poll, link)}"),
    )


def choice(meeting: MeetingRow) -> Content:
    assert meeting.starts_at is not None, "a meeting whose date was chosen has one"
    fr = f"La date de la réunion « {meeting.title} » est retenue.\n\n{where_in_french(meeting)}"
    en = f"The date of the meeting '{meeting.title}' is chosen.\n\n{where_in_english(meeting)}"
    return Content(
        Words(f"Date retenue : {meeting.title}, {french.day(day_of(meeting.starts_at))}", fr),
        Words(f"Date chosen: {meeting.title}, {english.day(day_of(meeting.starts_at))}", en),
    )


def end(poll: DatePollRow) -> Content:
    fr = f"Le sondage de dates pour la réunion « {poll.title} » est abandonné : aucune date n’est retenue."
    en = f"The poll of dates for the meeting '{poll.title}' is abandoned: no date is chosen."
    return Content(
        Words(f"Sondage abandonné : {poll.title}", f"{fr} Motif : {poll.reason}"),
        Words(f"Poll abandoned: {poll.title}", f"{en} Reason: {poll.reason}"),
    )


def _in_french(poll: DatePollRow, link: str) -> str:
    until = f"Réponse attendue au plus tard le {french.moment(poll.deadline)} :"
    return f"{_dates(poll, french.period)}\n\n{until}\n{link}\n\n{YOURS_FR}"


def _in_english(poll: DatePollRow, link: str) -> str:
    until = f"Please answer by {english.moment(poll.deadline)}:"
    return f"{_dates(poll, english.period)}\n\n{until}\n{link}\n\n{YOURS_EN}"


def _dates(poll: DatePollRow, period: Callable[[datetime, datetime], str]) -> str:
    return "\n".join(f"- {period(each.starts_at, each.ends_at)}" for each in poll.options)

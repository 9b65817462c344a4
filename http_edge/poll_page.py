"""The page of one poll of dates for one person who is asked: shows the dates, takes the answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from maillage.accounts.links import Purpose
from maillage.domain.caller import Right
from maillage.domain.date_poll_facts import Availability, DateOption, OptionAnswer
from maillage.domain.day_flags import day_flags
from maillage.domain.refusals import Refusal
from maillage.eventstore.log import Command
from maillage.graphql.vocabulary import label
from maillage.http_edge.markup import Markup, joined, markup
from maillage.http_edge.pages import form
from maillage.http_edge.visits import (
    Doors,
    Visit,
    command_field,
    command_id,
    french_page,
    malformed,
    over,
    said_no,
    status_of,
    too_late,
)
from maillage.projections import french
from maillage.projections.date_polls import DatePollRow, DatePollStatus, date_polls_by_id
from maillage.usecases.date_polls import answer_date_poll

_FORM = """<p>Quelles dates vous conviennent ? Réponse attendue au plus tard le {deadline}.</p>
{error}
<form method="post">
{command}
{options}
<button class="main">Envoyer ma réponse</button>
</form>"""
_OPTION = """<fieldset>
<legend>{date}</legend>
{flags}
{choices}
</fieldset>"""
_CHOICE = '<label><input type="radio" name="option-{number}" value="{value}"{checked}> {label}</label>'
_NOTED = """<p role="status">Merci, votre réponse est notée.</p>
<ul>
{}
</ul>
<p><a href="">Changer ma réponse</a></p>"""


class PollPage:
    """GET shows and never acts; POST answers."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    async def show(self, request: Request) -> Response:
        visit = await self._visit(request)
        poll = await self._open(visit)
        if poll is None:
            raise over()
        mine = {each.option: each.availability for each in poll.answers if each.person == visit.person}
        return french_page(poll.title, _form(poll, mine))

    async def act(self, request: Request) -> Response:
        fields = await form(request)
        visit = await self._visit(request)
        said = _answers(fields)
        given: dict[str, Any] = {"date_poll": visit.subject, "answers": [OptionAnswer(*each) for each in said.items()]}
        command = Command.of(command_id(fields), answer_date_poll.__name__, **given)
        try:
            await answer_date_poll(self._doors.log, visit.caller, command, **given)
        except Refusal as refusal:
            if (poll := await self._open(visit)) is None:
                return too_late(refusal)
            return french_page(poll.title, _form(poll, said, said_no(refusal)), status_of(refusal, "answers"))
        return french_page("Réponse enregistrée", _noted(await self._poll(visit), said))

    async def _visit(self, request: Request) -> Visit:
        return await self._doors.visit(request, Purpose.DATE_POLL, Right.ANSWER_DATE_POLLS)

    async def _poll(self, visit: Visit) -> DatePollRow | None:
        """None where this person is not asked."""
        return (await date_polls_by_id(self._doors.db, visit.caller, [visit.subject])).get(visit.subject)

    async def _open(self, visit: Visit) -> DatePollRow | None:
        poll = await self._poll(visit)
        is_open = poll and poll.status is DatePollStatus.OPEN and visit.caller.now <= poll.deadline
        return poll if is_open else None


def _answers(fields: Mapping[str, str]) -> dict[int, Availability]:
    """By number of option. PageRefused."""
    found: dict[int, Availability] = {}
    for name, value in fields.items():
        if name.startswith("option-"):
            try:
                found[int(name.removeprefix("option-"))] = Availability(value)
            except ValueError:
                raise malformed() from None
    return found


def _form(poll: DatePollRow, mine: Mapping[int, Availability], error: Markup | str = "") -> Markup:
    options = joined(_option(poll, option, mine.get(option.number)) for option in poll.options)
    deadline = french.moment(poll.deadline)
    return markup(_FORM, deadline=deadline, error=error, command=command_field(), options=options)


def _option(poll: DatePollRow, option: DateOption, mine: Availability | None) -> Markup:
    flags = joined(
        markup('<p class="hint">{}</p>', " : ".join(filter(None, (label(flag.kind, "fr"), flag.label))))
        for flag in day_flags(option.starts_at, option.ends_at, poll.school_zone, poll.closures)
    )
    choices = joined(
        markup(
            _CHOICE,
            number=option.number,
            value=each.value,
            checked=Markup(" checked") if each is mine else "",
            label=label(each, "fr"),
        )
        for each in Availability
    )
    return markup(_OPTION, date=french.period(option.starts_at, option.ends_at), flags=flags, choices=choices)


def _noted(poll: DatePollRow | None, said: Mapping[int, Availability]) -> Markup:
    lines = joined(
        markup("<li>{} : {}</li>", french.period(option.starts_at, option.ends_at), label(said[option.number], "fr"))
        for option in (poll.options if poll else ())
        if option.number in said
    )
    return markup(_NOTED, lines)

"""The page of one meeting for one person who is invited: shows it, takes the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from maillage.accounts.links import Purpose
from maillage.domain.calendar import day_of
from maillage.domain.caller import Right
from maillage.domain.invitation_facts import Answer
from maillage.domain.refusals import Refusal
from maillage.eventstore.log import Command
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
from maillage.projections.agenda import AgendaRow, agendas_of
from maillage.projections.colleagues import Colleague, colleagues
from maillage.projections.invitations import InvitationRow, invitations_to
from maillage.projections.meetings import MeetingRow, MeetingStatus, meetings_by_id
from maillage.usecases.invitations import answer_invitation

_ANSWERS = {
    Answer.ACCEPTED: "Je viendrai",
    Answer.TENTATIVE: "Je viendrai peut-être",
    Answer.DECLINED: "Je ne viendrai pas",
    Answer.SUBSTITUTE: "Je me fais remplacer",
}
_RIGHTS = (Right.ANSWER_INVITATIONS, Right.READ_MEETINGS, Right.READ_INVITED_MEETINGS, Right.READ_DIRECTORY)
_FIELDS = ("answer", "substitute", "comment")
_FORM = """{meeting}
{error}
<form method="post">
{command}
<fieldset>
<legend>Votre réponse</legend>
{answers}
</fieldset>
{substitutes}
<label for="comment">Un mot, si vous voulez</label>
<textarea id="comment" name="comment" rows="3" maxlength="500">{comment}</textarea>
<button class="main">Envoyer ma réponse</button>
</form>"""
_ANSWER = '<label><input type="radio" name="answer" value="{value}" required{checked}> {label}</label>'
_SUBSTITUTES = """<label for="substitute">Qui vous remplace</label>
<select id="substitute" name="substitute">
<option value="">Personne</option>
{}
</select>"""
_CALL = '<p>Par visioconférence : <a href="{0}">{0}</a></p>'
_NOTED = """<p role="status">Merci, votre réponse est notée : {answer}.</p>
{meeting}
<p><a href="">Changer ma réponse</a></p>"""


@dataclass(frozen=True)
class _Reply:
    """What was answered, or is in a form that was refused."""

    answer: Answer | None
    substitute: UUID | None
    comment: str | None


@dataclass(frozen=True)
class _Invited:
    """What the page shows."""

    meeting: MeetingRow
    agenda: AgendaRow
    invitation: InvitationRow
    colleagues: Sequence[Colleague]


class InvitationPage:
    """GET shows and never acts; POST answers."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    async def show(self, request: Request) -> Response:
        invited = await self._invited(await self._visit(request))
        if invited is None:
            raise over()
        own = invited.invitation
        return french_page(invited.meeting.title, _form(invited, _Reply(own.answer, own.substitute, own.comment)))

    async def act(self, request: Request) -> Response:
        fields = await form(request)
        visit = await self._visit(request)
        reply = _reply(fields)
        if reply.answer is None:
            raise malformed()
        given: dict[str, Any] = {"meeting": visit.subject, "answer": reply.answer}
        given |= {"substitute": reply.substitute, "comment": reply.comment}
        command = Command.of(command_id(fields), answer_invitation.__name__, **given)
        try:
            await answer_invitation(self._doors.log, visit.caller, command, **given)
        except Refusal as refusal:
            if (invited := await self._invited(visit)) is None:
                return too_late(refusal)
            page = _form(invited, reply, said_no(refusal))
            return french_page(invited.meeting.title, page, status_of(refusal, *_FIELDS))
        invited = await self._invited(visit)
        shown = _shown(invited) if invited else ""
        return french_page("Réponse enregistrée", markup(_NOTED, answer=_ANSWERS[reply.answer], meeting=shown))

    async def _visit(self, request: Request) -> Visit:
        return await self._doors.visit(request, Purpose.INVITATION, *_RIGHTS)

    async def _invited(self, visit: Visit) -> _Invited | None:
        """None where the meeting takes no answers any more, or this person is not invited to it."""
        db, caller, id = self._doors.db, visit.caller, visit.subject
        meeting = (await meetings_by_id(db, caller, [id])).get(id)
        own = [each for each in (await invitations_to(db, caller, [id]))[id] if each.person == visit.person]
        if meeting is None or meeting.starts_at is None or meeting.status is not MeetingStatus.SCHEDULED or not own:
            return None
        may_know = caller.may(Right.READ_DIRECTORY)
        others = await colleagues(db, caller, day_of(meeting.starts_at)) if may_know else ()
        return _Invited(meeting, (await agendas_of(db, caller, [id]))[id], own[0], others)


def _reply(fields: Mapping[str, str]) -> _Reply:
    """PageRefused."""
    try:
        answer = Answer(fields["answer"]) if "answer" in fields else None
        substitute = UUID(fields["substitute"]) if fields.get("substitute") else None
    except ValueError:
        raise malformed() from None
    # Who chose somebody and then another answer means the answer: the list has no script to follow it.
    return _Reply(answer, substitute if answer is Answer.SUBSTITUTE else None, fields.get("comment") or None)


def _form(invited: _Invited, reply: _Reply, error: Markup | str = "") -> Markup:
    offered = [each for each in _ANSWERS if each is not Answer.SUBSTITUTE or invited.colleagues]
    answers = joined(
        markup(_ANSWER, value=each.value, label=_ANSWERS[each], checked=_if(each is reply.answer, " checked"))
        for each in offered
    )
    return markup(
        _FORM,
        meeting=_shown(invited),
        error=error,
        command=command_field(),
        answers=answers,
        substitutes=_substitutes(invited, reply.substitute) if invited.colleagues else "",
        comment=reply.comment or "",
    )


def _substitutes(invited: _Invited, chosen: UUID | None) -> Markup:
    option = '<option value="{}"{}>{} {}</option>'
    return markup(
        _SUBSTITUTES,
        joined(
            markup(option, each.id, _if(each.id == chosen, " selected"), each.given_name, each.family_name)
            for each in invited.colleagues
        ),
    )


def _shown(invited: _Invited) -> Markup:
    meeting = invited.meeting
    assert meeting.starts_at is not None
    assert meeting.ends_at is not None
    titles = {item.item: item.title for item in invited.agenda.items}
    items = joined(markup("<li>{}</li>", titles[item]) for item in invited.agenda.order)
    parts = [
        markup("<p><strong>Le {}</strong></p>", french.period(meeting.starts_at, meeting.ends_at)),
        *([markup("<p>Lieu : {}</p>", meeting.place)] if meeting.place else []),
        *([markup(_CALL, meeting.call_link)] if meeting.call_link else []),
        *([markup("<h2>Ordre du jour</h2>\n<ol>\n{}\n</ol>", items)] if items else []),
    ]
    return joined(parts)


def _if(condition: bool, text: str) -> Markup:
    return Markup(text if condition else "")

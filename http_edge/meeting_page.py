"""The page of one meeting, for whoever is signed in and may see it: what a calendar entry leads back to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from maillage.accounts.links import Link, Links, Purpose
from maillage.domain.calendar import day_of, instant
from maillage.domain.caller import Caller, Right
from maillage.graphql.errors import ApiError
from maillage.graphql.ids import decode_id
from maillage.graphql.locales import Locale
from maillage.graphql.people import ERASED
from maillage.graphql.references import MEETING
from maillage.graphql.vocabulary import label
from maillage.http_edge import way_back
from maillage.http_edge.markup import Markup, joined, markup
from maillage.http_edge.meeting_words import UNKNOWN, WORDS, Words
from maillage.http_edge.pages import PageRefused, locale_of, page
from maillage.http_edge.visits import Doors
from maillage.projections.agenda import AgendaRow, agendas_of
from maillage.projections.decision_record import DecisionRecordRow, decision_record
from maillage.projections.invitations import InvitationRow, invitations_to
from maillage.projections.meetings import MeetingRow, MeetingStatus, meetings_by_id
from maillage.projections.people import PersonRow, people_by_id
from maillage.usecases.signing_in import identify
from maillage.usecases.standing import caller_in

PATH = "/meeting/{meeting}"
_OF_RECORDS = (Right.READ_MEETINGS, Right.READ_DECISIONS, Right.READ_ACTIONS, Right.READ_DIRECTORY)
_PARAGRAPH = "<p>{}</p>"
_SECTION = "<h2>{title}</h2>\n<{kind}>\n{items}\n</{kind}>"


def routes(doors: Doors, session: str) -> list[BaseRoute]:
    """`session` is the name of the cookie of sessions."""

    async def show(request: Request) -> Response:
        meeting, now = _asked(request), datetime.now(UTC)
        identity = await identify(doors.db, request.cookies.get(session, ""), now)
        if identity is None:
            return way_back.to_sign_in(session, meeting)
        seen = await _seen(doors, await caller_in(doors.db, identity.network, identity.person, now), meeting)
        if seen is None:
            raise PageRefused(404, UNKNOWN)
        locale = locale_of(request)
        return page(locale, seen.meeting.title, _body(seen, locale))

    return [Route(PATH, show, methods=["GET"])]


def _asked(request: Request) -> UUID:
    """PageRefused: no meeting ever had such an id."""
    try:
        return decode_id(request.path_params["meeting"], MEETING)
    except ApiError:
        raise PageRefused(404, UNKNOWN) from None


@dataclass(frozen=True)
class _Seen:
    """What a caller sees of a meeting."""

    caller: Caller
    meeting: MeetingRow
    agenda: AgendaRow
    invitations: Sequence[InvitationRow]
    people: Mapping[UUID, PersonRow]  # nobody where the caller may not read names
    record: DecisionRecordRow | None
    answer: str | None  # path of the caller's own page to answer on


async def _seen(doors: Doors, caller: Caller, id: UUID) -> _Seen | None:
    """None: there is no such meeting, or the caller may not see it."""
    db = doors.db
    found = await meetings_by_id(db, caller, [id]) if caller.roles else {}
    if id not in found:
        return None
    invitations = (await invitations_to(db, caller, [id]))[id]
    named = [who for each in invitations for who in (each.person, each.substitute) if who]
    return _Seen(
        caller,
        found[id],
        (await agendas_of(db, caller, [id]))[id],
        invitations,
        await people_by_id(db, caller, named) if caller.may(Right.READ_DIRECTORY) else {},
        await decision_record(db, caller, id) if all(map(caller.may, _OF_RECORDS)) else None,
        _answering(doors.links, caller, found[id], invitations),
    )


def _answering(links: Links, caller: Caller, meeting: MeetingRow, sent: Sequence[InvitationRow]) -> str | None:
    """The page that mails lead to as well; None where the caller has nothing to answer any more."""
    mine = next((each for each in sent if each.person == caller.person), None)
    until = meeting.ends_at
    if mine is None or until is None or meeting.status is not MeetingStatus.SCHEDULED or until <= caller.now:
        return None
    if not caller.may(Right.ANSWER_INVITATIONS):
        return None
    return links.path(Link(Purpose.INVITATION, caller.network, mine.person, meeting.id, until.replace(microsecond=0)))


# In words -----------------------------------------------------------------------


def _body(seen: _Seen, locale: Locale) -> Markup:
    meeting, words = seen.meeting, WORDS[locale]
    call = '<p>{}<a href="{}" rel="noreferrer">{}</a></p>'
    record = words.record(seen.record) if seen.record else None
    parts = [
        markup(_PARAGRAPH, f"{label(meeting.kind, locale)} · {label(meeting.status, locale)}"),
        markup("<p><strong>{}</strong></p>", _when(meeting, words)),
        *([markup(_PARAGRAPH, words.reason.format(meeting.reason))] if meeting.reason else []),
        *([markup(_PARAGRAPH, words.where.format(meeting.place))] if meeting.place else []),
        *([markup(call, words.call, meeting.call_link, meeting.call_link)] if meeting.call_link else []),
        *([markup('<p><a href="{}">{}</a></p>', seen.answer, words.answer)] if seen.answer else []),
        _section(words.agenda, "ol", _items(seen.agenda, words)),
        _section(words.invited, "ul", [_said(each, seen, locale) for each in seen.invitations if _shown(each, seen)]),
        *([markup("<h2>{}</h2>\n<pre>{}</pre>", record.title, record.text)] if record else []),
    ]
    return joined(part for part in parts if part)


def _section(title: str, kind: str, items: Sequence[str]) -> Markup:
    """Nothing where it is empty."""
    lines = joined(markup("<li>{}</li>", item) for item in items)
    return markup(_SECTION, title=title, kind=kind, items=lines) if items else Markup()


def _when(meeting: MeetingRow, words: Words) -> str:
    """A day alone where the meeting was recorded for all of it."""
    start, end = meeting.starts_at, meeting.ends_at
    if start is None or end is None:
        return words.no_date
    first = day_of(start)
    whole = (start, end) == (instant(first), instant(first + timedelta(days=1)))
    told = words.day(first) if whole else words.period(start, end)
    return told[0].upper() + told[1:]


def _items(agenda: AgendaRow, words: Words) -> list[str]:
    """As it was published last; where it never was, as it stands."""
    known = {item.item: item for item in agenda.items}
    items = [known[item] for item in agenda.published or agenda.order if item in known]
    return [words.item.format(title=each.title, minutes=each.minutes) if each.minutes else each.title for each in items]


def _shown(invitation: InvitationRow, seen: _Seen) -> bool:
    """Who may not read names sees what they answered themselves."""
    return seen.caller.may(Right.READ_DIRECTORY) or invitation.person == seen.caller.person


def _said(invitation: InvitationRow, seen: _Seen, locale: Locale) -> str:
    words = WORDS[locale]
    who = words.you if invitation.person == seen.caller.person else _name(seen.people.get(invitation.person), locale)
    what = label(invitation.answer, locale) if invitation.answer else words.silent
    if invitation.substitute and seen.caller.may(Right.READ_DIRECTORY):
        what = words.instead.format(what=what, who=_name(seen.people.get(invitation.substitute), locale))
    if invitation.comment:
        what = words.comment.format(what=what, comment=invitation.comment)
    return words.said.format(who=who, what=what)


def _name(person: PersonRow | None, locale: Locale) -> str:
    names = (person.given_name, person.family_name) if person else ()
    return " ".join(filter(None, names)) or ERASED[locale]

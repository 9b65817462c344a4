"""Who comes by a signed link: as that person, with the rights that its purpose takes and no others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from starlette.requests import Request
from starlette.responses import Response

from maillage.accounts.links import Link, LinkExpired, Links, LinkUnknown, Purpose
from maillage.domain.caller import Caller, Right
from maillage.domain.refusals import NotAllowed, NotFound, Refusal
from maillage.eventstore.log import CommandReused, Log
from maillage.eventstore.sql import Connection
from maillage.graphql.refusal_texts import message_of
from maillage.http_edge.markup import Markup, markup
from maillage.http_edge.pages import PageRefused, message_page, page
from maillage.usecases.standing import caller_in

_UNKNOWN = {
    "fr": ("Lien inconnu", "Ce lien est incomplet ou n’a jamais existé. Ouvrez-le de nouveau depuis le message reçu."),
    "en": ("Unknown link", "This link is incomplete or never existed. Open it again from the message you received."),
}
_OVER = {
    "fr": ("Lien expiré", "Ce lien ne sert plus : son délai est passé, ou ce à quoi il menait est terminé."),
    "en": ("The link has expired", "This link is of no use any more: it is too late, or what it led to is over."),
}
_MALFORMED = {
    "fr": ("Formulaire illisible", "Rouvrez la page depuis le message reçu et recommencez."),
    "en": ("The form cannot be read", "Open the page again from the message you received."),
}
_SENT_BEFORE = "Ce formulaire a déjà servi à une autre réponse. Vérifiez celle-ci et envoyez-la de nouveau."


@dataclass(frozen=True)
class Doors:
    """What the pages behind links read from and write to."""

    db: Connection
    log: Log
    links: Links

    async def visit(self, request: Request, purpose: Purpose, *rights: Right) -> Visit:
        """PageRefused: the link is none, or leads nowhere any more."""
        now = datetime.now(UTC)
        try:
            link = self.links.read(purpose, request.path_params["link"], now)
        except LinkUnknown:
            raise PageRefused(404, _UNKNOWN) from None
        except LinkExpired:
            raise over() from None
        caller = await caller_in(self.db, link.network, link.person, now)
        if not caller.roles:
            raise over()
        return Visit(link, caller.within(*rights))


@dataclass(frozen=True)
class Visit:
    """A link that leads somewhere. What is done there is done to its `subject`, whatever a form says."""

    link: Link
    caller: Caller

    @property
    def subject(self) -> UUID:
        return self.link.subject

    @property
    def person(self) -> UUID:
        return self.link.person


def over() -> PageRefused:
    """What the link led to is over."""
    return PageRefused(410, _OVER)


def french_page(title: str, body: Markup, status: int = 200) -> Response:
    return page("fr", title, body, status)


def malformed() -> PageRefused:
    """Of a form that no page of ours sends."""
    return PageRefused(400, _MALFORMED)


def command_id(fields: dict[str, str]) -> UUID:
    """That of the form: sent twice, it is carried out once. PageRefused."""
    try:
        return UUID(fields.get("command", ""))
    except ValueError:
        raise malformed() from None


def command_field() -> Markup:
    """A new id, in a form that is shown."""
    return markup('<input type="hidden" name="command" value="{}">', uuid4())


def status_of(refusal: Refusal, *fields: str) -> int:
    """422 where one of the form's fields is at fault, 409 where what it is about has moved on."""
    if isinstance(refusal, NotAllowed):
        return 403
    if refusal.path[:1] and refusal.path[0] in fields:
        return 422
    return 404 if isinstance(refusal, NotFound) else 409


def said_no(refusal: Refusal) -> Markup:
    """Why, above the form."""
    text = _SENT_BEFORE if isinstance(refusal, CommandReused) else message_of(refusal, "fr")
    return markup('<p class="error" role="alert">{}</p>', text)


def too_late(refusal: Refusal) -> Response:
    """Why, where there is no form to go on with."""
    return message_page("fr", "Réponse refusée", message_of(refusal, "fr"), status_of(refusal))


async def not_allowed(_: Request, refusal: Exception) -> Response:
    """The exception handler of NotAllowed, where a page is read."""
    assert isinstance(refusal, NotAllowed)
    return message_page("fr", "Accès refusé", "Vos fonctions dans le réseau n’ouvrent pas cette page.", 403)

"""The sign-in pages, put together."""

from __future__ import annotations

from uuid import UUID

from starlette.responses import Response

from maillage.domain.refusals import Refusal
from maillage.graphql.ids import encode_id
from maillage.graphql.locales import Locale
from maillage.graphql.references import PERSON
from maillage.http_edge.markup import Markup, joined, markup
from maillage.http_edge.pages import page
from maillage.http_edge.sign_in_words import WORDS
from maillage.projections.memberships import MembershipRow

_NOTHING = Markup("")
_ASK = """{problem}<form method="post" action="/sign-in">
<label for="email">{address}</label>
<input id="email" name="email" type="email" autocomplete="email" maxlength="254" value="{given}" required>
<p class="hint">{hint}</p>
<button class="main">{send}</button>
</form>"""
_CODE = """{problem}<p>{on_its_way}</p>
<form method="post" action="/sign-in/code">
<input type="hidden" name="signIn" value="{sign_in}">
<label for="code">{code}</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="20"
 aria-describedby="digits" required autofocus>
<p class="hint" id="digits">{digits}</p>
<button class="main">{enter}</button>
</form>
<p>{again} <a href="/sign-in">{send}</a></p>"""
_LINK = """<p>{text}</p>
<form method="post" action="/sign-in/link/{link}">
<button class="main">{enter}</button>
</form>"""
_CHOICE = """<form method="post" action="/sign-in/network">
<button name="membership" value="{id}">{name}</button>
</form>"""
_OUT = """<form method="post" action="/sign-out">
<button>{}</button>
</form>"""
_PROBLEM = '<p class="error" role="alert">{}</p>\n'


def asking(locale: Locale, refusal: Refusal | None = None, given: str = "", status: int = 200) -> Response:
    """Where somebody gives an address."""
    words = WORDS[locale]
    texts = {"address": words.address, "hint": words.nothing_to_remember, "send": words.send, "given": given}
    return page(locale, words.sign_in, markup(_ASK, problem=_problem(locale, refusal), **texts), status)


def expecting(locale: Locale, sign_in: UUID, refusal: Refusal | None = None, status: int = 200) -> Response:
    """The same for every address: where the code is typed."""
    words = WORDS[locale]
    texts = {"on_its_way": words.on_its_way, "code": words.code, "digits": words.digits, "enter": words.enter}
    texts |= {"again": words.again, "send": words.send, "sign_in": str(sign_in)}
    return page(locale, words.sign_in, markup(_CODE, problem=_problem(locale, refusal), **texts), status)


def opening(locale: Locale, link: str) -> Response:
    """What a link of a message shows, whoever looks at it: only its button does something."""
    words = WORDS[locale]
    return page(locale, words.from_link, markup(_LINK, text=words.from_link_text, link=link, enter=words.enter))


def inside(locale: Locale, chosen: MembershipRow | None, among: list[MembershipRow]) -> Response:
    """Who somebody is now, and who else this address may be."""
    words = WORDS[locale]
    parts = [markup("<p>{}</p>", words.choose_text)]
    if chosen:
        parts = [markup('<p role="status">{}</p>', _named(words.signed_in_as, chosen))]
    others = [row for row in among if chosen is None or row.person != chosen.person]
    if chosen and others:
        parts.append(markup("<h2>{}</h2>", words.others))
    parts += [markup(_CHOICE, id=encode_id(PERSON, row.person), name=_named(words.go_to, row)) for row in others]
    return page(locale, words.signed_in if chosen else words.choose, joined([*parts, markup(_OUT, words.sign_out)]))


def outside(locale: Locale) -> Response:
    words = WORDS[locale]
    again = markup('<p role="status">{}</p>\n<p><a href="/sign-in">{}</a></p>', words.signed_out_text, words.sign_in)
    return page(locale, words.signed_out, again)


def shut(locale: Locale, refusal: Refusal, status: int) -> Response:
    """Why there is no way in, and where to begin again."""
    words = WORDS[locale]
    body = joined([_problem(locale, refusal), markup('<p><a href="/sign-in">{}</a></p>', words.sign_in)])
    return page(locale, words.refused, body, status)


def _named(words: str, row: MembershipRow) -> str:
    return words.format(person=row.name, network=row.network_name)


def _problem(locale: Locale, refusal: Refusal | None) -> Markup:
    return markup(_PROBLEM, refusal.message(locale)) if refusal else _NOTHING

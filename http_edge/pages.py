"""What every page for people shares: one frame in plain HTML that needs no script, strict headers, forms, errors."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response

from maillage.graphql.credentials import is_from_elsewhere
from maillage.graphql.locales import Locale, preferred_locale
from maillage.http_edge.markup import Markup, markup

STYLE = (Path(__file__).parent / "static" / "pages.css").read_text(encoding="utf-8")
_STYLE_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()

#: Of every page. `same-origin` tells other sites nothing, and keeps the Origin of our own forms, which
#: `no-referrer` would have browsers send as `null`: a form of ours could not be told from a foreign one.
HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "content-security-policy": "; ".join(
            (
                "default-src 'none'",
                f"style-src 'sha256-{_STYLE_HASH}'",
                "form-action 'self'",
                "base-uri 'none'",
                "frame-ancestors 'none'",
            )
        ),
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "cross-origin-opener-policy": "same-origin",
        "cache-control": "no-store",
        "vary": "accept-language, accept",
    }
)

_FRAME = """<!doctype html>
<html lang="{locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""

_LARGEST_FORM = 32_768  # bytes
_MOST_FIELDS = 100
_SECONDS = 15.0  # for a form to arrive

_FOREIGN = {
    "fr": ("Demande refusée", "Ce formulaire a été envoyé depuis un autre site. Ouvrez la page d’ici et recommencez."),
    "en": ("Request refused", "This form was sent from another site. Open the page from here and try again."),
}
_MALFORMED = {
    "fr": ("Formulaire illisible", "Revenez à la page précédente et recommencez."),
    "en": ("The form cannot be read", "Go back to the page before and try again."),
}


class PageRefused(Exception):
    """A request that has a page for an answer, the same for whoever asks."""

    def __init__(self, status: int, words: Mapping[str, tuple[str, str]]) -> None:
        super().__init__(words["en"][0])
        self.status, self.words = status, words


def locale_of(request: Request) -> Locale:
    return preferred_locale(request.headers.get("accept-language"))


def page(
    locale: Locale, title: str, body: Markup, status: int = 200, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """A page with its title as heading. The title is a text, the body is markup."""
    content = markup(_FRAME, locale=locale, title=title, style=Markup(STYLE), body=body)
    return HTMLResponse(content, status, {**HEADERS, **(headers or {})})


def message_page(locale: Locale, title: str, text: str, status: int = 200) -> HTMLResponse:
    """A page that says one thing: an error, or that it is done."""
    return page(locale, title, markup('<p role="status">{}</p>', text), status)


async def refused(request: Request, refusal: Exception) -> Response:
    """The exception handler of PageRefused."""
    assert isinstance(refusal, PageRefused)
    locale = locale_of(request)
    return message_page(locale, *refusal.words[locale], status=refusal.status)


async def form(request: Request) -> dict[str, str]:
    """The fields of a form of our own, the last of each name. PageRefused: of a page of another site, or malformed.

    This is what keeps other sites from acting by a visitor's browser: call it first in whatever a form does.
    """
    must_be_own(request)
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    content = await body(request)
    if content and media != "application/x-www-form-urlencoded":
        raise PageRefused(415, _MALFORMED)
    try:
        text = content.decode()
        return dict(parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS))
    except ValueError:
        raise PageRefused(400, _MALFORMED) from None


def must_be_own(request: Request) -> None:
    """PageRefused: a page of another site sends this."""
    if is_from_elsewhere(request.headers):
        raise PageRefused(403, _FOREIGN)


async def body(request: Request) -> bytes:
    """What was sent, in time and not too much. PageRefused."""
    received = bytearray()
    try:
        async with asyncio.timeout(_SECONDS):
            async for chunk in request.stream():
                received += chunk
                if len(received) > _LARGEST_FORM:
                    raise PageRefused(413, _MALFORMED)
    except (TimeoutError, ClientDisconnect):
        raise PageRefused(408, _MALFORMED) from None
    return bytes(received)

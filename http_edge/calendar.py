"""Calendars at their secret addresses, for the programs that read them: no token, no page, no trace in a log."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from hashlib import sha256
from math import ceil
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from maillage.graphql.calendar_feeds import PATH
from maillage.graphql.quotas import Rate
from maillage.reports.addresses import meeting_page
from maillage.reports.calendar import Closed, Entry, feed
from maillage.usecases.calendar_feeds import Opened

log = logging.getLogger(__name__)
PER_MINUTE = 30  # readings of one feed: programs look every few hours, people press a button
PATIENCE = 15.0  # seconds that a reading may take
_HEADERS = {
    "cache-control": "private, no-cache",  # asked again each time, answered 304
    "content-disposition": 'inline; filename="reunions.ics"',
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
}
_NO_STORE = {"cache-control": "no-store"}
Open: TypeAlias = Callable[[str], Awaitable[Opened | None]]


def routes(open: Open, site: str, rate: Rate | None = None) -> list[BaseRoute]:
    """`open` tells what a secret opens now; None: nothing. `site` is by what people reach us: https://reseau.example."""
    limit = rate or Rate(PER_MINUTE)

    async def read(request: Request) -> Response:
        try:
            async with asyncio.timeout(PATIENCE):
                return await _answer(open, site, limit, request)
        except TimeoutError:
            log.warning("a calendar could not be read within %.0f s", PATIENCE)
            return PlainTextResponse("Service Unavailable", 503, {**_NO_STORE, "retry-after": "300"})

    return [Route(PATH, read)]


async def _answer(open: Open, site: str, rate: Rate, request: Request) -> Response:
    opened = await open(request.path_params["secret"])
    if opened is None:
        return PlainTextResponse("Not Found", 404, _NO_STORE)
    if wait := rate.wait(opened.feed.id):
        return PlainTextResponse("Too Many Requests", 429, {**_NO_STORE, "retry-after": str(ceil(wait))})
    meetings = await opened.meetings()
    entries = [Entry(meeting, agenda, meeting_page(site, meeting.id)) for meeting, agenda in meetings]
    closures = [Closed(opened.feed.network, closure) for closure in await opened.closures()]
    content = feed(await opened.network(), entries, closures)
    headers = {**_HEADERS, "etag": f'"{sha256(content).hexdigest()[:32]}"'}
    if _is_known(request, headers["etag"]):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="text/calendar", headers=headers)


def _is_known(request: Request, etag: str) -> bool:
    """Whether the reader has it already. Source: RFC 9110 section 13.1.2; `*` asks about nothing that we know."""
    return etag in (tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(","))

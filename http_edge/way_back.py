"""Who had to sign in on the way to the page of a meeting comes back to it. To a meeting and to nothing else.

The browser keeps the meeting's id, not an address: what it holds cannot lead anywhere but to a page of ours.
"""

from __future__ import annotations

from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from maillage.graphql.errors import ApiError
from maillage.graphql.ids import decode_id, encode_id
from maillage.graphql.references import MEETING
from maillage.http_edge.cookies import cookie
from maillage.http_edge.pages import HEADERS
from maillage.reports.addresses import meeting_page

_SECONDS = 900  # longer than a code is good for


def to_sign_in(session: str, meeting: UUID) -> Response:
    """Off to sign in, and back to this meeting afterwards. `session` is the name of the cookie of sessions."""
    answer = RedirectResponse("/sign-in", 303, HEADERS)
    answer.headers["set-cookie"] = cookie(_name(session), encode_id(MEETING, meeting), _SECONDS)
    return answer


def taken(request: Request, session: str) -> Response:
    """Where somebody who has just signed in goes on: to the meeting on whose account, once, or to /sign-in."""
    kept = request.cookies.get(_name(session))
    if kept is None:
        return RedirectResponse("/sign-in", 303, HEADERS)
    answer = RedirectResponse(_path(kept), 303, HEADERS)
    answer.headers["set-cookie"] = cookie(_name(session), "", 0)
    return answer


def _name(session: str) -> str:
    return f"{session}-meeting"


def _path(kept: str) -> str:
    try:
        return meeting_page("", decode_id(kept, MEETING))
    except ApiError:
        return "/sign-in"

"""GraphiQL at `/graphiql`: a page to try the API, from our own files under a strict content security policy."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parent / "static" / "graphiql"
HEADERS = {
    "content-security-policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "font-src data:",  # GraphiQL's style sheet holds its fonts
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",  # asked again each time, answered 304: an update is seen at once
}


class PageFiles(StaticFiles):
    """The page's files, with the headers of the page."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(HEADERS)
        return response


async def page(_: Request) -> Response:
    return FileResponse(FOLDER / "index.html", headers=HEADERS)


def routes() -> list[BaseRoute]:
    return [Route("/graphiql", page), Mount("/graphiql/static", PageFiles(directory=FOLDER))]

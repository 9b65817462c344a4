"""What is served over HTTP: the API, its page for people, and whether the server is well."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from maillage.graphql.endpoint import GraphQLEndpoint

log = logging.getLogger(__name__)
_PATIENCE = 5.0  # seconds that a look at the database may take


def web_app(endpoint: GraphQLEndpoint, is_well: Callable[[], Awaitable[bool]]) -> Starlette:
    """The application of one process. `is_well` tells whether commands and queries can be carried out now."""

    async def health(_: Request) -> JSONResponse:
        well = await _looked(is_well)
        return JSONResponse({"status": "ok" if well else "unavailable"}, 200 if well else 503)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with endpoint:
            yield

    return Starlette(routes=[*endpoint.routes(), Route("/health", health)], lifespan=lifespan)


async def _looked(is_well: Callable[[], Awaitable[bool]]) -> bool:
    try:
        async with asyncio.timeout(_PATIENCE):
            return await is_well()
    except Exception as error:
        log.warning("the server is not well: %r", error)
        return False

"""Whether the process runs, and whether it can serve: for whoever starts it again or sends it traffic."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

log = logging.getLogger(__name__)
PATIENCE = 5.0  # seconds that a look may take


def routes(is_well: Callable[[], Awaitable[bool]]) -> list[BaseRoute]:
    """`/health/live` answers as long as the process does; `/health/ready` as `is_well` says, 503 where it fails."""

    async def live(_: Request) -> JSONResponse:
        return _answer(True)

    async def ready(_: Request) -> JSONResponse:
        return _answer(await _looked(is_well))

    return [Route("/health/live", live), Route("/health/ready", ready)]


async def _looked(is_well: Callable[[], Awaitable[bool]]) -> bool:
    try:
        async with asyncio.timeout(PATIENCE):
            return await is_well()
    except Exception as error:
        log.warning("The server is not ready: %r", error)
        return False


def _answer(is_well: bool) -> JSONResponse:
    body = {"status": "ok" if is_well else "unavailable"}
    return JSONResponse(body, 200 if is_well else 503, {"cache-control": "no-store"})

"""What is served over HTTP: the API, its page for people, calendars, and whether the server is well."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.routing import BaseRoute

from maillage.domain.refusals import NotAllowed
from maillage.graphql.endpoint import GraphQLEndpoint
from maillage.http_edge import graphiql, health
from maillage.http_edge.pages import PageRefused, refused
from maillage.http_edge.visits import not_allowed


def web_app(endpoint: GraphQLEndpoint, is_well: Callable[[], Awaitable[bool]], *pages: BaseRoute) -> Starlette:
    """The application of one process. `is_well` tells whether commands and queries can be carried out now."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with endpoint:
            yield

    routes = [*endpoint.routes(), *graphiql.routes(), *health.routes(is_well), *pages]
    handlers = {PageRefused: refused, NotAllowed: not_allowed}
    app = Starlette(routes=routes, exception_handlers=handlers, lifespan=lifespan)
    app.router.redirect_slashes = False  # it would lead to whatever host a request says it is for
    return app

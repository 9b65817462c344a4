"""GraphQL over HTTP: one request, one operation, one answer; or an event stream where the client asks for it.

Source: https://graphql.github.io/graphql-over-http/draft/.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from math import ceil
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import orjson
from graphql import OperationType

from maillage.graphql.context import Identity
from maillage.graphql.credentials import OWN_PAGES, credential
from maillage.graphql.errors import ApiError, Formatted, RequestErrors, masked, present
from maillage.graphql.locales import preferred_locale
from maillage.graphql.media import EVENT_STREAM, GRAPHQL_JSON, JSON, is_json, negotiated
from maillage.graphql.outbox import Message, Send
from maillage.graphql.requests import OperationRequest, bad_request, decode_json
from maillage.graphql.sse import EventStream

if TYPE_CHECKING:
    from maillage.graphql.endpoint import Services

STATUSES = {"TIMEOUT": 503, "SHUTTING_DOWN": 503, "RATE_LIMITED": 429, "TOO_MANY_CONNECTIONS": 429}


class HttpRefusal(ApiError):
    """A request that HTTP itself has a status for."""

    def __init__(self, status: int, code: str, fr: str, en: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(fr, en, code)
        self.status = status
        self.headers = dict(headers or {})


class HttpExchange:
    """One request and its answer."""

    def __init__(
        self,
        services: Services,
        scope: Mapping[str, Any],
        headers: Mapping[str, str],
        receive: Callable[[], Awaitable[Message]],
        send: Send,
    ) -> None:
        self._services = services
        self._scope, self._headers = scope, headers
        self._receive, self._send = receive, send
        self._media = JSON
        self._locale = preferred_locale(headers.get("accept-language"))

    async def serve(self) -> None:
        try:
            await self._answer()
        except HttpRefusal as refusal:
            await self._respond(refusal.status, {"errors": self._presented(refusal)}, refusal.headers)
        except ApiError as error:
            await self._refuse(self._presented(error), always=400)
        except Exception as error:
            await self._respond(500, {"errors": [masked(error, locale=self._locale)]})

    def _presented(self, error: ApiError) -> list[Formatted]:
        return present([error], locale=self._locale)

    async def _answer(self) -> None:
        self._media = self._negotiate()
        self._check_method()
        identity, token = await self._authenticate()
        self._services.rate.take(identity.id)
        request = await self._request()
        try:
            plan = self._services.engine.plan(request, self._locale)
            self._check_kind(plan.kind)
        except RequestErrors as failure:
            await self._refuse(failure.errors, stream=(token, identity))
            return
        if self._media == EVENT_STREAM:
            stream = EventStream(self._services, token, identity.id, self._receive, self._send)
            await stream.serve(plan, identity, self._locale)
            return
        context = await self._services.wiring.context_for(identity, self._locale)
        try:
            await self._respond(200, await self._services.engine.answer(plan, context))
        except RequestErrors as failure:
            await self._refuse(failure.errors)

    def _negotiate(self) -> str:
        media = negotiated(self._headers.get("accept"))
        if media is None:
            served = f"{JSON}, {GRAPHQL_JSON}, {EVENT_STREAM}"
            fr, en = f"La réponse est de l’un de ces types : {served}.", f"The answer is one of {served}."
            raise HttpRefusal(406, "NOT_ACCEPTABLE", fr, en)
        return media

    def _check_method(self) -> None:
        method = self._scope["method"]
        if method not in ("GET", "POST"):
            allow = {"allow": "GET, POST"}
            raise HttpRefusal(405, "METHOD_NOT_ALLOWED", "Utilisez GET ou POST.", "Use GET or POST.", allow)
        if method == "GET" and self._headers.get("sec-fetch-site", "none") not in OWN_PAGES:
            fr = "Une page d’un autre site ne peut pas demander par GET."
            raise HttpRefusal(403, "CROSS_SITE_REQUEST", fr, "A page of another site may not ask by GET.")

    async def _authenticate(self) -> tuple[Identity, str]:
        token = credential(self._headers, self._services.settings.session_cookie)
        identity = await self._services.wiring.authenticate(token) if token else None
        if token is None or identity is None:
            error = ', error="invalid_token"' if token else ""
            challenge = {"www-authenticate": f'Bearer realm="maillage"{error}'}
            fr = "Il faut un jeton valide : `Authorization: Bearer ...`."
            en = "A valid token is needed: `Authorization: Bearer ...`."
            raise HttpRefusal(401, "UNAUTHENTICATED", fr, en, challenge)
        return identity, token

    def _check_kind(self, kind: OperationType) -> None:
        if self._scope["method"] == "GET" and kind is OperationType.MUTATION:
            fr, en = "Une mutation s’envoie par POST.", "A mutation is sent by POST."
            raise HttpRefusal(405, "METHOD_NOT_ALLOWED", fr, en, {"allow": "POST"})
        if kind is OperationType.SUBSCRIPTION and self._media != EVENT_STREAM:
            fr = f"Un abonnement demande un WebSocket, ou `Accept: {EVENT_STREAM}`."
            raise bad_request(fr, f"A subscription needs a WebSocket, or `Accept: {EVENT_STREAM}`.")

    # -- reading --

    async def _request(self) -> OperationRequest:
        if self._scope["method"] == "GET":
            return OperationRequest.of_url(self._parameters())
        if not is_json(self._headers.get("content-type")):
            fr, en = f"Le corps doit être du {JSON} en UTF-8.", f"The body must be {JSON} in UTF-8."
            raise HttpRefusal(415, "UNSUPPORTED_MEDIA_TYPE", fr, en)
        return OperationRequest.of(decode_json(await self._body(), "Le corps", "The body"))

    def _parameters(self) -> dict[str, str]:
        try:
            return dict(parse_qsl(self._scope["query_string"].decode("ascii"), errors="strict", max_num_fields=20))
        except ValueError:
            fr, en = "Les paramètres de l’adresse sont illisibles.", "The query string cannot be read."
            raise bad_request(fr, en) from None

    async def _body(self) -> bytes:
        maximum = self._services.settings.max_body_bytes
        announced = self._headers.get("content-length", "0")
        if announced.isdecimal() and int(announced) > maximum:
            raise _too_large(maximum)
        try:
            async with asyncio.timeout(self._services.settings.body_seconds):
                return await self._read(maximum)
        except TimeoutError:
            fr, en = "Le corps n’est pas arrivé à temps.", "The body did not arrive in time."
            raise HttpRefusal(408, "REQUEST_TIMEOUT", fr, en) from None

    async def _read(self, maximum: int) -> bytes:
        body = bytearray()
        while True:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                raise HttpRefusal(400, "BAD_REQUEST", "Le client est parti.", "The client went away.")
            body += message.get("body", b"")
            if len(body) > maximum:
                raise _too_large(maximum)
            if not message.get("more_body", False):
                return bytes(body)

    # -- answering --

    async def _refuse(
        self, errors: list[Formatted], stream: tuple[str, Identity] | None = None, always: int | None = None
    ) -> None:
        """No field was run. `application/json` says 200 to that where the request itself was well formed."""
        code = errors[0]["extensions"]["code"]
        if self._media == EVENT_STREAM and stream is not None:
            token, identity = stream
            await EventStream(self._services, token, identity.id, self._receive, self._send).refuse(errors)
            return
        status = STATUSES.get(code) or always or (200 if self._media == JSON else 400)
        wait = errors[0]["extensions"].get("retryAfter")
        await self._respond(status, {"errors": errors}, {"retry-after": str(ceil(wait))} if wait else None)

    async def _respond(self, status: int, body: dict[str, Any], headers: Mapping[str, str] | None = None) -> None:
        content = orjson.dumps(body)
        media = GRAPHQL_JSON if self._media == GRAPHQL_JSON else JSON
        fields = {
            "content-type": f"{media}; charset=utf-8",
            "content-length": str(len(content)),
            "cache-control": "no-store",
            "x-content-type-options": "nosniff",
            **(headers or {}),
        }
        raw = [(name.encode(), value.encode()) for name, value in fields.items()]
        await self._send({"type": "http.response.start", "status": status, "headers": raw})
        await self._send({"type": "http.response.body", "body": content})


def _too_large(maximum: int) -> HttpRefusal:
    # The connection is not closed: a client that is still sending would see a reset instead of this answer.
    fr, en = f"Le corps dépasse {maximum} octets.", f"The body is larger than {maximum} bytes."
    return HttpRefusal(413, "BODY_TOO_LARGE", fr, en)

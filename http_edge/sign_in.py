"""Signing in: pages in plain HTML for browsers, the same as JSON for apps. A GET does nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from maillage.accounts.sessions import Holder, Opened
from maillage.accounts.sign_ins import AddressUnlikely, SignInRefused, TooManySignIns
from maillage.domain.refusals import Refusal
from maillage.graphql.credentials import credential
from maillage.graphql.errors import ApiError, present
from maillage.graphql.ids import encode_id
from maillage.graphql.locales import Locale
from maillage.graphql.media import is_json
from maillage.graphql.references import NETWORK, PERSON, uuid_of
from maillage.graphql.requests import decode_json
from maillage.http_edge import sign_in_pages as pages
from maillage.http_edge import way_back
from maillage.http_edge.cookies import cookie
from maillage.http_edge.devices import device_of
from maillage.http_edge.pages import HEADERS, body, form, locale_of, must_be_own
from maillage.projections.memberships import MembershipRow
from maillage.usecases.signing_in import Entrance, SignedIn

COOKIE = "maillage"


def cookie_of(public_url: str | None) -> str:
    """`__Host-` has browsers keep it to this very host, over TLS; without TLS they would refuse it."""
    return f"__Host-{COOKIE}" if (public_url or "").startswith("https://") else COOKIE


def routes(entrance: Entrance, cookie: str) -> list[BaseRoute]:
    desk = Desk(entrance, cookie)
    return [
        Route("/sign-in", desk.show, methods=["GET"]),
        Route("/sign-in", desk.answered(desk.ask), methods=["POST"]),
        Route("/sign-in/code", desk.answered(desk.by_code), methods=["POST"]),
        Route("/sign-in/link/{link}", desk.show_link, methods=["GET"]),
        Route("/sign-in/link/{link}", desk.answered(desk.by_link), methods=["POST"]),
        Route("/sign-in/network", desk.answered(desk.choose), methods=["POST"]),
        Route("/sign-out", desk.answered(desk.leave), methods=["POST"]),
    ]


@dataclass(frozen=True)
class Visit:
    """One request, read."""

    request: Request
    fields: dict[str, str]
    wants_json: bool
    now: datetime  # UTC

    @property
    def locale(self) -> Locale:
        return locale_of(self.request)

    @property
    def client(self) -> str:
        return self.request.client.host if self.request.client else ""

    @property
    def device(self) -> str:
        return device_of(self.request.headers.get("user-agent", ""))

    def field(self, name: str) -> str:
        return self.fields.get(name, "")

    def refused(self, refusal: Refusal, status: int, shown: Response) -> Response:
        if not self.wants_json:
            return shown
        told = {"code": refusal.code(), "message": refusal.message(self.locale), "path": list(refusal.path)}
        return JSONResponse({"errors": [told]}, status, HEADERS)


@dataclass(frozen=True)
class Desk:
    """Receives visitors; what is decided is the entrance's."""

    entrance: Entrance
    cookie: str

    def answered(self, answer: Callable[[Visit], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            try:
                visit = await _read(request)
            except ApiError as error:
                [told] = present([error], locale=locale_of(request))
                return JSONResponse({"errors": [{"code": told["extensions"]["code"], "message": told["message"]}]}, 400)
            try:
                return await answer(visit)
            except Refusal as refusal:
                status = 429 if isinstance(refusal, TooManySignIns) else 403
                return visit.refused(refusal, status, pages.shut(visit.locale, refusal, status))

        return endpoint

    async def show(self, request: Request) -> Response:
        holder = await self._holder(request)
        if holder is None:
            return pages.asking(locale_of(request))
        among = await self.entrance.memberships(holder, datetime.now(UTC))
        return pages.inside(locale_of(request), _chosen(holder, among), among)

    async def show_link(self, request: Request) -> Response:
        """Looks at nothing: mail programs open links before people do."""
        return pages.opening(locale_of(request), request.path_params["link"])

    async def ask(self, visit: Visit) -> Response:
        try:
            begun = await self.entrance.ask(visit.field("email"), visit.client, visit.now)
        except AddressUnlikely as refusal:
            return visit.refused(refusal, 400, pages.asking(visit.locale, refusal, visit.field("email"), 400))
        if visit.wants_json:
            told = {"signIn": str(begun.id), "expiresAt": begun.expires_at.isoformat()}
            return JSONResponse(told, headers=HEADERS)
        return pages.expecting(visit.locale, begun.id)

    async def by_code(self, visit: Visit) -> Response:
        sign_in = _uuid(visit.field("signIn"))
        code = visit.field("code")
        try:
            signed_in = await self.entrance.by_code(sign_in, code, visit.client, visit.device, visit.now)
        except SignInRefused as refusal:
            return visit.refused(refusal, 403, pages.expecting(visit.locale, sign_in, refusal, 403))
        return self._inside(visit, signed_in)

    async def by_link(self, visit: Visit) -> Response:
        link = visit.request.path_params["link"]
        return self._inside(visit, await self.entrance.by_link(link, visit.device, visit.now))

    async def choose(self, visit: Visit) -> Response:
        holder = await self._holder(visit.request)
        if holder is None:
            raise SignInRefused
        person = uuid_of(visit.field("membership"), [PERSON], "membership")
        return self._inside(visit, await self.entrance.choose(holder, person, visit.now))

    async def leave(self, visit: Visit) -> Response:
        """Whoever was not signed in is out all the same."""
        if holder := await self._holder(visit.request):
            await self.entrance.leave(holder, visit.now)
        answer = JSONResponse({}, headers=HEADERS) if visit.wants_json else pages.outside(visit.locale)
        answer.headers["set-cookie"] = cookie(self.cookie, "", 0)
        return answer

    async def _holder(self, request: Request) -> Holder | None:
        """By the header of an app, or by the cookie: of a form, which is our own, or of a GET, which does nothing."""
        secret = credential(request.headers, None) or request.cookies.get(self.cookie, "")
        return await self.entrance.holder(secret, datetime.now(UTC))

    def _inside(self, visit: Visit, signed_in: SignedIn) -> Response:
        """A browser gets the secret in a cookie and nowhere else, an app in the answer and in no cookie."""
        if visit.wants_json:
            return JSONResponse(_told(signed_in), headers=HEADERS)
        chosen = signed_in.chosen is not None
        answer = way_back.taken(visit.request, self.cookie) if chosen else RedirectResponse("/sign-in", 303, HEADERS)
        seconds = _seconds(signed_in.opened, visit.now)
        answer.headers.append("set-cookie", cookie(self.cookie, signed_in.opened.secret, seconds))
        return answer


async def _read(request: Request) -> Visit:
    """A form of our own, or JSON, which no page of another site can send. PageRefused; ApiError where it is no JSON."""
    if not is_json(request.headers.get("content-type")):
        accept = request.headers.get("accept", "")
        return Visit(request, await form(request), accept.startswith("application/json"), datetime.now(UTC))
    must_be_own(request)
    given: Any = decode_json(await body(request), "Le corps", "The body")
    fields = given if isinstance(given, dict) else {}
    texts = {str(name): value for name, value in fields.items() if isinstance(value, str)}
    return Visit(request, texts, True, datetime.now(UTC))


def _told(signed_in: SignedIn) -> dict[str, Any]:
    opened, chosen = signed_in.opened, signed_in.chosen
    return {
        "token": opened.secret,
        "expiresAt": opened.expires_at.isoformat(),
        "membership": _membership(chosen) if chosen else None,
        "memberships": [_membership(row) for row in signed_in.among],
    }


def _membership(row: MembershipRow) -> dict[str, Any]:
    network = {"id": encode_id(NETWORK, row.network_id), "name": row.network_name, "slug": row.slug}
    return {"id": encode_id(PERSON, row.person), "name": row.name, "network": network}


def _chosen(holder: Holder, among: list[MembershipRow]) -> MembershipRow | None:
    return next((row for row in among if row.person == holder.person), None)


def _seconds(opened: Opened, now: datetime) -> int:
    return int((opened.expires_at - now).total_seconds())


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise SignInRefused("signIn") from None

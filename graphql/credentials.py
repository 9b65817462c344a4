"""What a request's headers say of who asks, and from which page."""

from collections.abc import Mapping

from starlette.requests import cookie_parser

OWN_PAGES = ("same-origin", "none")  # Sec-Fetch-Site of our own pages and of an address typed by hand


def bearer(header: str | None) -> str | None:
    """The token of an `Authorization: Bearer ...` value."""
    scheme, _, token = (header or "").strip().partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def origin_is_allowed(headers: Mapping[str, str], allowed: frozenset[str]) -> bool:
    """Whether the page that opens the socket is ours. A client that is no browser sends no Origin."""
    origin = headers.get("origin")
    if origin is None or origin in allowed:
        return True
    return origin.partition("://")[2] == headers.get("host")


def is_from_elsewhere(headers: Mapping[str, str]) -> bool:
    """Whether a browser says that a page of another site sends this. Who says nothing of it is no browser of today.

    Source: https://www.w3.org/TR/fetch-metadata/; Origin, which older browsers send alone, is `null` where hidden.
    """
    origin = headers.get("origin")
    is_foreign = origin is not None and origin.partition("://")[2] != headers.get("host")
    return is_foreign or headers.get("sec-fetch-site", "none") not in OWN_PAGES


def credential(headers: Mapping[str, str], cookie: str | None) -> str | None:
    """The bearer token; where no `Authorization` is given at all, the session in the cookie of that name.

    A browser adds cookies to whatever any site has it send: one counts only where the browser says besides that a page
    of ours sends this. Older ones that say nothing with a GET have to use a token.
    """
    if "authorization" in headers:
        return bearer(headers["authorization"])
    if cookie is None or is_from_elsewhere(headers) or not ("origin" in headers or "sec-fetch-site" in headers):
        return None
    return cookie_parser(headers.get("cookie", "")).get(cookie) or None

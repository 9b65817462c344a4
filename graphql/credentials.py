"""What a request's headers say of who asks, and from which page."""

from collections.abc import Mapping


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

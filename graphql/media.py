"""Which media type an answer has (GraphQL over HTTP, section 6; RFC 9110, section 12.5.1)."""

from __future__ import annotations

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
EVENT_STREAM = "text/event-stream"
SERVED = (JSON, GRAPHQL_JSON, EVENT_STREAM)


def negotiated(accept: str | None) -> str | None:
    """The type that the client likes best, the first named among equals; None where none of ours will do.

    Without the header, and for a wildcard, it is `application/json`, as the specification asks.
    """
    if accept is None or not accept.strip():
        return JSON
    best: str | None = None
    best_weight = 0.0
    for item in accept.split(","):
        name, *parameters = (part.strip().lower() for part in item.split(";"))
        served = JSON if name in ("*/*", "application/*") else name
        weight = _weight(parameters)
        if served in SERVED and weight > best_weight:
            best, best_weight = served, weight
    return best


def is_json(content_type: str | None) -> bool:
    """Whether a request's body is JSON in UTF-8, the only one served: no form can send it from a foreign page."""
    name, *parameters = (part.strip().lower() for part in (content_type or "").split(";"))
    charset = next((p.partition("=")[2].strip('"') for p in parameters if p.startswith("charset=")), "utf-8")
    return name == JSON and charset in ("utf-8", "utf8")


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0

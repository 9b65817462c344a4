"""How the API says that a request is wrong, and how it keeps an unexpected error to itself."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias
from uuid import uuid4

from graphql import GraphQLError

from maillage.graphql.locales import Locale

LOG = logging.getLogger("maillage.graphql")

_PLACE = re.compile(r"'([^']+)' has invalid value(?: at (\S+))?: $")

Formatted: TypeAlias = dict[str, Any]
"""An error as the GraphQL specification writes it: message, locations, path, extensions."""


class ApiError(GraphQLError):
    """A request that is wrong. The client sees the message, `extensions.code` and the values given here.

    `message` is the English one; a protocol's own words are the same in French.
    """

    def __init__(self, fr: str, en: str, code: str, **values: Any) -> None:
        super().__init__(en, extensions={"code": code, **values})
        self.fr = fr


class RequestErrors(Exception):
    """The operation was not run, or its stream ended, for these errors; they are ready to be sent."""

    def __init__(self, errors: list[Formatted]) -> None:
        super().__init__(errors)
        self.errors = errors


Translate: TypeAlias = Callable[[BaseException], ApiError | None]
"""What the API answers where a resolver raised this; None where nobody expected it."""


def nothing_expected(_: BaseException) -> ApiError | None:
    return None


def present(
    errors: Iterable[GraphQLError], translate: Translate = nothing_expected, locale: Locale = "fr"
) -> list[Formatted]:
    """The errors as the client may see them. An unexpected one is logged, and named by an id only."""
    return [_present(error, translate, locale) for error in errors]


def formatted(fr: str, en: str, extensions: dict[str, Any], locale: Locale) -> Formatted:
    """In the client's language. Beside a French message the English one stands as `messageEn`, for developers."""
    if locale == "fr" and fr != en:
        return {"message": fr, "extensions": {**extensions, "messageEn": en}}
    return {"message": en, "extensions": extensions}


def masked(error: BaseException, path: Iterable[str | int] | None = None, locale: Locale = "fr") -> Formatted:
    """Log an unexpected error with a new id and return the only thing that leaves the process: that id."""
    error_id = uuid4().hex
    where = ".".join(map(str, path or ()))
    LOG.error("Unexpected error %s at %s", error_id, where or "the request", exc_info=error)
    return formatted("Erreur interne.", "Internal error.", {"code": "INTERNAL", "id": error_id}, locale)


def _present(error: GraphQLError, translate: Translate, locale: Locale) -> Formatted:
    cause = _cause(error)
    expected = cause if isinstance(cause, ApiError) else translate(cause)
    if expected is not None:
        shown = formatted(*_with_its_place(expected, error.message), dict(expected.extensions or {}), locale)
    elif _concerns_the_request(error, cause):
        # The words of graphql-core, for whoever writes documents: it has them in English only.
        extensions = {"code": "BAD_USER_INPUT", **(error.extensions or {})}
        shown = formatted(error.message, error.message, extensions, locale)
    else:
        shown = masked(cause, error.path, locale)
    if error.locations:
        shown["locations"] = [place.formatted for place in error.locations]
    if error.path is not None:
        shown["path"] = error.path
    return shown


def _with_its_place(expected: ApiError, located: str) -> tuple[str, str]:
    """Where a value is at fault, graphql-core has put the variable and the field before what is wrong with it."""
    if not located.endswith(expected.message):
        return expected.fr, expected.message
    place = _PLACE.search(located.removesuffix(expected.message))
    return f"« {place[1]}{place[2] or ''} » : {expected.fr}" if place else expected.fr, located


def _cause(error: GraphQLError) -> BaseException:
    cause: BaseException = error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    return cause


def _concerns_the_request(error: GraphQLError, cause: BaseException) -> bool:
    """Raised before any field ran, or about an argument.

    graphql-core gives an error about an argument the argument's own node; an error about a value
    that a resolver returned has none until it is located, and its message would show that value.
    """
    return isinstance(cause, GraphQLError) and (error.path is None or bool(cause.nodes))

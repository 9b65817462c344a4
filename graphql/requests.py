"""What a client sends, over any transport, checked for its shape and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from maillage.graphql.errors import ApiError

JSON_PARAMETERS = ("variables", "extensions")


@dataclass(frozen=True, slots=True)
class OperationRequest:
    query: str | None
    variables: dict[str, Any]
    operation_name: str | None
    extensions: dict[str, Any]
    document_id: str | None

    @classmethod
    def of(cls, body: object) -> OperationRequest:
        """Raises ApiError BAD_REQUEST, naming the parameter, for a body of the wrong shape; batches are not served."""
        if not isinstance(body, dict):
            raise bad_request(
                "La requête doit être un objet JSON ; les lots ne sont pas servis.",
                "The request must be a JSON object; batches are not served.",
            )
        request = cls(
            query=_parameter(body, "query", str),
            variables=_parameter(body, "variables", dict) or {},
            operation_name=_parameter(body, "operationName", str),
            extensions=_parameter(body, "extensions", dict) or {},
            document_id=_parameter(body, "documentId", str),
        )
        if request.query is None and request.document_id is None and "persistedQuery" not in request.extensions:
            fr = "La requête n’a ni `query` ni `documentId`."
            raise bad_request(fr, "The request has neither `query` nor `documentId`.", parameter="query")
        return request

    @classmethod
    def of_url(cls, parameters: Mapping[str, str]) -> OperationRequest:
        """As `of`, for a GET: `variables` and `extensions` are JSON texts there."""
        body: dict[str, Any] = dict(parameters)
        for name in JSON_PARAMETERS:
            if name in body:
                body[name] = decode_json(body[name].encode(), f"Le paramètre `{name}`", f"The parameter `{name}`")
        return cls.of(body)


def decode_json(content: bytes | str, quoi: str, what: str) -> Any:
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        raise bad_request(f"{quoi} n’est pas du JSON valide.", f"{what} is not valid JSON.") from None


def bad_request(fr: str, en: str, **values: Any) -> ApiError:
    return ApiError(fr, en, "BAD_REQUEST", **values)


def _parameter(body: dict[str, Any], name: str, kind: type) -> Any:
    value = body.get(name)
    if value is None or isinstance(value, kind):
        return value
    attendu, expected = ("une chaîne", "a string") if kind is str else ("un objet", "an object")
    fr, en = f"Le paramètre `{name}` doit être {attendu}.", f"The parameter `{name}` must be {expected}."
    raise bad_request(fr, en, parameter=name)

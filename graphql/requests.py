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
            raise bad_request("The request must be a JSON object; batches are not served.")
        request = cls(
            query=_parameter(body, "query", str),
            variables=_parameter(body, "variables", dict) or {},
            operation_name=_parameter(body, "operationName", str),
            extensions=_parameter(body, "extensions", dict) or {},
            document_id=_parameter(body, "documentId", str),
        )
        if request.query is None and request.document_id is None and "persistedQuery" not in request.extensions:
            raise bad_request("The request has neither `query` nor `documentId`.", parameter="query")
        return request

    @classmethod
    def of_url(cls, parameters: Mapping[str, str]) -> OperationRequest:
        """As `of`, for a GET: `variables` and `extensions` are JSON texts there."""
        body: dict[str, Any] = dict(parameters)
        for name in JSON_PARAMETERS:
            if name in body:
                body[name] = decode_json(body[name].encode(), f"The parameter `{name}`")
        return cls.of(body)


def decode_json(content: bytes | str, what: str) -> Any:
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        raise bad_request(f"{what} is not valid JSON.") from None


def bad_request(message: str, **values: Any) -> ApiError:
    return ApiError(message, "BAD_REQUEST", **values)


def _parameter(body: dict[str, Any], name: str, kind: type) -> Any:
    value = body.get(name)
    if value is None or isinstance(value, kind):
        return value
    expected = "a string" if kind is str else "an object"
    raise bad_request(f"The parameter `{name}` must be {expected}.", parameter=name)

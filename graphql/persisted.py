"""Documents that a client names instead of sending: by an id given at build time, or by their SHA-256."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from maillage.graphql.errors import ApiError
from maillage.graphql.requests import OperationRequest, bad_request

# The protocol's own words: clients look for them, and send the text after the first.
_NOT_FOUND, _MISMATCH = "PersistedQueryNotFound", "provided sha does not match query"


def read_documents(path: Path) -> dict[str, str]:
    """Documents by id: a folder of `<id>.graphql` files, or one JSON file `{id: text}` as client compilers write it."""
    if path.is_dir():
        return {file.stem: file.read_text(encoding="utf-8") for file in sorted(path.glob("*.graphql"))}
    documents = orjson.loads(path.read_bytes())
    if not isinstance(documents, dict) or not all(isinstance(text, str) for text in documents.values()):
        raise ValueError(f"{path} must hold one JSON object of document texts by id")
    return documents


class PersistedDocuments:
    """The documents of this installation's own clients, and those that others registered by their hash.

    With `only_listed`, nothing else is served: neither another text nor a registration.
    """

    def __init__(
        self, documents: Mapping[str, str] | None = None, only_listed: bool = False, max_registered: int = 1_000
    ) -> None:
        self.documents = dict(documents or {})
        self.only_listed = only_listed
        self.max_registered = max_registered
        self._listed_texts = frozenset(self.documents.values())
        self._by_hash = {_sha256(text): text for text in self.documents.values()}
        self._registered: OrderedDict[str, str] = OrderedDict()

    def source(self, request: OperationRequest) -> str:
        """The text to run.

        Raises ApiError DOCUMENT_NOT_FOUND, PERSISTED_QUERY_NOT_FOUND, PERSISTED_QUERY_HASH_MISMATCH,
        DOCUMENT_NOT_LISTED.
        """
        if request.document_id is not None:
            return self._by_id(request.document_id)
        if "persistedQuery" in request.extensions:
            return self._by_its_hash(request.query, _hash_of(request.extensions))
        assert request.query is not None
        return self._allowed(request.query)

    def register(self, request: OperationRequest, source: str) -> None:
        """Keep a text that was sent with its hash and found valid."""
        if request.query is None or "persistedQuery" not in request.extensions or self.only_listed:
            return
        self._registered[_hash_of(request.extensions)] = source
        if len(self._registered) > self.max_registered:
            self._registered.popitem(last=False)

    def _by_id(self, document_id: str) -> str:
        try:
            return self.documents[document_id]
        except KeyError:
            shown = document_id[:80]
            fr, en = f"Il n’y a pas de document « {shown} ».", f"There is no document {shown!r}."
            raise ApiError(fr, en, "DOCUMENT_NOT_FOUND", value=shown) from None

    def _by_its_hash(self, query: str | None, sha256: str) -> str:
        if query is not None:
            if _sha256(query) != sha256:
                raise ApiError(_MISMATCH, _MISMATCH, "PERSISTED_QUERY_HASH_MISMATCH")
            return self._allowed(query)
        found = self._by_hash.get(sha256) or self._registered.get(sha256)
        if found is None:
            raise ApiError(_NOT_FOUND, _NOT_FOUND, "PERSISTED_QUERY_NOT_FOUND")
        return found

    def _allowed(self, query: str) -> str:
        if self.only_listed and query not in self._listed_texts:
            fr = "Seuls les documents répertoriés sont servis ici."
            raise ApiError(fr, "Only listed documents are served here.", "DOCUMENT_NOT_LISTED")
        return query


def _hash_of(extensions: Mapping[str, Any]) -> str:
    named = extensions["persistedQuery"]
    if not isinstance(named, dict) or named.get("version") != 1 or not isinstance(named.get("sha256Hash"), str):
        form = "{version: 1, sha256Hash: String}"
        raise bad_request(
            f"`extensions.persistedQuery` doit être {form}.", f"`extensions.persistedQuery` must be {form}."
        )
    return str(named["sha256Hash"])


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

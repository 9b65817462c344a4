"""Facts to plain JSON bytes and back. Types come from the fact's class, so the JSON stays readable without it.

Sealed fields are stored as {"sealed": base64, "subject": person id}; see `sealing`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import MISSING
from functools import cache
from typing import Any, Literal, NotRequired, TypedDict, get_type_hints
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from eventsourcing.utils import TopicError, resolve_topic

import maillage.domain.registry  # noqa: F401  a topic is known once the module of its class is imported
from maillage.domain.base import Fact
from maillage.eventstore import sealing

Keys = Mapping[UUID, AESGCM | None]
_to_json = msgspec.json.Encoder(decimal_format="string", uuid_format="canonical").encode
_from_json = msgspec.json.Decoder().decode
_PLACE = {"originator_id", "originator_version"}  # columns of their own


class Unreadable(Exception):
    """A stored fact that this version of the program cannot read."""


@cache
def kind_of(topic: str) -> type[Fact]:
    """The class of the facts stored under that topic. Unreadable: none is."""
    try:
        kind = resolve_topic(topic)
    except TopicError as error:
        raise Unreadable(f"no fact is called {topic}") from error
    if not (isinstance(kind, type) and issubclass(kind, Fact)):
        raise Unreadable(f"{topic} is no fact")
    return kind


def class_version(kind: type[Fact]) -> int:
    """Of the fact's fields, from 1. A class that raises it brings `upcast_vN_vM(state)` for each step."""
    return getattr(kind, "class_version", 1)


@cache
def _shape(kind: type[Fact]) -> tuple[msgspec.json.Decoder[dict[str, Any]], Any]:
    """What the JSON of a fact class holds; decoders are compiled once per class."""
    hints = get_type_hints(kind)
    fields = {
        field.name: hints[field.name] if field.default is MISSING else NotRequired[hints[field.name]]
        for field in dataclasses.fields(kind)
        if field.name not in _PLACE
    }
    if class_version(kind) == 1:
        fields["class_version"] = NotRequired[Literal[1]]  # refuses a later one, which only a later program can read
    typed = TypedDict(kind.__name__, fields)  # type: ignore[misc]
    return msgspec.json.Decoder(typed), typed


def to_json(fact: Fact, keys: Keys) -> bytes:
    """The bytes to store. PersonErased: a personal field names somebody whose key is gone."""
    kind = type(fact)
    state = {name: value for name, value in vars(fact).items() if name not in _PLACE}
    if class_version(kind) > 1:
        state["class_version"] = class_version(kind)
    if sealing.personal_fields(kind):
        state |= sealing.sealed(fact, keys)
    return _to_json(state)


def to_fact(topic: str, stream: UUID, version: int, state: bytes, keys: Keys | None = None) -> Fact:
    """The fact as it was. Without its person's key a sealed field is None. Unreadable: unknown topic or shape."""
    kind = kind_of(topic)
    try:
        decoder, typed = _shape(kind)
        if class_version(kind) == 1 and not sealing.personal_fields(kind):
            fields = decoder.decode(state)
        else:
            fields = msgspec.convert(_upcast(kind, _unsealed(kind, stream, version, state, keys or {})), typed)
    except Exception as error:
        raise Unreadable(f"{topic} {stream} version {version}: {error}") from error
    fact = object.__new__(kind)
    vars(fact).update(fields, originator_id=stream, originator_version=version)
    return fact


def _unsealed(kind: type[Fact], stream: UUID, version: int, state: bytes, keys: Keys) -> dict[str, Any]:
    return sealing.unsealed(kind, stream, version, _from_json(state), keys)


def _upcast(kind: type[Fact], state: dict[str, Any]) -> dict[str, Any]:
    stored = state.pop("class_version", 1)
    if stored > class_version(kind):
        raise ValueError(f"it has class_version {stored}, this program knows {class_version(kind)}")
    for step in range(stored, class_version(kind)):
        getattr(kind, f"upcast_v{step}_v{step + 1}")(state)
    return state

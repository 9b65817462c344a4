"""Personal fields in the log, each sealed with AES-256-GCM under its person's own key.

The keys are wrapped (RFC 3394) by a key that never enters the database. A person whose wrapped key is gone is erased
from the whole log, and no hash changes.
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, get_type_hints
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from maillage.domain.base import Fact, Personal
from maillage.domain.refusals import Refusal

_NONCE = 12  # bytes, as NIST SP 800-38D recommends for GCM


class PersonErased(Refusal):
    """Nothing more is recorded about a person who was erased."""

    SOURCE = "domain.md 1.3; ours: what was erased does not come back"
    FR = "La personne {person} a été effacée : rien de plus ne peut être enregistré à son sujet."
    EN = "The person {person} was erased: nothing more can be recorded about them."


class DoesNotOpen(Exception):
    """A box and its person's key are there and do not fit: it was changed or moved, or the key is another one."""


@cache
def personal_fields(kind: type[Fact]) -> Mapping[str, str]:
    """Name of each sealed field -> name of the attribute that holds its person's id."""
    hints = get_type_hints(kind, include_extras=True)
    marks = {
        name: mark
        for name, hint in hints.items()
        for mark in getattr(hint, "__metadata__", ())
        if type(mark) is Personal
    }
    return {name: mark.subject for name, mark in marks.items()}


def subjects(facts: Iterable[Fact]) -> set[UUID]:
    """The persons whose keys are needed to seal these facts."""
    return {getattr(fact, attribute) for fact in facts for attribute in personal_fields(type(fact)).values()}


def sealed(fact: Fact, keys: Mapping[UUID, AESGCM | None]) -> dict[str, Any]:
    """The sealed form of each personal field that has a value. PersonErased: its key is gone."""
    return {
        name: _seal(fact, name, getattr(fact, attribute), keys)
        for name, attribute in personal_fields(type(fact)).items()
        if getattr(fact, name) is not None
    }


def _seal(fact: Fact, name: str, person: UUID, keys: Mapping[UUID, AESGCM | None]) -> dict[str, str]:
    key = keys.get(person)
    if key is None:
        raise PersonErased(person=str(person))
    nonce = os.urandom(_NONCE)
    place = _place(fact.originator_id, fact.originator_version, name)
    box = nonce + key.encrypt(nonce, msgspec.json.encode(getattr(fact, name)), place)
    return {"sealed": b64encode(box).decode(), "subject": str(person)}


def unsealed(
    kind: type[Fact], stream: UUID, version: int, state: dict[str, Any], keys: Mapping[UUID, AESGCM | None]
) -> dict[str, Any]:
    """The plain JSON with its boxes opened, and None for those without a key. DoesNotOpen."""
    for name in personal_fields(kind):
        box = state.get(name)
        if isinstance(box, dict) and "sealed" in box:
            key = keys.get(UUID(box["subject"]))
            state[name] = _opened(box, key, _place(stream, version, name), name) if key else None
    return state


def _opened(box: Mapping[str, str], key: AESGCM, place: bytes, name: str) -> Any:
    raw = b64decode(box["sealed"])
    try:
        return msgspec.json.decode(key.decrypt(raw[:_NONCE], raw[_NONCE:], place))
    except InvalidTag as error:
        raise DoesNotOpen(f"{name} was changed or moved, or is sealed with another key") from error


def subjects_of(kind: type[Fact], state: bytes) -> set[UUID]:
    """The persons whose keys are needed to read this stored fact."""
    if not personal_fields(kind):
        return set()
    plain = msgspec.json.decode(state)
    boxes = (plain.get(name) for name in personal_fields(kind))
    return {UUID(box["subject"]) for box in boxes if isinstance(box, dict) and "subject" in box}


def _place(stream: UUID, version: int, name: str) -> bytes:
    """Binds a box to its field: moved to another fact or field, it no longer opens."""
    return f"{stream}|{version}|{name}".encode()

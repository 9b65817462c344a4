"""Opaque ids: a prefix that says what it is, and the UUID in lower-case base32 (`mtg_` + 26 characters)."""

from __future__ import annotations

import binascii
from base64 import b32decode
from uuid import UUID

from maillage.domain import public_ids
from maillage.graphql.errors import ApiError

LENGTH, encode_id = public_ids.LENGTH, public_ids.encode_id


def decode_id(text: str, *prefixes: str) -> UUID:
    """The UUID of an id of one of these kinds. Raises ApiError ID_INVALID with the id and the kinds expected."""
    prefix, uuid = split_id(text)
    if prefix not in prefixes:
        fr, en = (word.join(f"{kind}_..." for kind in prefixes) for word in (" ou ", " or "))
        raise id_invalid(text, f"un identifiant {fr} est attendu", f"an id {en} is expected")
    return uuid


def split_id(text: str) -> tuple[str, UUID]:
    """The prefix and the UUID of an id of any kind. Raises ApiError ID_INVALID where it is malformed."""
    prefix, _, body = text.partition("_")
    if not prefix or len(body) != LENGTH or body != body.lower():
        raise id_malformed(text)
    try:
        uuid = UUID(bytes=b32decode(body.upper() + "=" * (-LENGTH % 8)))
    except (binascii.Error, ValueError) as error:
        raise id_malformed(text) from error
    if encode_id(prefix, uuid) != text:
        raise id_malformed(text)
    return prefix, uuid


def id_malformed(text: str) -> ApiError:
    return id_invalid(text, "il est mal formé", "it is malformed")


def id_invalid(text: str, pourquoi: str, why: str) -> ApiError:
    shown = text[:60]
    fr = f"« {shown} » n’est pas un identifiant utilisable ici : {pourquoi}."
    return ApiError(fr, f"{shown!r} is not an id that can be used here: {why}.", "ID_INVALID", value=shown)

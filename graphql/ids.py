"""Opaque ids: a prefix that says what it is, and the UUID in lower-case base32 (`mtg_` + 26 characters)."""

from __future__ import annotations

import binascii
from base64 import b32decode, b32encode
from uuid import UUID

from maillage.graphql.errors import ApiError

LENGTH = 26  # characters of 16 bytes in base32, without padding


def encode_id(prefix: str, uuid: UUID) -> str:
    return f"{prefix}_{b32encode(uuid.bytes).decode().rstrip('=').lower()}"


def decode_id(text: str, *prefixes: str) -> UUID:
    """The UUID of an id of one of these kinds. Raises ApiError ID_INVALID with the id and the kinds expected."""
    prefix, uuid = split_id(text)
    if prefix not in prefixes:
        expected = " or ".join(f"{kind}_..." for kind in prefixes)
        raise id_invalid(text, f"an id {expected} is expected")
    return uuid


def split_id(text: str) -> tuple[str, UUID]:
    """The prefix and the UUID of an id of any kind. Raises ApiError ID_INVALID where it is malformed."""
    prefix, _, body = text.partition("_")
    if not prefix or len(body) != LENGTH or body != body.lower():
        raise id_invalid(text, "it is malformed")
    try:
        uuid = UUID(bytes=b32decode(body.upper() + "=" * (-LENGTH % 8)))
    except (binascii.Error, ValueError) as error:
        raise id_invalid(text, "it is malformed") from error
    if encode_id(prefix, uuid) != text:
        raise id_invalid(text, "it is malformed")
    return prefix, uuid


def id_invalid(text: str, why: str) -> ApiError:
    shown = text[:60]
    return ApiError(f"{shown!r} is not an id that can be used here: {why}.", "ID_INVALID", value=shown)

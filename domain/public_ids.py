"""Opaque ids as people and clients see them: a prefix that says what it is, and the UUID in lower-case base32."""

from __future__ import annotations

from base64 import b32encode
from uuid import UUID

MEETING = "mtg"
LENGTH = 26  # characters of 16 bytes in base32, without padding


def encode_id(prefix: str, uuid: UUID) -> str:
    """`mtg_` and 26 characters."""
    return f"{prefix}_{b32encode(uuid.bytes).decode().rstrip('=').lower()}"

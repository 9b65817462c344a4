"""Keyset cursors: opaque to clients, versioned, bound to the list they page over and to its network."""

from __future__ import annotations

import binascii
import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from typing import Annotated, Generic, TypeAlias, TypeVarTuple
from uuid import UUID

import msgspec

from maillage.graphql.errors import ApiError

VERSION = b"\x01"
BINDING_BYTES = 6
LONGEST = 500  # characters

K = TypeVarTuple("K")

# Columns of a key, no stricter than a database that has to compare with them: a cursor may be made up.
Name: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"\A[^\x00]*\Z")]
Instant: TypeAlias = Annotated[datetime, msgspec.Meta(tz=True)]


class Cursors(Generic[*K]):
    """The cursors of one list.

    `over` names what is paged and in which order (`meetings by start`); `key` is the tuple type of the
    columns that order it, for instance `tuple[datetime, UUID]`.
    """

    def __init__(self, over: str, key: type[tuple[*K]]) -> None:
        self.over = over
        self._decoder = msgspec.json.Decoder(key)

    def encode(self, network_id: UUID, *key: *K) -> str:
        content = VERSION + self._binding(network_id) + msgspec.json.encode(key)
        return urlsafe_b64encode(content).decode().rstrip("=")

    def decode(self, cursor: str, network_id: UUID) -> tuple[*K]:
        """The key that the cursor holds.

        Raises ApiError CURSOR_INVALID where it is malformed, or was given for another list, order or network;
        CURSOR_EXPIRED where an older version of this software gave it.
        """
        content = _content(cursor)
        if content[:1] != VERSION:
            raise cursor_expired()
        if content[1 : 1 + BINDING_BYTES] != self._binding(network_id):
            raise cursor_invalid("it was given for another list, order or network")
        try:
            return self._decoder.decode(content[1 + BINDING_BYTES :])
        except msgspec.DecodeError as error:
            raise cursor_invalid("it is malformed") from error

    def decode_live(self, cursor: str, network_id: UUID) -> tuple[*K]:
        """As `decode`, for a subscription: whatever is wrong with the cursor, it has to begin anew."""
        try:
            return self.decode(cursor, network_id)
        except ApiError as error:
            raise cursor_expired() from error

    def _binding(self, network_id: UUID) -> bytes:
        named = self.over.encode() + b"\0" + network_id.bytes
        return hashlib.blake2s(named, digest_size=BINDING_BYTES).digest()


def cursor_invalid(why: str) -> ApiError:
    return ApiError(f"The cursor cannot be used: {why}.", "CURSOR_INVALID")


def cursor_expired() -> ApiError:
    return ApiError("The cursor is not one of this log: begin again without it.", "CURSOR_EXPIRED")


def _content(cursor: str) -> bytes:
    if len(cursor) > LONGEST:
        raise cursor_invalid(f"it is longer than {LONGEST} characters")
    try:
        content = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except (binascii.Error, ValueError) as error:
        raise cursor_invalid("it is malformed") from error
    if len(content) <= 1 + BINDING_BYTES or urlsafe_b64encode(content).decode().rstrip("=") != cursor:
        raise cursor_invalid("it is malformed")
    return content

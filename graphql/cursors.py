"""Keyset cursors: sealed, so that nobody can read or make one, and bound to their list and its network."""

from __future__ import annotations

from typing import Generic, TypeVarTuple

import msgspec

from maillage.eventstore.opaque import NotSealedHere, Seal
from maillage.graphql.errors import ApiError

STEP = 32  # bytes; any position fits, and what fills it up is blank, which JSON ignores

K = TypeVarTuple("K")


class Cursors(Generic[*K]):
    """The cursors of one list.

    `over` names what is paged and in which order (`meetings by start`); `key` is the tuple type of the
    columns that order it, for instance `tuple[datetime, UUID]`. The seal they take is the network's.
    """

    def __init__(self, over: str, key: type[tuple[*K]]) -> None:
        self._over = over.encode()
        self._decoder = msgspec.json.Decoder(key)

    def encode(self, seal: Seal, *key: *K) -> str:
        """Its length must not tell how many digits a position has: how far a history is says what it withholds."""
        content = msgspec.json.encode(key)
        return seal.of(self._over).close(content + b" " * (-len(content) % STEP))

    def decode(self, seal: Seal, cursor: str) -> tuple[*K]:
        """The key that the cursor holds. ApiError CURSOR_INVALID: it was not given for this list, order and network."""
        try:
            return self._decoder.decode(seal.of(self._over).open(cursor))
        except (NotSealedHere, msgspec.DecodeError) as error:  # or its columns were others when it was given
            fr = "Le curseur ne peut pas servir : il n’a pas été donné pour cette liste dans cet ordre et ce réseau."
            en = "The cursor cannot be used: it was not given for this list in this order and network."
            raise ApiError(fr, en, "CURSOR_INVALID") from error

    def decode_live(self, seal: Seal, cursor: str) -> tuple[*K]:
        """As `decode`, for a subscription: whatever is wrong with the cursor, it has to begin anew."""
        try:
            return self.decode(seal, cursor)
        except ApiError as error:
            raise cursor_expired() from error


def cursor_expired() -> ApiError:
    fr = "Le curseur n’est pas de cet historique : recommencez sans lui."
    return ApiError(fr, "The cursor is not one of this log: begin again without it.", "CURSOR_EXPIRED")

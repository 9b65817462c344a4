"""Reading a network's entries from a position on and then as they happen, without a gap or a repeat."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar
from uuid import UUID

from graphql import GraphQLError

from maillage.graphql.cursors import cursor_expired

if TYPE_CHECKING:
    from maillage.graphql.context import Tail

Position: TypeAlias = tuple[int, int]
"""A network's sequence and the place among the entries that it gave; strictly increasing."""

END = 2**31 - 1  # after every entry of its sequence
PAGE = 100  # entries
POLL_SECONDS = 20.0  # the tail wakes us; this is for a wake-up that was lost

PAUSES = (0.2, 1.0, 4.0)  # seconds before a page that could not be read is tried again

LOG = logging.getLogger("maillage.graphql")

E = TypeVar("E")


class Source(Protocol[E]):
    """Entries of one network, as one audience may see them."""

    @property
    def network_id(self) -> UUID: ...

    async def head(self) -> int:
        """The network's last sequence, read from the database and not from this process's tail."""

    async def page_after(self, position: Position, limit: int) -> Sequence[E]:
        """The first `limit` entries after the position, in order."""

    def position(self, entry: E, /) -> Position:
        """Where the entry stands."""


class Live:
    """How far one running subscription is. Its generator tells; who sends its frames reads."""

    __slots__ = ("begun", "is_over", "origin", "position", "start", "until")

    def __init__(self, start: Position | None = None, until: Position | None = None) -> None:
        """`start` overrides the client's cursor; after `until` the subscription ends instead of waiting."""
        self.start = start
        self.until = until
        self.origin: Position = (0, 0)
        self.position: Position = (0, 0)
        self.begun = asyncio.Event()
        # Besides a cancellation, since Python 3.11 loses one that meets the end of an asyncio.wait_for.
        self.is_over = False

    def begin(self, position: Position) -> Position:
        self.origin = self.position = position
        self.begun.set()
        return position


async def follow(
    live: Live, source: Source[E], tail: Tail, after: Position | None, *, waits: bool = True
) -> AsyncGenerator[E, None]:
    """Every entry after `after`, or from now on without it; the body of a subscription field.

    With `waits` false it ends after what there is already: nothing more is to come.
    Raises ApiError CURSOR_EXPIRED for a position that the log has not reached: it is not of this log.
    """
    position = live.begin(await _origin(live, source, after))
    while not live.is_over and (live.until is None or position < live.until):
        seen = tail.head(source.network_id)  # before the page, so that an append during its reading wakes us
        page = await _page(source, position)
        for entry in page:
            position = source.position(entry)
            if live.until is not None and position > live.until:
                return
            live.position = position
            yield entry
        if len(page) < PAGE:
            if live.until is not None or not waits:
                return
            await tail.beyond(source.network_id, seen, POLL_SECONDS)


async def _page(source: Source[E], position: Position) -> Sequence[E]:
    """Read on after a database that was away for a moment: an error would end every open page."""
    for pause in PAUSES:
        try:
            return await source.page_after(position, PAGE)
        except GraphQLError:
            raise
        except Exception:
            LOG.warning("Live entries could not be read; again in %s s", pause, exc_info=True)
            await asyncio.sleep(pause)
    return await source.page_after(position, PAGE)


async def _origin(live: Live, source: Source[E], after: Position | None) -> Position:
    if live.start is not None:
        return live.start
    if after is not None and live.until is not None and after <= live.until:
        return after
    head = await source.head()
    if after is None:
        return (head, END)
    if after[0] > head:
        raise cursor_expired()
    return after

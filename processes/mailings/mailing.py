"""One kind of message."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from maillage.domain.base import Fact
from maillage.domain.messages import MessageKind
from maillage.eventstore.facts import Recorded
from maillage.processes.reading import Content, Letter, Reading
from maillage.projections.people import PersonRow


async def nobody(_: Reading, __: Recorded) -> Iterable[UUID]:
    """Of a message that no fact makes."""
    return ()


@dataclass(frozen=True)
class Mailing:
    """A `fact` makes messages of a `kind` to `recipients`; `content` is None where there is nothing to say any more."""

    kind: MessageKind
    content: Callable[[Reading, Letter, PersonRow], Awaitable[Content | None]]
    fact: type[Fact] | None = None
    recipients: Callable[[Reading, Recorded], Awaitable[Iterable[UUID]]] = nobody

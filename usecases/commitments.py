"""What a collectivity holds open, as claims of the log: all that it has to see to before it may withdraw.

An aggregate joins by `take_on` where it takes something on for a collectivity, and by `settle` where that is over.
After a merger the successor answers for it, as `Network.holder_on` says: nothing is written for that.
"""

from __future__ import annotations

from uuid import UUID

from maillage.domain.network import Network
from maillage.eventstore.change import Change

OPEN = "open-commitment"  # claims of the kind `collectivity/subject`
TURN = "collectivity-turn"


async def next_turn(change: Change, collectivity: UUID) -> None:
    """Of those who bring something to a collectivity, and those who read all that it has, one at a time."""
    await change.turn(TURN, collectivity)


async def take_on(change: Change, network: Network, collectivity: UUID, subject: UUID) -> None:
    """The stream `subject` is from now on to be seen to by a collectivity. MemberIsLeaving."""
    network.must_stay(collectivity, "collectivity")
    await next_turn(change, collectivity)
    change.take(OPEN, _key(collectivity, subject), subject)


def settle(change: Change, collectivity: UUID, subject: UUID) -> None:
    """It is over, or not that collectivity's any more."""
    change.free(OPEN, _key(collectivity, subject), subject)


async def open_commitments(change: Change, network: Network, collectivity: UUID) -> int:
    """How many things, those of what has merged or will merge into it among them."""
    held = sorted(network.predecessors_of(collectivity) | {collectivity})
    for each in held:
        await next_turn(change, each)
    return sum([await change.count(OPEN, f"{each}/") for each in held])


def _key(collectivity: UUID, subject: UUID) -> str:
    return f"{collectivity}/{subject}"

"""What one command reads and writes: the aggregates it loads, those it relies on, and the claims it takes."""

from __future__ import annotations

from typing import Protocol, TypeVar
from uuid import UUID

from maillage.domain.base import Aggregate, Fact
from maillage.domain.refusals import NotFound, Refusal
from maillage.eventstore.append import Claim
from maillage.eventstore.facts import NOBODY

A = TypeVar("A", bound=Aggregate)


class Streams(Protocol):
    """What a change reads from the log."""

    async def replayed(self, network: UUID, stream: UUID) -> Aggregate | None: ...
    async def highest_claim(self, network: UUID, kind: str, prefix: str) -> str | None: ...
    async def count_claims(self, network: UUID, kind: str, prefix: str) -> int: ...


class VersionMoved(Refusal):
    """The command names the version that it was decided on, and the subject has changed since."""

    SOURCE = "ours: nobody overwrites what they have not seen"
    FR = "La version {expected} a servi à décider, la version actuelle est {version}."
    EN = "Version {expected} was what this was decided on, it is at version {version} now."


class Change:
    """One command's unit of work in one network. Nothing is written before the command has decided."""

    def __init__(self, streams: Streams, network: UUID) -> None:
        self._streams, self._network = streams, network
        self._aggregates: dict[UUID, Aggregate] = {}
        self._seen: dict[UUID, int] = {}  # stream -> version when it was read
        self._claims: list[Claim] = []
        self._turns: set[tuple[str, UUID]] = set()
        self._refusals: dict[str, Refusal] = {}

    async def load(self, kind: type[A], id: UUID, *, expected_version: int | None = None) -> A:
        """The aggregate, whose new facts will be appended. NotFound, also when the id is of another kind or network.

        VersionMoved when it is not at `expected_version`.
        """
        aggregate = self._aggregates.get(id) or await self._streams.replayed(self._network, id)
        if not isinstance(aggregate, kind):
            name = kind.__name__[0].lower() + kind.__name__[1:]
            raise NotFound(name, kind=name, id=str(id))
        if expected_version is not None and aggregate.version != expected_version:
            raise VersionMoved("expectedVersion", expected=expected_version, version=aggregate.version)
        self._aggregates[id] = aggregate
        self._seen.setdefault(id, aggregate.version)
        return aggregate

    async def rely_on(self, kind: type[A], id: UUID) -> A:
        """The aggregate, read only: when it has changed by the time of the append, the command is decided anew."""
        return await self.load(kind, id)

    def add(self, aggregate: Aggregate) -> None:
        """A new stream."""
        self._aggregates[aggregate.id] = aggregate

    def take(
        self, kind: str, key: str, holder: UUID, *, refusal: Refusal | None = None, everywhere: bool = False
    ) -> None:
        """Claims a key for a stream. Where another holds it: `refusal`, or the command is decided anew without one.

        `everywhere` makes it unique in the installation instead of the network.
        """
        network = NOBODY if everywhere else self._network
        self._claims.append(Claim(network, kind, key, holder))
        if refusal:
            self._refusals[f"{kind}:{key}"] = refusal

    def free(self, kind: str, key: str, holder: UUID) -> None:
        """Gives a claim back."""
        self._claims.append(Claim(self._network, kind, key, holder, free=True))

    async def highest(self, kind: str, prefix: str) -> str | None:
        """The greatest key of a kind that starts so, longer keys being greater: the number to count on from."""
        return await self._streams.highest_claim(self._network, kind, prefix)

    async def count(self, kind: str, prefix: str) -> int:
        """How many keys of a kind start so."""
        return await self._streams.count_claims(self._network, kind, prefix)

    async def turn(self, kind: str, of: UUID) -> None:
        """Takes the next number of a kind for something, once: of two who do so at once, one is decided anew.

        So what is read afterwards, claims or read models, is still so when this is written, if all that change it take
        their turn as well.
        """
        if (kind, of) in self._turns:
            return
        self._turns.add((kind, of))
        last = await self.highest(kind, f"{of}/")
        self.take(kind, f"{of}/{int(last.rpartition('/')[2]) + 1 if last else 1}", of)

    # What the log takes from it -------------------------------------------------

    @property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(self._claims)

    def refusal_of(self, claim: str) -> Refusal | None:
        return self._refusals.get(claim)

    @property
    def seen(self) -> list[tuple[UUID, int]]:
        """Every stream that was read, with the version seen: what a refusal rests on."""
        return list(self._seen.items())

    def settled(self) -> tuple[list[Fact], list[tuple[UUID, int]]]:
        """The new facts, and the streams that were only read with the version seen."""
        facts = [
            fact
            for aggregate in self._aggregates.values()
            for fact in aggregate.collect_events()
            if isinstance(fact, Fact)
        ]
        changed = {fact.originator_id for fact in facts}
        relied = [(id, version) for id, version in self.seen if id not in changed]
        return facts, relied if facts or self._claims else []

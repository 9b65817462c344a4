"""A small network to serve: a log in memory, people with tokens, and a schema that has one of everything."""

from __future__ import annotations

import asyncio
import bisect
import contextlib
from collections.abc import AsyncGenerator, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, TypeAlias
from uuid import UUID, uuid5

import strawberry

from maillage.eventstore.opaque import Seal
from maillage.graphql.context import Identity, Tail, Wiring
from maillage.graphql.cursors import Cursors
from maillage.graphql.errors import ApiError
from maillage.graphql.ids import decode_id, encode_id
from maillage.graphql.live import Live, Position, follow
from maillage.graphql.locales import Locale
from maillage.graphql.relay import Connection, Edge, Node, Page, fetch_nodes
from maillage.graphql.scalars import CONFIG, Cursor, Money
from maillage.graphql.sharing import SHARED, viewer_independent

NETWORK = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
OTHER_NETWORK = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TIMELINE: Cursors[int, int] = Cursors("timeline", tuple[int, int])
BY_SEQ: Cursors[int] = Cursors("entries by seq", tuple[int])
INSTALLATION = Seal.derived(bytes(32), "cursors")
SEAL = INSTALLATION.of(NETWORK.bytes)


class NotAllowed(Exception):
    """A domain's refusal, as resolvers may let it through."""


@dataclass(frozen=True)
class Entry:
    seq: int
    item: int
    text: str
    audience: str = "all"


@dataclass
class World:
    """The log, its tail, the tokens and the rights; and counters of what was done with them."""

    entries: list[Entry] = field(default_factory=list)
    seq: int = 0
    tokens: dict[str, str] = field(default_factory=lambda: {"anne": "anne", "bob": "bob", "zoe": "zoe"})
    audiences: dict[str, frozenset[str]] = field(default_factory=dict)
    runs: int = 0  # subscription executions begun
    reads: int = 0  # pages read
    counts: int = 0
    authentications: int = 0
    knows_tokens: bool = True  # otherwise the database of tokens is away
    reading_seconds: float = 0.0
    failures: list[Exception] = field(default_factory=list)  # raised by the next pages
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, *texts: str, audience: str = "all") -> None:
        """One fact, and an entry for each text."""
        self.seq += 1
        self.entries += [Entry(self.seq, item, text, audience) for item, text in enumerate(texts)]
        self._news.set()
        self._news = asyncio.Event()

    def head(self, network_id: UUID, /) -> int:
        return self.seq

    async def beyond(self, network_id: UUID, seq: int, timeout: float, /) -> int:
        with contextlib.suppress(TimeoutError):
            while self.seq <= seq:
                await asyncio.wait_for(self._news.wait(), timeout)
        return self.seq

    async def page_after(self, position: Position, limit: int, audiences: frozenset[str]) -> list[Entry]:
        self.reads += 1
        if self.failures:
            raise self.failures.pop(0)
        first = bisect.bisect_right(self.entries, position, key=lambda e: (e.seq, e.item))
        page = [e for e in self.entries[first:] if e.audience in audiences][:limit]
        await asyncio.sleep(self.reading_seconds)  # what is written meanwhile is not in it
        return page


@dataclass(frozen=True)
class Person:
    id: str


@dataclass(frozen=True)
class Caller:
    person: str | None  # None: everyone of an audience
    audiences: frozenset[str]


@dataclass(frozen=True)
class Timeline:
    world: World
    audiences: frozenset[str]
    network_id: UUID = NETWORK

    async def head(self) -> int:
        return self.world.seq

    async def page_after(self, position: Position, limit: int) -> Sequence[Entry]:
        return await self.world.page_after(position, limit, self.audiences)

    def position(self, entry: Entry, /) -> Position:
        return entry.seq, entry.item


@dataclass
class ToyLoaders:
    """Remembers what it loaded, as data loaders do."""

    world: World
    loaded: dict[str, int] = field(default_factory=dict)

    def fresh(self) -> ToyLoaders:
        return ToyLoaders(self.world)

    def head(self) -> int:
        return self.loaded.setdefault("head", self.world.seq)


@dataclass(kw_only=True, slots=True)
class Context:
    """Made for one operation, never for a connection: loaders grow old."""

    caller: Caller
    reads: World
    tail: Tail
    locale: Locale
    loaders: ToyLoaders
    live: Live = field(default_factory=Live)

    def renewed(self) -> Context:
        return replace(self, loaders=self.loaders.fresh())


Info: TypeAlias = strawberry.Info[Context, None]


# -- the schema --


@strawberry.enum
class Mood(Enum):
    CALM = "calm"
    BUSY = "busy"


@strawberry.type
class Thing(Node):
    title: str
    mood: Mood
    price: Money
    starts_at: datetime
    day: date
    quantity: int | None
    ratio: float
    reference: UUID
    parent: Thing | None = None

    @strawberry.field
    def shout(self) -> str:
        return self.title.upper()

    @strawberry.field
    async def later(self, ms: int = 1) -> str:
        await asyncio.sleep(ms / 1000)
        return f"{self.title} later"


@viewer_independent
@strawberry.type
class ActivityEntry:
    seq: int
    text: str

    @strawberry.field(metadata=SHARED)
    def head(self, info: Info) -> int:
        return info.context.loaders.head()  # type: ignore[attr-defined, no-any-return]

    @strawberry.field  # not marked: it depends on who looks
    def mine(self, info: Info) -> str:
        return f"for {info.context.caller.person}"

    @strawberry.field(metadata=SHARED)
    async def slow(self) -> str:
        await asyncio.sleep(0.1)
        return "at last"

    @strawberry.field(metadata=SHARED)
    def broken(self) -> str | None:
        raise RuntimeError("the secret of the broken field")


@viewer_independent
@strawberry.type
class ActivityEdge:
    cursor: Cursor
    entry: ActivityEntry


def thing(number: int, parent: Thing | None = None) -> Thing:
    reference = uuid5(NETWORK, str(number))
    return Thing(
        id=strawberry.ID(encode_id("thg", reference)),
        title=f"Chose n° {number}",
        mood=Mood.BUSY if number % 2 else Mood.CALM,
        price=Money(amount=Decimal(number) / 4),
        starts_at=NOON,
        day=NOON.date(),
        quantity=number or None,
        ratio=number / 3,
        reference=reference,
        parent=parent,
    )


THINGS = {UUID(str(t.reference)): t for t in (thing(n, thing(n + 1000)) for n in range(250))}


async def read_things(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Thing]:
    return {uuid: THINGS[uuid] for uuid in ids if uuid in THINGS}


@strawberry.type
class Query:
    @strawberry.field
    def hello(self, name: str = "world") -> str:
        return f"hello {name}"

    @strawberry.field
    def viewer(self, info: Info) -> str:
        return f"{info.context.caller.person} in {info.context.locale}"

    @strawberry.field
    def boom(self) -> str | None:
        raise RuntimeError("password=hunter2")

    @strawberry.field
    def forbidden(self) -> str | None:
        raise NotAllowed("meetings.decide")

    @strawberry.field
    def unwritable(self) -> int | None:
        return 2**40  # no GraphQL Int

    @strawberry.field
    async def slow(self, seconds: float = 5) -> str | None:
        await asyncio.sleep(seconds)
        return "done"

    @strawberry.field
    def echo(
        self,
        at: datetime | None = None,
        day: date | None = None,
        amount: Decimal | None = None,
        uuid: UUID | None = None,
        times: int = 1,
    ) -> str:
        return f"{at!r} {day!r} {amount!r} {uuid!r} {times}"

    @strawberry.field
    def item(self, number: int = 1) -> Thing:
        return thing(number, thing(number + 1))

    @strawberry.field
    def broken_thing(self) -> Thing | None:
        broken = thing(1)
        broken.title = None  # type: ignore[assignment]
        return broken

    @strawberry.field
    async def node(self, info: Info, id: strawberry.ID) -> Node | None:
        return (await fetch_nodes(info.context, [id], {"thg": read_things}))[0]  # type: ignore[no-any-return]

    @strawberry.field
    async def nodes(self, info: Info, ids: list[strawberry.ID]) -> list[Node | None]:
        return await fetch_nodes(info.context, ids, {"thg": read_things})

    @strawberry.field
    def things(
        self,
        info: Info,
        first: int | None = None,
        after: Cursor | None = None,
        last: int | None = None,
        before: Cursor | None = None,
    ) -> Connection[Thing]:
        page = Page.asked(first, after, last, before)
        low = BY_SEQ.decode(SEAL, after)[0] if after is not None else -1
        high = BY_SEQ.decode(SEAL, before)[0] if before is not None else len(THINGS)
        numbers = [n for n in range(len(THINGS)) if low < n < high]
        if page.backwards:
            numbers.reverse()
        world = info.context.reads

        async def count() -> int:
            world.counts += 1
            return len(THINGS)

        def edge(number: int) -> Edge[Thing]:
            return Edge(cursor=Cursor(BY_SEQ.encode(SEAL, number)), node=thing(number))

        return page.connection(numbers[: page.size + 1], edge, count)


@strawberry.type
class Mutation:
    @strawberry.mutation
    def add(self, info: Info, text: str) -> int:
        info.context.reads.add(text)
        return int(info.context.reads.seq)


@strawberry.type
class Subscription:
    @strawberry.subscription(metadata=SHARED)
    async def activity(
        self, info: Info, network: strawberry.ID, after: Cursor | None = None, label: str = ""
    ) -> AsyncGenerator[ActivityEdge, None]:
        world: World = info.context.reads
        world.runs += 1
        network_id = decode_id(network, "net")
        if network_id != NETWORK or not info.context.caller.audiences:
            raise NotAllowed("network.read")
        position = TIMELINE.decode_live(SEAL, after) if after is not None else None
        source = Timeline(world, info.context.caller.audiences)
        async for e in follow(info.context.live, source, info.context.tail, position):
            cursor = Cursor(TIMELINE.encode(SEAL, e.seq, e.item))
            yield ActivityEdge(cursor=cursor, entry=ActivityEntry(seq=e.seq, text=e.text + label))

    @strawberry.subscription
    async def countdown(self, start: int = 3, pause: float = 0.001) -> AsyncGenerator[int, None]:
        for number in range(start, 0, -1):
            yield number
            await asyncio.sleep(pause)

    @strawberry.subscription
    async def failing(self) -> AsyncGenerator[int, None]:
        yield 1
        raise RuntimeError("the secret of the failing subscription")


schema = strawberry.Schema(query=Query, mutation=Mutation, subscription=Subscription, types=[Thing], config=CONFIG)


# -- the wiring --


def wiring(world: World) -> Wiring[Context]:
    def context(caller: Caller, locale: Locale) -> Context:
        return Context(caller=caller, reads=world, tail=world, locale=locale, loaders=ToyLoaders(world))

    async def authenticate(token: str) -> Identity | None:
        world.authentications += 1
        if not world.knows_tokens:
            raise ConnectionError("the database is away")
        person = world.tokens.get(token)
        return Person(person) if person else None

    async def context_for(identity: Identity, locale: Locale) -> Context:
        audiences = world.audiences.get(str(identity.id), frozenset({"all"}))
        return context(Caller(str(identity.id), audiences), locale)

    async def share_scope(context: Context, field: str, arguments: Mapping[str, Any]) -> Hashable | None:
        assert field in ("activity", "countdown", "failing")
        return context.caller.audiences, context.locale

    async def context_for_scope(scope: Any) -> Context:
        audiences, locale = scope
        return context(Caller(None, audiences), locale)

    def translate(error: BaseException) -> ApiError | None:
        return ApiError("Interdit.", str(error), "FORBIDDEN") if isinstance(error, NotAllowed) else None

    return Wiring(
        authenticate=authenticate,
        context_for=context_for,
        share_scope=share_scope,
        context_for_scope=context_for_scope,
        translate=translate,
    )

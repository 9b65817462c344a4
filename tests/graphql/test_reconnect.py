"""A client that is cut off again and again misses nothing, and sees nothing twice."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from typing import Any

import pytest

from maillage.domain.ballots import Choice, Mode
from maillage.eventstore.log import Outcome
from maillage.usecases import decisions, meetings
from tests.graphql.conftest import Served, Serving
from tests.graphql.toy import SEAL, TIMELINE, World
from tests.network import Api, Live, Network

SEED = 20260302
WRITERS = 16
AHEAD = 120  # facts that may be written before they are read; a page is shorter
SITTING = 13  # facts of a meeting with its ballot
LIVE = "subscription($after: Cursor) { activity(after: $after) { cursor entry { id topic happenedAt } } }"
PAGE = """query($after: Cursor) { network { activity(order: EARLIEST_FIRST, first: 100, after: $after) {
    pageInfo { endCursor hasNextPage } edges { cursor entry: node { id topic happenedAt } } } } }"""


# The whole server on PostgreSQL -----------------------------------------------------


@dataclass
class Reader:
    """What one client has seen, whatever became of its connections."""

    cursor: str
    seen: list[Any] = field(default_factory=list)

    async def read(self, live: Live, count: int) -> None:
        for _ in range(count):
            self.seen += await live.next()
            self.cursor = self.seen[-1]["cursor"]


@dataclass
class Busy(Network):
    """The network while much is written in it, never much faster than it is read."""

    readers: list[Reader] = field(default_factory=list)
    written: int = 0  # facts

    async def do(self, usecase: Any, by: str = "coordinator", **fields: Any) -> Outcome:
        while self.written - min(len(reader.seen) for reader in self.readers) > AHEAD:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
        outcome = await super().do(usecase, by, **fields)
        assert outcome.first is not None
        assert outcome.last is not None
        self.written += outcome.last - outcome.first + 1
        return outcome

    async def sat(self) -> None:
        """With a secret ballot: its votes become entries when it closes, all at one position."""
        decision, meeting = await self.put_to_the_vote(0, 1, mode=Mode.SECRET)
        for place in (0, 1):
            vote = {"collectivity": self.members[place], "choice": Choice.NO}
            await self.do(decisions.cast_vote, f"ambassador {place}", decision=decision, **vote)
        await self.do(decisions.close_ballot, decision=decision)
        await self.do(meetings.close_meeting, meeting=meeting)

    async def write(self, facts: int, chance: random.Random) -> None:
        """So many facts: meetings that are only planned, and sittings, by many at once."""
        sittings = facts // 3 // SITTING
        tasks = [self.sat] * sittings + [self.planned] * (facts - sittings * SITTING)
        chance.shuffle(tasks)
        left = iter(tasks)

        async def write() -> None:
            for task in left:
                await task()

        async with asyncio.TaskGroup() as writers:
            for _ in range(WRITERS):
                writers.create_task(write())


async def history(api: Api, after: str | None = None) -> list[Any]:
    """What the timeline says after a cursor, page by page."""
    found: list[Any] = []
    while True:
        page = (await api.read(PAGE, after=after))["network"]["activity"]
        found += page["edges"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return found


@pytest.mark.parametrize(
    ("facts", "cuts", "at_most"),
    [(500, 50, 10), pytest.param(5_000, 500, 18, marks=pytest.mark.full)],
)
async def test_cuts_while_the_log_is_written_lose_nothing_and_repeat_nothing(
    api: Api, facts: int, cuts: int, at_most: int
):
    """After each cut the client reads at most so many entries before the next one, and leaves more on their way."""
    chance = random.Random(SEED)
    begin = (await history(api))[-1]["cursor"]
    cut_off, steady = Reader(begin), Reader(begin)
    network = Busy(**vars(api.network), readers=[cut_off, steady])
    written_by_then: list[int] = []
    async with api.live(LIVE, "auditor", after=begin) as unbroken, asyncio.TaskGroup() as tasks:
        tasks.create_task(network.write(facts, chance))
        tasks.create_task(steady.read(unbroken, facts))
        while len(written_by_then) < cuts:
            # In English it shares the execution of the one who stays; in French its own ends with each cut.
            locale = chance.choice(("fr", "en"))
            async with api.live(LIVE, locale=locale, after=cut_off.cursor) as live:
                await cut_off.read(live, chance.randint(0, at_most))
                await asyncio.sleep(chance.uniform(0, 0.01))
                live.socket.transport.abort()
            written_by_then.append(network.written)
        async with api.live(LIVE, after=cut_off.cursor) as live:
            await cut_off.read(live, facts - len(cut_off.seen))
    print(f"seed {SEED}: {cuts} cuts between fact {written_by_then[0]} and fact {written_by_then[-1]} of {facts}")
    assert written_by_then[-1] < network.written == facts, "every cut came before the last fact"
    timeline = await history(api, begin)
    assert len(timeline) == len({edge["cursor"] for edge in timeline}) == facts
    assert cut_off.seen == timeline
    assert steady.seen == timeline


# One group of many readers, over the toy ---------------------------------------------


async def write(world: World, count: int, seen: list[str]) -> None:
    """Faster than it is read, but never more than a page ahead."""
    written = 0
    while written < count:
        while written - len(seen) > 110:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        texts = [str(written + n) for n in range(min(random.choice((1, 1, 2, 5, 40)), count - written))]
        world.add(*texts)
        written += len(texts)
        await asyncio.sleep(random.choice((0, 0.001, 0.02)))


async def read_some(served: Served, after: str, seen: list[str], at_most: int) -> str:
    """Read on from the cursor and be cut off; the last cursor that was received."""
    async with served.socket() as socket:
        await socket.activity(after=after)
        for number in range(at_most):
            try:  # there is more to come; only what follows it is not worth a wait
                edge = (await asyncio.wait_for(socket.hear(), 0.05 if number else 60))["payload"]["data"]["activity"]
            except TimeoutError:
                break
            seen.append(edge["entry"]["text"])
            after = edge["cursor"]
        socket.raw.transport.abort()
    return after


async def test_readers_that_come_and_go_in_one_group_see_the_same(serving: Serving):
    """Some stay, some are cut, some fall behind: their group delays and loses none of them."""
    random.seed(20260303)
    world = World(reading_seconds=0.002)
    world.add("what was there before")
    begin = TIMELINE.encode(SEAL, 1, 0)
    count = 600

    seen_by: list[list[str]] = [[] for _ in range(12)]

    async def reader(seen: list[str], steady: bool) -> None:
        cursor = begin
        while len(seen) < count:
            cursor = await read_some(served, cursor, seen, count if steady else random.randint(0, 60))

    async with serving(world, operations_per_minute=100_000) as served:
        readers = [reader(seen, steady=n % 2 == 0) for n, seen in enumerate(seen_by)]
        await asyncio.gather(write(world, count, seen_by[0]), *readers)
    assert seen_by == [[str(n) for n in range(count)]] * 12

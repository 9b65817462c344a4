"""A client that is cut off again and again misses nothing, and sees nothing twice."""

import asyncio
import random

from tests.graphql.conftest import Served, Serving
from tests.graphql.toy import SEAL, TIMELINE, World

ENTRIES, CUTS = 5_000, 500


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
        for _ in range(at_most):
            try:
                edge = (await asyncio.wait_for(socket.hear(), 0.05))["payload"]["data"]["activity"]
            except TimeoutError:
                break
            seen.append(edge["entry"]["text"])
            after = edge["cursor"]
        socket.raw.transport.abort()
    return after


async def test_five_hundred_cuts_lose_nothing_and_repeat_nothing(serving: Serving):
    random.seed(20260302)
    world = World(reading_seconds=0.001)
    world.add("what was there before")
    seen: list[str] = []
    cuts, cursor = 0, TIMELINE.encode(SEAL, 1, 0)
    async with serving(world, operations_per_minute=100_000) as served:
        writing = asyncio.create_task(write(world, ENTRIES, seen))
        while cuts < CUTS or len(seen) < ENTRIES:
            cursor = await read_some(served, cursor, seen, random.randint(0, 2 * ENTRIES // CUTS))
            cuts += 1
        await writing
    assert seen == [str(n) for n in range(ENTRIES)]


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

"""One order of all facts: gapless, committed in that order, whatever else the database is doing."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest

from maillage.domain.network import Network
from maillage.eventstore import chain
from maillage.eventstore.log import Log
from maillage.eventstore.tail import Tail
from tests.eventstore.writing import admit, appoint, coordinator, count, found, open_log, register


async def writing(log: Log, callers, stop: asyncio.Event) -> int:
    """Commands of each caller, one after the other, until told to stop. Returns how many were acknowledged."""

    async def writer(caller) -> int:
        done = 0
        while not stop.is_set():
            await register(log, caller)
            done += 1
        return done

    return sum(await asyncio.gather(*map(writer, callers)))


async def while_writing(log: Log, callers, act: Callable[[], Awaitable[None]]) -> int:
    stop = asyncio.Event()
    writers = asyncio.create_task(writing(log, callers, stop))
    try:
        await act()
    finally:
        stop.set()
        done = await writers
    return done


async def test_positions_are_gapless_in_the_log_and_in_each_network(database):
    async with open_log(database.app_pool) as one, open_log(database.app_pool) as two:
        callers = [coordinator() for _ in range(3)]
        await asyncio.gather(*(found(one, caller) for caller in callers))
        tries = [admit(log, caller, uuid4()) for log in (one, two) for caller in callers for _ in range(10)]
        tries += [admit(one, callers[0], callers[1].network, None) for _ in range(3)]  # two of them refused
        results = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(result, Exception) for result in results) == 2
    rows = await database.app_pool.fetch("SELECT * FROM log.stored_events ORDER BY notification_id")
    assert [row["notification_id"] for row in rows] == list(range(1, 3 * 2 + 60 + 1 + 1))
    for caller in callers:
        own = [row["network_seq"] for row in rows if row["network_id"] == caller.network]
        assert own == list(range(1, len(own) + 1))
    assert all(earlier["recorded_at"] <= later["recorded_at"] for earlier, later in pairwise(rows))
    assert await database.app_pool.fetchval("SELECT position FROM log.head") == len(rows)


async def test_whoever_sees_a_position_sees_all_before_it(database):
    """Positions become visible in their order: no reader can step over one that is still to come."""
    gaps = []

    async def look():
        looks = last = 0
        while looks < 150 or last < 300:
            looks += 1
            seen, last = await database.app_pool.fetchrow(
                "SELECT count(*), coalesce(max(notification_id), 0) FROM log.stored_events"
            )
            if seen != last:
                gaps.append((seen, last))

    async with open_log(database.app_pool, workers=4) as log, asyncio.timeout(300):
        await while_writing(log, [coordinator() for _ in range(16)], look)
    assert gaps == []


async def test_a_tailing_reader_under_sixteen_writers_misses_nothing(shared, log):
    network, acknowledged, written = uuid4(), [], asyncio.Event()
    seen: list[int] = []

    async def read(tail: Tail) -> None:
        while not written.is_set() or len(seen) < len(acknowledged):
            last = seen[-1] if seen else 0
            await tail.beyond(network, last, 1)
            seen.extend(recorded.seq for recorded in await log.history(network, last, limit=7))

    async def write(caller) -> None:
        while len(acknowledged) < 500:
            acknowledged.append((await register(log, caller)).first)

    async with Tail(shared.connect, poll=30) as tail, asyncio.timeout(300):
        reader = asyncio.create_task(read(tail))
        writers = [asyncio.create_task(write(coordinator(network))) for _ in range(16)]
        await asyncio.gather(*writers)
        written.set()
        await reader
    assert seen == sorted(acknowledged) == list(range(1, len(seen) + 1))


async def test_a_hundred_commands_on_one_stream_at_once_are_all_done(log):
    caller = coordinator()
    await found(log, caller)
    outcomes = await asyncio.gather(*(appoint(log, caller, uuid4()) for _ in range(100)))
    assert sorted(outcome.first for outcome in outcomes) == list(range(3, 103))


async def test_a_hundred_commands_on_one_stream_from_four_processes_are_all_done(shared, log):
    """Four logs stand for four processes: they share nothing but the database."""
    caller = coordinator()
    await found(log, caller)
    async with open_log(shared.app_pool) as two, open_log(shared.app_pool) as three, open_log(shared.app_pool) as four:
        logs = (log, two, three, four)
        outcomes = await asyncio.gather(*(appoint(each, caller, uuid4()) for each in logs for _ in range(25)))
    assert sorted(outcome.first for outcome in outcomes) == list(range(3, 103))
    rows = await log.pool.fetch(
        "SELECT originator_version FROM log.stored_events WHERE network_id = $1 ORDER BY network_seq", caller.network
    )
    assert [row["originator_version"] for row in rows] == list(range(1, 103))


@pytest.mark.parametrize(
    "statement",
    [
        "VACUUM (ANALYZE) log.stored_events",
        "ANALYZE log.stored_events, log.chain, log.commands, log.claims",
        "CREATE INDEX CONCURRENTLY {name} ON log.stored_events (topic)",
        "REINDEX INDEX CONCURRENTLY log.stored_events_notification_id_idx",
    ],
)
async def test_appends_go_on_while_the_database_is_looked_after(log, owner, statement):
    acknowledged = 0

    async def look_after() -> None:
        for number in range(3):
            await owner.execute(statement.format(name=f"for_a_test_{number}"))
            await owner.execute(f"DROP INDEX CONCURRENTLY IF EXISTS log.for_a_test_{number}")

    async def write(caller, until: asyncio.Task) -> None:
        nonlocal acknowledged
        while not until.done():
            await register(log, caller)
            acknowledged += 1

    async with asyncio.timeout(300):
        caller = coordinator()
        looking = asyncio.create_task(look_after())
        await asyncio.gather(looking, *(write(caller, looking) for _ in range(4)))
    assert acknowledged >= 4
    assert await count(log.pool, caller.network) == acknowledged


async def test_appends_do_not_wait_for_who_looks_after_a_table(shared, owner, log):
    """VACUUM, ANALYZE and indexes made concurrently hold this lock for as long as they run."""
    caller = coordinator()
    async with asyncio.timeout(60), owner.transaction():
        tables = ["stored_events", "chain", "commands", "claims", "head"]
        await owner.execute(f"LOCK TABLE {', '.join(f'log.{name}' for name in tables)} IN SHARE UPDATE EXCLUSIVE MODE")
        await register(log, caller, key="taken meanwhile")
        assert await count(log.pool, caller.network) == 1


async def test_a_clock_that_jumps_back_does_not_reorder_history(database):
    owner = await database.owner_connect()
    async with open_log(database.app_pool) as log:
        caller = coordinator()
        await register(log, caller)
        # As if the clock had been two hours ahead until now.
        ahead = await owner.fetchval("UPDATE head SET recorded_at = recorded_at + interval '2 h' RETURNING recorded_at")
        await register(log, caller)
        await owner.execute("UPDATE head SET recorded_at = recorded_at - interval '3 h'")
        await register(log, caller)
        times = [recorded.recorded_at for recorded in await log.history(caller.network)]
        assert times[1] == ahead
        assert times[0] < times[2] < times[0] + timedelta(minutes=5)  # and the clock leads again
        assert (await chain.verify(owner, caller.network)).last_seq == 3
    await owner.close()


async def test_what_the_clock_says_is_when_it_was_recorded(log):
    caller = coordinator()
    before = await log.pool.fetchval("SELECT clock_timestamp()")
    await register(log, caller)
    [recorded] = await log.history(caller.network)
    assert before < recorded.recorded_at < await log.pool.fetchval("SELECT clock_timestamp()")
    assert recorded.recorded_at.utcoffset() == timedelta(0)


async def test_history_comes_in_pages(log):
    caller = coordinator()
    await asyncio.gather(*(register(log, caller) for _ in range(25)))
    pages, after = [], 0
    while page := await log.history(caller.network, after, limit=10):
        pages.append([recorded.seq for recorded in page])
        after = page[-1].seq
    assert pages == [list(range(1, 11)), list(range(11, 21)), list(range(21, 26))]


async def test_the_network_is_what_its_facts_made_of_it(log):
    caller, person = coordinator(), uuid4()
    await found(log, caller)
    await appoint(log, caller, person)
    network = await log.replayed(caller.network, caller.network)
    assert isinstance(network, Network)
    assert (network.version, set(network.coordinators)) == (3, {caller.person, person})


async def test_a_writer_that_locks_the_table_first_and_ours_do_not_wait_for_each_other(shared, log):
    """As the library's own writer does, and a migration: the table, then the queue."""
    other, caller = await shared.owner_connect(), coordinator()
    async with asyncio.timeout(60):
        async with other.transaction():
            await other.execute("LOCK TABLE stored_events IN EXCLUSIVE MODE")
            waiting = asyncio.create_task(register(log, caller))
            await asyncio.sleep(0.2)
            await other.fetchval("SELECT hold_appends()")
            assert not waiting.done()
        assert (await waiting).first == 1
    await other.close()

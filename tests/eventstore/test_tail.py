"""The tail wakes whoever waits, and what it is not told it reads."""

import asyncio
import logging
import re
from uuid import uuid4

import asyncpg
import pytest

from maillage.eventstore.connections import DatabaseUnreachable
from maillage.eventstore.tail import Tail
from tests.eventstore.writing import coordinator, register

LONG = 3_600  # seconds: a poll, and a patience, that no test lives to see the end of
LIMIT = 60  # seconds for what comes at once on a machine that has nothing else to do


@pytest.fixture(autouse=True)
def _self_test_without_haste(monkeypatch):
    monkeypatch.setattr("maillage.eventstore.tail._SELF_TEST", LIMIT)


class Deaf:
    """A connection through a transaction pooler: LISTEN is accepted, and nothing ever arrives."""

    def __init__(self, db: asyncpg.Connection) -> None:
        self._db = db

    async def add_listener(self, *_: object) -> None:
        pass

    def __getattr__(self, name: str):
        return getattr(self._db, name)


class Wires:
    """Gives connections and remembers them, so that a test can cut one; `cut` refuses new ones."""

    def __init__(self, connect) -> None:
        self._connect, self.made, self.cut, self.tried = connect, [], False, 0

    async def connect(self):
        self.tried += 1
        if self.cut:
            raise DatabaseUnreachable("cut by the test")
        self.made.append(await self._connect())
        return self.made[-1]

    async def kill_the_last(self, by: asyncpg.Pool) -> None:
        pid = self.made[-1].get_server_pid()
        assert await by.fetchval("SELECT pg_terminate_backend($1)", pid)


async def until(condition, timeout: float = LIMIT) -> None:
    async with asyncio.timeout(timeout):
        while not condition():  # noqa: ASYNC110  what it looks at rings no bell
            await asyncio.sleep(0.01)


async def test_a_waiting_reader_is_woken_by_the_commit(shared, log):
    caller = coordinator()
    async with Tail(shared.connect, poll=LONG) as tail:
        assert tail.hears
        waiting = asyncio.create_task(tail.beyond(caller.network, 0, timeout=LONG))
        await asyncio.sleep(0.05)
        async with asyncio.timeout(LIMIT):
            await register(log, caller)
            assert await waiting == 1


async def test_a_hundred_waiting_readers_share_one_connection(shared, log):
    caller, wires = coordinator(), Wires(shared.connect)
    async with Tail(wires.connect, poll=LONG) as tail:
        waiting = [asyncio.create_task(tail.beyond(caller.network, 0, timeout=LONG)) for _ in range(100)]
        await asyncio.sleep(0.05)
        await register(log, caller)
        assert await asyncio.gather(*waiting) == [1] * 100
    assert len(wires.made) == 1


async def test_only_the_network_with_new_facts_is_woken(shared, log):
    caller, other = coordinator(), coordinator()
    async with Tail(shared.connect, poll=LONG) as tail:
        quiet = asyncio.create_task(tail.beyond(other.network, 0, timeout=LONG))
        async with asyncio.timeout(LIMIT):
            await asyncio.sleep(0)
            await register(log, caller)
            assert await tail.beyond(caller.network, 0, timeout=LONG) == 1
            await asyncio.sleep(0)
            assert not quiet.done()
            await register(log, other)
            assert await quiet == 1


async def test_what_is_known_already_is_not_waited_for(shared, log):
    caller = coordinator()
    for _ in range(3):
        await register(log, caller)
    async with Tail(shared.connect, poll=LONG) as tail:
        assert tail.head(caller.network) == 3
        async with asyncio.timeout(LIMIT):
            assert await tail.beyond(caller.network, 2, timeout=LONG) == 3
        assert tail.head(uuid4()) == 0


async def test_a_wait_ends_at_its_timeout_and_leaves_nothing_behind(shared):
    async with Tail(shared.connect, poll=LONG) as tail:
        assert await tail.beyond(uuid4(), 0, timeout=0.01) == 0
        assert tail._waiting == {}


async def test_a_wait_that_is_cancelled_leaves_nothing_behind(shared):
    async with Tail(shared.connect, poll=LONG) as tail:
        waiting = asyncio.create_task(tail.beyond(uuid4(), 0, timeout=LONG))
        await asyncio.sleep(0)
        assert len(tail._waiting) == 1
        waiting.cancel()
        await asyncio.wait([waiting])
        assert tail._waiting == {}


async def test_what_was_committed_before_the_tail_listened_is_not_lost(shared, log):
    caller = coordinator()

    async def connect():
        db = await shared.connect()
        listen = db.add_listener

        async def listen_late(*args):
            await register(log, caller)  # its notification goes to nobody
            await listen(*args)

        db.add_listener = listen_late
        return db

    async with Tail(connect, poll=LONG) as tail:
        assert tail.head(caller.network) == 1


async def test_what_is_committed_while_the_tail_reads_rings_again(shared, log):
    """A bell cleared after the reading would swallow the ring of what the reading was too early to see."""
    caller, during = coordinator(), []

    async def connect():
        db = await shared.connect()
        fetch = db.fetch

        async def fetch_then_write(query, *args):
            rows = await fetch(query, *args)
            if during:
                await during.pop()()
                await asyncio.sleep(0.2)  # the ring has come by now
            return rows

        db.fetch = fetch_then_write
        return db

    async with Tail(connect, poll=LONG) as tail:
        during.append(lambda: register(log, caller))
        await register(log, coordinator())  # makes the tail read
        async with asyncio.timeout(LIMIT):
            assert await tail.beyond(caller.network, 0, timeout=LONG) == 1


async def test_the_tail_reconnects_and_misses_nothing(shared, log):
    caller, wires = coordinator(), Wires(shared.connect)
    async with Tail(wires.connect, poll=LONG) as tail:
        for written in range(1, 6):
            await wires.kill_the_last(log.pool)
            await register(log, caller)
            assert await tail.beyond(caller.network, written - 1, timeout=LIMIT) == written
        await until(lambda: tail.hears)
    assert len(wires.made) == 6


async def test_a_server_that_is_away_is_tried_again_more_and_more_slowly(shared, log, caplog):
    caller, wires = coordinator(), Wires(shared.connect)
    async with Tail(wires.connect, poll=LONG) as tail:
        wires.cut = True
        await wires.kill_the_last(log.pool)
        await until(lambda: not tail.hears)
        tried = wires.tried
        await until(lambda: wires.tried >= tried + 4)
        wires.cut = False
        await register(log, caller)
        assert await tail.beyond(caller.network, 0, timeout=LIMIT) == 1
    pauses = [float(pause) for pause in re.findall(r"tries again in ([\d.]+) s", caplog.text)]
    assert pauses[2:4] == [2 * pauses[1], 4 * pauses[1]]


async def test_without_notifications_the_tail_says_so_and_polls(shared, log, caplog, monkeypatch):
    monkeypatch.setattr("maillage.eventstore.tail._SELF_TEST", 0.1)
    caller = coordinator()

    async def connect():
        return Deaf(await shared.connect())

    async with Tail(connect, poll=0.05) as tail:
        assert not tail.hears
        await register(log, caller)
        async with asyncio.timeout(LIMIT):
            assert await tail.beyond(caller.network, 0, timeout=LONG) == 1
    assert "notifications do not arrive" in caplog.text


async def test_a_tail_that_cannot_start_says_why():
    async def connect():
        raise DatabaseUnreachable("nobody is at home. Check DATABASE_URL.")

    with pytest.raises(DatabaseUnreachable, match="nobody is at home"):
        async with Tail(connect):
            pass


async def test_a_start_that_is_cancelled_leaves_no_task(shared):
    never = asyncio.Event()
    before = asyncio.all_tasks()

    async def enter():
        async with Tail(never.wait):
            pass

    entering = asyncio.create_task(enter())
    await asyncio.sleep(0.02)
    entering.cancel()
    await asyncio.wait([entering])
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == before


async def test_the_connection_ends_with_the_tail(shared, log, caplog):
    wires = Wires(shared.connect)
    with caplog.at_level(logging.WARNING):
        async with Tail(wires.connect, poll=LONG):
            pid = wires.made[0].get_server_pid()
    assert wires.made[0].is_closed()
    for _ in range(6_000):
        if not (left := await log.pool.fetchval("SELECT true FROM pg_stat_activity WHERE pid = $1", pid)):
            break
        await asyncio.sleep(0.01)
    assert not left
    assert caplog.text == ""


@pytest.mark.parametrize("steps", range(5))
async def test_a_tail_that_is_rung_while_it_is_told_to_stop_stops(shared, steps):
    """`wait_for` swallowed that order, and the process never ended."""
    async with asyncio.timeout(LIMIT), Tail(shared.connect, poll=LONG) as tail:
        await asyncio.sleep(0.05)
        tail._ring()
        for _ in range(steps):
            await asyncio.sleep(0)


async def test_a_failure_that_nobody_foresaw_does_not_silence_the_tail(shared, log, monkeypatch, caplog):
    caller, wires = coordinator(), Wires(shared.connect)
    async with Tail(wires.connect, poll=0.05) as tail:
        read, failed = tail._catch_up, asyncio.Event()

        async def fail_once(db: asyncpg.Connection) -> None:
            if not failed.is_set():
                failed.set()
                raise asyncpg.DiskFullError("no space left on device")
            await read(db)

        monkeypatch.setattr(tail, "_catch_up", fail_once)
        await register(log, caller)
        assert await tail.beyond(caller.network, 0, timeout=LONG) == 1
        assert failed.is_set()
    assert "the tail failed" in caplog.text

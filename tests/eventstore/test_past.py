"""A network as it was: replayed into tables that nobody else sees and nothing leaves behind."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from maillage.eventstore.database import Database
from maillage.eventstore.keyring import Keyring
from maillage.eventstore.log import Log
from maillage.eventstore.past import SEARCH_PATH, Pasts, PastTooLong, recorded_at, seq_at
from maillage.projections import ALL
from tests.usecases.conftest import SECRETS, opened_log
from tests.usecases.world import founded, peopled

COUNT = "SELECT count(*) FROM meetings WHERE network_id = $1"
PASTS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


@pytest.fixture
async def log(database: Database) -> AsyncIterator[Log]:
    async with opened_log(database) as log:
        yield log


def pasts(database: Database, **bounds: int) -> Pasts:
    keyring = Keyring(database.app_pool, SECRETS)
    return Pasts(lambda: database.connect(SEARCH_PATH), ALL, keyring, **bounds)


async def test_it_shows_what_was_then_and_the_present_does_not_move(database: Database, log: Log) -> None:
    world = await peopled(log)
    then = len(await log.history(world.network))
    await world.planned()

    async with pasts(database) as past:
        was = await past.at(world.network, then)
        now = await past.at(world.network, then + 1)
        assert await was.fetchval(COUNT, world.network) == 0
        assert await now.fetchval(COUNT, world.network) == 1
        assert len(await was.fetch("SELECT FROM people WHERE network_id = $1", world.network)) == 9
        assert (await was.fetchrow("SELECT count(*) FROM timeline WHERE network_id = $1", world.network))[0] > 0

    assert await database.app_pool.fetchval(COUNT, world.network) == 1


async def test_it_holds_that_network_only(database: Database, log: Log) -> None:
    here, elsewhere = await founded(log), await founded(log)
    await elsewhere.planned()
    async with pasts(database) as past:
        was = await past.at(here.network, 2)
        assert await was.fetchval("SELECT count(*) FROM meetings") == 0
        assert await was.fetchval("SELECT count(*) FROM networks") == 1


async def test_one_that_gives_way_still_serves_who_is_reading_it_then_its_connection_ends(
    database: Database, log: Log
) -> None:
    world = await founded(log)
    await world.planned()
    await world.planned()
    open_before = await database.app_pool.fetchval(PASTS)
    async with pasts(database, kept=1) as past:
        first = await past.at(world.network, 3)
        await past.at(world.network, 4)
        assert await first.fetchval("SELECT count(*) FROM networks") == 1
        del first
        gc.collect()
        async with asyncio.timeout(60):
            while await database.app_pool.fetchval(PASTS) > open_before + 1:  # noqa: ASYNC110 - the server tells nobody
                await asyncio.sleep(0.02)


async def test_asked_twice_it_is_built_once_and_questions_take_turns(database: Database, log: Log) -> None:
    world = await founded(log)
    async with pasts(database) as past:
        both = await asyncio.gather(past.at(world.network, 2), past.at(world.network, 2))
        assert both[0] is both[1]
        counts = await asyncio.gather(*(both[0].fetchval("SELECT count(*) FROM networks") for _ in range(20)))
    assert counts == [1] * 20


async def test_a_past_beyond_the_budget_is_refused(database: Database, log: Log) -> None:
    world = await founded(log)
    async with pasts(database, limit=2) as past:
        with pytest.raises(PastTooLong, match="more than 2 facts to replay"):
            await past.at(world.network, 3)


async def test_an_instant_is_the_last_fact_recorded_by_then(database: Database, log: Log) -> None:
    world = await founded(log)
    await world.planned()
    facts = await log.history(world.network)
    pool = database.app_pool
    last = facts[-1]
    assert await seq_at(pool, world.network, last.recorded_at) == last.seq
    assert await seq_at(pool, world.network, last.recorded_at - timedelta(microseconds=1)) == last.seq - 1
    assert await seq_at(pool, world.network, facts[0].recorded_at - timedelta(microseconds=1)) == 0
    assert await recorded_at(pool, world.network, last.seq) == last.recorded_at
    assert await recorded_at(pool, world.network, last.seq + 1) is None

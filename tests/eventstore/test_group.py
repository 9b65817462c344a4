"""Several commands in one transaction: each gets its own answer, and none pays for another."""

import asyncio
import json
import logging
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from uuid import uuid4

import asyncpg
import pytest

from maillage.domain.collectivities import Collectivity
from maillage.domain.network_refusals import CollectivityAlreadyMember
from maillage.eventstore import chain, group
from maillage.eventstore.append import Appended, Claim, Item, Moved, Replayed, StoredFact, Taken, append_facts
from maillage.eventstore.connections import ConnectionLost
from maillage.eventstore.facts import Recorded
from maillage.eventstore.group import LOST, Appender, Closed, ReadModelsMoved
from maillage.eventstore.log import CommandReused
from maillage.eventstore.projection import Projection, fingerprint
from tests.eventstore.writing import (
    a_collectivity,
    admit,
    an_item,
    appoint,
    command,
    coordinator,
    count,
    found,
    open_log,
    register,
)


class Transactions:
    """A pool that tells how many connections were taken, and may do something to one before it is given or after."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool, self.taken = pool, 0
        self.before = self.after = None

    @asynccontextmanager
    async def acquire(self, **options):
        self.taken += 1
        before, self.before = self.before, None
        after, self.after = self.after, None
        async with self._pool.acquire(**options) as db:
            if before:
                await before(db)
            yield db
            if after:
                await after(db)

    def __getattr__(self, name: str):
        return getattr(self._pool, name)


def stored(item: Item) -> StoredFact:
    return item.facts[0]


async def test_each_item_of_one_group_gets_its_own_answer(log):
    network, key = uuid4(), str(uuid4())
    held = Claim(network, "key", key, uuid4())
    before = an_item(network, claims=(held,), input=b"x")
    async with log.pool.acquire() as db:
        [first] = await append_facts(db, [before], "", 10)
        same_stream = replace(an_item(network), facts=before.facts)
        same_claim = an_item(network, claims=(replace(held, holder=uuid4()),))
        same_command = replace(before, facts=an_item(network).facts, claims=())
        group = [an_item(network), same_stream, same_claim, same_command, an_item(network)]
        answers = await append_facts(db, group, "", 10)
    assert isinstance(first, Appended)
    appended = [answer for answer in answers if isinstance(answer, Appended)]
    assert [(answer.first_seq, answer.first_position) for answer in appended] == [
        (2, first.first_position + 1),
        (3, first.first_position + 2),
    ]
    stream = str(stored(before).fact.originator_id)
    assert answers[1:4] == [Moved(stream), Taken(f"key:{key}"), Replayed()]
    assert await count(log.pool, network) == 3


async def test_an_item_that_is_both_replayed_and_outrun_is_replayed(log):
    """The retry of a command that took a claim finds its own fact and its own claim in its way."""
    network = uuid4()
    item = an_item(network, claims=(Claim(network, "key", "1", uuid4()),), input=b"x")
    async with log.pool.acquire() as db:
        assert isinstance((await append_facts(db, [item], "", 10))[0], Appended)
        assert await append_facts(db, [item], "", 10) == [Replayed()]
        assert await append_facts(db, [replace(item, input=None)], "", 10) == [
            Moved(str(stored(item).fact.originator_id))
        ]


async def test_all_of_an_item_is_written_or_none(log):
    network, taken = uuid4(), Claim(uuid4(), "key", "1", uuid4())
    item = an_item(network, *a_collectivity().collect_events(), *a_collectivity().collect_events(), input=b"x")
    async with log.pool.acquire() as db:
        await append_facts(db, [an_item(network, claims=(taken,))], "", 10)
        other = Claim(network, "key", "2", uuid4())
        assert await append_facts(db, [replace(item, claims=(other, taken))], "", 10) == [Taken("key:1")]
    assert await count(log.pool, network) == 1
    assert await count(log.pool, network, "claims") == await count(log.pool, network, "commands") == 0


@pytest.mark.parametrize(
    ("network", "versions"),
    [("theirs", (2,)), ("theirs", (1,)), ("ours", (1,)), ("ours", (3,)), ("ours", (2, 4)), ("another's", (2,))],
)
async def test_a_stream_has_no_gap_and_one_network(log, network, versions):
    """Also for whoever has the application's role, and not its program: such a fact would block the stream."""
    networks = {"ours": uuid4(), "theirs": uuid4(), "another's": uuid4()}
    ours = an_item(networks["ours"])
    first = stored(ours)
    facts = [
        StoredFact(replace(first.fact, originator_version=version), first.topic, first.state) for version in versions
    ]
    async with log.pool.acquire() as db:
        await append_facts(db, [ours], "", 10)
        item = replace(ours, network=networks[network], facts=facts)
        assert await append_facts(db, [item], "", 10) == [Moved(str(first.fact.originator_id))]
        assert await count(log.pool, networks[network]) == (network == "ours")


async def test_one_call_does_not_put_a_stream_into_two_networks(log):
    here, there = uuid4(), uuid4()
    first = an_item(here)
    fact = stored(first)
    second = replace(
        an_item(there), facts=[StoredFact(replace(fact.fact, originator_version=2), fact.topic, fact.state)]
    )
    async with log.pool.acquire() as db:
        answers = await append_facts(db, [first, second], "", 10)
    assert [type(answer) for answer in answers] == [Appended, Moved]
    assert await count(log.pool, there) == 0


@pytest.mark.parametrize(
    ("networks", "items", "streams", "versions"),
    [
        ("{0}", "{{1}}", "[0:1]={{{1},{1}}}", "[-1:0]={{2,1}}"),
        ("{0}", "{{1,1}}", "[0:1]={{{1},{1}}}", "[-1:0]={{7,6}}"),
        ("{0}", "{{1,1}}", "{{{1},{1}}}", "{{{{1,9}}}}"),
        ("{0}", "[0:0]={{1}}", "{{{1}}}", "{{1}}"),
        ("[0:1]={0}", "{{1}}", "{{{1}}}", "{{1}}"),
        ("{{{0}}}", "{{1}}", "{{{1}}}", "{{1}}"),
    ],
)
async def test_arrays_of_another_shape_are_refused(log, networks, items, streams, versions):
    """PostgreSQL's arrays begin where their maker says: facts looked up beside the true ones would leave gaps."""
    network, stream = uuid4(), uuid4()
    pair = f"{{{network},{network}}}"
    arrays = [text.format(pair, stream) for text in (networks, items, streams, versions)]
    with pytest.raises(asyncpg.ArraySubscriptError):
        await log.pool.fetchrow(
            "SELECT * FROM append_facts('', $1::text::uuid[], '{a,a}', '{}', '{}', '{}', '{}', '{}', $2::text::int[],"
            " $3::text::uuid[], $4::text::bigint[], '{x,x}', '{a,a}',"
            " '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')",
            *arrays,
        )
    assert await count(log.pool, network) == 0


async def test_facts_of_several_networks_in_one_group_have_their_own_places(log):
    here, there = uuid4(), uuid4()
    async with log.pool.acquire() as db:
        answers = await append_facts(db, [an_item(network) for network in (here, there, here, here)], "", 10)
    assert [answer.first_seq for answer in answers] == [1, 1, 2, 3]
    assert [answer.first_position - answers[0].first_position for answer in answers] == [0, 1, 2, 3]
    for network in (here, there):
        async with log.pool.acquire() as db:
            assert (await chain.verify(db, network)).last_seq == {here: 3, there: 1}[network]


async def test_what_comes_together_shares_one_transaction(shared):
    pool, network = Transactions(shared.app_pool), uuid4()
    async with Appender(pool) as appender:
        await asyncio.gather(*(appender.append(an_item(network)) for _ in range(50)))
    assert pool.taken == 1
    assert (await count(pool, network, "chain"), await count(pool, network)) == (1, 50)


async def test_those_that_touch_the_same_thing_are_kept_apart_in_their_order(shared):
    pool, network = Transactions(shared.app_pool), uuid4()
    first = an_item(network, input=b"x")
    stream = stored(first).fact.originator_id
    claim = Claim(network, "key", "1", stream)
    items = [
        first,
        replace(first, input=b"y"),  # the same command
        an_item(network, relied=((stream, 1),)),  # relies on the stream that the first one makes
        an_item(network, claims=(claim,)),
        an_item(network, claims=(replace(claim, free=True),)),  # frees what the one before takes
        an_item(network, claims=(claim,)),
        an_item(network),
    ]
    async with Appender(pool) as appender:
        answers = await asyncio.gather(*(appender.append(item) for item in items))
    assert [type(answer) for answer in answers] == [Appended, Replayed, *[Appended] * 5]
    assert pool.taken == 3


async def test_nobody_overtakes_who_waits_for_the_same_thing(shared):
    network = uuid4()
    first = an_item(network)
    claim = Claim(network, "key", "1", uuid4())
    waits = an_item(network, relied=((stored(first).fact.originator_id, 1),), claims=(claim,))
    later = an_item(network, claims=(claim,))  # shares nothing with the first one, and could go with it
    async with Appender(shared.app_pool) as appender:
        answers = await asyncio.gather(*(appender.append(item) for item in (first, waits, later)))
    assert [type(answer) for answer in answers] == [Appended, Appended, Taken]


async def test_no_group_is_longer_than_its_limit_and_nobody_is_left_over(shared, monkeypatch):
    monkeypatch.setattr(group, "_ALTOGETHER", 7)
    pool, network = Transactions(shared.app_pool), uuid4()
    async with Appender(pool) as appender:
        answers = await asyncio.gather(*(appender.append(an_item(network)) for _ in range(50)))
    assert [answer.first_seq for answer in answers] == list(range(1, 51))
    assert pool.taken == 8


async def test_facts_that_spoil_a_group_fail_alone(shared, caplog):
    """One item twice the same key: nothing that the log would build, and nobody else's concern."""
    network = uuid4()
    claim = Claim(network, "key", "1", uuid4())
    spoilt = an_item(network, claims=(claim, claim))
    async with Appender(shared.app_pool) as appender:
        items = [an_item(network), spoilt, an_item(network)]
        results = await asyncio.gather(*(appender.append(item) for item in items), return_exceptions=True)
    assert [type(result) for result in results] == [Appended, asyncpg.UniqueViolationError, Appended]
    assert "a group of 3 appends failed, each is tried alone" in caplog.text
    assert "UniqueViolationError" in caplog.text
    assert await count(shared.app_pool, network) == 2


# A commit whose answer is lost ------------------------------------------------


async def lose_the_answer(_: asyncpg.Connection) -> None:
    raise ConnectionLost("lost by the test, after the commit")


async def hang_up(db: asyncpg.Connection) -> None:
    db.terminate()


async def test_a_commit_whose_answer_is_lost_is_one_fact_and_a_success(shared):
    pool, caller, given = Transactions(shared.app_pool), coordinator(), command("register")
    pool.after = lose_the_answer
    async with open_log(pool) as log:
        outcome = await register(log, caller, given)
        [fact] = await log.history(caller.network)
    assert (outcome.first, outcome.last, outcome.subject) == (1, 1, fact.fact.originator_id)
    assert fact.envelope.command == given.id


async def test_a_lost_answer_to_a_group_is_asked_for_once_by_all(shared):
    pool, network = Transactions(shared.app_pool), uuid4()
    pool.after = lose_the_answer
    async with Appender(pool) as appender:
        answers = await asyncio.gather(*(appender.append(an_item(network, input=b"x")) for _ in range(20)))
    assert answers == [Replayed()] * 20
    assert pool.taken == 2
    assert await count(pool, network) == 20


async def test_a_refusal_whose_answer_is_lost_is_a_refusal(shared, log):
    pool, caller, collectivity = Transactions(shared.app_pool), coordinator(), uuid4()
    await found(log, caller)
    await admit(log, caller, collectivity)
    async with open_log(pool) as losing:
        pool.after = lose_the_answer
        with pytest.raises(CollectivityAlreadyMember):
            await admit(losing, caller, collectivity)
    assert pool.taken == 2


async def test_a_connection_lost_before_the_commit_is_tried_again(shared):
    pool, caller = Transactions(shared.app_pool), coordinator()
    pool.before = hang_up
    async with open_log(pool) as log:
        outcomes = await asyncio.gather(*(register(log, caller) for _ in range(20)))
    assert sorted(outcome.first for outcome in outcomes) == list(range(1, 21))
    assert not any(outcome.replayed for outcome in outcomes)


async def test_backends_killed_under_load_lose_and_double_nothing(shared, log):
    caller, stop, acknowledged = coordinator(), asyncio.Event(), []

    async def write(each) -> None:
        while not stop.is_set():
            given, answered = command("register"), False
            while not answered:
                with suppress(*LOST):  # a client sends it again
                    await register(each, caller, given)
                    answered = True
            acknowledged.append(given.id)

    async with open_log(shared.app_pool, workers=2) as other, asyncio.timeout(120):
        writers = [asyncio.create_task(write(other)) for _ in range(8)]
        killer = await shared.connect()
        for _ in range(25):
            await asyncio.sleep(0.02)
            await killer.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
                " AND query LIKE '%append_facts%'"
            )
        stop.set()
        await asyncio.gather(*writers)
        await killer.close()
    found = [recorded.envelope.command for recorded in await log.history(caller.network, limit=100_000)]
    assert len(set(found)) == len(found)
    assert set(acknowledged) == set(found)
    assert len(acknowledged) >= 8


async def test_a_server_that_stays_away_is_waited_for_once_by_all(shared, monkeypatch):
    monkeypatch.setattr(group, "_PATIENCE", 0.3)
    network = uuid4()

    class Gone:
        tried = 0

        def acquire(self, **_: object):
            self.tried += 1
            raise ConnectionLost("the server is away")

    gone = Gone()
    async with Appender(gone) as appender, asyncio.timeout(60):
        results = await asyncio.gather(*(appender.append(an_item(network)) for _ in range(30)), return_exceptions=True)
    assert {type(result) for result in results} == {ConnectionLost}
    assert gone.tried <= 4


async def test_a_lock_that_is_not_had_is_no_other_version_of_the_program(shared, owner, monkeypatch, caplog):
    async with shared.pool() as pool:
        await pool.execute("SET lock_timeout = '50ms'")
        async with owner.transaction(), Appender(pool) as appender:
            await owner.execute("SELECT hold_appends()")
            with caplog.at_level(logging.WARNING):
                results = await asyncio.gather(
                    *(appender.append(an_item(uuid4())) for _ in range(5)), return_exceptions=True
                )
    assert {type(result) for result in results} == {asyncpg.LockNotAvailableError}
    assert "each is tried alone" not in caplog.text


async def test_a_closed_log_refuses_and_leaves_nobody_waiting(shared):
    network = uuid4()
    appender = Appender(shared.app_pool)
    with pytest.raises(Closed):
        await appender.append(an_item(network))
    holder = await shared.owner_connect()
    async with holder.transaction():
        await holder.execute("SELECT hold_appends()")
        async with appender:
            waiting = [asyncio.create_task(appender.append(an_item(network))) for _ in range(3)]
            await asyncio.sleep(0.1)  # the group is at the database
            waiting += [asyncio.create_task(appender.append(an_item(network))) for _ in range(3)]
            await asyncio.sleep(0.01)
        results = await asyncio.gather(*waiting, return_exceptions=True)
    await holder.close()
    assert {type(result) for result in results} == {Closed}
    assert await count(shared.app_pool, network) == 0
    with pytest.raises(Closed):
        await appender.append(an_item(network))


async def test_who_gives_up_waiting_does_not_stop_the_others(shared):
    caller = coordinator()
    async with open_log(shared.app_pool) as log:
        tasks = [asyncio.create_task(register(log, caller)) for _ in range(10)]
        await asyncio.sleep(0)
        tasks[3].cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert sum(isinstance(result, asyncio.CancelledError) for result in results) == 1
        await register(log, caller)
    assert sum(isinstance(result, Exception) for result in results) == 0


# Read models in the same transaction ------------------------------------------


async def project(db: asyncpg.Connection, facts) -> None:
    for recorded in facts:
        if recorded.fact.name == "refuse me":
            raise ZeroDivisionError("planted")
    rows = [(recorded.network, recorded.seq, recorded.position, recorded.fact.name) for recorded in facts]
    await db.executemany("INSERT INTO log.seen VALUES ($1, $2, $3, $4)", rows)


SEEN = Projection("seen", 1, {"create": ""}, project)


@pytest.fixture
async def projecting(database):
    """A database whose writers must know the projection SEEN."""
    owner = await database.owner_connect()
    await owner.execute("CREATE TABLE seen (network uuid, seq bigint, position bigint, name text)")
    await owner.execute("GRANT ALL ON seen TO PUBLIC")
    await owner.execute("SELECT register_projections($1)", fingerprint([SEEN]))
    await owner.close()
    return database


async def named(log, caller, name: str):
    aggregate = Collectivity._create(Collectivity.Registered, name=name, kind=None, siren=None, timestamp=caller.now)

    async def decide(change):
        change.add(aggregate)
        return aggregate.id

    return await log.carry_out(caller, command("named"), decide)


async def test_read_models_are_written_with_their_facts(projecting):
    caller = coordinator()
    async with open_log(projecting.app_pool, [SEEN]) as log:
        await asyncio.gather(*(named(log, caller, str(number)) for number in range(5)))
        facts = await log.pool.fetch("SELECT network_id, network_seq, notification_id FROM log.stored_events")
        seen = await log.pool.fetch("SELECT network, seq, position FROM log.seen")
    assert sorted(map(tuple, seen)) == sorted(map(tuple, facts))
    assert len(seen) == 5


async def test_a_projection_that_fails_for_one_item_fails_that_item_alone(projecting):
    caller = coordinator()
    async with open_log(projecting.app_pool, [SEEN]) as log:
        names = ["first", "refuse me", "last"]
        results = await asyncio.gather(*(named(log, caller, name) for name in names), return_exceptions=True)
        assert isinstance(results[1], ZeroDivisionError)
        assert {results[0].first, results[2].first} == {1, 2}
        seen = {row["name"] for row in await log.pool.fetch("SELECT name FROM log.seen")}
        assert seen == {"first", "last"}
        assert await count(log.pool, caller.network) == await count(log.pool, caller.network, "commands") == 2


async def test_what_projections_are_given_is_what_the_log_gives_later(projecting):
    caller, given = coordinator(), []

    async def keep(_: asyncpg.Connection, facts: list[Recorded]) -> None:
        given.extend(facts)

    async with open_log(projecting.app_pool, [replace(SEEN, project=keep)]) as log:
        await found(log, caller)
        await appoint(log, caller, uuid4())
        await admit(log, caller, uuid4())
        assert given == await log.history(caller.network)


async def test_items_without_facts_are_not_projected(projecting):
    caller, batches = coordinator(), []

    async def keep(_: asyncpg.Connection, facts: list[Recorded]) -> None:
        batches.append(len(facts))

    async with open_log(projecting.app_pool, [replace(SEEN, project=keep)]) as log:
        await found(log, caller)
        await appoint(log, caller, caller.person)
    assert batches == [2]


async def test_a_writer_that_knows_other_read_models_writes_nothing(projecting):
    caller = coordinator()
    for projections in ([], [replace(SEEN, version=2)], [SEEN, SEEN]):
        async with open_log(projecting.app_pool, projections) as log:
            with pytest.raises(ReadModelsMoved, match="restart with the version of the program"):
                await asyncio.gather(*(register(log, caller) for _ in range(3)))
    assert await count(projecting.app_pool, caller.network) == 0
    assert await count(projecting.app_pool, caller.network, "commands") == 0


async def test_appends_wait_for_the_last_stretch_of_a_rebuild(projecting):
    caller, owner = coordinator(), await projecting.owner_connect()
    async with open_log(projecting.app_pool, [SEEN]) as log:
        async with owner.transaction():
            assert await owner.fetchval("SELECT hold_appends()") == 0
            waiting = asyncio.create_task(named(log, caller, "patient"))
            await asyncio.sleep(0.2)
            assert not waiting.done()
        assert (await waiting).first == 1
    await owner.close()


async def test_the_same_command_in_two_processes_with_other_input_is_refused_in_the_one(shared, log):
    caller, given = coordinator(), command("register")
    async with open_log(shared.app_pool) as other:
        tries = (register(log, caller, given), register(other, caller, replace(given, input=json.dumps(1).encode())))
        results = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == [CommandReused.__name__, "Outcome"]
    assert await count(log.pool, caller.network) == 1

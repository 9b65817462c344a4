"""A network's chain is verified from its own facts alone, and finds whatever was changed behind the log's back."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.eventstore import chain
from maillage.eventstore.append import append_facts
from maillage.eventstore.chain import START, Tampered, Verified
from tests.eventstore.writing import an_item, coordinator, found, open_log, register, register_person

COLUMNS = ("network_id", "network_seq", "originator_id", "originator_version", "recorded_at", "topic", "state")


@pytest.fixture
def shared(database):
    """A database for each test: what is changed behind the log's back would mislead the others."""
    return database


@pytest.fixture
async def chained(log) -> UUID:
    """A network of twelve facts under several links, with another network's facts between them."""
    caller, other = coordinator(), coordinator()
    await found(log, caller)
    for _ in range(3):
        await register(log, caller)
        await register(log, other)
    async with log.pool.acquire() as db:
        await append_facts(db, [an_item(caller.network) for _ in range(7)], "", 10)
    return caller.network


async def test_a_network_is_verified_from_its_own_facts(owner, chained):
    verified = await chain.verify(owner, chained)
    link = await owner.fetchval("SELECT link FROM chain WHERE network_id = $1 AND last_seq = 12", chained)
    assert verified == Verified(12, link)
    alone = owner.transaction(isolation="repeatable_read")
    await alone.start()
    for table in ("stored_events", "chain"):
        await owner.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM log.{table} WHERE network_id = '{chained}'")
    await owner.execute("SET LOCAL search_path = pg_temp")
    assert await owner.fetchval("SELECT count(DISTINCT network_id) FROM stored_events") == 1
    assert await chain.verify(owner, chained) == verified
    await alone.rollback()


async def test_a_network_without_facts_is_verified_as_such(owner):
    assert await chain.verify(owner, uuid4()) == Verified(0, START)


async def test_the_first_link_follows_thirty_two_zero_bytes(owner, chained):
    leaves = await owner.fetch(
        "SELECT leaf FROM stored_events WHERE network_id = $1 AND network_seq <= 2 ORDER BY network_seq", chained
    )
    first = await owner.fetchval("SELECT link FROM chain WHERE network_id = $1 ORDER BY last_seq LIMIT 1", chained)
    assert first == chain.link(bytes(32), [row["leaf"] for row in leaves])


ONE = "WHERE network_id = $1 AND network_seq = 5"
TAMPERING = {
    "its state": (f"UPDATE stored_events SET state = state || ' ' {ONE}", "fact 5 is not"),
    "its envelope": (f"UPDATE stored_events SET metadata = '{{\"person\":null}}' {ONE}", "fact 5 is not"),
    "its instant": (
        f"UPDATE stored_events SET recorded_at = recorded_at - interval '1 microsecond' {ONE}",
        "fact 5 is not",
    ),
    "its topic": (f"UPDATE stored_events SET topic = 'collectivity.dissolved' {ONE}", "fact 5 is not"),
    "its stream": (f"UPDATE stored_events SET originator_id = gen_random_uuid() {ONE}", "fact 5 is not"),
    "its version": (f"UPDATE stored_events SET originator_version = 7 {ONE}", "fact 5 is not"),
    "its state and its leaf": (
        f"""UPDATE stored_events SET state = '{{}}',
            leaf = fact_leaf(network_id, network_seq, originator_id, originator_version, recorded_at, topic, '{{}}',
                             metadata)
            {ONE}""",
        "the link at fact 5 does not follow",
    ),
    "one fact taken out": (f"DELETE FROM stored_events {ONE}", "fact 5 is missing"),
    "one fact taken out and the gap closed": (
        f"""WITH gone AS (DELETE FROM stored_events {ONE} RETURNING network_seq)
            UPDATE stored_events e SET network_seq = e.network_seq + 100 FROM gone
            WHERE e.network_id = $1 AND e.network_seq > 5""",
        "fact 5 is missing",
    ),
    "the last fact taken out": ("DELETE FROM stored_events WHERE network_id = $1 AND network_seq = 12", "end at 11"),
    "all facts taken out": ("DELETE FROM stored_events WHERE network_id = $1", "end at 0"),
    "two facts swapped": (
        """UPDATE stored_events e SET state = other.state, metadata = other.metadata, leaf = other.leaf
           FROM stored_events other WHERE e.network_id = $1 AND other.network_id = $1
           AND e.network_seq IN (8, 9) AND other.network_seq = 17 - e.network_seq""",
        "fact 8 is not",
    ),
    "a fact added": (
        """INSERT INTO stored_events SELECT gen_random_uuid(), 1, topic, state, 1000000 + notification_id, network_id,
           13, recorded_at, metadata, leaf FROM stored_events WHERE network_id = $1 AND network_seq = 12""",
        "fact 13 is not",
    ),
    "a fact added with its leaf": (
        """INSERT INTO stored_events SELECT s, 1, topic, state, 1000000 + notification_id, network_id, 13, recorded_at,
           metadata, fact_leaf(network_id, 13, s, 1, recorded_at, topic, state, metadata)
           FROM stored_events, gen_random_uuid() AS s WHERE network_id = $1 AND network_seq = 12""",
        "the facts end at 13, the chain elsewhere",
    ),
    "a fact moved to the network": (
        "UPDATE stored_events SET network_id = $1, network_seq = 13 WHERE ctid = (SELECT ctid FROM stored_events"
        " WHERE network_id <> $1 LIMIT 1)",
        "fact 13 is not",
    ),
    "a link": ("UPDATE chain SET link = sha256(link) WHERE network_id = $1 AND last_seq = 4", "the link at fact 4"),
    "a link taken out": ("DELETE FROM chain WHERE network_id = $1 AND last_seq = 4", "the link at fact 5"),
    "the last link taken out": ("DELETE FROM chain WHERE network_id = $1 AND last_seq = 12", "end at 12"),
    "a link moved": ("UPDATE chain SET last_seq = 6 WHERE network_id = $1 AND last_seq = 5", "the link at fact 6"),
}


@pytest.mark.parametrize("what", TAMPERING)
async def test_what_was_changed_behind_the_logs_back_is_found(owner, chained, what):
    statement, message = TAMPERING[what]
    await chain.verify(owner, chained)
    assert await owner.execute(statement, chained) not in ("UPDATE 0", "DELETE 0", "INSERT 0 0")
    with pytest.raises(Tampered, match=message):
        await chain.verify(owner, chained)


async def test_verifying_while_others_write_finds_nothing(shared, owner, monkeypatch):
    """Links and facts are read one after the other; what comes between belongs to neither."""
    monkeypatch.setattr(chain, "_PAGE", 5)
    caller, stop = coordinator(), asyncio.Event()
    async with open_log(shared.app_pool) as log:
        await found(log, caller)

        async def write() -> None:
            while not stop.is_set():
                await register(log, caller)

        writers = [asyncio.create_task(write()) for _ in range(4)]
        seen = [(await chain.verify(owner, caller.network)).last_seq for _ in range(15)]
        stop.set()
        await asyncio.gather(*writers)
        assert seen == sorted(seen)
        assert seen[-1] > seen[0]


async def test_an_erased_person_does_not_break_the_chain(log, owner):
    caller = coordinator()
    person = await register_person(log, caller)
    before = await chain.verify(owner, caller.network)
    await owner.execute("UPDATE person_keys SET wrapped = NULL, erased_at = now() WHERE person_id = $1", person)
    assert await chain.verify(owner, caller.network) == before


entries = st.fixed_dictionaries(
    {
        "network_id": st.uuids(),
        "network_seq": st.integers(1, 2**63 - 1),
        "originator_id": st.uuids(),
        "originator_version": st.integers(1, 2**63 - 1),
        "recorded_at": st.datetimes(datetime(1950, 1, 1), datetime(2900, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
        "topic": st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40),
        "state": st.binary(max_size=300),
        "metadata": st.binary(max_size=60),
    }
)
AFTER_2038 = datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC)


@settings(max_examples=15, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(entries, min_size=1, max_size=20))
async def test_the_leaf_is_the_same_in_python_and_in_sql(owner, rows):
    rows += [rows[0] | {"recorded_at": AFTER_2038 + timedelta(microseconds=1), "topic": "décision.adoptée ✓ 𝔻"}]
    columns = [[row[name] for row in rows] for name in (*COLUMNS, "metadata")]
    leaves = await owner.fetch(
        """SELECT fact_leaf(network, seq, stream, version, at, topic, state, metadata) AS leaf
           FROM unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::bigint[], $5::timestamptz[], $6::text[], $7::bytea[],
                       $8::bytea[]) WITH ORDINALITY AS f(network, seq, stream, version, at, topic, state, metadata, o)
           ORDER BY o""",
        *columns,
    )
    assert [row["leaf"] for row in leaves] == [chain.leaf(row) for row in rows]


async def test_the_stored_leaf_is_the_one_of_rfc_9162(owner, chained):
    rows = await owner.fetch("SELECT * FROM stored_events WHERE network_id = $1", chained)
    assert [row["leaf"] for row in rows] == [chain.leaf(row) for row in rows]
    lengths = [len(b"".join(chain._entry(row))) for row in rows]
    assert lengths == [
        16 + 8 + 16 + 8 + 8 + 4 + len(row["topic"].encode()) + 4 + len(row["state"]) + 4 + len(row["metadata"])
        for row in rows
    ]

"""Connections and pools: what a session is, and what is said when there is none."""

import asyncio
import os
import shutil
import signal
import socket
from uuid import UUID, uuid4

import asyncpg
import msgspec
import pytest

from maillage.eventstore import connections
from maillage.eventstore.connections import (
    Address,
    ConnectionLost,
    DatabaseUnreachable,
    Limits,
    connect,
    open_pool,
)
from maillage.eventstore.embedded import EmbeddedServer
from maillage.eventstore.roles import APP, DATABASE
from tests import postgres as testing

SECRET = "s3cret"


@pytest.fixture(scope="module")
def data():
    directory = testing.reachable_directory()
    yield directory
    shutil.rmtree(directory)


@pytest.fixture
async def server(data):
    """A server of the test's own, to be killed."""
    async with EmbeddedServer(data, pg_bin=testing.binaries(), options=testing.UNSAFE) as server:
        yield server


async def test_a_uuid_is_the_standard_librarys(database):
    given = uuid4()
    found = await database.app_pool.fetchrow("SELECT $1::uuid AS one, $2::uuid[] AS many", given, [given, None])
    assert type(found["one"]) is UUID
    assert (found["one"], found["many"]) == (given, [given, None])
    assert msgspec.json.encode(found["many"]) == f'["{given}",null]'.encode()


async def test_no_error_quotes_the_row_that_it_is_about(database):
    """Errors are logged, and rows of the directory hold names."""
    statement = "CREATE TEMP TABLE named (name text, number int NOT NULL); INSERT INTO named VALUES ('Leblanc', NULL)"
    with pytest.raises(asyncpg.NotNullViolationError) as caught:
        await database.app_pool.execute(statement)
    assert "number" in str(caught.value)
    assert "Leblanc" not in str(caught.value)


async def test_a_session_has_our_settings(database):
    async def setting(name):
        return await database.app_pool.fetchval("SELECT current_setting($1)", name)

    assert await setting("search_path") == "read, log, accounts"
    assert await setting("timezone") == "UTC"
    assert await setting("application_name") == "maillage"
    assert await setting("jit") == "off"
    assert (await setting("statement_timeout"), await setting("lock_timeout")) == ("10s", "10s")
    assert await setting("idle_in_transaction_session_timeout") == "1min"


@pytest.mark.parametrize("level", ["repeatable read", "serializable"])
async def test_a_database_with_another_isolation_level_does_not_give_it_to_our_sessions(database, level):
    """An append that waits for its turn would then look at what was there before it waited, and fail."""
    owner = await database.owner_connect()
    name = await owner.fetchval("SELECT quote_ident(current_database())")
    await owner.execute(f"ALTER DATABASE {name} SET default_transaction_isolation = '{level}'")
    await owner.close()
    connection = await database.connect()
    assert await connection.fetchval("SHOW transaction_isolation") == "read committed"
    await connection.close()


async def test_a_pool_may_look_at_other_schemas(database):
    async with database.pool("read_new, log, accounts", size=1) as pool:
        assert await pool.fetchval("SELECT current_setting('search_path')") == "read_new, log, accounts"
        assert pool.get_max_size() == 1


async def test_releasing_a_connection_costs_no_round_trip(database):
    async with database.pool(size=1) as pool:
        async with pool.acquire() as connection:
            logged = []
            connection.add_query_logger(logged.append)
            await connection.fetchval("SELECT 1")
        async with pool.acquire() as connection:
            assert [record.query for record in logged] == ["SELECT 1"]


async def test_a_statement_that_takes_too_long_is_ended_and_the_connection_lives(database):
    connection = await database.connect(limits=Limits(statement=0.05))
    with pytest.raises(asyncpg.QueryCanceledError):
        await connection.execute("SELECT pg_sleep(5)")
    assert await connection.fetchval("SELECT 1") == 1
    await connection.close()


async def test_a_connection_that_the_server_ends_is_lost_and_the_pool_opens_another(database):
    async with database.pool(size=1) as pool:
        with pytest.raises(ConnectionLost):
            await lose_a_transaction(database, pool)
        assert await pool.fetchval("SELECT 1") == 1


async def test_a_statement_that_runs_when_the_connection_ends_is_lost(database):
    connection = await database.connect(limits=Limits(statement=60))
    running = asyncio.create_task(connection.execute("SELECT pg_sleep(60)"))
    await asyncio.sleep(0.1)
    await terminate(database, connection)
    with pytest.raises(ConnectionLost):
        await running
    with pytest.raises(ConnectionLost):
        await connection.fetch("SELECT 1")


async def lose_a_transaction(database, pool):
    async with pool.acquire() as connection, connection.transaction():
        await terminate(database, connection)
        await connection.fetchval("SELECT 1")


async def terminate(database, connection):
    await database.app_pool.fetchval("SELECT pg_terminate_backend($1, 2000)", connection.get_server_pid())


async def test_a_mistake_of_ours_is_not_called_a_lost_connection(database):
    connection, holder = await database.connect(), await database.connect()
    await holder.execute("SELECT pg_advisory_lock(1)")
    running = asyncio.create_task(connection.execute("SELECT pg_advisory_lock(1)"))
    await asyncio.sleep(0.05)
    with pytest.raises(asyncpg.InterfaceError, match="another operation is in progress"):
        await connection.fetch("SELECT 1")
    await holder.close()
    await running
    with pytest.raises(asyncpg.UndefinedTableError):
        await connection.fetch("SELECT * FROM nothing")
    await connection.close()


async def test_whatever_the_moment_a_crash_is_a_lost_connection_and_nothing_else(server):
    pool = await open_pool(server.address(APP, DATABASE), 8)
    surprises = []

    async def work():
        while True:
            try:
                async with pool.acquire() as connection, connection.transaction():
                    await connection.fetch("SELECT generate_series(1, 2000)")
                    await connection.execute("SELECT 1")
            except ConnectionLost:
                return
            except Exception as error:
                surprises.append(repr(error))
                return

    workers = [asyncio.create_task(work()) for _ in range(8)]
    await asyncio.sleep(0.2)
    os.kill(server.cluster.postmaster(), signal.SIGKILL)
    async with asyncio.timeout(60):
        await asyncio.gather(*workers)
    assert surprises == []
    await alive_again(pool)
    await pool.close()


async def alive_again(pool):
    for _ in range(3_000):
        try:
            return await pool.fetchval("SELECT 1")
        except ConnectionLost:
            await asyncio.sleep(0.02)
    raise AssertionError("the server did not come back")


async def test_the_clients_own_confusion_after_a_crash_is_a_lost_connection():
    @connections._translating
    async def fetch(connection):
        raise asyncpg.InternalClientError("cannot switch to state 11; another operation (2) is in progress")

    with pytest.raises(ConnectionLost):
        await fetch(None)


async def test_a_server_that_is_down_is_a_lost_connection_for_a_pool_that_runs(data):
    async with EmbeddedServer(data, pg_bin=testing.binaries()) as server:
        pool = await open_pool(server.address(APP, DATABASE), 2)
    with pytest.raises(ConnectionLost):
        await pool.fetchval("SELECT 1")
    pool.terminate()


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("postgresql://app:s3cret@127.0.0.1:1/maillage", "127.0.0.1:1/maillage as app"),
        ("postgresql://app:s3cret@nowhere.invalid/maillage", "nowhere.invalid:5432/maillage as app"),
        ("postgresql://app:s3cret@/maillage?host=/nowhere", "/nowhere:5432/maillage as app"),
    ],
)
async def test_an_address_where_nothing_answers_is_told_without_its_password(url, where):
    with pytest.raises(DatabaseUnreachable, match="Check DATABASE_URL") as refused:
        await connect(Address.of_url(url, "DATABASE_URL"))
    assert str(refused.value).startswith(f"{where} cannot be reached: ")
    assert SECRET not in str(refused.value)


async def test_a_database_that_is_not_there_is_told(postgres):
    address = Address.of_url(str(postgres.settings("nothing").database_url), "DATABASE_URL")
    with pytest.raises(DatabaseUnreachable, match='database "nothing" does not exist'):
        await connect(address)


async def test_a_server_that_says_nothing_is_given_up(monkeypatch):
    monkeypatch.setattr(connections, "CONNECT_TIMEOUT", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:  # the system takes the call, nobody answers it
        url = f"postgresql://app:{SECRET}@127.0.0.1:{silent.getsockname()[1]}/x"
        with pytest.raises(DatabaseUnreachable, match=r"no answer within 0.1 s. Check DATABASE_URL"):
            await connect(Address.of_url(url, "DATABASE_URL"))


def test_an_address_prints_without_its_password():
    address = Address.of_url(f"postgresql://app:{SECRET}@db/maillage?password={SECRET}", "DATABASE_URL")
    assert SECRET not in repr(address) + str(address)

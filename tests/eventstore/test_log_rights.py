"""What the application's role may do to the log: read it, and call its functions."""

import asyncpg
import pytest

from tests.eventstore.writing import coordinator, found

TABLES = ["stored_events", "chain", "claims", "commands", "head", "person_keys", "migrations"]
FUNCTIONS = ["append_facts", "fact_leaf", "register_projections", "hold_appends", "keep_person_key", "forget_commands"]


@pytest.fixture
async def application(shared, log):
    """A connection of the application's role, where it is not also the owner's."""
    if shared.app.role == shared.owner.role:
        pytest.skip("DATABASE_URL names one role only, which owns the log: doctor says so")
    await found(log, coordinator())
    connection = await shared.connect()
    yield connection
    await connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO log.{0} SELECT * FROM log.{0}",
        "UPDATE log.{0} SET {1} = {1}",
        "DELETE FROM log.{0}",
        "TRUNCATE log.{0}",
        "ALTER TABLE log.{0} DISABLE TRIGGER ALL",
        "DROP TABLE log.{0}",
        "CREATE TRIGGER mine AFTER INSERT ON log.{0} EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    ],
)
async def test_the_application_may_read_but_not_change_a_table_of_the_log(application, statement):
    for table in TABLES:
        assert await application.fetchval(f"SELECT count(*) FROM log.{table}") is not None
        column = await application.fetchval(
            "SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum = 1", f"log.{table}"
        )
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await application.execute(statement.format(table, column))


async def test_these_are_all_tables_of_the_log(owner):
    rows = await owner.fetch("SELECT relname FROM pg_class WHERE relnamespace = 'log'::regnamespace AND relkind = 'r'")
    assert sorted(row["relname"] for row in rows) == sorted(TABLES)


@pytest.mark.parametrize("function", FUNCTIONS)
async def test_the_application_may_not_change_a_function_of_the_log(application, function):
    signature = await application.fetchval(
        "SELECT oid::regprocedure::text FROM pg_proc WHERE proname = $1 AND pronamespace = 'log'::regnamespace",
        function,
    )
    for statement in (
        f"DROP FUNCTION {signature}",
        f"ALTER FUNCTION {signature} OWNER TO CURRENT_USER",
        f"ALTER FUNCTION {signature} RESET ALL",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await application.execute(statement)
    definition = await application.fetchval("SELECT pg_get_functiondef($1::regprocedure)", signature)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await application.execute(definition)


async def test_the_application_makes_nothing_beside_the_log(application):
    for statement in ("CREATE TABLE log.mine ()", "ALTER SCHEMA log RENAME TO mine", "DROP SCHEMA log CASCADE"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await application.execute(statement)


async def test_a_table_of_the_session_does_not_stand_in_for_one_of_the_log(application, log):
    """The functions run as the owner: their tables are found where the log is, whatever the caller's path says."""
    await application.execute("CREATE TEMP TABLE head (log_id smallint, position bigint, projections text)")
    await application.execute("SET search_path = pg_temp, log")
    await application.execute("SELECT log.register_projections('')")
    assert await application.fetchval("SELECT log.hold_appends()") == await log.pool.fetchval(
        "SELECT position FROM log.head"
    )


async def test_everybody_else_may_run_nothing_of_the_log(application, owner):
    open_to_all = await owner.fetch(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'log'::regnamespace"
        " AND has_function_privilege('public', oid, 'EXECUTE')"
    )
    assert open_to_all == []
    assert {
        row["proname"]
        for row in await owner.fetch("SELECT proname FROM pg_proc WHERE pronamespace = 'log'::regnamespace")
    } == set(FUNCTIONS)

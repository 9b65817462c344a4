"""Migrations: in order, once, whole or not at all, and never another than what was applied."""

import asyncio

import asyncpg
import pytest

from maillage.eventstore.migrate import Migration, MigrationRefused, create_log, migrate, migrations, pending

REAL = migrations()
NEXT = len(REAL) + 1


@pytest.fixture
async def owner(database):
    connection = await database.owner_connect()
    yield connection
    await connection.close()


@pytest.fixture
async def app(database):
    return await database.app_pool.fetchval("SELECT current_user::text")


def coming(*texts, schema="log"):
    return [
        *REAL,
        *(Migration(number, f"{number:04d}_word", schema, text) for number, text in enumerate(texts, NEXT)),
    ]


async def names(connection):
    return [row["name"] for row in await connection.fetch("SELECT name FROM log.migrations ORDER BY number")]


async def exists(connection, table):
    return await connection.fetchval("SELECT to_regclass($1) IS NOT NULL", table)


def folder(tmp_path, files):
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_files_are_numbered_without_a_gap():
    assert [migration.number for migration in REAL] == list(range(1, NEXT))
    assert REAL[0].name == "0001_log"


def test_a_line_says_the_schema_of_a_file_and_log_is_the_default(tmp_path):
    files = {"0001_one.sql": "-- Words.\nSELECT 1;", "0002_two.sql": "-- schema: accounts\nSELECT 1;"}
    assert [found.schema for found in migrations(folder(tmp_path, files))] == ["log", "accounts"]


@pytest.mark.parametrize("name", ["0003_gap.sql", "0001_Twice.sql", "1_short.sql", "0002.sql"])
def test_a_file_out_of_line_is_refused_by_name(tmp_path, name):
    with pytest.raises(MigrationRefused, match=name):
        migrations(folder(tmp_path, {"0001_one.sql": "SELECT 1;", name: "SELECT 1;"}))


async def test_what_is_pending_is_applied_in_order_and_recorded_once(owner, app):
    known = coming("CREATE TABLE first (a int);", "ALTER TABLE first ADD b int;")
    assert [each.number for each in await pending(owner, known)] == [NEXT, NEXT + 1]
    assert await migrate(owner, app, known) == [f"{NEXT:04d}_word", f"{NEXT + 1:04d}_word"]
    assert await migrate(owner, app, known) == []
    assert await pending(owner, known) == []
    assert await exists(owner, "log.first")
    assert len(await names(owner)) == NEXT + 1


async def test_a_migration_works_in_the_schema_it_names(owner, app):
    await migrate(owner, app, coming("CREATE TABLE visitors (a int);", schema="accounts"))
    assert await exists(owner, "accounts.visitors")


async def test_a_migration_of_a_schema_that_is_not_ours_is_refused(owner, app):
    with pytest.raises(MigrationRefused, match=rf"{NEXT:04d}_word: schema other is none of log, accounts"):
        await migrate(owner, app, coming("CREATE TABLE t (a int);", schema="other"))
    assert not await exists(owner, "other.t")


async def test_a_migration_that_fails_changes_nothing_and_those_before_it_stay(owner, app):
    known = coming("CREATE TABLE kept (a int);", "CREATE TABLE gone (a int); SELECT 1 / 0;")
    with pytest.raises(MigrationRefused, match=rf"{NEXT + 1:04d}_word failed and changed nothing: division by zero"):
        await migrate(owner, app, known)
    assert (await exists(owner, "log.kept"), await exists(owner, "log.gone")) == (True, False)
    assert (await names(owner))[-1] == f"{NEXT:04d}_word"


async def test_a_file_that_changed_after_it_was_applied_is_refused_by_name(owner, app):
    await migrate(owner, app, coming("CREATE TABLE one (a int);"))
    with pytest.raises(MigrationRefused, match=rf"{NEXT:04d}_word was applied to this database and has changed since"):
        await migrate(owner, app, coming("CREATE TABLE one (a bigint);", "CREATE TABLE two (a int);"))
    assert not await exists(owner, "log.two")


async def test_a_database_newer_than_the_code_is_refused(owner, app):
    await migrate(owner, app, coming("CREATE TABLE one (a int);"))
    with pytest.raises(MigrationRefused, match=rf"has migration {NEXT:04d}_word, .* ends at {REAL[-1].name}: install"):
        await migrate(owner, app, REAL)


async def test_of_two_processes_at_once_one_migrates(database, app):
    known = coming(*(f"CREATE TABLE t{number} (a int);" for number in range(5)))
    connections = [await database.owner_connect() for _ in range(3)]
    done = await asyncio.gather(*(migrate(connection, app, known) for connection in connections))
    assert sorted(name for names in done for name in names) == [
        f"{number:04d}_word" for number in range(NEXT, NEXT + 5)
    ]
    for connection in connections:
        await connection.close()


async def test_a_migration_waits_a_short_time_for_a_lock_and_gives_up_whole(database, owner, app):
    reader = await database.connect()
    async with reader.transaction():
        await reader.fetch("SELECT * FROM stored_events")
        patient = coming("SET LOCAL lock_timeout = '50ms'; ALTER TABLE stored_events ADD added int;")
        with pytest.raises(MigrationRefused, match="lock timeout"):
            await migrate(owner, app, patient)
    told = coming("CREATE TABLE told AS SELECT current_setting('lock_timeout') AS lock;")
    await migrate(owner, app, told)
    assert await owner.fetchval("SELECT lock FROM log.told") == "5s"
    await reader.close()


async def test_the_application_reads_the_log_and_changes_the_accounts_made_later(two_roles, database, owner, app):
    await migrate(owner, app, coming("CREATE TABLE facts (a int); INSERT INTO facts VALUES (1);"))
    assert await database.app_pool.fetchval("SELECT a FROM facts") == 1
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await database.app_pool.execute("INSERT INTO facts VALUES (2)")
    texts = [migration.text for migration in coming("CREATE TABLE facts (a int); INSERT INTO facts VALUES (1);")]
    accounts = [
        *coming(texts[-1]),
        Migration(NEXT + 1, f"{NEXT + 1:04d}_more", "accounts", "CREATE TABLE guests (a int);"),
    ]
    await migrate(owner, app, accounts)
    assert await database.app_pool.execute("INSERT INTO guests VALUES (1)") == "INSERT 0 1"
    assert await database.app_pool.execute("DELETE FROM guests") == "DELETE 1"


async def test_another_application_role_is_granted_its_rights_without_a_new_migration(two_roles, owner, app):
    await owner.execute(f'REVOKE USAGE ON SCHEMA log FROM "{app}"')
    assert await migrate(owner, app) == []
    assert await owner.fetchval("SELECT has_schema_privilege($1, 'log', 'USAGE')", app)


async def test_the_log_can_be_made_in_a_schema_of_its_own(owner):
    await create_log(owner, "suite")
    await owner.execute("SET search_path = suite")
    assert await owner.fetchval("SELECT 'stored_events'::regclass::text") == "stored_events"
    found = await owner.fetch("SELECT proconfig FROM pg_proc WHERE pronamespace = 'suite'::regnamespace AND prosecdef")
    assert found
    assert {row["proconfig"][0] for row in found} == {"search_path=suite, pg_temp"}

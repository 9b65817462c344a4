"""The database as the rest of the product sees it: found, checked, migrated, with the rights of each role."""

import shutil
from dataclasses import replace

import asyncpg
import pytest

from maillage.config import Settings
from maillage.eventstore.connections import DatabaseUnreachable
from maillage.eventstore.database import Database, LettersUnknown, NotMigrated, ServerTooOld
from tests import postgres as testing

LOG = ("stored_events", "chain", "head", "claims", "commands", "person_keys", "migrations")


@pytest.fixture
async def blank(postgres):
    """The settings of a database that nothing was done to."""
    async with postgres.blank_database() as settings:
        yield settings


@pytest.fixture
async def app(two_roles, shared):
    """The application's connection where another role owns the log."""
    async with shared.app_pool.acquire() as connection:
        yield connection


@pytest.fixture
def data():
    directory = testing.reachable_directory()
    yield directory
    shutil.rmtree(directory)


async def test_with_no_setting_an_embedded_server_is_started_and_migrated(data):
    settings = Settings(data=data, pg_bin=testing.binaries())
    async with Database(settings) as database:
        assert database.server.ours
        assert await database.app_pool.fetchval("SELECT count(*) FROM stored_events") == 0
        assert await database.app_pool.fetchval("SELECT current_user::text") == "maillage_app"
        assert await database.may_rewrite_log() is False
        async with Database(settings, migrate=False) as tool:
            assert tool.server.ours is False
    assert database.server.cluster.postmaster() is None


async def test_a_given_database_is_migrated(blank):
    async with Database(blank) as database:
        assert database.server is None
        assert await database.app_pool.fetchval("SELECT count(*) FROM stored_events") == 0


async def test_a_process_that_may_not_migrate_refuses_a_database_that_is_not_ready(blank):
    with pytest.raises(NotMigrated, match=r"from 0001_log on: run `./run migrate`"):
        await Database(blank, migrate=False).__aenter__()


async def test_one_role_for_everything_works_and_is_known_for_what_it_is(blank):
    owner = blank.migration_database_url or blank.database_url
    async with Database(replace(blank, database_url=owner, migration_database_url=None)) as database:
        assert await database.may_rewrite_log() is True


async def test_a_server_that_is_too_old_is_refused(blank):
    with pytest.raises(ServerTooOld, match=r"is PostgreSQL \d+, 99 or newer is needed: change DATABASE_URL"):
        await Database(blank, oldest=99).__aenter__()


async def test_a_database_that_takes_e_acute_for_no_letter_is_refused(postgres):
    async with postgres.blank_database("TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'") as settings:
        with pytest.raises(LettersUnknown, match="takes É for no letter: change DATABASE_URL"):
            await Database(settings).__aenter__()


@pytest.mark.parametrize("setting", ["DATABASE_URL", "MAILLAGE_MIGRATION_DATABASE_URL"])
async def test_a_database_that_cannot_be_reached_is_told_by_the_setting_that_names_it(blank, setting):
    away = "postgresql://app:s3cret@127.0.0.1:1/maillage"
    name = "database_url" if setting == "DATABASE_URL" else "migration_database_url"
    with pytest.raises(DatabaseUnreachable, match=rf"127.0.0.1:1/maillage as app .*Check {setting}\.") as refused:
        await Database(replace(blank, **{name: away})).__aenter__()
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO {} SELECT * FROM {}",
        "UPDATE {} SET {column} = {column}",
        "DELETE FROM {}",
        "TRUNCATE {}",
        "ALTER TABLE {} ADD x int",
        "DROP TABLE {}",
        "CREATE TRIGGER x BEFORE INSERT ON {} EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "DO $$ BEGIN LOCK TABLE {} IN SHARE MODE; END $$",
    ],
)
async def test_the_application_may_read_the_log_and_do_nothing_else_to_it(app, statement):
    for name in [f"log.{table}" for table in LOG]:
        column = await app.fetchval(
            "SELECT attname FROM pg_attribute WHERE attrelid = $1::text::regclass AND attnum = 1", name
        )
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await app.execute(statement.format(name, name, column=column))
        await app.fetch(f"SELECT * FROM {name}")


@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE maillage_owner",
        "CREATE FUNCTION log.x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TABLE log.x (a int)",
        "CREATE TABLE accounts.x (a int)",
        "ALTER FUNCTION log.hold_appends() RENAME TO x",
        "DROP SCHEMA log CASCADE",
        "ALTER DATABASE postgres RENAME TO x",
        "CREATE ROLE x",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT pg_read_file('/etc/passwd')",
        "SET session_replication_role = replica",
    ],
)
async def test_the_application_cannot_make_itself_more_than_it_is(app, statement):
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.execute(statement)


async def test_the_application_owns_the_read_models_it_builds(app):
    await app.execute("CREATE SCHEMA read_new; CREATE TABLE read_new.t (a int); DROP SCHEMA read_new CASCADE")

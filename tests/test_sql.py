"""Every statement on a network's table names its network, and every named query runs."""

import re
from pathlib import Path
from typing import Any

import pytest
from pglast import ast, parse_sql

from maillage.eventstore.migrate import migrations
from maillage.eventstore.sql import queries
from maillage.projections import ALL
from tests.projections.conftest import fresh_tables
from tests.tenancy import tables_in, untied

ROOT = Path(__file__).parents[1]
FOLDERS = ("eventstore", "projections", "accounts", "processes", "reports")
FILES = [path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.sql"))]
QUERIES = {
    f"{path.parent.name}/{path.name} {name}": text for path in FILES for name, text in queries(str(path)).items()
}
TENANTS = tables_in([migration.text for migration in migrations()] + [projection.create for projection in ALL])
EXCEPTION = re.compile(r"^--.*\ball networks: \S", re.MULTILINE)
OWNERS = {"eventstore/migrate.sql", "eventstore/roles.sql"}  # what the application's role has no part in


def test_every_sql_file_is_read():
    everywhere = {path for path in ROOT.rglob("*.sql") if not {".venv", "src", "tests"} & set(path.parts)}
    assert everywhere - set(FILES) == set((ROOT / "eventstore/migrations").glob("*.sql"))
    assert {"stored_events", "access_tokens", "timeline", "votes", "meeting_rows", "decision_rows"} <= set(TENANTS)


@pytest.mark.parametrize("name", QUERIES)
def test_a_statement_on_a_networks_table_names_the_network(name):
    text = QUERIES[name]
    if EXCEPTION.search(text):
        assert untied(text, TENANTS) != [], "it names its network: the exception is not needed"
    else:
        assert untied(text, TENANTS) == []


def test_only_migrations_make_functions_whose_bodies_this_does_not_read():
    made = [
        name
        for name, text in QUERIES.items()
        for raw in parse_sql(text)
        if isinstance(raw.stmt, ast.CreateFunctionStmt)
    ]
    assert made == []


@pytest.mark.parametrize("migration", migrations(), ids=lambda migration: migration.name)
def test_a_migration_changes_no_rows_of_networks_unless_it_says_so(migration):
    assert untied(migration.text, TENANTS) == [] or EXCEPTION.search(migration.text)


@pytest.mark.parametrize(
    "planted",
    [
        "SELECT title FROM meetings",
        "SELECT title FROM meetings WHERE id = $1",
        "SELECT title FROM meetings WHERE network_id = $2",
        "SELECT title FROM meetings WHERE network_id = $1 OR id = $2",
        "SELECT title FROM meetings WHERE network_id = network_id",
        "SELECT title FROM meetings WHERE NOT network_id = $1",
        "SELECT title FROM meetings WHERE network_id <> $1",
        "SELECT title FROM meetings m WHERE id = network_id AND id = $1",
        "SELECT m.title FROM meetings m JOIN presences p ON p.meeting = m.id WHERE m.network_id = $1",
        "SELECT m.title FROM meetings m, presences p WHERE m.network_id = $1 AND p.network_id = p.meeting",
        "SELECT m.title FROM meetings m LEFT JOIN presences p ON m.network_id = $1 WHERE p.network_id = $1",
        "SELECT m.title FROM presences p LEFT JOIN meetings m ON m.network_id = $1 AND p.network_id = $1",
        "SELECT m.title FROM meetings m FULL JOIN presences p USING (network_id) WHERE m.network_id = $1",
        "SELECT (SELECT count(*) FROM presences) FROM meetings WHERE network_id = $1",
        "SELECT 1 FROM meetings m WHERE network_id = $1 AND EXISTS (SELECT FROM presences p WHERE p.meeting = m.id)",
        "SELECT 1 FROM meetings m WHERE m.network_id = $1 UNION SELECT 1 FROM presences",
        "SELECT 1 FROM (SELECT * FROM meetings) AS m WHERE m.network_id = $1",
        "WITH mine AS (SELECT * FROM meetings) SELECT 1 FROM mine WHERE network_id = $1",
        "SELECT * FROM meeting_rows WHERE id = $1",
        "UPDATE meetings SET title = $2 WHERE id = $1",
        "UPDATE meetings m SET title = b.title FROM unnest($1::text[]) AS b(title) WHERE m.id = b.title::uuid",
        "DELETE FROM meetings",
        "DELETE FROM meetings WHERE id IN (SELECT id FROM decisions WHERE network_id = $1)",
        "WITH gone AS (DELETE FROM votes RETURNING *) SELECT 1 FROM gone WHERE network_id = $1",
        "INSERT INTO votes (network_id, decision) VALUES ($2, $1)",
        "INSERT INTO votes (decision) VALUES ($1)",
        "INSERT INTO votes (network_id, decision) SELECT network_id, id FROM decisions",
        "INSERT INTO votes (network_id, decision) SELECT $2, id FROM decisions WHERE network_id = $1",
        "INSERT INTO votes (network_id, decision) VALUES ($1, $2) ON CONFLICT (decision) DO NOTHING",
        "CREATE VIEW counted AS SELECT d.*, (SELECT count(*) FROM votes v WHERE v.decision = d.id) FROM decisions d",
    ],
)
def test_the_check_sees_a_planted_violation(planted):
    assert untied(planted, TENANTS) != []


@pytest.mark.parametrize(
    "fine",
    [
        "SELECT title FROM meetings WHERE network_id = $1 AND id = ANY ($2)",
        "SELECT m.title FROM meetings m JOIN presences p USING (network_id) WHERE p.network_id = $1::uuid",
        "SELECT m.title FROM meetings m LEFT JOIN presences p ON p.network_id = m.network_id WHERE $1 = m.network_id",
        "SELECT 1 FROM meetings m WHERE m.network_id = $1 AND EXISTS "
        "(SELECT FROM presences p WHERE p.network_id = m.network_id)",
        "UPDATE votes v SET choice = b.choice FROM unnest($1::uuid[], $2::text[]) AS b(network, choice) "
        "WHERE v.network_id = b.network",
        "INSERT INTO votes (network_id, decision) SELECT * FROM unnest($1::uuid[], $2::uuid[]) AS b(n, d)",
        "INSERT INTO votes (decision, network_id) VALUES ($2, $1)",
        "SELECT * FROM head",
    ],
)
def test_the_check_sees_no_violation_where_there_is_none(fine):
    assert untied(fine, TENANTS) == []


def test_an_exception_gives_its_reason():
    assert EXCEPTION.search("-- Why.\n-- all networks: an administrator asks.\nSELECT 1")
    assert not EXCEPTION.search("-- all networks:\nSELECT 1")
    assert not EXCEPTION.search("SELECT 'all networks: no comment'")


async def test_every_query_has_a_plan(database):
    app, owner = await database.connect(), await database.owner_connect()
    await fresh_tables(app)
    planned = 0
    for name, text in QUERIES.items():
        statements = [raw for raw in parse_sql(text) if isinstance(raw.stmt, PLANNED)]
        for raw in statements:
            statement = text[raw.stmt_location :][: raw.stmt_len or None]
            await explain(owner if name.split()[0] in OWNERS else app, statement)
            planned += 1
    await app.close()
    await owner.close()
    assert planned > 80


PLANNED = (ast.SelectStmt, ast.InsertStmt, ast.UpdateStmt, ast.DeleteStmt)


async def explain(db: Any, statement: str) -> None:
    """Plans it with nulls for its parameters."""
    await db.execute("SET plan_cache_mode = force_generic_plan")
    await db.execute(f"PREPARE planned AS {statement}")
    try:
        count = await db.fetchval(
            "SELECT cardinality(parameter_types) FROM pg_prepared_statements WHERE name = 'planned'"
        )
        nulls = f"({', '.join(['NULL'] * count)})" if count else ""
        assert await db.fetch(f"EXPLAIN EXECUTE planned{nulls}")
    finally:
        await db.execute("DEALLOCATE planned")

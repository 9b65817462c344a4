"""Whatever way a history comes in, the rows are the same."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.domain.registry import every_fact
from maillage.projections import ALL
from tests.projections.conftest import fresh_tables
from tests.projections.story import TABLES, rows, whole_story, write

STORY = whole_story().facts


def test_every_fact_is_in_the_story():
    assert {fact.fact.TOPIC for fact in STORY} == set(every_fact())


async def test_no_table_stays_empty(db):
    await write(db, STORY)
    found = await rows(db)
    assert set(found) == set(TABLES)
    assert [table for table in TABLES if not found[table]] == []


async def test_these_are_all_the_tables(db):
    made = await db.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'read'")
    assert {row["tablename"] for row in made} == set(TABLES)


async def test_a_batch_gives_the_rows_that_its_facts_give_one_by_one(db):
    for fact in STORY:
        await write(db, [fact])
    one_by_one = await rows(db)
    await fresh_tables(db)
    await write(db, STORY)
    assert await rows(db) == one_by_one

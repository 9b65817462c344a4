"""Whatever way a history comes in, the rows are the same."""

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.domain.registry import every_fact
from maillage.projections import ALL
from tests.projections.conftest import fresh_tables
from tests.projections.story import TABLES, Chronicle, rows, whole_story, write

STORY = whole_story().facts
cuts = st.lists(st.integers(0, len(STORY)), max_size=12).map(sorted)


class Counting:
    """A connection that only counts the statements."""

    def __init__(self) -> None:
        self.statements = 0

    async def execute(self, *_: object) -> None:
        self.statements += 1


def test_every_fact_is_in_the_story():
    assert {recorded.fact.TOPIC for recorded in STORY} == set(every_fact())


async def test_no_table_stays_empty(db):
    await write(db, STORY)
    found = await rows(db)
    assert [table for table in TABLES if not found[table]] == []


async def test_these_are_all_the_tables(db):
    made = await db.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'read'")
    assert {row["tablename"] for row in made} == set(TABLES)


async def test_facts_one_by_one_give_the_rows_of_one_batch(db):
    for recorded in STORY:
        await write(db, [recorded])
    one_by_one = await rows(db)
    await fresh_tables(db)
    await write(db, STORY)
    assert await rows(db) == one_by_one


async def test_each_fact_written_twice_at_once_changes_nothing(db):
    await write(db, STORY)
    expected = await rows(db)
    await fresh_tables(db)
    for recorded in STORY:
        await write(db, [recorded])
        await write(db, [recorded])
    assert await rows(db) == expected


async def test_no_fact_of_the_history_written_again_changes_anything(db):
    await write(db, STORY)
    expected = await rows(db)
    for recorded in reversed(STORY):
        await write(db, [recorded])
    assert await rows(db) == expected


@given(at=cuts, again=st.lists(st.integers(0, len(STORY)), max_size=3), overlap=st.integers(0, 10))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_any_split_with_repeated_beginnings_and_overlaps_gives_the_same_rows(db, at, again, overlap):
    await fresh_tables(db)
    await write(db, STORY)
    expected = await rows(db)
    await fresh_tables(db)
    for start, end in pairwise([0, *at, len(STORY)]):
        await write(db, STORY[max(0, start - overlap) : end])
        for stop in again:
            await write(db, STORY[: min(stop, end)])
    assert await rows(db) == expected


async def test_networks_in_one_batch_do_not_mix(db):
    for number in (1, 2):
        await write(db, whole_story(number).facts)
    apart = await rows(db)
    await fresh_tables(db)
    mixed = [recorded for both in zip(whole_story(1).facts, whole_story(2).facts, strict=True) for recorded in both]
    await write(db, mixed)
    assert await rows(db) == apart


async def test_a_read_model_that_no_fact_concerns_is_left_alone():
    chronicle = Chronicle()
    for projection in ALL:
        db = Counting()
        await projection.project(db, [])
        assert db.statements == 0
        await projection.project(db, chronicle.facts)
        assert db.statements == (projection.name in {"networks", "timeline"}), projection.name


async def test_a_batch_of_any_size_is_one_statement_and_a_release_one_more():
    for projection in ALL:
        db = Counting()
        await projection.project(db, STORY)
        assert db.statements == (2 if projection.name == "timeline" else 1), projection.name

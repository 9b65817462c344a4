"""Calendar feeds, on a real database."""

import asyncio
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import pytest

from maillage.accounts.calendar_feeds import Feed, feed_of, feeds_of, identify, make, revoke, was_read
from maillage.accounts.token_text import CALENDAR, PREFIX, is_well_formed, new_token
from maillage.domain.calendar_feeds import FeedKind

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
NETWORK, OTHER_NETWORK, ANNE, BRUNO = (UUID(int=n) for n in range(1, 5))
HOUR = timedelta(hours=1)


@pytest.fixture
def db(database):
    return database.app_pool


async def made(db, **fields):
    usual = {"network": NETWORK, "id": uuid4(), "person": ANNE, "kind": FeedKind.PERSON, "now": NOW} | fields
    return usual["id"], await make(db, **usual)


def test_a_secret_of_one_kind_is_none_of_the_other():
    assert is_well_formed(new_token(CALENDAR), CALENDAR)
    assert not is_well_formed(new_token(CALENDAR), PREFIX)
    assert not is_well_formed(new_token(PREFIX), CALENDAR)


async def test_a_secret_says_whose_feed_it_is(db):
    id, secret = await made(db, kind=FeedKind.NETWORK)
    assert await identify(db, secret) == Feed(NETWORK, id, ANNE, FeedKind.NETWORK, NOW, None, None)


async def test_what_is_not_a_secret_of_ours_opens_nothing(db):
    _, secret = await made(db)
    swapped = secret[:10] + ("a" if secret[10] != "a" else "b") + secret[11:]
    others = (swapped, new_token(CALENDAR), new_token())
    for wrong in ("", "mlc_", "é", secret.upper(), f" {secret}", f"{secret}\n", *others):
        assert await identify(db, wrong) is None


async def test_only_the_hash_is_stored(db):
    _, secret = await made(db)
    row = await db.fetchrow("SELECT hash, f::text AS row FROM calendar_feeds f")
    assert row["hash"] == sha256(secret.encode()).digest()
    assert secret[4:] not in row["row"]


async def test_a_feed_that_is_there_gets_no_second_secret(db):
    id, secret = await made(db)
    assert await made(db, id=id) == (id, None)
    assert (await identify(db, secret)).id == id


async def test_a_revoked_feed_opens_nothing_at_once_and_is_revoked_once(db):
    id, secret = await made(db)
    for at in (NOW, NOW + HOUR):
        await revoke(db, network=NETWORK, person=ANNE, id=id, now=at)
    assert await identify(db, secret) is None
    assert (await feed_of(db, network=NETWORK, person=ANNE, id=id)).revoked_at == NOW
    assert await feeds_of(db, network=NETWORK, person=ANNE) == []


@pytest.mark.parametrize("other", [{"network": OTHER_NETWORK}, {"person": BRUNO}, {"id": uuid4()}])
async def test_nobody_else_revokes_or_sees_a_feed(db, other):
    id, secret = await made(db)
    whose = {"network": NETWORK, "person": ANNE, "id": id} | other
    await revoke(db, **whose, now=NOW)
    assert await feed_of(db, **whose) is None
    assert await identify(db, secret)


async def test_twenty_readings_at_once_write_it_once_an_hour(db):
    """Each write makes a new version of the row: the second place in its page is the first write's."""
    _, secret = await made(db)
    feed = await identify(db, secret)
    await asyncio.gather(*(was_read(db, feed, NOW + timedelta(seconds=second)) for second in range(20)))
    assert await db.fetchval("SELECT ctid::text FROM calendar_feeds") == "(0,2)"
    await was_read(db, await identify(db, secret), NOW + timedelta(minutes=59))
    assert await db.fetchval("SELECT ctid::text FROM calendar_feeds") == "(0,2)"
    await was_read(db, await identify(db, secret), NOW + 2 * HOUR)
    assert (await identify(db, secret)).last_read_at == NOW + 2 * HOUR


async def test_a_person_sees_the_own_feeds_newest_first(db):
    first, _ = await made(db)
    second, _ = await made(db, kind=FeedKind.NETWORK, now=NOW + HOUR)
    await made(db, person=BRUNO)
    await made(db, network=OTHER_NETWORK)
    listed = await feeds_of(db, network=NETWORK, person=ANNE)
    assert [(feed.id, feed.kind) for feed in listed] == [(second, FeedKind.NETWORK), (first, FeedKind.PERSON)]

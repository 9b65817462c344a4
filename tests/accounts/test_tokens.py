"""Personal access tokens, on a real database."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import pytest

from maillage.accounts.token_text import TOKEN, is_well_formed, new_token
from maillage.accounts.tokens import Identity, LifetimeOutOfRange, identify, mint, revoke, tokens_of
from maillage.domain.refusals import TextMissing, TextTooLong

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
NETWORK, OTHER_NETWORK, ANNE, BRUNO = (UUID(int=n) for n in range(1, 5))
HOUR = timedelta(hours=1)


@pytest.fixture
def db(database):
    return database.app_pool


async def minted(db, **fields):
    return await mint(db, **{"network": NETWORK, "person": ANNE, "label": "essai", "now": NOW} | fields)


def altered(token, place):
    return token[:place] + ("a" if token[place] != "a" else "b") + token[place + 1 :]


def test_tokens_are_random_and_found_by_scanners():
    drawn = {new_token() for _ in range(1000)}
    assert len(drawn) == 1000
    assert all(TOKEN.fullmatch(token) and is_well_formed(token) for token in drawn)
    assert re.search(TOKEN, f"curl -H 'Authorization: Bearer {new_token()}' http://localhost")


@pytest.mark.parametrize("place", range(63))
def test_one_wrong_character_is_seen_without_the_database(place):
    token = new_token()
    assert len(token) == 63
    assert not is_well_formed(altered(token, place))


async def test_a_token_says_whose_it_is_until_it_expires(db):
    token = await minted(db)
    assert token.expires_at == NOW + timedelta(days=90)
    identity = Identity(token.token_id, NETWORK, ANNE, token.expires_at)
    assert await identify(db, token.token, NOW) == identity
    assert await identify(db, token.token, token.expires_at - timedelta(microseconds=1)) == identity
    assert await identify(db, token.token, token.expires_at) is None


async def test_what_is_not_a_token_of_ours_is_nobody(db):
    token = (await minted(db)).token
    for wrong in ("", "mlg_", token.upper(), f" {token}", f"{token}\n", altered(token, 10), new_token(), "é" * 63):
        assert await identify(db, wrong, NOW) is None


async def test_only_the_hash_is_stored(db):
    token = await minted(db)
    row = await db.fetchrow("SELECT hash, t::text AS row FROM access_tokens t")
    assert row["hash"] == sha256(token.token.encode()).digest()
    assert token.token[4:] not in row["row"]
    assert token.token not in repr(token)


async def test_a_revoked_token_is_nobody_at_once_and_is_revoked_once(db):
    token = await minted(db)
    assert await revoke(db, network=NETWORK, token_id=token.token_id, now=NOW)
    assert await identify(db, token.token, NOW) is None
    assert not await revoke(db, network=NETWORK, token_id=token.token_id, now=NOW + HOUR)
    assert (await tokens_of(db, network=NETWORK, person=ANNE))[0].revoked_at == NOW


async def test_another_network_cannot_revoke_a_token(db):
    token = await minted(db)
    assert not await revoke(db, network=OTHER_NETWORK, token_id=token.token_id, now=NOW)
    assert not await revoke(db, network=NETWORK, token_id=uuid4(), now=NOW)
    assert await identify(db, token.token, NOW)


async def test_its_use_is_written_once_per_hour(db):
    token = await minted(db)

    async def used_at(now):
        await identify(db, token.token, now)
        return (await tokens_of(db, network=NETWORK, person=ANNE))[0].last_used_at

    assert await used_at(NOW) == NOW
    assert await used_at(NOW + HOUR - timedelta(seconds=1)) == NOW
    assert await used_at(NOW + HOUR) == NOW + HOUR


async def test_twenty_requests_at_once_write_its_use_once(db):
    """Each write makes a new version of the row: the second place in its page is the first write's."""
    token = await minted(db)
    nows = [NOW + timedelta(seconds=second) for second in range(20)]
    for _ in range(2):
        found = await asyncio.gather(*(identify(db, token.token, now) for now in nows))
        assert {identity.person for identity in found} == {ANNE}
        assert await db.fetchval("SELECT ctid::text FROM access_tokens") == "(0,2)"


async def test_a_person_sees_the_own_tokens_newest_first(db):
    first = await minted(db, label="premier")
    second = await minted(db, label=" second ", now=NOW + HOUR)
    await minted(db, person=BRUNO)
    await minted(db, network=OTHER_NETWORK)
    listed = await tokens_of(db, network=NETWORK, person=ANNE)
    assert [(token.token_id, token.label) for token in listed] == [
        (second.token_id, "second"),
        (first.token_id, "premier"),
    ]


@pytest.mark.parametrize(
    ("fields", "refusal", "message"),
    [
        ({"days": 0}, LifetimeOutOfRange, "A token lives from 1 to 366 days, 0 will not do."),
        ({"days": 367}, LifetimeOutOfRange, "A token lives from 1 to 366 days, 367 will not do."),
        ({"label": " "}, TextMissing, "The field label is blank."),
        ({"label": "x" * 81}, TextTooLong, "The field label has 81 characters, 80 at most."),
    ],
)
async def test_a_refused_token_leaves_no_row(db, fields, refusal, message):
    with pytest.raises(refusal, match=re.escape(message)):
        await minted(db, **fields)
    assert await db.fetchval("SELECT count(*) FROM access_tokens") == 0


@pytest.mark.parametrize("days", [1, 366])
async def test_the_shortest_and_the_longest_life(db, days):
    token = await minted(db, days=days)
    assert token.expires_at == NOW + timedelta(days=days)

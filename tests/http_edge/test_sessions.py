"""What a session opens, where its cookie counts, and how it ends."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import websockets
from websockets.typing import Subprotocol

from maillage.accounts import sessions
from maillage.eventstore.database import Database
from maillage.graphql.ids import encode_id
from tests.http_edge.visitors import CLAIRE, VIEWER, House, house_of


@pytest.fixture
async def house(database: Database, tmp_path: Path):
    async with house_of(database, tmp_path) as house:
        yield house


async def cookie_of(house: House) -> str:
    async with house.browser() as http:
        await house.enters(http)
        return f"maillage={http.cookies['maillage']}"


async def status(house: House, **headers: str) -> int:
    async with httpx.AsyncClient(base_url=f"http://{house.installation.address}", timeout=60) as http:
        return (await http.post("/graphql", json=VIEWER, headers=headers)).status_code


async def socket_says(house: House, **headers: str) -> dict[str, Any]:
    """What a socket that gives no token is told, or the status of a handshake that is refused."""
    address = f"ws://{house.installation.address}/graphql"
    spoken = [Subprotocol("graphql-transport-ws")]
    try:
        async with websockets.connect(
            address, subprotocols=spoken, additional_headers=headers, open_timeout=60
        ) as socket:
            await socket.send(json.dumps({"type": "connection_init"}))
            return dict(json.loads(await asyncio.wait_for(socket.recv(), 30)))
    except websockets.ConnectionClosed as closed:
        return {"closed": closed.rcvd and closed.rcvd.code}
    except websockets.InvalidStatus as refused:
        return {"status": refused.response.status_code}


# Where a cookie counts ---------------------------------------------------------------


async def test_a_cookie_counts_only_where_the_browser_says_that_our_own_page_sends_it(house: House):
    cookie, own = await cookie_of(house), f"http://{house.installation.address}"
    for said in ({"origin": own}, {"sec-fetch-site": "same-origin"}, {"origin": own, "sec-fetch-site": "same-origin"}):
        assert await status(house, cookie=cookie, **said) == 200, said
    for said in (
        {},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": own},
        {"origin": "https://evil.example", "sec-fetch-site": "same-origin"},
    ):
        assert await status(house, cookie=cookie, **said) == 401, said


async def test_a_cookie_counts_on_a_socket_of_our_own_page_only(house: House):
    cookie, own = await cookie_of(house), f"http://{house.installation.address}"
    assert await socket_says(house, cookie=cookie, origin=own) == {"type": "connection_ack"}
    assert await socket_says(house, cookie=cookie) == {"closed": 4403}
    assert await socket_says(house, cookie=cookie, origin="https://evil.example") == {"status": 403}
    assert await socket_says(house, origin=own) == {"closed": 4403}


async def test_a_cookie_counts_on_an_event_stream(house: House):
    cookie = await cookie_of(house)
    async with house.browser(accept="text/event-stream", cookie=cookie) as http:
        answer = await http.post("/graphql", json=VIEWER)
        assert "Claire" in answer.text
        stranger = await http.post("/graphql", json=VIEWER, headers={"sec-fetch-site": "cross-site"})
        assert stranger.status_code == 401


async def test_a_header_that_is_wrong_is_not_made_good_by_a_cookie(house: House):
    cookie = await cookie_of(house)
    own = {"sec-fetch-site": "same-origin", "cookie": cookie}
    assert await status(house, **own) == 200
    assert await status(house, authorization="Bearer nothing", **own) == 401


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/code", "/sign-in/link/x", "/sign-in/network", "/sign-out"])
async def test_no_form_of_another_site_does_anything(house: House, path: str):
    async with house.browser() as http:
        await house.enters(http)
        for said in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
            assert (await http.post(path, data={"email": CLAIRE}, headers=said)).status_code == 403
            assert (await http.post(path, json={"email": CLAIRE}, headers=said)).status_code == 403
        assert "Claire Essai" in (await http.get("/sign-in")).text


@pytest.mark.parametrize("path", ["/sign-in/code", "/sign-in/network", "/sign-out"])
async def test_what_acts_takes_no_get(house: House, path: str):
    async with house.browser() as http:
        assert (await http.get(path)).status_code == 405


async def test_a_request_that_names_another_host_is_led_nowhere(house: House):
    answer = await house.installation.http.get("/sign-in/", headers={"host": "evil.example"})
    assert (answer.status_code, answer.headers.get("location")) == (404, None)


# How it ends ---------------------------------------------------------------------------


async def test_who_signs_out_is_out(house: House):
    async with house.browser() as http:
        await house.enters(http)
        secret = http.cookies["maillage"]
        answer = await http.post("/sign-out")
        assert "Max-Age=0" in answer.headers["set-cookie"]
        assert "Vous êtes sorti·e" in answer.text
        assert "maillage" not in http.cookies
        assert "Votre adresse électronique" in (await http.get("/sign-in")).text
    assert (await house.viewer(secret)).status_code == 401
    assert (await house.installation.http.post("/sign-out", json={})).status_code == 200


async def test_a_session_ends_unused_after_thirty_days_and_used_after_180(house: House):
    secret = await house.bearer()
    columns = ("created_at", "last_used_at", "expires_at")
    move = f"UPDATE sessions SET {', '.join(f'{each} = {each} - $1::interval' for each in columns)}"
    for _ in range(6):
        await house.pool.execute(move, timedelta(days=29, hours=23))
        assert (await house.viewer(secret)).status_code == 200
    await house.pool.execute(move, timedelta(days=1))
    assert (await house.viewer(secret)).status_code == 401
    other = await house.bearer()
    await house.pool.execute(move, timedelta(days=30))
    assert (await house.viewer(other)).status_code == 401


async def test_to_choose_a_network_again_makes_a_session_no_longer(house: House):
    secret = await house.bearer()
    await house.pool.execute("UPDATE sessions SET expires_at = now() + interval '1 day'")
    before = await house.pool.fetchval("SELECT expires_at FROM sessions")
    me = {"membership": encode_id("per", house.network.people["coordinator"])}
    header = {"authorization": f"Bearer {secret}"}
    chosen = (await house.installation.http.post("/sign-in/network", json=me, headers=header)).json()
    assert datetime.fromisoformat(chosen["expiresAt"]) == before


async def test_its_last_use_is_noted_to_the_hour(house: House):
    secret = await house.bearer()
    place = "SELECT ctid::text FROM sessions"
    before = await house.pool.fetchval(place)
    assert (await house.viewer(secret)).status_code == 200
    assert await house.pool.fetchval(place) == before
    await house.pool.execute("UPDATE sessions SET last_used_at = last_used_at - interval '2 hours'")
    moved = await house.pool.fetchval(place)
    answers = await asyncio.gather(*(house.viewer(secret) for _ in range(5)))
    assert {answer.status_code for answer in answers} == {200}
    assert await house.pool.fetchval(place) != moved


async def test_a_revoked_session_ends_its_live_socket(house: House):
    secret = await house.bearer()
    address = f"ws://{house.installation.address}/graphql"
    header = {"authorization": f"Bearer {secret}"}
    spoken = [Subprotocol("graphql-transport-ws")]
    async with websockets.connect(address, subprotocols=spoken, additional_headers=header, open_timeout=60) as socket:
        await socket.send(json.dumps({"type": "connection_init"}))
        assert json.loads(await socket.recv()) == {"type": "connection_ack"}
        await house.installation.http.post("/sign-out", json={}, headers=header)
        await house.installation.endpoint.recheck()
        with pytest.raises(websockets.ConnectionClosed) as closed:
            await asyncio.wait_for(socket.recv(), 30)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4403


async def test_what_ended_long_ago_is_forgotten(house: House):
    await house.bearer()
    await house.pool.execute("UPDATE sessions SET revoked_at = now() - interval '29 days'")
    await sessions.forget(house.pool, datetime.now(UTC))
    assert await house.pool.fetchval("SELECT count(*) FROM sessions") == 1
    await sessions.forget(house.pool, datetime.now(UTC) + timedelta(days=1))
    assert await house.pool.fetchval("SELECT count(*) FROM sessions") == 0


# Several networks ------------------------------------------------------------------------


async def test_who_acts_in_several_networks_chooses_one_and_may_change(house: House):
    other = await house.another_network("Autre réseau")
    async with house.browser() as http:
        await house.enters(http)
        choice = (await http.get("/sign-in")).text
        assert "Choisissez un réseau" in choice
        assert (await http.post("/graphql", json=VIEWER)).status_code == 401, "nobody yet"
        for network, slug in ((house.network, "reseau-d-essai"), (other, "autre-reseau")):
            before = http.cookies["maillage"]
            me = encode_id("per", network.people["coordinator"])
            assert f'value="{me}"' in choice
            assert (await http.post("/sign-in/network", data={"membership": me})).status_code == 303
            networks = (await http.post("/graphql", json=VIEWER)).json()["data"]["viewer"]["networks"]
            assert networks == [{"slug": slug}]
            assert (await house.viewer(before)).status_code == 401, "the one before has ended"
            choice = (await http.get("/sign-in")).text
            assert f"réseau « {network.name} »." in choice
            assert choice.count('action="/sign-in/network"') == 1


async def test_one_message_goes_to_an_address_of_several_networks(house: House):
    await house.another_network("Autre réseau")
    await house.begins()
    assert len(await house.mails()) == 1


async def test_only_a_membership_of_the_proven_address_is_chosen(house: House):
    foreign = await house.another_network("Autre réseau", "someone@else.example")
    secret = await house.bearer()
    header = {"authorization": f"Bearer {secret}"}
    me = encode_id("per", foreign.people["coordinator"])
    refused = await house.installation.http.post("/sign-in/network", json={"membership": me}, headers=header)
    assert refused.json()["errors"][0]["code"] == "MEMBERSHIP_UNKNOWN"
    await house.has_address("coordinator", "someone@else.example")
    refused = await house.installation.http.post("/sign-in/network", json={"membership": me}, headers=header)
    assert refused.status_code == 403, "to write an address into the directory proves nothing"
    assert (await house.viewer(secret)).status_code == 200

"""One's own sessions and tokens: seen, minted, ended, by their owner alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from maillage.accounts import sessions, tokens
from maillage.accounts.sessions import Membership
from maillage.accounts.sign_ins import Keys
from maillage.usecases.own_access import MOST_TOKENS
from tests.network import Api

MINE = "viewer { sessions { id device isCurrent } tokens { id label lastUsedAt secret } }"


async def signed_in(api: Api, who: str, device: str = "Firefox, Android", address: str | None = None) -> str:
    """A new session of somebody; its secret."""
    me = Membership(api.network.id, api.network.people[who])
    opened = await sessions.open_session(
        api.network.running.pool, address=address or f"sealed {who}", chosen=me, client=device, now=datetime.now(UTC)
    )
    api.network.tokens[f"{who} on {device}"] = opened.secret
    return f"{who} on {device}"


async def asked(api: Api, mutation: str, by: str, selection: str = MINE, **input: Any) -> dict[str, Any]:
    return await api.command(mutation, by, selection, **input)


async def opens(api: Api, who: str) -> bool:
    return (await api.post({"query": "{ viewer { id } }"}, who)).status_code == 200


async def test_one_sees_where_one_is_signed_in_and_ends_one_device(api: Api):
    phone = await signed_in(api, "ambassador 0")
    desk = await signed_in(api, "ambassador 0", "Edge, Windows")
    await signed_in(api, "ambassador 1")
    seen = (await api.read(f"{{ {MINE} }}", desk))["viewer"]["sessions"]
    assert [(each["device"], each["isCurrent"]) for each in seen] == [
        ("Edge, Windows", True),
        ("Firefox, Android", False),
    ]
    done = await asked(api, "revokeSession", desk, session=seen[1]["id"])
    assert (done["errors"], done["position"]) == ([], None)
    assert [each["device"] for each in done["viewer"]["sessions"]] == ["Edge, Windows"]
    assert not await opens(api, phone)
    assert await opens(api, desk)


@pytest.mark.parametrize("who", ["ambassador 1", "coordinator", "stranger"])
async def test_nobody_ends_the_access_of_others(api: Api, who: str):
    phone = await signed_in(api, "ambassador 0")
    [session] = (await api.read(f"{{ {MINE} }}", phone))["viewer"]["sessions"]
    made = await asked(api, "mintToken", phone, "token { id }", label="essai")
    for mutation, input in (
        ("revokeSession", {"session": session["id"]}),
        ("revokeToken", {"token": made["token"]["id"]}),
    ):
        refused = await asked(api, mutation, who, **input)
        assert [error["code"] for error in refused["errors"]] == ["ACCESS_UNKNOWN"]
        assert (await api.post({"query": f"mutation {{ {mutation} {{ position }} }}"}, None)).status_code == 401
    assert await opens(api, phone)
    assert len((await api.read(f"{{ {MINE} }}", phone))["viewer"]["tokens"]) == 2


async def test_the_coordinator_ends_the_access_of_somebody_who_lost_a_phone(api: Api):
    phone, neighbour = await signed_in(api, "ambassador 0"), await signed_in(api, "ambassador 1")
    made = await api.command("createCalendarFeed", phone, "calendarFeed { url }", kind="PERSON")
    address = urlsplit(made["calendarFeed"]["url"]).path
    assert (await api.http.get(address)).status_code == 200
    whose = {"person": api.person("ambassador 0")}
    for who in ("officer 0", "ambassador 0", "stranger"):
        refused = await asked(api, "endAccessOf", who, "person { name }", **whose)
        assert refused["errors"] != []
    assert await opens(api, phone)
    done = await asked(api, "endAccessOf", "coordinator", "person { name }", **whose)
    assert (done["errors"], done["position"]) == ([], None)
    assert [await opens(api, who) for who in (phone, "ambassador 0", neighbour)] == [False, False, True]
    assert (await api.http.get(address)).status_code == 404


async def test_an_address_that_somebody_else_replaces_ends_the_sessions_that_it_opened(api: Api):
    seal = api.network.running.keyring.seal
    old, new = (Keys.of(seal).sealed(each) for each in ("mairie@orme.example", "anne@orme.example"))
    former, own = await signed_in(api, "ambassador 0", address=old), await signed_in(api, "ambassador 0", "Edge", new)
    details = {"person": api.person("ambassador 0"), "email": "Anne@orme.example"}
    select = "person { name }"
    assert (await asked(api, "giveContactDetails", former, select, **details))["errors"] == []
    assert await opens(api, former), "whoever changes the own address goes on"
    assert (await asked(api, "giveContactDetails", "coordinator", select, **details))["errors"] == []
    assert [await opens(api, who) for who in (former, own)] == [False, True]
    assert await opens(api, "ambassador 0"), "a script goes on"


async def test_signing_out_everywhere_ends_every_session_and_no_token(api: Api):
    phone, desk = await signed_in(api, "ambassador 0"), await signed_in(api, "ambassador 0", "Edge, Windows")
    neighbour = await signed_in(api, "ambassador 1")
    elsewhere = Membership(api.elsewhere.id, api.elsewhere.people["coordinator"])
    other = await sessions.open_session(
        api.network.running.pool, address="sealed ambassador 0", chosen=elsewhere, client="", now=datetime.now(UTC)
    )
    api.network.tokens["elsewhere"] = other.secret
    assert await opens(api, "elsewhere")
    assert (await asked(api, "signOutEverywhere", phone))["errors"] == []
    assert [await opens(api, who) for who in (phone, desk, "elsewhere")] == [False] * 3
    assert await opens(api, neighbour)
    assert await opens(api, "ambassador 0"), "a script goes on"


async def test_a_token_is_minted_for_a_script_and_shown_once(api: Api):
    phone = await signed_in(api, "ambassador 0")
    sent = {"commandId": str(uuid4()), "label": "Export", "days": 30}
    made = (await asked(api, "mintToken", phone, "token { id label secret }", **sent))["token"]
    api.network.tokens["script"] = made["secret"]
    assert (await api.read("{ viewer { givenName } }", "script"))["viewer"] == {"givenName": "Ambassador 0"}
    again = await asked(api, "mintToken", phone, "token { id label secret }", **sent)
    assert again["token"] == made | {"secret": None}
    [other] = (await asked(api, "mintToken", phone, "token { id }", **sent | {"label": "x"}))["errors"]
    assert other["code"] == "COMMAND_REUSED"
    assert await opens(api, "script")
    mine = (await api.read(f"{{ {MINE} }}", phone))["viewer"]["tokens"]
    assert [(each["label"], each["secret"]) for each in mine] == [("Export", None), ("tests", None)]
    done = await asked(api, "revokeToken", phone, token=made["id"])
    assert [each["label"] for each in done["viewer"]["tokens"]] == ["tests"]
    assert not await opens(api, "script")


async def test_a_token_makes_no_other(api: Api):
    refused = await asked(api, "mintToken", "ambassador 0", "token { secret }", label="encore")
    assert ([error["code"] for error in refused["errors"]], refused["token"]) == (["SIGN_IN_NEEDED"], None)
    kept = "SELECT count(*) FROM access_tokens WHERE network_id = $1 AND label = 'encore'"
    assert await api.network.running.pool.fetchval(kept, api.network.id) == 0


@pytest.mark.parametrize(
    ("input", "code", "path"),
    [
        ({"label": " "}, "TEXT_MISSING", ["label"]),
        ({"label": "x", "days": 0}, "LIFETIME_OUT_OF_RANGE", ["days"]),
        ({"label": "x", "days": 367}, "LIFETIME_OUT_OF_RANGE", ["days"]),
    ],
)
async def test_what_is_asked_of_a_token_is_checked(api: Api, input: dict[str, Any], code: str, path: list[str]):
    phone = await signed_in(api, "ambassador 0")
    [error] = (await asked(api, "mintToken", phone, "token { secret }", **input))["errors"]
    assert (error["code"], error["path"]) == (code, path)


async def test_a_person_has_so_many_tokens_and_no_more(api: Api):
    phone = await signed_in(api, "ambassador 0")
    own = {"network": api.network.id, "person": api.network.people["ambassador 0"]}
    for _ in range(MOST_TOKENS - 2):  # one is there already
        await tokens.mint(api.network.running.pool, **own, label="essai", now=datetime.now(UTC))
    made = await asked(api, "mintToken", phone, "token { id }", label="x")
    [error] = (await asked(api, "mintToken", phone, "token { id }", label="x"))["errors"]
    assert error["code"] == "TOO_MANY_TOKENS"
    assert error["message"] == "You have 20 tokens already, 20 at most: end those of no use any more."
    await asked(api, "revokeToken", phone, token=made["token"]["id"])
    assert (await asked(api, "mintToken", phone, "token { id }", label="x"))["errors"] == []


async def test_whoever_holds_nothing_any_more_mints_nothing(api: Api):
    phone = await signed_in(api, "ambassador 0")
    await api.network.running.pool.execute("UPDATE mandates SET ends_on = starts_on - 1, starts_on = starts_on - 1")
    [error] = (await asked(api, "mintToken", phone, "token { secret }", label="x"))["errors"]
    assert error["code"] == "NOT_ALLOWED"

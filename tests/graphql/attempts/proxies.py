"""Mutations on proxies for a meeting."""

from __future__ import annotations

from typing import Any

from tests.graphql.attempts.attempt import Attempt, Input, with_more
from tests.graphql.attempts.meetings import a_scheduled_meeting
from tests.network import Api


async def a_gift(api: Api) -> Input:
    what = {"collectivity": api.member(0), "holder": api.person("officer 1")}
    return {**(await a_scheduled_meeting(api)), **what}


async def a_proxy(api: Api) -> Input:
    gift = await a_gift(api)
    assert (await api.command("giveProxy", "ambassador 0", **gift))["errors"] == []
    return {"meeting": gift["meeting"], "collectivity": gift["collectivity"]}


PROXIES = "meeting { proxies { counts collectivity { name } holder { name } person { name } mandate { function } } }"


def given_by(who: str, function: str) -> Any:
    proxy = {"counts": False, "collectivity": {"name": "Val-d’Orme"}, "holder": {"name": "Officer 1 Essai"}}
    return {"proxies": [proxy | {"person": {"name": who}, "mandate": {"function": function}}]}


NOBODY_S = ("auditor", "contact")
ATTEMPTS = [
    Attempt(
        "giveProxy",
        a_gift,
        PROXIES,
        given_by("Ambassador 0 Essai", "AMBASSADOR"),
        by="ambassador 0",
        wrong=NOBODY_S,
        elsewhere="officer 1",
    ),
    Attempt(
        "giveProxy",
        lambda api: with_more(a_gift(api), person=api.person("officer 0")),
        PROXIES,
        given_by("Officer 0 Essai", "OFFICER"),
        wrong=("ambassador 0", "officer 1", *NOBODY_S),
    ),
    Attempt(
        "revokeProxy",
        a_proxy,
        "meeting { proxies { counts } }",
        {"proxies": []},
        by="officer 0",
        wrong=NOBODY_S,
        elsewhere="officer 1",
    ),
]

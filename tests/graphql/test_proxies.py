"""Proxies as clients see them: whether they count now, and votes that were cast by one."""

from __future__ import annotations

from typing import Any

from tests.network import Api

SHOWN = """query($id: ID!) { node(id: $id) { ... on Meeting { quorum { represented }
    proxies { counts holder { name } } } } }"""
VOTED = "decision { ballot { votes { choice person { name } proxyOf { name } collectivity { name } } } }"


async def counts(api: Api, meeting: str) -> Any:
    shown = (await api.read(SHOWN, "ambassador 1", id=meeting))["node"]
    [proxy] = shown["proxies"]
    return proxy["counts"], shown["quorum"]["represented"]


async def test_a_proxy_counts_while_its_holder_is_there_and_the_collectivity_is_not(api: Api):
    decision, opened = await api.network.put_to_the_vote(0, 1)
    meeting, third = api.id("mtg", opened), api.member(2)
    gift = {"meeting": meeting, "collectivity": third, "holder": api.person("ambassador 0")}
    assert (await api.command("giveProxy", "officer 2", **gift))["errors"] == []
    assert await counts(api, meeting) == (True, 2)

    cast = {"decision": api.id("dec", decision), "collectivity": third, "choice": "YES"}
    voted = await api.command("castVote", "ambassador 0", VOTED, **cast)
    by = {"person": {"name": "Ambassador 0 Essai"}, "proxyOf": {"name": "Officer 2 Essai"}}
    assert voted["decision"]["ballot"]["votes"] == [{"choice": "YES", **by, "collectivity": {"name": "Brocéval"}}]

    left = {"meeting": meeting, "person": api.person("ambassador 0")}
    assert (await api.command("recordDeparture", **left))["errors"] == []
    assert await counts(api, meeting) == (False, 1)
    [error] = (await api.command("castVote", "ambassador 0", **(cast | {"choice": "NO"})))["errors"]
    assert (error["code"], error["path"]) == ("PROXY_HOLDER_NOT_PRESENT", ["collectivity"])


async def test_a_partner_s_contact_sees_no_proxies(api: Api):
    meeting = api.id("mtg", await api.network.scheduled())
    assert (await api.command("sendInvitations", meeting=meeting, people=[api.person("contact")]))["errors"] == []
    shown = await api.run(
        "query($id: ID!) { node(id: $id) { ... on Meeting { proxies { counts } } } }", "contact", id=meeting
    )
    assert shown["data"]["node"] == {"proxies": None}

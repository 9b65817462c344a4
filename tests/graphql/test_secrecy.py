"""Cursors of the real API: they tell nobody how much a history withholds, and nobody makes one."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import Any
from uuid import UUID

import httpx
import pytest

from maillage.domain.ballots import Choice, Mode
from maillage.eventstore.database import Database
from maillage.usecases import decisions
from tests.graphql.test_as_of import WAS
from tests.network import Api, installed

PAGE = """query($after: Cursor) { network { activity(order: EARLIEST_FIRST, first: 100, after: $after) {
    totalCount pageInfo { startCursor endCursor hasNextPage }
    nodes { id cursor topic text happenedAt recordedAt } } } }"""
NOW = "query($cursor: Cursor!) { network(asOf: { cursor: $cursor }) { now } }"
LIVE = "subscription($after: Cursor) { activity(after: $after) { cursor entry { id topic } } }"
BALLOT = """query($id: ID!) { node(id: $id) { ... on Decision {
    version status ballot { votesReceived tally { yes } votes { votedAt } } meeting { version } } } }"""


async def page(api: Api, who: str = "auditor", after: str | None = None) -> Any:
    return (await api.read(PAGE, who, after=after))["network"]["activity"]


async def seen(api: Api, who: str, decision: UUID) -> Any:
    """What a member is told of the history, of its last moments and of the decision."""
    found = await page(api, who)
    was = [await api.read(NOW, who, cursor=entry["cursor"]) for entry in found["nodes"][-3:]]
    return found, was, await api.read(BALLOT, who, id=api.id("dec", decision))


async def vote(api: Api, decision: UUID, place: int, choice: Choice) -> None:
    fields = {"decision": decision, "collectivity": api.network.members[place], "choice": choice}
    await api.network.do(decisions.cast_vote, f"ambassador {place}", **fields)


@pytest.mark.parametrize("who", ["coordinator", "auditor", "officer 2"])
async def test_nothing_that_a_member_is_given_tells_how_many_secret_votes_there_are(api: Api, who: str):
    decision, _ = await api.network.put_to_the_vote(0, 1, mode=Mode.SECRET)
    before = await seen(api, who, decision)
    await vote(api, decision, 0, Choice.YES)
    await vote(api, decision, 1, Choice.YES)
    await vote(api, decision, 1, Choice.NO)
    assert await seen(api, who, decision) == before
    last = before[0]["nodes"][-1]["cursor"]
    async with api.live(LIVE, who, after=last) as live:
        await api.network.planned("Bilan")
        [edge] = await live.next()
    [entry] = (await page(api, who, last))["nodes"]
    assert entry["id"] == entry["cursor"] == edge["cursor"] == edge["entry"]["id"]
    assert (await api.read(NOW, who, cursor=entry["cursor"]))["network"]["now"] == entry["recordedAt"]
    shown = [each["cursor"] for each in before[0]["nodes"]] + [entry["cursor"]]
    assert {len(cursor) for cursor in shown} == {64}
    assert len({cursor[:6] for cursor in shown}) == len({cursor[-6:] for cursor in shown}) == len(shown)


async def test_the_position_of_a_command_tells_no_more_than_an_entry_s_cursor(api: Api):
    done = await api.command("planMeeting", title="Bilan", kind="REGULAR", modality="REMOTE")
    [entry] = (await page(api))["nodes"][-1:]
    assert len(done["position"]) == len(entry["cursor"])
    assert done["position"][:6] != entry["cursor"][:6]
    assert (await page(api, after=done["position"]))["nodes"] == []


def forgeries(cursor: str) -> list[str]:
    return [
        urlsafe_b64encode(b"[3,0]").decode().rstrip("="),
        *(cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :] for place in (0, 21, 22, 63)),
        cursor[:-1],
        cursor[:43],
        cursor + cursor,
    ]


async def test_a_forged_cursor_is_refused_wherever_one_is_taken(api: Api):
    foreign = (await page(api, "stranger"))["nodes"][0]["cursor"]
    for forged in [*forgeries((await page(api))["nodes"][2]["cursor"]), foreign]:
        for query, variables in (
            (PAGE, {"after": forged}),
            (WAS, {"asOf": {"cursor": forged}}),
            (NOW, {"cursor": forged}),
        ):
            assert (await api.error(query, "auditor", **variables))["code"] == "CURSOR_INVALID"
        async with api.live(LIVE, "auditor", after=forged) as live:
            message = await live.hear()
        assert (message["type"], message["payload"][0]["extensions"]["code"]) == ("error", "CURSOR_EXPIRED")
        assert '"code":"CURSOR_EXPIRED"' in await streamed(api, forged)


async def streamed(api: Api, after: str) -> str:
    """All of an event stream that ends by itself."""
    headers = {"authorization": f"Bearer {api.token('auditor')}", "accept": "text/event-stream"}
    body = {"query": LIVE, "variables": {"after": after}}
    answer: httpx.Response = await api.http.post("/graphql", json=body, headers=headers)
    return answer.text


async def test_a_cursor_of_one_list_is_none_of_another(api: Api):
    of_people = (await api.read("{ network { people { pageInfo { endCursor } } } }"))["network"]["people"]["pageInfo"]
    for query, variables in ((PAGE, {"after": of_people["endCursor"]}), (NOW, {"cursor": of_people["endCursor"]})):
        assert (await api.error(query, **variables))["code"] == "CURSOR_INVALID"
    latest_first = (
        "query($c: Cursor) { network { meetings(order: LATEST_FIRST, after: $c) { pageInfo { endCursor } } } }"
    )
    await api.network.planned()
    cursor = (await api.read(latest_first))["network"]["meetings"]["pageInfo"]["endCursor"]
    assert (await api.read(latest_first, c=cursor))["network"]["meetings"]["pageInfo"]["endCursor"] is None
    earliest_first = latest_first.replace("LATEST", "EARLIEST")
    assert (await api.error(earliest_first, c=cursor))["code"] == "CURSOR_INVALID"


async def test_a_cursor_outlives_a_restart_and_serves_at_every_process(database: Database):
    async with installed(database) as process:
        one = await process.two_networks()
        before = await page(one)
        cursor = before["nodes"][4]["cursor"]
        rest = await page(one, after=cursor)
        async with installed(database) as other:
            assert await page(other.api(one.network, one.elsewhere), after=cursor) == rest
    async with installed(database) as process:
        again = process.api(one.network, one.elsewhere)
        assert await page(again) == before
        assert await page(again, after=cursor) == rest
        assert await again.read(NOW, cursor=cursor) == {"network": {"now": before["nodes"][4]["recordedAt"]}}


async def test_a_deferral_releases_the_votes_that_it_leaves_uncounted_and_none_of_the_next_ballot(api: Api):
    decision, meeting = await api.network.put_to_the_vote(0, 1, mode=Mode.SECRET)
    await vote(api, decision, 0, Choice.NO)
    await api.network.do(decisions.defer_decision, decision=decision, reason="À chiffrer")
    told = [entry["topic"] for entry in (await page(api))["nodes"]]
    assert told[-3:] == ["decision.ballot-closed", "decision.secret-vote-cast", "decision.deferred"]
    await api.network.do(decisions.open_ballot, decision=decision, meeting=meeting, mode=Mode.SECRET)
    before = await seen(api, "auditor", decision)
    await vote(api, decision, 1, Choice.YES)
    assert await seen(api, "auditor", decision) == before
    await api.network.do(decisions.close_ballot, decision=decision)
    told = [entry["topic"] for entry in (await page(api))["nodes"]]
    assert told[-3:] == ["decision.ballot-closed", "decision.secret-vote-cast", "decision.adopted"]
    assert told.count("decision.secret-vote-cast") == 2


async def test_a_recusal_tells_nothing_of_the_secret_votes_before_it(api: Api):
    decision, _ = await api.network.put_to_the_vote(0, 1, mode=Mode.SECRET)
    before = await api.read(BALLOT, "officer 2", id=api.id("dec", decision))
    await vote(api, decision, 0, Choice.YES)
    who = {"decision": api.id("dec", decision), "collectivity": api.member(0), "reason": "Terrain communal"}
    done = await api.command("recuseVoter", "ambassador 0", "decision { version ballot { votesReceived } }", **who)
    assert done["decision"] == {"version": before["node"]["version"], "ballot": {"votesReceived": None}}
    assert await api.read(BALLOT, "officer 2", id=api.id("dec", decision)) == before

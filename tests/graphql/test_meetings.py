"""Meetings with who is there, read without asking the database once per meeting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from maillage.domain.meeting_facts import Presence
from maillage.usecases import invitations, meetings
from tests.network import Api

PAGE = """query($first: Int!) { network { meetings(first: $first) { totalCount nodes {
    title kindLabel quorumRule { numerator } quorum { represented needed established missed }
    members { name } attended { name }
    attendance { presenceLabel arrivedAt leftAt person { name } collectivity { name } }
    decisions(first: 2) { totalCount nodes { title } }
} } } }"""


@contextmanager
def statements(pool: Any) -> Iterator[list[str]]:
    """The SQL that the pool's connections run from here on."""
    seen: list[str] = []

    def note(query: Any) -> None:
        seen.append(query.query)

    holders = [holder._con for holder in pool._holders if holder._con]
    for connection in holders:
        connection.add_query_logger(note)
    yield seen
    for connection in holders:
        connection.remove_query_logger(note)


async def test_a_meeting_shows_its_quorum_and_who_came_for_whom(api: Api):
    meeting = await api.network.opened(0, 1)
    await api.network.do(meetings.record_departure, meeting=meeting, person=api.network.people["ambassador 0"])
    [shown] = (await api.read(PAGE, first=10))["network"]["meetings"]["nodes"]
    assert shown["quorum"] == {"represented": 1, "needed": 2, "established": False, "missed": False}
    assert {member["name"] for member in shown["members"]} == {"Brocéval", "Kerlouane", "Val-d’Orme"}
    assert shown["attended"] == []
    came = [(stay["person"]["name"], stay["collectivity"]["name"]) for stay in shown["attendance"]]
    assert came == [("Ambassador 0 Essai", "Val-d’Orme"), ("Ambassador 1 Essai", "Kerlouane")]
    assert [stay["leftAt"] is None for stay in shown["attendance"]] == [False, True]


async def test_a_guest_attends_for_nobody(api: Api):
    meeting = await api.network.opened()
    who = api.network.people["contact"]
    await api.network.do(
        meetings.record_arrival, meeting=meeting, person=who, collectivity=None, presence=Presence.REMOTE
    )
    [shown] = (await api.read(PAGE, first=10))["network"]["meetings"]["nodes"]
    [stay] = shown["attendance"]
    assert (stay["presenceLabel"], stay["person"]["name"], stay["collectivity"]) == ("Remote", "Contact Essai", None)


@pytest.mark.parametrize("count", [2, 50])
async def test_a_page_of_meetings_takes_as_many_statements_whatever_its_length(api: Api, count: int):
    for _ in range(count):
        await api.network.proposed(meeting=await api.network.opened(0))
    await api.read(PAGE, first=count)  # every connection of the pool is open now
    with statements(api.network.running.pool) as seen:
        found = (await api.read(PAGE, first=count))["network"]["meetings"]
    assert (found["totalCount"], len(found["nodes"])) == (count, count)
    assert [each["decisions"] for each in found["nodes"]] == [
        {"totalCount": 1, "nodes": [{"title": "Stand commun"}]}
    ] * count
    # Who asks (token, standing), the network, the page, its count; then collectivities, presences, people, decisions
    # and how many there are.
    assert 8 <= len(seen) <= 11, "\n\n".join(seen)


DECISIONS = """query($meeting: ID!, $first: Int, $after: Cursor, $last: Int, $before: Cursor, $order: DecisionOrder!) {
    node(id: $meeting) { ... on Meeting {
        decisions(first: $first, after: $after, last: $last, before: $before, order: $order) {
            totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { title meeting { id } } }
} } }"""
EARLIEST, LATEST = "EARLIEST_FIRST", "LATEST_FIRST"


async def decided_at(api: Api, meeting: str, **asked: Any) -> Any:
    return (await api.read(DECISIONS, **{"meeting": meeting, "order": EARLIEST} | asked))["node"]["decisions"]


def titles(page: Any) -> list[str]:
    return [node["title"] for node in page["nodes"]]


async def test_the_decisions_of_a_meeting_are_paged_in_both_orders_and_are_no_others(api: Api):
    one, other = [await api.network.planned() for _ in range(2)]
    for number in range(3):
        await api.network.proposed(f"Décision {number}", one)
    await api.network.proposed("Ailleurs", other)
    await api.network.proposed("Nulle part")
    meeting = api.id("mtg", one)
    page = await decided_at(api, meeting, first=2)
    assert (page["totalCount"], titles(page)) == (3, ["Décision 0", "Décision 1"])
    assert {node["meeting"]["id"] for node in page["nodes"]} == {meeting}
    assert (page["pageInfo"]["hasNextPage"], page["pageInfo"]["hasPreviousPage"]) == (True, False)
    rest = await decided_at(api, meeting, first=2, after=page["pageInfo"]["endCursor"])
    assert (titles(rest), rest["pageInfo"]["hasNextPage"]) == (["Décision 2"], False)
    back = await decided_at(api, meeting, last=1, before=rest["pageInfo"]["startCursor"])
    assert titles(back) == ["Décision 1"]
    assert titles(await decided_at(api, meeting, order=LATEST, first=1)) == ["Décision 2"]
    none = await decided_at(api, api.id("mtg", await api.network.planned()))
    assert (none["totalCount"], titles(none)) == (0, [])


async def test_a_cursor_of_one_meetings_decisions_is_none_of_anothers(api: Api):
    meetings = [api.id("mtg", await api.network.planned()) for _ in range(2)]
    for meeting in meetings:
        await api.command("proposeDecision", title="Stand commun", text="Un stand.", meeting=meeting)
    cursor = (await decided_at(api, meetings[0]))["pageInfo"]["endCursor"]
    assert (await decided_at(api, meetings[0], after=cursor))["nodes"] == []
    for wrong in ({"meeting": meetings[1], "order": EARLIEST}, {"meeting": meetings[0], "order": LATEST}):
        assert (await api.error(DECISIONS, **wrong, after=cursor))["code"] == "CURSOR_INVALID"
    assert (await api.error(DECISIONS, meeting=meetings[0], order=EARLIEST, first=101))["code"] == "PAGE_INVALID"


@pytest.mark.parametrize("who", ["coordinator", "ambassador 1", "officer 0", "auditor"])
async def test_who_may_read_decisions_reads_those_of_a_meeting(api: Api, who: str):
    meeting = await api.network.planned()
    await api.network.proposed(meeting=meeting)
    found = await api.read(DECISIONS, who, meeting=api.id("mtg", meeting), order=EARLIEST)
    assert titles(found["node"]["decisions"]) == ["Stand commun"]


async def test_a_partner_nobody_and_another_network_read_no_decisions_of_a_meeting(api: Api):
    meeting = await api.network.planned()
    await api.network.proposed(meeting=meeting)
    asked = {"meeting": api.id("mtg", meeting), "order": EARLIEST}
    assert await api.read(DECISIONS, "contact", **asked) == {"node": None}
    people = (api.network.people["contact"],)
    scheduled = await api.network.scheduled()
    await api.network.do(invitations.send_invitations, meeting=scheduled, people=people)
    refused = await api.error(DECISIONS, "contact", **asked | {"meeting": api.id("mtg", scheduled)})
    assert refused["code"] == "NOT_ALLOWED"
    assert (await api.post({"query": DECISIONS, "variables": asked}, None)).status_code == 401
    foreign = await api.elsewhere.planned()
    await api.elsewhere.proposed(meeting=foreign)
    assert await api.read(DECISIONS, meeting=api.id("mtg", foreign), order=EARLIEST) == {"node": None}


async def test_the_decisions_of_a_meeting_are_those_of_the_moment_asked_for(api: Api):
    meeting = await api.network.planned()
    await api.network.proposed("Avant", meeting)
    then = api.network.cursor(await api.network.facts())
    await api.network.proposed("Après", meeting)
    query = """query($then: Cursor!) { network(asOf: { cursor: $then }) {
        meetings { nodes { decisions { totalCount nodes { title } } } } } }"""
    [shown] = (await api.read(query, then=then))["network"]["meetings"]["nodes"]
    assert shown["decisions"] == {"totalCount": 1, "nodes": [{"title": "Avant"}]}

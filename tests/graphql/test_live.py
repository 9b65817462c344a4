"""The live activity: nothing missing, nothing twice, and the changed data in the same message."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graphql import parse, validate

from maillage.domain.ballots import Choice
from maillage.graphql.schema import schema
from maillage.graphql.sharing import sharing_of
from maillage.usecases import collectivities, decisions, meetings
from tests.network import Api
from tests.node_client import run_script

CORE = schema._schema
CLIENT = Path(__file__).parent / "clients" / "decision.mjs"
ENTRY = """cursor entry { id topic text subjectKind happenedAt actor { id name } collectivity { name } subject {
    __typename ... on Meeting { id title attendance { person { name } } quorum { represented established } }
    ... on Decision { id number status ballot { tally { yes } votes { choice collectivity { name } } } } } }"""
LIVE = f"""subscription($after: Cursor, $filter: ActivityFilter) {{
    activity(after: $after, filter: $filter) {{ {ENTRY} }} }}"""
PAGE = """query($after: Cursor, $first: Int) {
    network { activity(order: EARLIEST_FIRST, after: $after, first: $first) {
        pageInfo { endCursor hasNextPage } edges { cursor entry: node { id topic text } } } } }"""

# Every field of every type that an entry leads to. Values of one name and several types stand under aliases.
EVERYTHING = """subscription { activity { cursor entry {
    id cursor topic subjectKind subjectKindLabel happenedAt recordedAt text actor { ...P } collectivity { ...C }
    subject { ...N ...C ...P ...G ...D } } } }
fragment N on Network { id version name slug foundedAt now syndicate { id name siren } coordinators { ...P }
    settings { cadence cadenceLabel coordinatorShare quorumRule { numerator denominator remoteCounts } }
    collectivities { totalCount nodes { ...C } edges { cursor node { ...C } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }
    people { totalCount nodes { ...P } } held: mandates { totalCount nodes { ...M } }
    partners { totalCount nodes { id name associated partnerSince partnerUntil } }
    meetings { totalCount nodes { ...G } }
    decisions { totalCount nodes { ...D } } decision(number: "2026-01") { ...D } activity { totalCount } }
fragment P on Person { id version givenName familyName name email phone registeredAt mandates { ...M } }
fragment C on Collectivity { id version name collectivityKind: kind kindLabel siren membership: status statusLabel
    memberSince memberUntil mandates { id function } }
fragment M on Mandate { id function functionLabel startsOn endsOn deliberation ended active
    person { id } organisation { __typename ... on Partner { id name associated } ... on Syndicate { id name siren } } }
fragment G on Meeting { id version title meetingKind: kind kindLabel modality modalityLabel state: status statusLabel
    plannedAt startsAt endsAt place callLink reason openedAt closedAt quorumRule { numerator denominator remoteCounts }
    members { ...C } attended { ...C } quorum { represented needed members established missed }
    attendance { presence presenceLabel arrivedAt leftAt person { ...P } collectivity { ...C } mandate { ...M } } }
fragment D on Decision { id version number title text status statusLabel year cause causeLabel proposedAt
    meeting { ...G } ballot { mode modeLabel majority majorityLabel openedAt closedAt votesReceived members { ...C }
        tally { yes no abstain cast } quorumAtOpening { represented needed members reached }
        quorumAtClosing { represented }
        votes { choice choiceLabel votedAt collectivity { ...C } person { ...P } mandate { ...M } } } }"""


async def vote(api: Api, decision: Any, place: int, choice: Choice = Choice.YES) -> None:
    fields = {"collectivity": api.network.members[place], "choice": choice}
    await api.network.do(decisions.cast_vote, f"ambassador {place}", decision=decision, **fields)


async def history(api: Api, after: str | None = None) -> tuple[list[Any], str | None]:
    """All entries after a cursor, page by page, and the last cursor."""
    seen: list[Any] = []
    while True:
        found = (await api.read(PAGE, first=50, after=after))["network"]["activity"]
        seen += [edge["entry"] for edge in found["edges"]]
        after = found["pageInfo"]["endCursor"] or after
        if not found["pageInfo"]["hasNextPage"]:
            return seen, after


def brief(edges: list[Any]) -> list[Any]:
    return [{name: edge["entry"][name] for name in ("id", "topic", "text")} for edge in edges]


async def test_a_decision_arrives_as_it_is_adopted_with_its_number_and_its_votes(api: Api):
    decision, _ = await api.network.put_to_the_vote(0, 1)
    await vote(api, decision, 0)
    async with api.live(LIVE, "officer 2", filter={"topics": ["decision.adopted"]}) as live:
        assert await live.is_silent()
        done = await api.command("closeBallot", decision=api.id("dec", decision))
        [edge] = await live.next()
    assert done["errors"] == []
    shown = edge["entry"]["subject"]
    assert (shown["__typename"], shown["status"], shown["ballot"]["tally"]) == ("Decision", "ADOPTED", {"yes": 1})
    assert shown["number"] in edge["entry"]["text"]
    assert shown["ballot"]["votes"] == [{"choice": "YES", "collectivity": {"name": "Val-d’Orme"}}]


async def test_an_old_page_and_the_stream_are_a_fresh_page(api: Api):
    old, cursor = await history(api)
    async with api.live(LIVE, after=cursor) as live:
        decision, _ = await api.network.put_to_the_vote(0, 1)
        await vote(api, decision, 0)
        await vote(api, decision, 1, Choice.NO)
        await vote(api, decision, 1, Choice.ABSTAIN)
        await api.network.do(decisions.close_ballot, decision=decision)
        fresh, _ = await history(api)
        heard = brief(await live.next(len(fresh) - len(old)))
        assert await live.is_silent()
    assert len(heard) > 10
    assert old + heard == fresh


async def test_a_past_longer_than_a_page_is_read_to_its_end_and_then_goes_live(api: Api):
    first = (await api.read(PAGE, first=1))["network"]["activity"]["pageInfo"]["endCursor"]
    for number in range(130):
        await api.network.planned(f"Réunion {number}")
    past, _ = await history(api, first)
    assert len(past) > 150
    async with api.live(LIVE, after=first) as live:
        assert brief(await live.next(len(past))) == past
        await api.network.planned("La dernière")
        assert "La dernière" in (await live.next())[0]["entry"]["text"]


async def test_the_position_of_a_command_is_a_place_to_go_on_from(api: Api):
    done = await api.command("planMeeting", title="Avant", kind="REGULAR", modality="REMOTE")
    await api.network.planned("Après")
    async with api.live(LIVE, after=done["position"]) as live:
        assert "Après" in (await live.next())[0]["entry"]["text"]


async def test_subscribers_of_the_same_rights_share_one_execution_and_others_have_their_own(api: Api):
    hub = api.endpoint.services.hub
    async with (
        api.live(LIVE, "coordinator") as one,
        api.live(LIVE, "auditor") as two,
        api.live(LIVE, "ambassador 0") as three,
    ):
        for live in (one, two, three):
            assert await live.is_silent()
        assert len(hub.groups) == 2
        await api.network.planned("Bilan")
        edges = [await live.next() for live in (one, two, three)]
    assert edges[0] == edges[1] == edges[2]


async def test_each_subscriber_hears_its_own_language(api: Api):
    async with api.live(LIVE, locale="fr") as french, api.live(LIVE, locale="en") as english:
        assert await french.is_silent()
        assert await english.is_silent()
        await api.network.planned("Bilan")
        [en], [fr] = await english.next(), await french.next()
    assert fr["entry"]["text"] == "Réunion « Bilan » à programmer (réunion ordinaire, sur place et à distance)."
    assert en["entry"]["text"] not in {fr["entry"]["text"], ""}
    assert en["cursor"] == fr["cursor"]


async def test_an_entry_s_subject_is_as_it_is_by_then_each_time(api: Api):
    query = "subscription { activity { entry { subject { ... on Meeting { version statusLabel } } } } }"
    async with api.live(query) as live:
        assert await live.is_silent()
        meeting = await api.network.planned()
        edges = await live.next()
        await api.network.do(meetings.cancel_meeting, meeting=meeting, reason="Neige")
        edges += await live.next()
    assert [edge["entry"]["subject"] for edge in edges] == [
        {"version": 1, "statusLabel": "Planned"},
        {"version": 2, "statusLabel": "Cancelled"},
    ]


def test_everything_that_an_entry_leads_to_may_be_shared():
    """A type that is not marked would make its subscribers run alone, at fifty times the cost."""
    document = parse(EVERYTHING)
    assert validate(CORE, document) == []
    assert sharing_of(CORE, document, document.definitions[0]) is not None


async def test_a_cursor_beyond_the_log_has_expired(api: Api):
    for cursor in (api.network.cursor(10_000), "nonsense", api.elsewhere.cursor(1)):
        async with api.live(LIVE, after=cursor) as live:
            message = await live.hear()
        assert (message["type"], message["payload"][0]["extensions"]["code"]) == ("error", "CURSOR_EXPIRED")


async def test_a_subscriber_whose_right_ends_hears_so_and_nothing_more(api: Api):
    """The member leaves today: from today on its people have no role."""
    async with api.live(LIVE, "ambassador 2") as live, api.live(LIVE, "ambassador 1") as other:
        assert await live.is_silent()
        await api.network.do(collectivities.withdraw_collectivity, collectivity=api.network.members[2], on=api.today)
        await api.endpoint.recheck()
        await api.network.planned("Bilan")
        assert [edge["entry"]["topic"] for edge in await other.next(2)][1] == "meeting.planned"
        heard = [await live.hear()]
        while heard[-1]["type"] == "next":
            heard.append(await live.hear())
        assert await live.is_silent()
    assert heard[-1]["payload"][0]["extensions"]["code"] == "NOT_ALLOWED"
    assert "Bilan" not in json.dumps(heard)


async def test_the_reference_client_sees_a_decision_adopted_live(api: Api):
    decision, _ = await api.network.put_to_the_vote(0, 1)
    await vote(api, decision, 0)
    arguments = (f"ws://{api.address}/graphql", api.token("coordinator"), api.id("dec", decision))
    ran = await run_script(CLIENT, *arguments)
    assert ran.returncode == 0, ran.stderr
    said = json.loads(ran.stdout)
    assert said["errors"] == []
    assert [entry["topic"] for entry in said["entries"]] == ["decision.ballot-closed", "decision.adopted"]
    assert said["entries"][1]["subject"]["status"] == "ADOPTED"

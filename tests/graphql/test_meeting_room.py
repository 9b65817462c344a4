"""The live room: who is there, the quorum, the item and the ballot as they are, and nothing of a secret vote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from graphql import parse, validate

from maillage.domain.ballots import Choice, Mode
from maillage.domain.meeting_facts import Presence
from maillage.graphql.schema import schema
from maillage.graphql.sharing import sharing_of
from maillage.usecases import decisions, invitations, meetings, networks
from tests.network import NAMES, Api, Live
from tests.node_client import run_script

CORE = schema._schema
CLIENT = Path(__file__).parent / "clients" / "room.mjs"
FIELDS = """cursor meeting { id status version } quorum { represented needed members reached }
    present { presence person { name } collectivity { name } } currentItem { title }"""
BALLOT = "ballot { mode votesReceived tally { yes no } decision { title status } awaited { name } }"
ROOM = f"""subscription($id: ID!, $after: Cursor) {{ meetingRoom(id: $id, after: $after) {{ {FIELDS} {BALLOT} }} }}"""
OUTSIDE = "subscription($id: ID!) { meetingRoom(id: $id) { meeting { status } quorum { reached } } }"
EVERYTHING = f"""subscription {{ meetingRoom(id: "x") {{ {FIELDS}
    meeting {{ title members {{ name }} agenda {{ items {{ title }} }} attendance {{ arrivedAt }} }}
    ballot {{ modeLabel mode votesReceived tally {{ yes no abstain cast }} awaited {{ name }}
        decision {{ title ballot {{ votes {{ choice collectivity {{ name }} }} }} }} }} }} }}"""


async def shown(live: Live, count: int = 1) -> Any:
    """The last of the next rooms."""
    for _ in range(count):
        message = await live.hear()
        assert message["type"] == "next", message
    assert "errors" not in message["payload"], message
    return message["payload"]["data"]["meetingRoom"]


async def error_of(live: Live) -> Any:
    message = await live.hear()
    assert message["type"] == "error", message
    return message["payload"][0]["extensions"]["code"]


async def arrives(api: Api, meeting: UUID, place: int) -> None:
    who = api.network.people[f"ambassador {place}"]
    where = {"collectivity": api.network.members[place], "presence": Presence.ONSITE}
    await api.network.do(meetings.record_arrival, meeting=meeting, person=who, **where)


async def leaves(api: Api, meeting: UUID, place: int) -> None:
    await api.network.do(meetings.record_departure, meeting=meeting, person=api.network.people[f"ambassador {place}"])


async def vote(api: Api, decision: UUID, place: int, choice: Choice = Choice.YES) -> None:
    fields = {"collectivity": api.network.members[place], "choice": choice}
    await api.network.do(decisions.cast_vote, f"ambassador {place}", decision=decision, **fields)


def names(room: Any) -> list[str]:
    return [each["collectivity"]["name"] for each in room["present"]]


async def test_the_room_shows_at_once_and_then_as_people_come_and_go(api: Api):
    meeting = await api.network.opened(0)
    async with api.live(ROOM, "officer 2", id=api.id("mtg", meeting)) as live:
        room = await shown(live)
        assert (names(room), room["quorum"]) == (
            ["Val-d’Orme"],
            {"represented": 1, "needed": 2, "members": 3, "reached": False},
        )
        await arrives(api, meeting, 1)
        room = await shown(live)
        assert (names(room), room["quorum"]["reached"]) == (["Val-d’Orme", "Kerlouane"], True)
        await leaves(api, meeting, 0)
        room = await shown(live)
        assert (names(room), room["quorum"]["reached"], room["ballot"]) == (["Kerlouane"], False, None)
        assert await live.is_silent()


async def test_a_command_that_records_several_facts_shows_once(api: Api):
    """The arrival that makes the quorum is two facts, and one room."""
    meeting = await api.network.opened(0)
    async with api.live(ROOM, id=api.id("mtg", meeting)) as live:
        before = await shown(live)
        await arrives(api, meeting, 1)
        after = await shown(live)
        assert await live.is_silent()
    assert after["meeting"]["version"] == before["meeting"]["version"] + 2


async def test_the_item_and_the_votes_of_a_public_ballot_show_as_they_come(api: Api):
    decision, meeting = await api.network.put_to_the_vote(0, 1)
    item = await api.command("proposeAgendaItem", meeting=api.id("mtg", meeting), title="SERD", purpose="DECISION")
    assert item["errors"] == []
    async with api.live(ROOM, "auditor", id=api.id("mtg", meeting)) as live:
        open_ballot = (await shown(live))["ballot"]
        assert open_ballot["decision"] == {"title": "Stand commun", "status": "BALLOT_OPEN"}
        assert (open_ballot["votesReceived"], open_ballot["tally"]) == (0, None)
        assert {each["name"] for each in open_ballot["awaited"]} == set(NAMES)
        await vote(api, decision, 0)
        ballot = (await shown(live))["ballot"]
        assert (ballot["votesReceived"], ballot["tally"]) == (1, None)
        assert {each["name"] for each in ballot["awaited"]} == set(NAMES) - {"Val-d’Orme"}
        await vote(api, decision, 1, Choice.NO)
        await api.network.do(decisions.recuse_voter, decision=decision, collectivity=api.network.members[2], reason="x")
        assert (await shown(live, 2))["ballot"]["awaited"] == []
        await api.network.do(decisions.close_ballot, decision=decision)
        ballot = (await shown(live))["ballot"]
        assert (ballot["decision"]["status"], ballot["tally"]) == ("REJECTED", {"yes": 1, "no": 1})


async def test_the_item_that_the_meeting_is_at(api: Api):
    meeting = api.id("mtg", await api.network.scheduled())
    proposed = await api.command(
        "proposeAgendaItem", selection="meeting { agenda { items { id } } }", meeting=meeting, title="SERD",
        purpose="DISCUSSION",
    )  # fmt: skip
    [item] = proposed["meeting"]["agenda"]["items"]
    async with api.live(ROOM, id=meeting) as live:
        room = await shown(live)
        assert (room["meeting"]["status"], room["quorum"], room["present"], room["currentItem"]) == (
            "SCHEDULED", None, [], None,
        )  # fmt: skip
        assert (await api.command("openMeeting", meeting=meeting))["errors"] == []
        assert (await shown(live))["quorum"]["represented"] == 0
        assert (await api.command("takeUpItem", meeting=meeting, item=item["id"]))["errors"] == []
        assert (await shown(live))["currentItem"] == {"title": "SERD"}


@pytest.mark.parametrize("who", ["coordinator", "auditor", "officer 2", "ambassador 0"])
async def test_no_number_of_pushes_tells_of_a_secret_vote_before_its_ballot_closes(api: Api, who: str):
    decision, meeting = await api.network.put_to_the_vote(0, 1, mode=Mode.SECRET)
    id = api.id("mtg", meeting)
    async with api.live(ROOM, who, id=id) as live:
        before = await shown(live)
        assert before["ballot"] == {
            "mode": "SECRET",
            "votesReceived": None,
            "tally": None,
            "awaited": None,
            "decision": {"title": "Stand commun", "status": "BALLOT_OPEN"},
        }
        await vote(api, decision, 0)
        await vote(api, decision, 0, Choice.NO)
        await vote(api, decision, 1)
        assert await live.is_silent()
        async with api.live(ROOM, who, id=id) as fresh, api.live(ROOM, who, id=id, after=before["cursor"]) as resumed:
            assert await shown(fresh) == before
            assert await resumed.is_silent()
        await arrives(api, meeting, 2)
        assert (await shown(live))["ballot"] == before["ballot"]
        await api.network.do(decisions.close_ballot, decision=decision)
        after = (await shown(live))["ballot"]
        assert await live.is_silent()
    assert (after["votesReceived"], after["tally"], after["awaited"]) == (2, {"yes": 1, "no": 1}, None)


async def test_an_old_room_and_what_came_since_is_a_fresh_room(api: Api):
    decision, meeting = await api.network.put_to_the_vote(0, 1)
    id = api.id("mtg", meeting)
    async with api.live(ROOM, id=id) as live:
        old = await shown(live)
    async with api.live(ROOM, id=id, after=old["cursor"]) as live:
        assert await live.is_silent()
    await vote(api, decision, 0)
    await leaves(api, meeting, 1)
    await arrives(api, meeting, 2)
    async with api.live(ROOM, id=id, after=old["cursor"]) as live, api.live(ROOM, id=id) as fresh:
        resumed = await shown(live)
        assert resumed == await shown(fresh)
        assert await live.is_silent()
    assert (resumed["ballot"]["votesReceived"], names(resumed)) == (1, ["Val-d’Orme", "Brocéval"])


async def test_two_share_one_execution_and_who_comes_late_sees_the_room_at_once(api: Api):
    meeting = await api.network.opened(0)
    hub, id = api.endpoint.services.hub, api.id("mtg", meeting)
    async with api.live(ROOM, id=id) as one:
        first = await shown(one)
        async with api.live(ROOM, "auditor", id=id) as two:
            assert await shown(two) == first
            assert len(hub.groups) == 1
            await arrives(api, meeting, 1)
            assert await shown(one) == await shown(two)
            assert await one.is_silent()
            assert await two.is_silent()


async def test_what_happens_in_another_room_is_not_heard(api: Api):
    meeting = await api.network.opened(0)
    async with api.live(ROOM, id=api.id("mtg", meeting)) as live:
        await shown(live)
        other, _ = await api.network.put_to_the_vote(0, 1)
        await vote(api, other, 0)
        assert await live.is_silent()


@pytest.mark.parametrize("end", ["closed", "cancelled"])
async def test_it_ends_with_the_meeting_after_a_last_room(api: Api, end: str):
    meeting = await (api.network.opened(0) if end == "closed" else api.network.scheduled())
    id = api.id("mtg", meeting)
    async with api.live(ROOM, id=id) as live, api.live(ROOM, "officer 0", id=id) as other:
        await shown(live)
        await shown(other)
        if end == "closed":
            await api.network.do(meetings.close_meeting, meeting=meeting)
        else:
            await api.network.do(meetings.cancel_meeting, meeting=meeting, reason="Neige")
        last = await shown(live)
        assert last["meeting"]["status"] == end.upper()
        assert await shown(other) == last
        assert [(await each.hear())["type"] for each in (live, other)] == ["complete", "complete"]
    async with api.live(ROOM, id=id) as late, api.live(ROOM, id=id, after=last["cursor"]) as resumed:
        assert await shown(late) == last
        assert [(await each.hear())["type"] for each in (late, resumed)] == ["complete", "complete"]
    alone = f'subscription {{ meetingRoom(id: "{id}", after: "{last["cursor"]}") {{ cursor }} }}'  # is not shared
    async with api.live(alone) as live:
        assert (await live.hear())["type"] == "complete"


async def test_what_is_no_meeting_of_the_network_is_refused(api: Api):
    meeting = api.id("mtg", await api.network.opened(0))
    for id, who, code in (
        (api.id("mtg", uuid4()), "coordinator", "NOT_FOUND"),
        (meeting, "stranger", "NOT_FOUND"),
        (meeting, "contact", "NOT_FOUND"),
        (api.id("dec", uuid4()), "coordinator", "ID_INVALID"),
    ):
        async with api.live(ROOM, who, id=id) as live:
            assert await error_of(live) == code
    foreign = api.elsewhere.cursor(1)
    for after in ("nonsense", foreign, api.network.cursor(10_000)):
        async with api.live(ROOM, id=meeting, after=after) as live:
            assert await error_of(live) == "CURSOR_EXPIRED"


async def test_a_partner_s_contact_sees_the_room_of_a_meeting_that_invites(api: Api):
    meeting = await api.network.scheduled()
    id, who = api.id("mtg", meeting), api.network.people["contact"]
    await api.network.do(invitations.send_invitations, meeting=meeting, people=(who,))
    async with api.live(OUTSIDE, "contact", id=id) as live:
        assert await shown(live) == {"meeting": {"status": "SCHEDULED"}, "quorum": None}
        await api.network.do(meetings.open_meeting, meeting=meeting)
        assert await shown(live) == {"meeting": {"status": "OPEN"}, "quorum": {"reached": False}}
        decision = await api.network.proposed(meeting=meeting)
        await api.network.do(decisions.defer_decision, decision=decision, reason="À chiffrer")
        assert await live.is_silent()
    async with api.live(ROOM, "contact", id=id) as live:
        heard = (await live.hear())["payload"]
    assert {error["extensions"]["code"] for error in heard["errors"]} == {"NOT_ALLOWED"}
    assert (heard["data"]["meetingRoom"]["present"], heard["data"]["meetingRoom"]["ballot"]) == (None, None)


async def test_a_contact_whose_mandate_ends_hears_so_and_nothing_more(api: Api):
    meeting = await api.network.scheduled()
    who = api.network.people["contact"]
    await api.network.do(invitations.send_invitations, meeting=meeting, people=(who,))
    async with api.live(OUTSIDE, "contact", id=api.id("mtg", meeting)) as live:
        await shown(live)
        await api.network.do(networks.dissociate_partner, partner=api.network.partner, on=api.today)
        await api.endpoint.recheck()
        await api.network.do(meetings.open_meeting, meeting=meeting)
        assert await error_of(live) == "NOT_ALLOWED"
        assert await live.is_silent()


def test_everything_in_a_room_may_be_shared():
    document = parse(EVERYTHING)
    assert validate(CORE, document) == []
    assert sharing_of(CORE, document, document.definitions[0]) is not None


async def test_the_reference_client_sees_the_room_change(api: Api):
    meeting = await api.network.opened(0)
    arguments = (f"ws://{api.address}/graphql", api.token("coordinator"), api.id("mtg", meeting))
    ran = await run_script(CLIENT, *arguments)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == ["OPEN", "CLOSED", "complete"]

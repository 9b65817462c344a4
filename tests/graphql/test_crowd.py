"""Fifty clients at one ballot: whatever the order in which they come through, there is one tally."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from typing import Any
from uuid import UUID

import pytest

from maillage.domain.ballots import Choice, Mode
from maillage.domain.collectivities import CollectivityKind
from maillage.domain.decisions import Decision
from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.meeting_facts import Presence
from maillage.domain.meetings import Meeting
from maillage.usecases import collectivities, meetings
from tests.network import Api

EACH = 5  # people of each collectivity
TALLY = (
    "query($id: ID!) { node(id: $id) { ... on Decision { status ballot { votesReceived tally { yes no abstain } } } } }"
)


async def crowd_of_ten(api: Api) -> dict[str, UUID]:
    """Ten collectivities of five people, all with a token: each name with its collectivity."""
    network = api.network
    for number in range(3, 10):
        fields = {"name": f"Collectivité {number}", "kind": CollectivityKind.EPCI, "on": api.today, "siren": None}
        network.members.append(await network.made(collectivities.admit_collectivity, **fields))
    crowd = {}
    for place, member in enumerate(network.members):
        for number in range(EACH):
            who = f"voter {place} {number}"
            await network.joined(who, OrganisationKind.COLLECTIVITY, member, Function.AMBASSADOR)
            crowd[who] = member
    return crowd


async def gathered(api: Api, crowd: dict[str, UUID], mode: Mode) -> tuple[UUID, UUID]:
    """Everybody in the room, and a ballot open."""
    meeting = await api.network.opened()
    for who, member in crowd.items():
        where = {"collectivity": member, "presence": Presence.REMOTE}
        await api.network.do(meetings.record_arrival, meeting=meeting, person=api.network.people[who], **where)
    decision = await api.network.proposed(meeting=meeting)
    ballot = {"decision": api.id("dec", decision), "meeting": api.id("mtg", meeting), "mode": mode.value}
    assert (await api.command("openBallot", **ballot))["errors"] == []
    return decision, meeting


@pytest.mark.parametrize("mode", Mode)
async def test_fifty_people_who_vote_and_leave_at_once_leave_one_tally(api: Api, mode: Mode):
    chance = random.Random(mode.value)
    crowd = await crowd_of_ten(api)
    decision, meeting = await gathered(api, crowd, mode)

    async def votes(who: str) -> list[str]:
        input = {"decision": api.id("dec", decision), "collectivity": api.id("col", crowd[who])}
        payload = await api.command("castVote", who, choice=chance.choice(list(Choice)).value, **input)
        return [error["code"] for error in payload["errors"]]

    async def leaves(who: str) -> list[str]:
        payload = await api.command("recordDeparture", meeting=api.id("mtg", meeting), person=api.person(who))
        return [error["code"] for error in payload["errors"]]

    leaving = chance.sample(sorted(crowd), len(crowd) // 2)
    asked = [votes(who) for who in crowd] + [leaves(who) for who in leaving]
    chance.shuffle(asked)
    answers = Counter(code for codes in await asyncio.gather(*asked) for code in codes)
    assert set(answers) <= {"VOTER_NOT_PRESENT"}, "who has left votes no more, and nothing else is refused"

    assert (await api.command("closeBallot", decision=api.id("dec", decision)))["errors"] == []
    late = await api.command(
        "castVote", "voter 0 0", decision=api.id("dec", decision), collectivity=api.member(0), choice="NO"
    )
    assert [error["code"] for error in late["errors"]] == ["BALLOT_IS_CLOSED"]
    shown = (await api.read(TALLY, id=api.id("dec", decision)))["node"]["ballot"]
    assert shown == await counted_again(api, decision, meeting)
    assert shown["votesReceived"] > 0, "half of them stayed"


async def counted_again(api: Api, decision: UUID, meeting: UUID) -> dict[str, Any]:
    """From the facts alone, in their order: the last vote of each collectivity, each by somebody in the room."""
    room: dict[UUID, UUID | None] = {}
    last: dict[UUID, Choice] = {}
    votes = (Decision.VoteCast, Decision.VoteChanged, Decision.SecretVoteCast, Decision.SecretVoteChanged)
    for recorded in await api.network.running.log.history(api.network.id, limit=10_000):
        match recorded.fact:
            case Meeting.ParticipantArrived(originator_id=at, person=person, collectivity=member) if at == meeting:
                room[person] = member
            case Meeting.ParticipantLeft(originator_id=at, person=person) if at == meeting:
                del room[person]
            case fact if isinstance(fact, votes) and fact.originator_id == decision:
                assert room[fact.person] == fact.collectivity, "a vote by somebody who was not there"
                last[fact.collectivity] = fact.choice
    found = Counter(last.values())
    tally = {"yes": found[Choice.YES], "no": found[Choice.NO], "abstain": found[Choice.ABSTAIN]}
    return {"votesReceived": len(last), "tally": tally}

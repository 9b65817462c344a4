"""The decision register, and what of a ballot may be seen when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from maillage.domain.ballots import Choice, Mode
from maillage.domain.calendar import day_of, year_of
from maillage.usecases import decisions, register
from tests.network import Api

YEAR = year_of(datetime.now(UTC))
DECISION = """query($id: ID!) { node(id: $id) { ... on Decision {
    status number version meeting { status } cause causeLabel ballot { mode modeLabel majorityLabel votesReceived
        members { id } tally { yes no abstain cast }
        quorumAtOpening { represented needed members reached } quorumAtClosing { represented }
        votes { choice choiceLabel collectivity { name } person { name } mandate { function } } } } } }"""


async def vote(api: Api, decision: Any, place: int, choice: Choice) -> None:
    fields = {"collectivity": api.network.members[place], "choice": choice}
    await api.network.do(decisions.cast_vote, f"ambassador {place}", decision=decision, **fields)


async def shown(api: Api, decision: Any, who: str = "officer 2") -> dict[str, Any]:
    found: dict[str, Any] = (await api.read(DECISION, who, id=api.id("dec", decision)))["node"]
    return found


async def test_an_adopted_decision_has_its_number_its_votes_and_its_quorum(api: Api):
    decision, _ = await api.network.put_to_the_vote(0, 1)
    await vote(api, decision, 0, Choice.YES)
    await vote(api, decision, 1, Choice.ABSTAIN)
    await api.network.do(decisions.close_ballot, decision=decision)
    found = await shown(api, decision)
    assert (found["status"], found["number"], found["meeting"]) == ("ADOPTED", f"{YEAR}-01", {"status": "OPEN"})
    ballot = found["ballot"]
    assert ballot["tally"] == {"yes": 1, "no": 0, "abstain": 1, "cast": 1}
    assert ballot["quorumAtOpening"] == {"represented": 2, "needed": 2, "members": 3, "reached": True}
    assert ballot["quorumAtClosing"] == {"represented": 2}
    votes = {vote["collectivity"]["name"]: vote for vote in ballot["votes"]}
    assert votes["Val-d’Orme"] == {
        "choice": "YES",
        "choiceLabel": "For",
        "collectivity": {"name": "Val-d’Orme"},
        "person": {"name": "Ambassador 0 Essai"},
        "mandate": {"function": "AMBASSADOR"},
    }
    assert votes["Kerlouane"]["choiceLabel"] == "Abstention"


async def test_a_rejected_decision_says_why(api: Api):
    decision, _ = await api.network.put_to_the_vote(0, 1)
    await api.network.do(decisions.close_ballot, decision=decision)
    found = await shown(api, decision)
    assert (found["status"], found["cause"], found["causeLabel"]) == ("REJECTED", "NO_VOTES_CAST", "No votes cast")


@pytest.mark.parametrize("who", ["coordinator", "auditor", "ambassador 0", "officer 2"])
async def test_nothing_of_an_open_secret_ballot_but_its_opening_shows_to_anybody(api: Api, who: str):
    decision, _ = await api.network.put_to_the_vote(0, 1, mode=Mode.SECRET)
    before = await shown(api, decision, who)
    await vote(api, decision, 0, Choice.NO)
    assert await shown(api, decision, who) == before
    assert (before["ballot"]["votesReceived"], before["ballot"]["votes"]) == (None, [])


@pytest.mark.parametrize(
    "name", ["adoptByConsent", "openBallot", "closeBallot", "supersedeDecision", "repealDecision", "correctDecision"]
)
async def test_no_refusal_tells_the_version_that_secret_votes_make(api: Api, name: str):
    decision, meeting = await api.network.put_to_the_vote(0, 1, mode=Mode.SECRET)
    await vote(api, decision, 0, Choice.NO)
    given = {"decision": api.id("dec", decision), "expectedVersion": 99}
    where = {"meeting": api.id("mtg", meeting)}
    by = {"endedBy": api.id("dec", await api.network.proposed())}
    more = {"adoptByConsent": where, "openBallot": where, "supersedeDecision": by, "repealDecision": by}
    more["correctDecision"] = {"title": "Stand", "reason": "Coquille"}
    done = await api.command(name, **given, **more.get(name, {}))
    assert "VERSION_MOVED" not in [error["code"] for error in done["errors"]]


async def test_a_closed_secret_ballot_shows_who_voted_and_never_how(api: Api):
    decision, _ = await api.network.put_to_the_vote(0, 1, mode=Mode.SECRET)
    await vote(api, decision, 0, Choice.NO)
    await api.network.do(decisions.close_ballot, decision=decision)
    ballot = (await shown(api, decision, "coordinator"))["ballot"]
    assert ballot["tally"] == {"yes": 0, "no": 1, "abstain": 0, "cast": 1}
    assert ballot["votes"] == [
        {"choice": None, "choiceLabel": None, "collectivity": {"name": "Val-d’Orme"}, "person": None, "mandate": None}
    ]


async def test_the_reviews_that_are_due_come_in_pages_for_a_day_or_today(api: Api):
    today = day_of(datetime.now(UTC))
    meeting = await api.network.opened(0)
    for days in (0, 2, 1):
        decision = await api.network.proposed(f"Dans {days} jours")
        await api.network.do(decisions.adopt_by_consent, decision=decision, meeting=meeting)
        await api.network.do(register.schedule_review, decision=decision, on=today + timedelta(days=days))
    query = """query($on: Date, $after: Cursor) { network { reviewsDue(on: $on, first: 2, after: $after) {
        totalCount pageInfo { hasNextPage endCursor } nodes { title reviewOn } } } }"""
    due = (await api.read(query, "officer 2"))["network"]["reviewsDue"]
    assert (due["totalCount"], due["nodes"]) == (1, [{"title": "Dans 0 jours", "reviewOn": today.isoformat()}])
    later = (today + timedelta(days=9)).isoformat()
    due = (await api.read(query, "officer 2", on=later))["network"]["reviewsDue"]
    assert [node["title"] for node in due["nodes"]] == ["Dans 0 jours", "Dans 1 jours"]
    assert (due["totalCount"], due["pageInfo"]["hasNextPage"]) == (3, True)
    rest = (await api.read(query, "officer 2", on=later, after=due["pageInfo"]["endCursor"]))["network"]["reviewsDue"]
    assert [node["title"] for node in rest["nodes"]] == ["Dans 2 jours"]


async def test_the_register_is_filtered_and_read_by_number(api: Api):
    decision, meeting = await api.network.put_to_the_vote(0, 1)
    await vote(api, decision, 0, Choice.YES)
    await api.network.do(decisions.close_ballot, decision=decision)
    await api.network.proposed("Pour plus tard")
    query = """query($meeting: ID, $number: String!, $year: Int) { network {
        adopted: decisions(filter: { status: [ADOPTED], year: $year, meeting: $meeting }) { totalCount nodes { title } }
        earliest: decisions(order: EARLIEST_FIRST, first: 1) { nodes { title } }
        one: decision(number: $number) { title } none: decision(number: "2020-99") { title }
        odd: decision(number: "\\u0000") { title }
    } }"""
    found = await api.read(query, meeting=api.id("mtg", meeting), number=f"{YEAR}-01", year=YEAR)
    assert found["network"] == {
        "adopted": {"totalCount": 1, "nodes": [{"title": "Stand commun"}]},
        "earliest": {"nodes": [{"title": "Stand commun"}]},
        "one": {"title": "Stand commun"},
        "none": None,
        "odd": None,
    }

"""The activity: what happened, to whom it shows, page by page."""

from __future__ import annotations

from typing import Any

import pytest

from maillage.domain.ballots import Choice, Mode
from maillage.usecases import decisions, invitations, meetings
from tests.network import Api

PAGE = """query($filter: ActivityFilter, $first: Int, $after: Cursor, $order: ActivityOrder! = EARLIEST_FIRST) {
    network { activity(filter: $filter, first: $first, after: $after, order: $order) {
        totalCount pageInfo { hasNextPage endCursor }
        nodes { id cursor topic subjectKind happenedAt recordedAt text(locale: FR) actor { name } collectivity { name }
            subject { __typename ... on Node { id } } } } } }"""
LIVE = "subscription($after: Cursor) { activity(after: $after) { cursor entry { topic text } } }"
REMOTE = meetings.Modality.REMOTE
MEMBERS = ["coordinator", "officer 0", "ambassador 0", "auditor"]


async def page(api: Api, who: str = "coordinator", **asked: Any) -> dict[str, Any]:
    found: dict[str, Any] = (await api.read(PAGE, who, **asked))["network"]["activity"]
    return found


async def topics(api: Api, who: str, filter: dict[str, Any]) -> list[str]:
    found = await page(api, who, filter=filter, first=100)
    assert found["totalCount"] == len(found["nodes"])
    return [entry["topic"] for entry in found["nodes"]]


async def test_an_entry_says_what_happened_in_words_by_whom_and_to_what(api: Api):
    meeting = await api.network.planned("Bilan")
    [entry] = (await page(api, filter={"topics": ["meeting.planned"]}))["nodes"]
    assert entry["text"] == "Réunion « Bilan » à programmer (réunion ordinaire, sur place et à distance)."
    assert entry["subject"] == {"__typename": "Meeting", "id": api.id("mtg", meeting)}
    assert (entry["subjectKind"], entry["actor"]) == ("MEETING", {"name": "Claire Essai"})
    assert entry["id"] == entry["cursor"]
    assert entry["happenedAt"].endswith("Z")


async def test_the_words_are_in_the_language_of_the_request_unless_one_is_asked_for(api: Api):
    query = """{ network { activity(filter: { topics: ["network.founded"] }) {
        nodes { text en: text(locale: EN) subjectKindLabel } } } }"""
    [entry] = (await api.run(query, locale="fr"))["data"]["network"]["activity"]["nodes"]
    assert entry["text"] == f"Fondation du réseau « {api.network.name} »."
    assert entry["en"].startswith("The network")
    assert entry["subjectKindLabel"] == "Réseau"


async def test_every_kind_of_subject_is_reached(api: Api):
    await api.network.put_to_the_vote(0, 1)
    found = await page(api, first=100)
    assert {entry["subject"]["__typename"] for entry in found["nodes"]} == {
        "Network",
        "Collectivity",
        "Person",
        "Meeting",
        "Decision",
    }
    assert found["totalCount"] == await api.network.facts()


async def test_entries_are_filtered_by_what_they_are_about(api: Api):
    decision, meeting = await api.network.put_to_the_vote(0, 1)
    await api.network.do(
        decisions.cast_vote,
        "ambassador 0",
        decision=decision,
        collectivity=api.network.members[0],
        choice=Choice.YES,
    )
    about = {"subject": api.id("dec", decision)}
    assert await topics(api, "auditor", about) == ["decision.proposed", "decision.ballot-opened", "decision.vote-cast"]
    by = {"actor": api.person("ambassador 0")}
    assert await topics(api, "auditor", by) == ["decision.vote-cast"]
    of = {"collectivity": api.member(0), "subjectKind": "MEETING"}
    assert await topics(api, "auditor", of) == ["meeting.participant-arrived"]
    assert await topics(api, "auditor", {"since": "2100-01-01T00:00:00Z"}) == []
    assert meeting


async def test_pages_are_the_whole_history_in_order_once(api: Api):
    seen: list[str] = []
    after = None
    while True:
        found = await page(api, first=7, after=after)
        seen += [entry["cursor"] for entry in found["nodes"]]
        after = found["pageInfo"]["endCursor"]
        if not found["pageInfo"]["hasNextPage"]:
            break
    whole = [entry["cursor"] for entry in (await page(api, first=100))["nodes"]]
    assert seen == whole
    assert len(whole) == await api.network.facts()
    latest = [entry["cursor"] for entry in (await page(api, first=100, order="LATEST_FIRST"))["nodes"]]
    assert latest == whole[::-1]


# Who sees what ---------------------------------------------------------------------


@pytest.mark.parametrize("who", MEMBERS)
async def test_a_secret_vote_shows_to_nobody_in_no_list_count_or_stream_before_its_ballot_closes(api: Api, who: str):
    decision, _ = await api.network.put_to_the_vote(0, 1, mode=Mode.SECRET)
    before = await page(api, who, first=100)
    async with api.live(LIVE, who, after=before["nodes"][-1]["cursor"]) as live:
        where = {"collectivity": api.network.members[0], "choice": Choice.NO}
        await api.network.do(decisions.cast_vote, "ambassador 0", decision=decision, **where)
        assert await page(api, who, first=100) == before
        assert await live.is_silent()
        await api.network.do(decisions.close_ballot, decision=decision)
        now = [edge["entry"]["topic"] for edge in await live.next(3)]
    assert now == ["decision.ballot-closed", "decision.secret-vote-cast", "decision.rejected"]
    after = await page(api, who, first=100)
    assert [entry["topic"] for entry in after["nodes"][len(before["nodes"]) :]] == now
    [vote] = [entry for entry in after["nodes"] if entry["topic"] == "decision.secret-vote-cast"]
    assert vote["collectivity"] == {"name": "Val-d’Orme"}
    assert "contre" not in vote["text"]


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("coordinator", True),
        ("auditor", True),
        ("officer 0", True),
        ("ambassador 0", True),
        ("officer 1", False),
        ("ambassador 2", False),
    ],
)
async def test_what_is_for_one_member_s_people_shows_to_them_the_coordinator_and_the_auditor(
    api: Api, who: str, sees: bool
):
    """No fact of today is for one member only, so an entry is made so here."""
    begin = (await page(api, first=100))["nodes"][-1]["cursor"]
    await api.network.planned("Affaire interne")
    pool = api.network.running.pool
    await pool.execute(
        "UPDATE timeline SET audience = 'COLLECTIVITY', collectivity = $2 WHERE network_id = $1 AND topic = $3",
        api.network.id,
        api.network.members[0],
        "meeting.planned",
    )
    filter = {"topics": ["meeting.planned"]}
    assert await topics(api, who, filter) == ["meeting.planned"] * sees
    async with api.live(LIVE, who, after=begin) as live:
        await api.network.do(meetings.plan_meeting, title="Bilan", kind=meetings.MeetingKind.REGULAR, modality=REMOTE)
        expected = ["Affaire interne"] * sees + ["Bilan"]
        heard = await live.next(len(expected))
    assert [title for title, edge in zip(expected, heard, strict=True) if title in edge["entry"]["text"]] == expected


async def test_a_partner_s_contact_sees_of_it_what_is_about_the_meetings_that_invite(api: Api):
    answer = await api.run(PAGE, "contact")
    assert answer["data"] == {"network": None}
    assert answer["errors"][0]["extensions"]["code"] == "NOT_ALLOWED"
    async with api.live(LIVE, "contact") as live:
        assert await live.is_silent()
        meeting = await api.network.scheduled("Avec l’ADEME")
        await api.network.planned("Entre nous")
        people = (api.network.people["contact"],)
        await api.network.do(invitations.send_invitations, meeting=meeting, people=people)
        heard = await live.next()
        while heard[-1]["entry"]["topic"] != "meeting.invitations-sent":  # what was before it shows if not read yet
            heard += await live.next()
        assert await live.is_silent()
    assert not [edge for edge in heard if "Entre nous" in edge["entry"]["text"]]


async def test_a_foreign_network_sees_only_its_own(api: Api):
    begin = (await page(api, "stranger", first=100))["nodes"][-1]["cursor"]
    assert {entry["actor"] for entry in (await page(api, "stranger", first=100))["nodes"]} <= {None}
    async with api.live(LIVE, "stranger", after=begin) as live:
        await api.network.planned("Bilan")
        assert await live.is_silent()
        await api.elsewhere.planned("Le leur")
        [edge] = await live.next()
    assert "Le leur" in edge["entry"]["text"]
    assert (await page(api, "stranger", first=100))["totalCount"] == await api.elsewhere.facts()


async def test_a_cursor_of_a_foreign_network_is_refused(api: Api):
    foreign = (await page(api, "stranger", first=1))["nodes"][0]["cursor"]
    assert (await api.error(PAGE, after=foreign))["code"] == "CURSOR_INVALID"

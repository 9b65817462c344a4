"""The minutes of a meeting as clients draft, read, remark on and approve them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from maillage.domain.formalities import Formality
from maillage.usecases import meetings, rules
from tests.graphql.attempts.minutes import TEXT
from tests.network import Api

SHOWN = """query($id: ID!) { node(id: $id) { ... on Meeting { minutes {
    id version text status deadline silenceApproves remarks { text author { name } } errata { erratum }
} } } }"""
KEEPERS, MEMBERS = ("coordinator", "auditor"), ("officer 0", "ambassador 2")


async def shown(api: Api, meeting: str, who: str = "ambassador 1") -> dict[str, Any] | None:
    minutes: dict[str, Any] | None = (await api.read(SHOWN, who, id=meeting))["node"]["minutes"]
    return minutes


async def refusal(api: Api, mutation: str, who: str = "coordinator", **input: Any) -> tuple[str, list[str]]:
    [error] = (await api.command(mutation, who, **input))["errors"]
    return error["code"], error["path"]


async def test_minutes_from_the_draft_to_the_erratum_with_what_each_role_sees(api: Api):
    open_meeting = await api.network.opened(0, 1)
    meeting = api.id("mtg", open_meeting)
    assert await refusal(api, "draftMinutes", meeting=meeting, text=TEXT) == ("MEETING_NOT_CLOSED", ["meeting"])
    await api.network.do(meetings.close_meeting, meeting=open_meeting)
    draft = (await api.command("draftMinutes", selection="minutes { id }", meeting=meeting, text=TEXT))["minutes"]["id"]
    assert await refusal(api, "draftMinutes", meeting=meeting, text="Autre") == ("MINUTES_ALREADY_DRAFTED", ["meeting"])

    for who in KEEPERS:
        assert (await shown(api, meeting, who) or {})["text"] == TEXT
    for who in MEMBERS:
        assert await shown(api, meeting, who) is None
        assert (await api.read("query($id: ID!) { node(id: $id) { id } }", who, id=draft)) == {"node": None}
    early = await refusal(api, "remarkOnMinutes", "officer 2", minutes=draft, text="Non.")
    assert early == ("MINUTES_NOT_CIRCULATED", ["minutes"])

    await api.command("circulateMinutes", minutes=draft)
    again = await refusal(api, "redraftMinutes", minutes=draft, text="Autre")
    assert again == ("MINUTES_ALREADY_CIRCULATED", ["text"])
    await api.command("remarkOnMinutes", "ambassador 2", minutes=draft, text="J’y étais.")
    await api.command("redraftMinutes", minutes=draft, text="Présents : trois.")
    found = await shown(api, meeting)
    assert found is not None
    deadline = (api.today + timedelta(days=10)).isoformat()
    assert (found["text"], found["status"], found["deadline"]) == (TEXT, "CIRCULATED", deadline)
    assert found["remarks"] == [{"text": "J’y étais.", "author": {"name": "Ambassador 2 Essai"}}]
    assert (await shown(api, meeting, "auditor") or {})["status"] == "DRAFT"

    await api.command("circulateMinutes", minutes=draft)
    unread = await refusal(api, "correctMinutes", minutes=draft, erratum="Lire « 12 t ».")
    assert unread == ("MINUTES_NOT_APPROVED", ["minutes"])
    await api.command("approveMinutes", "ambassador 1", minutes=draft, collectivity=api.member(1))
    late = await refusal(api, "remarkOnMinutes", "officer 2", minutes=draft, text="Non.")
    assert late == ("MINUTES_ARE_APPROVED", ["minutes"])
    await api.command("correctMinutes", minutes=draft, erratum="Lire « 12 t ».")
    found = await shown(api, meeting)
    assert found is not None
    assert (found["text"], found["status"]) == ("Présents : trois.", "APPROVED")
    assert found["errata"] == [{"erratum": "Lire « 12 t »."}]

    query = """{ network { activity(first: 100, order: EARLIEST_FIRST, filter: { subjectKind: MINUTES }) { totalCount
        nodes { topic subject { ... on Minutes { text } } } } } }"""
    for who, drafts in (("coordinator", 2), ("officer 1", 0)):
        told = (await api.read(query, who))["network"]["activity"]
        assert told["totalCount"] == len(told["nodes"]) == 5 + drafts
        assert sum("draft" in each["topic"] for each in told["nodes"]) == drafts
        assert told["nodes"][-1]["subject"] == {"text": "Présents : trois."}
    assert await api.read(SHOWN, "contact", id=meeting) == {"node": None}  # not invited


async def test_silence_does_not_approve_where_the_meeting_was_scheduled_under_the_formality(api: Api):
    await api.network.do(rules.turn_formality_on, formality=Formality.MINUTES_APPROVAL)
    held = await api.network.made(meetings.close_meeting, meeting=await api.network.opened(0))
    await api.network.do(rules.turn_formality_off, formality=Formality.MINUTES_APPROVAL)
    meeting = api.id("mtg", held)
    draft = (await api.command("draftMinutes", selection="minutes { id }", meeting=meeting, text=TEXT))["minutes"]["id"]
    await api.command("circulateMinutes", minutes=draft)
    assert (await shown(api, meeting) or {})["silenceApproves"] is False

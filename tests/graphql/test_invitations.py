"""Invitations, what is answered to them, and what a partner's contact sees of the network by one."""

from __future__ import annotations

from typing import Any

from tests.graphql.attempts.attempt import SLOT
from tests.network import Api

SHOWN = """query($id: ID!) { node(id: $id) { ... on Meeting { title sequence
    invitations { person { name } answer comment } carpools { seatsLeft }
    activity(order: EARLIEST_FIRST, first: 50) { nodes { topic } } } } }"""
OWN = "{ viewer { meetings { totalCount nodes { title } } } }"


async def shown(api: Api, meeting: str, who: str) -> Any:
    return (await api.run(SHOWN, who, id=meeting))["data"]["node"]


async def answered(api: Api, meeting: str, who: str, answer: str, **more: Any) -> list[str]:
    payload = await api.command("answerInvitation", who, meeting=meeting, answer=answer, **more)
    return [error["code"] for error in payload["errors"]]


async def test_another_date_asks_everybody_again_and_raises_the_sequence(api: Api):
    meeting = api.id("mtg", await api.network.scheduled())
    people = [api.person(who) for who in ("officer 0", "ambassador 1")]
    assert (await api.command("sendInvitations", meeting=meeting, people=people))["errors"] == []
    assert await answered(api, meeting, "officer 0", "TENTATIVE") == []
    assert await answered(api, meeting, "officer 0", "ACCEPTED", comment="Avec plaisir") == []
    assert await answered(api, meeting, "officer 1", "ACCEPTED") == ["NOT_INVITED"]
    assert await answered(api, meeting, "officer 0", "SUBSTITUTE") == ["SUBSTITUTE_MISSING"]
    elsewhere = {"substitute": api.person("ambassador 1")}
    assert await answered(api, meeting, "officer 0", "SUBSTITUTE", **elsewhere) == ["SUBSTITUTE_ELSEWHERE"]
    found = await shown(api, meeting, "ambassador 2")
    said = {each["person"]["name"]: (each["answer"], each["comment"]) for each in found["invitations"]}
    assert said == {"Officer 0 Essai": ("ACCEPTED", "Avec plaisir"), "Ambassador 1 Essai": (None, None)}
    assert found["sequence"] == 0

    moved = await api.command("rescheduleMeeting", meeting=meeting, reason="Neige", **SLOT)
    assert moved["errors"] == []
    found = await shown(api, meeting, "coordinator")
    assert (found["sequence"], {each["answer"] for each in found["invitations"]}) == (1, {None})
    assert (await api.command("openMeeting", meeting=meeting))["errors"] == []
    assert await answered(api, meeting, "officer 0", "ACCEPTED") == ["MEETING_ALREADY_OPENED"]


async def test_a_contact_sees_the_meetings_that_invite_and_nothing_else(api: Api):
    invited = api.id("mtg", await api.network.scheduled("Avec l’ADEME"))
    other = api.id("mtg", await api.network.scheduled("Entre nous"))
    people = [api.person("contact"), api.person("officer 0")]
    assert (await api.command("sendInvitations", meeting=invited, people=people))["errors"] == []
    assert await answered(api, invited, "officer 0", "DECLINED", comment="En congé") == []
    assert (await api.read(OWN, "contact"))["viewer"]["meetings"] == {
        "totalCount": 1,
        "nodes": [{"title": "Avec l’ADEME"}],
    }
    assert await shown(api, other, "contact") is None
    found = await shown(api, invited, "contact")
    assert found["title"] == "Avec l’ADEME"
    assert {each["comment"] for each in found["invitations"]} == {None}, "what members say is not for partners"
    assert found["carpools"] is None
    assert [each["topic"] for each in found["activity"]["nodes"]][:3] == [
        "meeting.planned",
        "meeting.scheduled",
        "meeting.invitations-sent",
    ]
    refused = await api.run("{ network { meetings { totalCount } } }", "contact")
    assert refused["errors"][0]["extensions"]["code"] == "NOT_ALLOWED"

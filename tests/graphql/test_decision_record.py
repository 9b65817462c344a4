"""What came out of a meeting is there the second it closes, and reads as the mail that members get."""

from __future__ import annotations

from maillage.domain.invitation_facts import Answer
from maillage.usecases import invitations, meetings
from tests.graphql.attempts.recording import a_record
from tests.network import Api

RECORD = """query($id: ID!, $in: Locale) { node(id: $id) { ... on Meeting { decisionRecord {
    title(locale: $in) text(locale: $in) represented { name } excused { name } absent { name }
    decisions { number title } actions { title owner { name } due } } } } }"""


async def record(api: Api, meeting: str, who: str = "auditor", locale: str = "EN"):
    return (await api.read(RECORD, who, id=meeting, **{"in": locale}))["node"]["decisionRecord"]


async def test_a_meeting_recorded_in_one_call_has_its_decision_record_at_once(api: Api):
    done = await api.command("recordMeeting", selection="meeting { id }", **await a_record(api))
    assert done["errors"] == []
    found = await record(api, done["meeting"]["id"], "ambassador 2")
    assert sorted(each["name"] for each in found["represented"]) == ["Kerlouane", "Val-d’Orme"]
    assert (found["excused"], found["absent"]) == ([], [{"name": "Brocéval"}])
    assert found["decisions"] == [{"number": f"{api.today.year}-01", "title": "Stand commun"}]
    action = {"title": "Devis", "owner": {"name": "Officer 0 Essai"}, "due": api.today.isoformat()}
    assert found["actions"] == [action]
    assert found["title"].startswith("Decision record: Point mensuel, ")
    french = await record(api, done["meeting"]["id"], locale="FR")
    lines = french["text"].splitlines()
    assert any(line.startswith("Présidence : ") for line in lines)
    assert "Représentées : Kerlouane, Val-d’Orme." in lines
    assert "Absentes : Brocéval." in lines
    assert f"{api.today.year}-01 Stand commun : adoptée" in lines
    assert any(line.startswith("- Devis : Officer 0 Essai, échéance le ") for line in lines)


async def test_who_had_declined_is_excused_and_an_open_meeting_has_no_record(api: Api):
    meeting = await api.network.scheduled()
    people = tuple(api.network.people[f"officer {place}"] for place in range(3))
    await api.network.do(invitations.send_invitations, meeting=meeting, people=people)
    await api.network.do(invitations.answer_invitation, "officer 1", meeting=meeting, answer=Answer.DECLINED)
    await api.network.do(meetings.open_meeting, meeting=meeting)
    assert await record(api, api.id("mtg", meeting)) is None
    await api.network.do(meetings.close_meeting, meeting=meeting)
    found = await record(api, api.id("mtg", meeting))
    assert found["represented"] == []
    assert found["excused"] == [{"name": "Kerlouane"}]
    assert [each["name"] for each in found["absent"]] == ["Brocéval", "Val-d’Orme"]
    assert "No decision was taken." in found["text"]
    assert "Chair: Claire Essai.\n" in found["text"]
    refused = await api.run(RECORD, "contact", id=api.id("mtg", meeting))
    assert refused["data"] == {"node": None}

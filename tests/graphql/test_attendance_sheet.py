"""Who was at a meeting, member by member, while it runs and once it is closed."""

from __future__ import annotations

from typing import Any

from maillage.domain.invitation_facts import Answer
from maillage.usecases import invitations, meetings, proxies
from tests.network import Api

SHEET = """query($id: ID!) { node(id: $id) { ... on Meeting { attendanceSheet {
    members { collectivity { name } status statusLabel(locale: FR) proxy { holder { name } }
        attendance { person { name } presence leftAt } }
    others { person { name } presenceLabel(locale: FR) } }
    decisionRecord { text(locale: FR) representedByProxy { name } } } } }"""


async def shown(api: Api, meeting: Any, who: str = "ambassador 2") -> Any:
    return (await api.read(SHEET, who, id=api.id("mtg", meeting)))["node"]


async def statuses(api: Api, meeting: Any) -> dict[str, str]:
    members = (await shown(api, meeting))["attendanceSheet"]["members"]
    return {each["collectivity"]["name"]: each["status"] for each in members}


async def test_each_member_is_present_represented_excused_or_absent(api: Api):
    network = api.network
    meeting = await network.scheduled()
    asked = (network.people["officer 2"], network.people["contact"])
    await network.do(invitations.send_invitations, meeting=meeting, people=asked)
    await network.do(invitations.answer_invitation, "officer 2", meeting=meeting, answer=Answer.DECLINED)
    gift = {"collectivity": network.members[1], "holder": network.people["ambassador 0"]}
    await network.do(proxies.give_proxy, "officer 1", meeting=meeting, **gift)
    assert (await shown(api, meeting))["attendanceSheet"] is None

    await network.do(meetings.open_meeting, meeting=meeting)
    absent = {"Val-d’Orme": "ABSENT", "Kerlouane": "ABSENT", "Brocéval": "EXCUSED"}
    assert await statuses(api, meeting) == absent, "a proxy takes its holder"
    for who, collectivity in (("ambassador 0", network.members[0]), ("contact", None)):
        there = {"collectivity": collectivity, "presence": meetings.Presence.ONSITE}
        await network.do(meetings.record_arrival, meeting=meeting, person=network.people[who], **there)
    present = {"Val-d’Orme": "PRESENT", "Kerlouane": "REPRESENTED", "Brocéval": "EXCUSED"}
    assert await statuses(api, meeting) == present

    await network.do(meetings.record_departure, meeting=meeting, person=network.people["ambassador 0"])
    await network.do(meetings.close_meeting, meeting=meeting)
    assert await statuses(api, meeting) == present
    found = await shown(api, meeting, "auditor")
    by_name = {each["collectivity"]["name"]: each for each in found["attendanceSheet"]["members"]}
    [stay] = by_name["Val-d’Orme"]["attendance"]
    assert (stay["person"], stay["presence"]) == ({"name": "Ambassador 0 Essai"}, "ONSITE")
    assert stay["leftAt"]
    kerlouane = {"statusLabel": "Représentée par pouvoir", "proxy": {"holder": {"name": "Ambassador 0 Essai"}}}
    assert {name: by_name["Kerlouane"][name] for name in kerlouane} == kerlouane
    assert found["attendanceSheet"]["others"] == [{"person": {"name": "Contact Essai"}, "presenceLabel": "Sur place"}]

    assert found["decisionRecord"]["representedByProxy"] == [{"name": "Kerlouane"}]
    lines = found["decisionRecord"]["text"].splitlines()
    for line in ("Représentées : Val-d’Orme.", "Représentées par pouvoir : Kerlouane.", "Excusées : Brocéval."):
        assert line in lines


async def test_a_partner_s_contact_reads_no_sheet(api: Api):
    meeting = await api.network.scheduled()
    people = (api.network.people["contact"],)
    await api.network.do(invitations.send_invitations, meeting=meeting, people=people)
    await api.network.do(meetings.open_meeting, meeting=meeting)
    answer = await api.run(SHEET, "contact", id=api.id("mtg", meeting))
    assert answer["data"]["node"]["attendanceSheet"] is None

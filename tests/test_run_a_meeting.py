"""What docs/how-to/run-a-meeting.md says, done through HTTP and WebSocket alone, and by those who may not too."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from maillage.eventstore.database import Database
from maillage.graphql.references import PERSON, uuid_of
from tests.how_to_page import Page, Script
from tests.network import Api, Live, founded, installed
from tests.reports.reading import read

SHEET = """Prénom;Nom;Collectivité;Fonction;Type
Anne;Le Goff;Val-d’Orme Communauté;Ambassadrice;EPCI
Yves;Riou;Pays de Kerlouane;Ambassadeur;EPCI
Zoé;Morvan;Brocéval Agglomération;Technicienne;EPCI
Lise;Guillou;Rives d’Oust;Ambassadrice;EPCI
Jean;Thomas;Haut Blavet;Élu;EPCI
"""
ROLES = {"COORD": "coordinator", "REP": "jean", "AMB": "anne", "PART": "hélène", "AUD": "marc"}
DIRECTORY = """query { network {
    people(first: 50) { nodes { id givenName mandates { organisation { ... on Collectivity { id name } } } } } } }"""
QUARTER = timedelta(minutes=15)
VOTES = (("anne", "anne", "YES"), ("yves", "yves", "NO"), ("jean", "jean", "YES"), ("jean", "zoé", "YES"))  # by, for
COUNTED = {"yes": 3, "no": 1, "abstain": 0}


@pytest.fixture
async def network(database: Database) -> Any:
    """Five members, a partner and the syndicate, everybody signed in."""
    async with installed(database) as running:
        api = running.api(*[await founded(running.running, name) for name in ("Réseau du Centre", "Ailleurs")])
        await everybody(api)
        yield api


async def everybody(api: Api) -> None:
    file = base64.b64encode(SHEET.encode()).decode()
    assert (await api.command("importDirectory", file=file))["errors"] == []
    described = await api.command("describeSyndicate", selection="syndicate { id }", name="Syndicat du Centre")
    partner = await api.command("associatePartner", selection="partner { id }", name="ADEME")
    await joins(api, "Marc", "Petit", described["syndicate"]["id"], "AUDITOR")
    await joins(api, "Hélène", "Prat", partner["partner"]["id"], "PARTNER_CONTACT")
    for person in (await api.read(DIRECTORY))["network"]["people"]["nodes"]:
        if person["mandates"]:
            who = person["givenName"].casefold()
            api.network.people[who] = uuid_of(person["id"], [PERSON], "person")
            await api.network.signed_in(who)


async def joins(api: Api, given: str, family: str, organisation: str, function: str) -> None:
    mandate = {"organisation": organisation, "function": function, "startsOn": api.today.isoformat()}
    done = await api.command("registerPerson", givenName=given, familyName=family, mandate=mandate)
    assert done["errors"] == []


async def homes(api: Api) -> dict[str, str]:
    """Collectivities by the first name of who acts there."""
    nodes = (await api.read(DIRECTORY))["network"]["people"]["nodes"]
    acting = [each for each in nodes if each["mandates"] and each["mandates"][0]["organisation"]]
    return {each["givenName"].casefold(): each["mandates"][0]["organisation"]["id"] for each in acting}


async def test_a_meeting_from_the_search_for_its_date_to_its_erratum(network: Api):
    script = Script(network, Page.read("run-a-meeting.md"), ROLES)
    home = await homes(network)
    await formalities(script)
    await a_date(script)
    await invitations(script)
    items = await the_agenda(script)
    await a_proxy(script, home)
    await opening(script, home, items)
    await a_decision(script, home)
    await the_end(script, items)
    await minutes(script, home)
    await calendars(script)
    script.is_whole()


async def formalities(script: Script) -> None:
    script.known["formality"] = "BALLOTS"
    await script.tries("What the network asks of itself")
    for formality in ("BALLOTS", "AGENDA_ACCEPTANCE", "MINUTES_APPROVAL"):
        await script.does("TurnOn", "coordinator", formality=formality)


async def a_date(script: Script) -> None:
    first = (datetime.now(UTC) + timedelta(days=21)).replace(microsecond=0)
    when = {"first": first, "second": first + timedelta(days=1), "deadline": first - timedelta(days=7)}
    when |= {"firstEnds": first + timedelta(hours=2), "secondEnds": first + timedelta(days=1, hours=2)}
    script.known |= {name: instant.isoformat() for name, instant in when.items()}
    script.known["poll"] = (await script.does("OpenPoll", "coordinator"))["datePoll"]["id"]
    script.known["answers"] = [{"option": 1, "availability": "YES"}, {"option": 2, "availability": "NO"}]
    await script.tries("A date")
    for who in ("jean", "anne", "yves"):
        await script.does("AnswerPoll", who)
    reminded = await script.does("Remind", "coordinator")
    assert sorted(person["name"] for person in reminded["datePoll"]["missing"]) == ["Lise Guillou", "Zoé Morvan"]
    [offered, _] = (await script.does("Poll", "anne"))["options"]
    assert (offered["yes"], offered["outlook"]) == (3, "ENOUGH")
    meeting = (await script.does("ClosePoll", "coordinator"))["datePoll"]["meeting"]
    assert (meeting["status"], datetime.fromisoformat(meeting["startsAt"])) == ("SCHEDULED", first)
    script.known["meeting"] = meeting["id"]


async def invitations(script: Script) -> None:
    people = [who for who in script.api.network.people if who not in {"coordinator", "marc"}]
    script.known["people"] = [script.api.person(who) for who in people]
    script.known["answer"] = "ACCEPTED"
    moved = (datetime.now(UTC) + QUARTER).replace(microsecond=0)
    script.known |= {"starts": moved.isoformat(), "ends": (moved + 2 * timedelta(hours=1)).isoformat()}
    assert (await script.asked("Invitations", "hélène"))["data"] == {"node": None}
    invited = (await script.does("Invite", "coordinator"))["meeting"]
    assert (invited["sequence"], len(invited["invitations"])) == (0, 6)
    await script.tries("Invitations")
    for who in ("jean", "anne", "yves", "hélène"):
        await script.does("Answer", who)
    await script.does("Answer", "zoé", answer="DECLINED")
    moved_to = (await script.does("Move", "coordinator"))["meeting"]
    assert moved_to["sequence"] == 1
    assert {each["answer"] for each in moved_to["invitations"]} == {None}, "another date asks again"
    for who in ("jean", "anne", "yves", "hélène"):
        await script.does("Answer", who)
    for who in ("zoé", "lise"):
        await script.does("Answer", who, answer="DECLINED")


async def the_agenda(script: Script) -> dict[str, str]:
    """The items by title."""
    script.known |= {"title": "Vidéo", "purpose": "DISCUSSION", "minutes": 100, "item": None}
    await script.does("ProposeItem", "coordinator", title="Stand", purpose="DECISION", minutes=60)
    proposed = await script.does("ProposeItem", "anne")
    found = proposed["meeting"]["agenda"]["items"]
    assert [each["statusLabel"] for each in found] == ["À l’ordre du jour", "Proposé"]
    items = {each["title"]: each["id"] for each in found}
    script.known["item"] = items["Vidéo"]
    await script.tries("The agenda")
    accepted = await script.does("AcceptItem", "coordinator")
    assert accepted["meeting"]["agenda"] == {"minutes": 160, "overrunMinutes": 40}
    assert [each["code"] for each in accepted["warnings"]] == ["AGENDA_LONGER_THAN_MEETING"]
    published = await script.does("PublishAgenda", "coordinator")
    assert [each["title"] for each in published["meeting"]["agenda"]["items"]] == ["Stand", "Vidéo"]
    return items


async def a_proxy(script: Script, home: dict[str, str]) -> None:
    script.known |= {"collectivity": home["zoé"], "holder": script.api.person("jean")}
    given = (await script.does("GiveProxy", "zoé"))["meeting"]["proxies"]
    assert given == [
        {"collectivity": {"name": "Brocéval Agglomération"}, "holder": {"name": "Jean Thomas"}, "counts": False}
    ]
    await script.tries("A proxy")


async def opening(script: Script, home: dict[str, str], items: dict[str, str]) -> None:
    api = script.api
    script.known |= {"person": api.person("anne"), "collectivity": home["anne"], "presence": "ONSITE"}
    script.known["item"] = items["Stand"]
    await script.tries("Opening, quorum lost and found")
    opened = (await script.does("Open", "coordinator"))["meeting"]
    assert opened == {"status": "OPEN", "quorum": {"represented": 0, "needed": 3, "members": 5}}
    for who, presence in (("anne", "ONSITE"), ("jean", "ONSITE"), ("yves", "REMOTE")):
        at = {"person": api.person(who), "collectivity": home[who], "presence": presence}
        room = (await script.does("Arrive", "coordinator", **at))["meeting"]["quorum"]
    assert room == {"represented": 3, "established": True}
    assert await script.refused("Arrive", "coordinator", presence="REMOTE") == "ALREADY_PRESENT"
    await script.does("TakeUp", "coordinator")


async def a_decision(script: Script, home: dict[str, str]) -> None:
    api = script.api
    script.known["decision"] = (await script.does("Propose", "jean"))["decision"]["id"]
    script.known |= {"collectivity": home["anne"], "choice": "YES"}
    await script.tries("A decision, by ballot")
    left = await script.does("Leave", "coordinator", person=api.person("yves"))
    assert left["meeting"]["quorum"] == {"represented": 2}
    assert await script.refused("OpenBallot", "coordinator") == "QUORUM_NOT_REACHED"
    await script.does("Arrive", "coordinator", person=api.person("yves"), collectivity=home["yves"], presence="REMOTE")
    async with script.watches("Room", "lise") as room:
        assert (await shown(room))["quorum"] == {"represented": 3, "needed": 3, "reached": True}
        ballot = (await script.does("OpenBallot", "coordinator"))["decision"]["ballot"]
        assert ballot["quorumAtOpening"] == {"represented": 3, "needed": 3, "members": 5}
        assert (await shown(room))["ballot"]["votesReceived"] == 0
        for who, voice, choice in VOTES:
            await script.does("Vote", who, collectivity=home[voice], choice=choice)
            seen = await shown(room)
        assert (seen["ballot"]["votesReceived"], seen["ballot"]["tally"]) == (4, None)
        assert [each["name"] for each in seen["ballot"]["awaited"]] == ["Rives d’Oust"]
        assert await script.refused("Vote", "anne", collectivity=home["lise"]) == "NOT_ALLOWED"
        assert await script.refused("Vote", "lise", collectivity=home["lise"]) == "VOTER_NOT_PRESENT"
        closed = (await script.does("CloseBallot", "coordinator"))["decision"]
        assert (await shown(room))["ballot"]["tally"] == COUNTED
    assert closed == {"number": f"{api.today.year}-01", "status": "ADOPTED", "ballot": {"tally": COUNTED}}
    assert await script.refused("Vote", "anne", choice="NO") == "BALLOT_IS_CLOSED"
    await script.does("Decide", "coordinator")


async def shown(room: Live) -> Any:
    """The room as it is told next."""
    said = await room.hear()
    assert said["type"] == "next", said
    return said["payload"]["data"]["meetingRoom"]


async def the_end(script: Script, items: dict[str, str]) -> None:
    script.known["item"] = items["Vidéo"]
    await script.does("CarryOver", "coordinator")
    await script.does("Close", "coordinator")
    await script.tries("What is left, and the end")
    record = await script.does("Record", "lise")
    assert f"{script.api.today.year}-01 Stand commun : adoptée" in record["decisionRecord"]["text"]
    sheet = {each["collectivity"]["name"]: each["status"] for each in record["attendanceSheet"]["members"]}
    assert sheet == {
        "Val-d’Orme Communauté": "PRESENT",
        "Pays de Kerlouane": "PRESENT",
        "Haut Blavet": "PRESENT",
        "Brocéval Agglomération": "REPRESENTED",
        "Rives d’Oust": "EXCUSED",
    }
    waiting = (await script.does("NextAgenda", "anne"))["suggestedAgenda"]
    assert [(each["title"], each["reason"]) for each in waiting] == [("Vidéo", "CARRIED_OVER")]


async def minutes(script: Script, home: dict[str, str]) -> None:
    script.known["minutes"] = (await script.does("Draft", "coordinator"))["minutes"]["id"]
    script.known["collectivity"] = home["jean"]
    await script.does("Circulate", "coordinator")
    await script.tries("Minutes, and an erratum")
    await script.does("Remark", "anne")
    approved = (await script.does("Approve", "jean"))["minutes"]
    assert approved == {"status": "APPROVED", "approvedFor": {"name": "Haut Blavet"}}
    await script.does("Correct", "coordinator")


async def calendars(script: Script) -> None:
    """Read by another library than the one that writes them."""
    await script.tries("In the calendar of each")
    http = script.api.http
    for who in ROLES.values():
        kind = "NETWORK" if who in {"coordinator", "marc"} else "PERSON"
        feed = (await script.does("Feed", who, kind=kind))["calendarFeed"]
        path = feed["url"][feed["url"].index("/calendar/") :]
        [event] = read((await http.get(path)).content).events
        assert (event.summary, event.sequence) == ("Préparer la semaine de réduction des déchets", 1)
        assert event.dtstart == datetime.fromisoformat(script.known["starts"])
        assert event.location == "Mairie de Péaule"
        if who == "anne":
            await script.does("RevokeFeed", who, feed=feed["id"])
            assert (await http.get(path)).status_code == 404

"""What docs/how-to/first-day.md says, done over HTTP, with a real mail server at the end."""

from __future__ import annotations

import asyncio
import base64
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from maillage.eventstore.database import Database
from maillage.graphql.references import PERSON, uuid_of
from maillage.processes.post import Post
from maillage.processes.transport import Smtp
from tests.network import Api, founded, installed
from tests.processes.mail_server import mail_server

PAGE = (Path(__file__).parents[1] / "docs" / "how-to" / "first-day.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL)
CALLS = {re.match(r"\w+ (\w+)", body)[1]: body for kind, body in BLOCKS if kind == "graphql"}  # type: ignore[index]
[SHEET] = [body for kind, body in BLOCKS if kind == "csv"]
MOST_CALLS = 10  # of the coordinator


@pytest.fixture
async def first_day(database: Database) -> Any:
    async with installed(database) as running:
        network = await founded(running.running, "Réseau des ambassadeurs du Centre")
        yield running.api(network, network)


class Coordinator:
    """Makes the calls of the page, and counts them."""

    def __init__(self, api: Api) -> None:
        self.api, self.made = api, list[str]()

    async def call(self, name: str, **variables: Any) -> Any:
        self.made.append(name)
        body = CALLS[name]
        given = {"command": str(uuid4())} | variables if "$command" in body else variables
        answer = (await self.api.post({"query": body, "variables": given}, "coordinator")).json()
        assert "errors" not in answer, answer
        [said] = answer["data"].values()
        assert said.get("errors", []) == [], said
        return said


async def answers_yes(api: Api, name: str, person: str, poll: str) -> None:
    """A member, in the app."""
    api.network.people[name] = uuid_of(person, [PERSON], "person")
    await api.network.signed_in(name)
    answers = [{"option": 1, "availability": "YES"}, {"option": 2, "availability": "NO"}]
    assert (await api.command("answerDatePoll", name, datePoll=poll, answers=answers))["errors"] == []


async def test_the_first_day_takes_ten_calls_at_most_and_ends_in_nine_mailboxes(first_day: Api):
    api, claire = first_day, Coordinator(first_day)
    file = base64.b64encode(SHEET.encode()).decode()
    looked = (await claire.call("Look", file=file))["report"]
    assert (looked["newPeople"], looked["problems"]) == (9, [])
    assert sorted(each["kind"] for each in looked["newCollectivities"]) == ["COMMUNE"] + ["EPCI"] * 8
    assert (await claire.call("Import", file=file))["report"]["newPeople"] == 9
    found = (await claire.call("Directory"))["people"]["nodes"]
    people = {each["name"]: each["id"] for each in found if each["mandates"]}
    assert len(people) == 9
    await claire.call("Welcome", people=list(people.values()))

    first = (datetime.now(UTC) + timedelta(days=21)).replace(microsecond=0)
    when = {"first": first, "second": first + timedelta(days=1), "deadline": first - timedelta(days=7)}
    when |= {"firstEnds": first + timedelta(hours=2), "secondEnds": first + timedelta(days=1, hours=2)}
    poll = (await claire.call("Ask", **{name: each.isoformat() for name, each in when.items()}))["datePoll"]
    assert {each["person"]["name"] for each in poll["invitees"]} == set(people)
    for name, person in list(people.items())[:5]:
        await answers_yes(api, name, person, poll["id"])
    meeting = (await claire.call("Choose", poll=poll["id"]))["datePoll"]["meeting"]
    assert meeting["status"] == "SCHEDULED"
    invited = await claire.call("Invite", meeting=meeting["id"], people=list(people.values()))
    assert len(invited["meeting"]["invitations"]) == 9

    present = [{"person": person} for person in list(people.values())[:6]]
    due = (api.today + timedelta(days=14)).isoformat()
    record = {"today": api.today.isoformat(), "present": present, "owner": present[0]["person"], "due": due}
    held = (await claire.call("Record", **record))["meeting"]
    assert held["decisions"]["nodes"] == [{"number": f"{api.today.year}-01", "title": "Stand commun"}]
    assert held["minutes"] == {"status": "DRAFT"}
    read = (await claire.call("Read", meeting=held["id"]))["decisionRecord"]
    assert len(read["represented"]) == 6
    assert claire.made == list(CALLS), "each call of the page, once and in its order"
    assert len(claire.made) <= MOST_CALLS

    await mailed(api, read["text"])


async def mailed(api: Api, text: str) -> None:
    """The same record, in the mailbox of each of the nine."""
    running = api.network.running
    async with mail_server() as box, asyncio.timeout(120):
        transport = Smtp("127.0.0.1", box.port, "none", "reseau@syndicat.example")
        post = Post(running.pool, running.keyring, running.database.connect, transport, "https://reseau.example")
        while await post.round():
            pass
    records = [each for each in box.taken if each[1]["Subject"].startswith("Relevé de décisions")]
    welcomes = [each for each in box.taken if each[1]["Subject"].endswith(" : entrez dans Maillage")]
    addresses = [address for address, _ in records]
    assert sorted(addresses) == sorted(address for address, _ in welcomes)
    assert all("https://reseau.example/sign-in" in message.get_content() for _, message in welcomes)
    assert sorted(addresses) == sorted(re.findall(r";([^;@]+@[^;]+);", SHEET))
    for _, message in records:
        assert f"{api.today.year}-01 Stand commun : adoptée" in message.get_content()
        assert text.splitlines()[-1] in message.get_content(), "in English below"

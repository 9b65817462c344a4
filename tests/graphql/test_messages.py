"""Who was reached: seen by the coordinator and the auditor, page by page, by nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
import pytest_asyncio

from maillage.domain.date_options import Period
from maillage.domain.meeting_facts import MeetingKind, Modality
from maillage.processes.post import Post
from maillage.processes.transport import Files
from maillage.usecases import date_polls, invitations, people
from tests.graphql.attempts.attempt import BEGINS
from tests.network import HOUR, Api

REACHED = """query($id: ID!, $state: [Delivery!], $after: Cursor) { node(id: $id) {
    ... on Meeting { messages(first: 1, after: $after, state: $state) { ...page } }
    ... on DatePoll { messages(first: 1, after: $after, state: $state) { ...page } } } }
    fragment page on MessageConnection {
        totalCount pageInfo { endCursor hasNextPage } nodes { kind state stateLabel settledAt person { name } } }"""


async def sent(api: Api, folder: Path) -> None:
    running = api.network.running
    transport = Files(folder, "reseau@syndicat.example")
    await Post(running.pool, running.keyring, running.database.connect, transport, "https://reseau.example").round()


@pytest_asyncio.fixture(loop_scope="session")
async def meeting(api: Api, tmp_path: Path) -> str:
    """Two officers are invited; the first has an address."""
    network = api.network
    meeting = await network.scheduled()
    invited = tuple(network.people[who] for who in ("officer 0", "officer 1"))
    await network.do(people.give_contact_details, person=invited[0], email="o@essai.example", phone=None)
    await network.do(invitations.send_invitations, meeting=meeting, people=invited)
    await sent(api, tmp_path / "mail")
    return api.id("mtg", meeting)


@pytest.mark.parametrize("who", ["coordinator", "auditor"])
async def test_each_addressee_is_told_with_what_became_of_the_message(api: Api, meeting: str, who: str):
    found, after = {}, None
    for _ in range(2):
        page = (await api.read(REACHED, who, id=meeting, after=after))["node"]["messages"]
        [message] = page["nodes"]
        assert (page["totalCount"], message["kind"]) == (2, "MEETING_INVITATION")
        assert message["settledAt"]
        found[message["person"]["name"]] = (message["state"], message["stateLabel"])
        after = page["pageInfo"]["endCursor"]
    assert not page["pageInfo"]["hasNextPage"]
    assert found == {
        "Officer 0 Essai": ("SENT", "Sent"),
        "Officer 1 Essai": ("NO_ADDRESS", "Without address"),
    }


async def test_those_who_were_not_reached_are_asked_for_alone(api: Api, meeting: str):
    page = (await api.read(REACHED, id=meeting, state=["NO_ADDRESS", "REFUSED"]))["node"]["messages"]
    assert (page["totalCount"], page["nodes"][0]["person"]) == (1, {"name": "Officer 1 Essai"})


@pytest.mark.parametrize("who", ["officer 0", "ambassador 0"])
async def test_nobody_else_learns_who_was_reached(api: Api, meeting: str, who: str):
    assert (await api.error(REACHED, who, id=meeting))["code"] == "NOT_ALLOWED"


async def test_a_poll_tells_whom_it_has_asked(api: Api, tmp_path: Path):
    poll = await api.network.made(
        date_polls.open_date_poll,
        title="Point d’étape",
        kind=MeetingKind.WORKING_GROUP,
        modality=Modality.REMOTE,
        options=[Period(BEGINS + HOUR * n, BEGINS + HOUR * (n + 1)) for n in (24, 48)],
        deadline=BEGINS,
        invited=[api.network.people["contact"]],
    )
    id = api.id("dpl", poll)
    assert (await api.read(REACHED, id=id))["node"]["messages"]["nodes"] == [], "not addressed yet"
    await sent(api, tmp_path)
    [message] = (await api.read(REACHED, id=id))["node"]["messages"]["nodes"]
    assert (message["kind"], message["state"]) == ("DATE_POLL", "NO_ADDRESS")
    assert (await api.error(REACHED, "contact", id=id))["code"] == "NOT_ALLOWED"

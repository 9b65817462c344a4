"""A poll of dates from its opening to the meeting on the chosen one, and who sees it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from maillage.usecases import networks
from tests.network import Api

POLL = """query($id: ID!) { node(id: $id) { ... on DatePoll { status needed missing { name }
    invitees { answered } options { number yes ifNeeded no silent able outlook flags { kind label }
        answers { availability person { name } } members { availability collectivity { name } } }
    meeting { status startsAt } reason } } }"""
BASTILLE = datetime(datetime.now(UTC).year + 1, 7, 14, 8, tzinfo=UTC)
DATES = [BASTILLE, BASTILLE + timedelta(days=1)]


async def opened(api: Api, **more: Any) -> str:
    """For everybody who holds a mandate at one of the three members; two members are needed."""
    fields = {
        "title": "Point de rentrée",
        "kind": "REGULAR",
        "modality": "REMOTE",
        "options": [
            {"startsAt": each.isoformat(), "endsAt": (each + timedelta(hours=2)).isoformat()} for each in DATES
        ],
        "deadline": (BASTILLE - timedelta(days=20)).isoformat(),
    }
    done = await api.command("openDatePoll", selection="datePoll { id }", **fields | more)
    assert done["errors"] == []
    return str(done["datePoll"]["id"])


async def answered(api: Api, poll: str, who: str, first: str, second: str) -> None:
    answers = [{"option": 1, "availability": first}, {"option": 2, "availability": second}]
    assert (await api.command("answerDatePoll", who, datePoll=poll, answers=answers))["errors"] == []


async def shown(api: Api, poll: str, who: str = "coordinator") -> Any:
    return (await api.read(POLL, who, id=poll))["node"]


async def test_a_poll_is_answered_counted_reminded_and_closed_on_a_date_that_becomes_the_meeting(api: Api):
    await api.network.do(
        networks.declare_closure_period,
        first_day=DATES[1].date(),
        last_day=DATES[1].date(),
        label="Pont",
    )
    poll = await opened(api)
    await answered(api, poll, "officer 0", "YES", "NO")
    await answered(api, poll, "ambassador 0", "NO", "NO")
    await answered(api, poll, "officer 1", "NO", "NO")
    await answered(api, poll, "officer 1", "IF_NEEDED", "NO")
    found = await shown(api, poll, "ambassador 2")
    first, second = found["options"]
    assert [first[name] for name in ("yes", "ifNeeded", "no", "silent", "able", "outlook")] == [1, 1, 1, 3, 2, "ENOUGH"]
    assert [second[name] for name in ("able", "outlook")] == [0, "UNCERTAIN"]
    assert first["flags"] == [{"kind": "PUBLIC_HOLIDAY", "label": "Fête nationale"}]
    assert second["flags"] == [{"kind": "CLOSURE", "label": "Pont"}]
    assert sorted(each["name"] for each in found["missing"]) == [
        "Ambassador 1 Essai",
        "Ambassador 2 Essai",
        "Officer 2 Essai",
    ]

    await answered(api, poll, "ambassador 1", "NO", "NO")
    await answered(api, poll, "ambassador 2", "NO", "NO")
    assert (await api.command("remindDatePoll", datePoll=poll))["errors"] == []
    await answered(api, poll, "officer 2", "NO", "NO")
    [error] = (await api.command("remindDatePoll", datePoll=poll))["errors"]
    assert error["code"] == "EVERYBODY_ANSWERED"
    assert (await shown(api, poll))["options"][1]["outlook"] == "OUT_OF_REACH"

    [error] = (await api.command("closeDatePoll", datePoll=poll, option=2))["errors"]
    assert (error["code"], error["path"]) == ("QUORUM_OUT_OF_REACH", ["reason"])
    assert (await shown(api, poll))["status"] == "OPEN"
    done = await api.command("closeDatePoll", datePoll=poll, option=2, reason="Seule salle libre")
    assert done["errors"] == []
    found = await shown(api, poll, "auditor")
    assert (found["status"], found["reason"]) == ("CLOSED", "Seule salle libre")
    assert found["meeting"] == {"status": "SCHEDULED", "startsAt": DATES[1].isoformat().replace("+00:00", "Z")}
    [error] = (
        await api.command("answerDatePoll", "officer 0", datePoll=poll, answers=[{"option": 1, "availability": "YES"}])
    )["errors"]
    assert error["code"] == "DATE_POLL_IS_OVER"


async def test_a_partner_s_contact_sees_and_answers_only_the_polls_that_ask(api: Api):
    asking, other = await opened(api, invited=[api.person("contact"), api.person("officer 0")]), await opened(api)
    listed = "{ network { datePolls { totalCount } } }"
    assert (await api.read(listed, "officer 0"))["network"]["datePolls"]["totalCount"] == 2
    await answered(api, asking, "contact", "YES", "YES")
    found = "query($id: ID!) { node(id: $id) { ... on DatePoll { title } } }"
    assert (await api.read(found, "contact", id=asking))["node"] == {"title": "Point de rentrée"}
    assert (await api.read(found, "contact", id=other))["node"] is None
    answers = [{"option": 1, "availability": "YES"}]
    [error] = (await api.command("answerDatePoll", "contact", datePoll=other, answers=answers))["errors"]
    assert error["code"] == "NOT_ASKED"

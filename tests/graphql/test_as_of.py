"""A network as it was: what was recorded by then, seen with the rights of today."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from maillage.domain.ballots import Choice
from maillage.domain.network_facts import Cadence
from maillage.usecases import collectivities, decisions, rules
from tests.network import Api

WAS = """query($asOf: AsOf) { network(asOf: $asOf) {
    name now version settings { cadence }
    collectivities { totalCount nodes { name status } } meetings { totalCount nodes { title status members { name } } }
    decisions { nodes { number title status ballot { tally { yes } } meeting { status } } }
    activity(first: 100) { totalCount nodes { topic text subject { __typename } } }
} }"""


async def was(api: Api, who: str = "coordinator", **as_of: Any) -> Any:
    return (await api.read(WAS, who, asOf=as_of or None))["network"]


def without_now(network: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in network.items() if name != "now"}


async def much_happens(api: Api) -> None:
    decision, _ = await api.network.put_to_the_vote(0, 1)
    where = {"collectivity": api.network.members[0], "choice": Choice.YES}
    await api.network.do(decisions.cast_vote, "ambassador 0", decision=decision, **where)
    await api.network.do(decisions.close_ballot, decision=decision)
    await api.network.do(rules.set_cadence, cadence=Cadence.MONTHLY)
    await api.network.do(collectivities.withdraw_collectivity, collectivity=api.network.members[2], on=api.today)


async def last_cursor(api: Api) -> str:
    found = await api.read("{ network { activity(first: 1) { pageInfo { endCursor } } } }")
    cursor: str = found["network"]["activity"]["pageInfo"]["endCursor"]
    return cursor


@pytest.mark.parametrize("who", ["coordinator", "officer 0", "ambassador 0", "auditor"])
async def test_what_was_is_shown_as_it_was_then(api: Api, who: str):
    await api.network.proposed("Avant")
    then, cursor = await was(api, who), await last_cursor(api)
    instant = datetime.now(UTC)
    await asyncio.sleep(0.01)  # the clock of the database must have moved on
    await much_happens(api)
    assert without_now(await was(api, who)) != without_now(then)
    assert without_now(await was(api, who, cursor=cursor)) == without_now(then)
    at_that_instant = await was(api, who, at=instant.isoformat())
    assert without_now(at_that_instant) == without_now(then)
    assert at_that_instant["now"] == instant.isoformat().replace("+00:00", "Z")


async def test_the_position_of_a_command_shows_what_it_made(api: Api):
    done = await api.command("planMeeting", title="Bilan", kind="REGULAR", modality="REMOTE")
    await much_happens(api)
    meetings = (await was(api, cursor=done["position"]))["meetings"]
    assert meetings == {"totalCount": 1, "nodes": [{"title": "Bilan", "status": "PLANNED", "members": []}]}


async def test_before_its_founding_there_is_no_network(api: Api):
    assert await was(api, at="2000-01-01T00:00:00Z") is None


async def test_what_is_to_come_cannot_be_looked_at(api: Api):
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    for ahead in (tomorrow, "9999-12-31T23:59:59Z"):  # the last has no hour in Paris
        error = await api.error(WAS, asOf={"at": ahead})
        assert (error["code"], error["argument"]) == ("NOT_YET", "asOf.at")


async def test_a_position_that_was_not_reached_cannot_be_looked_at(api: Api):
    """As after a database was put back to what it was some days ago."""
    cursor = api.network.cursor(10_000)
    assert (await api.error(WAS, asOf={"cursor": cursor}))["code"] == "POSITION_NOT_REACHED"


async def test_a_cursor_of_a_foreign_network_is_no_moment_of_this_one(api: Api):
    cursor = api.elsewhere.cursor(1)
    assert (await api.error(WAS, asOf={"cursor": cursor}))["code"] == "CURSOR_INVALID"


@pytest.mark.parametrize("as_of", [{}, {"at": "2026-03-02T14:00:00Z", "cursor": "x"}, {"at": None}])
async def test_a_moment_is_named_in_one_way(api: Api, as_of: dict[str, Any]):
    [error] = (await api.run(WAS, asOf=as_of))["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


async def test_the_past_is_seen_with_the_rights_of_today(api: Api):
    ahead = {"cursor": api.network.cursor(10_000)}
    for as_of in ({"cursor": await last_cursor(api)}, ahead, {"at": "2000-01-01T00:00:00Z"}):
        error = await api.error(WAS, "contact", asOf=as_of)
        assert error["code"] == "NOT_ALLOWED", "not even where the history ends"


async def test_a_person_who_came_later_sees_what_was_before(api: Api):
    """Today's rights: the officer's mandate was granted after the network's founding."""
    founded = api.network.cursor(2)
    found = await was(api, "officer 0", cursor=founded)
    assert (found["collectivities"]["totalCount"], found["activity"]["totalCount"]) == (0, 2)

"""What docs/how-to/visit-a-site.md says, done over HTTP."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from maillage.eventstore.database import Database
from tests.network import Api, installed, peopled

PAGE = (Path(__file__).parents[1] / "docs" / "how-to" / "visit-a-site.md").read_text(encoding="utf-8")
BODIES = re.findall(r"```graphql\n(.*?)```", PAGE, re.DOTALL)
CALLS = {re.match(r"\w+ (\w+)", body)[1]: body for body in BODIES}  # type: ignore[index]
HOUR = timedelta(hours=1)
BEGINS = datetime.now(UTC).replace(microsecond=0) + timedelta(days=30)
SITES = {"SORTING_CENTRE": "Centre de tri", "ENERGY_RECOVERY_FACILITY": "UVE", "LANDFILL": "ISDND"}


@pytest.fixture
async def page(database: Database) -> Any:
    async with installed(database) as running:
        network = await peopled(running.running)
        yield running.api(network, network)


class Reader:
    """Makes the calls of the page, and notes which."""

    def __init__(self, api: Api) -> None:
        self.api, self.made = api, dict[str, None]()

    async def call(self, name: str, who: str = "coordinator", **variables: Any) -> Any:
        self.made[name] = None
        given = {"query": CALLS[name], "variables": {"command": str(uuid4())} | variables}
        answer = (await self.api.post(given, who)).json()
        assert "errors" not in answer, answer
        [said] = answer["data"].values()
        return said

    async def done(self, name: str, who: str = "coordinator", **variables: Any) -> Any:
        said = await self.call(name, who, **variables)
        assert said["errors"] == [], said
        return said["meeting"]

    async def planned(self) -> tuple[dict[str, str], list[dict[str, str]]]:
        """The visit, and the visit with each of its stops."""
        visit = {"visit": (await self.done("Plan"))["id"]}
        await self.done("Schedule", **visit, begins=BEGINS.isoformat(), ends=(BEGINS + 8 * HOUR).isoformat())
        stops: list[Any] = []
        for hours, (kind, place) in enumerate(SITES.items()):
            begins = BEGINS + 2 * hours * HOUR
            times = {"from": begins.isoformat(), "until": (begins + HOUR).isoformat()}
            stops = (await self.done("AddStop", **visit, **times, kind=kind, place=place))["siteVisit"]["stops"]
        assert [stop["place"] for stop in stops] == list(SITES.values())
        return visit, [{**visit, "stop": stop["id"]} for stop in stops]


async def test_a_visit_sees_two_of_the_three_facilities_and_says_why_not_the_third(page: Api):
    it = Reader(page)
    visit, (centre, plant, landfill) = await it.planned()
    await it.done("Confirm", **plant)
    for who in ("officer 0", "ambassador 1"):
        for stop in (centre, plant):
            await it.done("Join", who, **stop)
    await it.done("Acknowledge", "officer 0", **centre)
    for who in ("officer 0", "ambassador 1"):
        await it.done("Acknowledge", who, **plant)
    assert (await it.call("Acknowledge", "officer 2", **plant))["errors"], "who has no place has nothing to sign"
    await it.done("Open", **visit)
    unread = await it.call("Visited", **centre)
    assert unread["errors"], "one of the two has not read the notice"
    await it.done("Acknowledge", "ambassador 1", **centre)
    for stop in (centre, plant):
        await it.done("Visited", **stop)
    unsettled = await it.call("Close", **visit)
    assert [each["code"] for each in unsettled["errors"]] == ["SITE_STOPS_UNSETTLED"]
    await it.done("Missed", **landfill)
    closed = await it.done("Close", **visit)
    assert closed["status"] == "CLOSED"
    coverage = {"seen": ["SORTING_CENTRE", "ENERGY_RECOVERY_FACILITY"], "missing": ["LANDFILL"]}
    assert closed["siteVisit"]["coverage"] == coverage
    assert set(it.made) == set(CALLS), "each call of the page"

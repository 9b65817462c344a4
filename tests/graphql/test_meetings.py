"""Meetings with who is there, read without asking the database once per meeting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from maillage.domain.meeting_facts import Presence
from maillage.usecases import meetings
from tests.network import Api

PAGE = """query($first: Int!) { network { meetings(first: $first) { totalCount nodes {
    title kindLabel quorumRule { numerator } quorum { represented needed established missed }
    members { name } attended { name }
    attendance { presenceLabel arrivedAt leftAt person { name } collectivity { name } }
} } } }"""


@contextmanager
def statements(pool: Any) -> Iterator[list[str]]:
    """The SQL that the pool's connections run from here on."""
    seen: list[str] = []

    def note(query: Any) -> None:
        seen.append(query.query)

    holders = [holder._con for holder in pool._holders if holder._con]
    for connection in holders:
        connection.add_query_logger(note)
    yield seen
    for connection in holders:
        connection.remove_query_logger(note)


async def test_a_meeting_shows_its_quorum_and_who_came_for_whom(api: Api):
    meeting = await api.network.opened(0, 1)
    await api.network.do(meetings.record_departure, meeting=meeting, person=api.network.people["ambassador 0"])
    [shown] = (await api.read(PAGE, first=10))["network"]["meetings"]["nodes"]
    assert shown["quorum"] == {"represented": 1, "needed": 2, "established": False, "missed": False}
    assert {member["name"] for member in shown["members"]} == {"Brocéval", "Kerlouane", "Val-d’Orme"}
    assert shown["attended"] == []
    came = [(stay["person"]["name"], stay["collectivity"]["name"]) for stay in shown["attendance"]]
    assert came == [("Ambassador 0 Essai", "Val-d’Orme"), ("Ambassador 1 Essai", "Kerlouane")]
    assert [stay["leftAt"] is None for stay in shown["attendance"]] == [False, True]


async def test_a_guest_attends_for_nobody(api: Api):
    meeting = await api.network.opened()
    who = api.network.people["contact"]
    await api.network.do(
        meetings.record_arrival, meeting=meeting, person=who, collectivity=None, presence=Presence.REMOTE
    )
    [shown] = (await api.read(PAGE, first=10))["network"]["meetings"]["nodes"]
    [stay] = shown["attendance"]
    assert (stay["presenceLabel"], stay["person"]["name"], stay["collectivity"]) == ("Remote", "Contact Essai", None)


@pytest.mark.parametrize("count", [2, 50])
async def test_a_page_of_meetings_takes_as_many_statements_whatever_its_length(api: Api, count: int):
    for _ in range(count):
        await api.network.opened(0)
    await api.read(PAGE, first=count)  # every connection of the pool is open now
    with statements(api.network.running.pool) as seen:
        found = (await api.read(PAGE, first=count))["network"]["meetings"]
    assert (found["totalCount"], len(found["nodes"])) == (count, count)
    # Who asks (token, standing), the network, the page, its count; then collectivities, presences, people.
    assert 6 <= len(seen) <= 9, "\n\n".join(seen)

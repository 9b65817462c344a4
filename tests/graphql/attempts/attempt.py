"""One mutation: what a network gives it, who may send it, and what it answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from maillage.domain.calendar import day_of
from maillage.usecases import decisions
from tests.network import Api

TODAY = day_of(datetime.now(UTC))
TOMORROW = TODAY + timedelta(days=1)
BEGINS = datetime.now(UTC).replace(microsecond=0) + timedelta(days=7)
SLOT = {"startsAt": BEGINS.isoformat(), "endsAt": (BEGINS + timedelta(hours=2)).isoformat(), "place": "Salle 1"}
Input = dict[str, Any]


@dataclass(frozen=True)
class Attempt:
    """One mutation, its input made in a network of its own."""

    mutation: str
    prepared: Callable[[Api], Awaitable[Input]]
    selection: str  # the payload's own field, with what is read of it
    shown: Any  # by that field, once it is carried out
    by: str = "coordinator"
    wrong: tuple[str, ...] = ("officer 0", "ambassador 0", "auditor", "contact")
    elsewhere: str | None = None  # who has the right for another collectivity
    is_fact: bool = True  # otherwise what it changes is in plain tables, and has no position

    def __str__(self) -> str:
        return f"{self.mutation} by {self.by}"

    @property
    def subject(self) -> str:
        return self.selection.partition(" ")[0]


def given(**input: Any) -> Callable[[Api], Awaitable[Input]]:
    async def prepared(_: Api) -> Input:
        return input

    return prepared


async def an_open_ballot(api: Api) -> Input:
    decision, _ = await api.network.put_to_the_vote(0, 1)
    await api.network.do(decisions.cast_vote, "ambassador 1", **vote(api, decision, 1))
    return {"decision": api.id("dec", decision)}


def vote(api: Api, decision: Any, place: int) -> Input:
    return {"decision": decision, "collectivity": api.network.members[place], "choice": decisions.Choice.YES}


async def with_more(input: Awaitable[Input], **more: Any) -> Input:
    return {**(await input), **more}


NO_MANAGER = ("ambassador 0", "auditor", "contact")

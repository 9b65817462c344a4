"""Use cases on polls of dates, and who may call them."""

from __future__ import annotations

from datetime import timedelta

from maillage.domain.date_options import Period
from maillage.domain.date_poll_facts import Availability, OptionAnswer
from maillage.usecases import date_polls
from tests.usecases.rights.case import Case, Fields
from tests.usecases.world import HOUR, NOW, World

BEGINS = NOW + timedelta(days=7)
DATES = [Period(BEGINS + timedelta(days=n), BEGINS + timedelta(days=n) + HOUR) for n in range(3)]


async def to_open(world: World) -> Fields:
    return {"meeting": await world.planned(), "options": DATES[:2], "deadline": NOW + timedelta(days=3)}


async def opened(world: World) -> Fields:
    return {"date_poll": await world.made(date_polls.open_date_poll, **await to_open(world))}


async def opened_for_all(world: World) -> Fields:
    """Which asks the coordinator and a partner's contact too."""
    people = [world.coordinator, world.officers[0], world.ambassadors[0], world.contact]
    named = {"invited": [each.person for each in people]}
    return {"date_poll": await world.made(date_polls.open_date_poll, **await to_open(world) | named)}


async def to_add(world: World) -> Fields:
    return await opened(world) | {"starts_at": DATES[2].starts_at, "ends_at": DATES[2].ends_at}


async def to_answer(world: World) -> Fields:
    return await opened_for_all(world) | {"answers": [OptionAnswer(1, Availability.YES)]}


async def to_close(world: World) -> Fields:
    return await opened(world) | {"option": 1, "reason": "Seule salle libre", "place": "Salle A"}


async def to_abandon(world: World) -> Fields:
    return await opened(world) | {"reason": "Sans objet"}


CHOSEN = ("date-poll.closed", "meeting.scheduled")
ALL = ("coordinator", "officer", "ambassador", "contact")
CASES = [
    Case(date_polls.open_date_poll, to_open, ("date-poll.opened",)),
    Case(date_polls.add_date_option, to_add, ("date-poll.option-added",)),
    Case(date_polls.answer_date_poll, to_answer, ("date-poll.availability-answered",), by=ALL, wrong=("auditor",)),
    Case(date_polls.remind_date_poll, opened, ("date-poll.reminder-sent",)),
    Case(date_polls.close_date_poll, to_close, CHOSEN),
    Case(date_polls.abandon_date_poll, to_abandon, ("date-poll.abandoned",)),
]

"""Mutations on polls of dates."""

from __future__ import annotations

from datetime import timedelta

from maillage.domain.date_options import Period
from maillage.usecases import date_polls
from tests.graphql.attempts.attempt import BEGINS, Attempt, Input, with_more
from tests.network import Api

DEADLINE = BEGINS - timedelta(days=3)
DATES = [Period(BEGINS + timedelta(days=n), BEGINS + timedelta(days=n, hours=2)) for n in range(3)]
WRITTEN = [{"startsAt": each.starts_at.isoformat(), "endsAt": each.ends_at.isoformat()} for each in DATES]
THE_OTHERS = [f"{who} {place}" for place in range(3) for who in ("ambassador", "officer")]


async def a_planned_meeting_and_dates(api: Api) -> Input:
    meeting = api.id("mtg", await api.network.planned())
    return {"meeting": meeting, "options": WRITTEN[:2], "deadline": DEADLINE.isoformat()}


async def a_poll(api: Api) -> Input:
    """Which asks the six people of the three members; two of these are needed."""
    fields = {"options": DATES[:2], "deadline": DEADLINE, "meeting": await api.network.planned()}
    return {"datePoll": api.id("dpl", await api.network.made(date_polls.open_date_poll, **fields))}


async def a_poll_that_two_members_answered(api: Api) -> Input:
    poll = await a_poll(api)
    for place in range(2):
        answer = {"option": 1, "availability": "YES"}
        done = await api.command("answerDatePoll", f"officer {place}", **poll, answers=[answer])
        assert done["errors"] == []
    return poll


ANSWERS = [{"option": 1, "availability": "YES"}, {"option": 2, "availability": "IF_NEEDED"}]
MISSING = sorted(f"{who.title()} Essai" for who in THE_OTHERS)
ATTEMPTS = [
    Attempt(
        "openDatePoll",
        a_planned_meeting_and_dates,
        "datePoll { title kind status statusLabel needed memberCount meeting { title } options { number outlook } "
        "chosen { number } }",
        {
            "title": "Réunion du réseau",
            "kind": "REGULAR",
            "status": "OPEN",
            "statusLabel": "Open",
            "needed": 2,
            "memberCount": 3,
            "meeting": {"title": "Réunion du réseau"},
            "options": [{"number": 1, "outlook": "UNCERTAIN"}, {"number": 2, "outlook": "UNCERTAIN"}],
            "chosen": None,
        },
    ),
    Attempt(
        "addDateOption",
        lambda api: with_more(a_poll(api), **WRITTEN[2]),
        "datePoll { options { number silent } }",
        {"options": [{"number": number, "silent": 6} for number in (1, 2, 3)]},
    ),
    Attempt(
        "answerDatePoll",
        lambda api: with_more(a_poll(api), answers=ANSWERS),
        "datePoll { options { yes ifNeeded no silent able } }",
        {
            "options": [
                {"yes": 1, "ifNeeded": 0, "no": 0, "silent": 5, "able": 1},
                {"yes": 0, "ifNeeded": 1, "no": 0, "silent": 5, "able": 1},
            ]
        },
        by="ambassador 0",
        wrong=("auditor",),
    ),
    Attempt("remindDatePoll", a_poll, "datePoll { status }", {"status": "OPEN"}),
    Attempt(
        "closeDatePoll",
        lambda api: with_more(a_poll_that_two_members_answered(api), option=1, place="Salle 1"),
        "datePoll { status chosen { number } meeting { status place } }",
        {"status": "CLOSED", "chosen": {"number": 1}, "meeting": {"status": "SCHEDULED", "place": "Salle 1"}},
    ),
    Attempt(
        "abandonDatePoll",
        lambda api: with_more(a_poll(api), reason="Reportée"),
        "datePoll { status reason }",
        {"status": "ABANDONED", "reason": "Reportée"},
    ),
]

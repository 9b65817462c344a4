"""Mutations on people."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from maillage.domain.calendar_feeds import FeedKind
from maillage.usecases import calendar_feeds, profiles
from tests.graphql.attempts.attempt import NO_MANAGER, TODAY, TOMORROW, Attempt, Input, given, with_more
from tests.network import Api


async def a_new_colleague(api: Api) -> Input:
    mandate = {"organisation": api.member(0), "function": "AMBASSADOR", "startsOn": TODAY.isoformat()}
    return {"givenName": "Maël", "familyName": "Essai", "email": "mael@example.org", "mandate": mandate}


async def the_first_ambassador_s_details(api: Api) -> Input:
    return {"person": api.person("ambassador 0"), "phone": "02 97 00 00 00"}


def of_the_first_ambassador(**input: Any) -> Callable[[Api], Awaitable[Input]]:
    async def prepared(api: Api) -> Input:
        return {"person": api.person("ambassador 0"), **input}

    return prepared


async def a_skill(api: Api) -> Input:
    await api.network.do(profiles.declare_skill, person=api.network.people["ambassador 0"], skill="Vélo")
    return {"person": api.person("ambassador 0"), "skill": "vélo"}


async def a_subscriber(api: Api) -> Input:
    await api.network.do(calendar_feeds.create_calendar_feed, "ambassador 0", kind=FeedKind.PERSON)
    return {"person": api.person("ambassador 0")}


async def another_mandate(api: Api) -> Input:
    mandate = {"organisation": api.member(0), "function": "OFFICER", "startsOn": TODAY.isoformat()}
    return {"person": api.person("ambassador 0"), "mandate": mandate}


async def a_mandate_that_ends(api: Api) -> Input:
    query = "query($id: ID!) { node(id: $id) { ... on Person { mandates { id } } } }"
    [mandate] = (await api.read(query, id=api.person("ambassador 0")))["node"]["mandates"]
    return {"person": api.person("ambassador 0"), "mandate": mandate["id"], "on": TODAY.isoformat()}


async def an_end_to_come(api: Api) -> Input:
    """Of a mandate, foreseen for tomorrow by a slip."""
    input = await a_mandate_that_ends(api)
    payload = await api.command("endMandate", **input | {"on": TOMORROW.isoformat(), "reason": "Congé"})
    assert payload["errors"] == []
    return input


async def another_mandate_with_a_seat(api: Api) -> Input:
    input = await another_mandate(api)
    return input | {"mandate": input["mandate"] | {"seat": 7}}


async def an_extension(api: Api) -> Input:
    ended = await an_end_to_come(api)
    return {"person": ended["person"], "mandate": ended["mandate"], "deliberation": "2026-40"}


async def a_sitting(api: Api) -> Input:
    held = await a_mandate_that_ends(api)
    return {"collectivity": api.member(0), "person": held["person"], "mandate": held["mandate"], "seat": 1}


async def a_seat_to_leave(api: Api) -> Input:
    sitting = await a_sitting(api)
    assert (await api.command("takeSeat", **sitting))["errors"] == []
    return {name: sitting[name] for name in ("collectivity", "mandate", "seat")} | {"on": TODAY.isoformat()}


ATTEMPTS = [
    Attempt(
        "registerPerson",
        a_new_colleague,
        "person { name mandates { function } }",
        {"name": "Maël Essai", "mandates": [{"function": "AMBASSADOR"}]},
        wrong=NO_MANAGER,
    ),
    Attempt(
        "registerPerson",
        a_new_colleague,
        "person { name email }",
        {"name": "Maël Essai", "email": "mael@example.org"},
        by="officer 0",
        wrong=NO_MANAGER,
        elsewhere="officer 1",
    ),
    Attempt(
        "giveContactDetails",
        the_first_ambassador_s_details,
        "person { phone }",
        {"phone": "02 97 00 00 00"},
        by="officer 0",
        wrong=("ambassador 1", "auditor", "contact"),
        elsewhere="officer 1",
    ),
    Attempt(
        "giveContactDetails",
        the_first_ambassador_s_details,
        "person { phone }",
        {"phone": "02 97 00 00 00"},
        by="ambassador 0",
        wrong=("ambassador 1", "auditor", "contact"),
    ),
    Attempt(
        "onboardAmbassador",
        lambda api: with_more(a_mandate_that_ends(api), fte="0.5", employmentKind="PERMANENT"),
        "person { mandates { post { on fte employmentKind employmentKindLabel } posts { fte } } }",
        {
            "mandates": [
                {
                    "post": {
                        "on": TODAY.isoformat(),
                        "fte": "0.5",
                        "employmentKind": "PERMANENT",
                        "employmentKindLabel": "Permanent",
                    },
                    "posts": [{"fte": "0.5"}],
                }
            ]
        },
        by="officer 0",
        wrong=NO_MANAGER,
        elsewhere="officer 1",
    ),
    Attempt(
        "recordPersonDeparture",
        of_the_first_ambassador(on=TODAY.isoformat(), reason="Mutation"),
        "person { mandates { ended endsOn } }",
        {"mandates": [{"ended": True, "endsOn": TODAY.isoformat()}]},
        by="officer 0",
        wrong=NO_MANAGER,
        elsewhere="officer 1",
    ),
    Attempt(
        "chooseTitleForm",
        of_the_first_ambassador(form="FEMININE"),
        "person { titleForm titleFormLabel mandates { functionLabel(locale: FR) } }",
        {
            "titleForm": "FEMININE",
            "titleFormLabel": "Feminine",
            "mandates": [{"functionLabel": "Ambassadrice du tri et de la prévention"}],
        },
        by="ambassador 0",
        wrong=("ambassador 1", "auditor", "contact"),
    ),
    Attempt(
        "declareAvailability",
        of_the_first_ambassador(availability="Jeudis"),
        "person { availability }",
        {"availability": "Jeudis"},
        by="ambassador 0",
        wrong=("ambassador 1", "auditor", "contact"),
    ),
    Attempt(
        "setNotificationPreferences",
        given(unwanted=["DECISION_RECORD"]),
        "viewer { notificationPreferences { kind kindLabel wanted } }",
        {
            "notificationPreferences": [
                {"kind": "DATE_POLL", "kindLabel": "Date poll", "wanted": True},
                {"kind": "DATE_POLL_REMINDER", "kindLabel": "Poll reminder", "wanted": True},
                {"kind": "DATE_CHOSEN", "kindLabel": "Date chosen", "wanted": True},
                {"kind": "DATE_POLL_ABANDONED", "kindLabel": "Poll abandoned", "wanted": True},
                {"kind": "DECISION_RECORD", "kindLabel": "Decision record", "wanted": False},
            ]
        },
        by="contact",
        wrong=(),
    ),
    Attempt(
        "declareSkill",
        of_the_first_ambassador(skill="Vélo"),
        "person { skills }",
        {"skills": ["Vélo"]},
        by="ambassador 0",
        wrong=("ambassador 1", "auditor", "contact"),
    ),
    Attempt(
        "withdrawSkill",
        a_skill,
        "person { skills }",
        {"skills": []},
        by="officer 0",
        wrong=("ambassador 1", "auditor", "contact"),
        elsewhere="officer 1",
    ),
    Attempt(
        "recordTraining",
        of_the_first_ambassador(title="Guide composteur", on=TODAY.isoformat()),
        "person { trainings { title on } }",
        {"trainings": [{"title": "Guide composteur", "on": TODAY.isoformat()}]},
        by="officer 0",
        wrong=("ambassador 1", "auditor", "contact"),
        elsewhere="officer 1",
    ),
    Attempt(
        "grantMandate",
        another_mandate,
        "person { mandates(active: true) { organisation { ... on Collectivity { name } } } }",
        {"mandates": [{"organisation": {"name": "Val-d’Orme"}}] * 2},
        by="officer 0",
        wrong=NO_MANAGER,
        elsewhere="officer 1",
    ),
    Attempt(
        "grantMandate",
        another_mandate_with_a_seat,
        "person { mandates { organisation { ... on Collectivity { seats(active: true) { seat person { name } } } } } }",
        {"mandates": [{"organisation": {"seats": [{"seat": 7, "person": {"name": "Ambassador 0 Essai"}}]}}] * 2},
        by="officer 0",
        wrong=NO_MANAGER,
        elsewhere="officer 1",
    ),
    Attempt(
        "extendMandate",
        an_extension,
        "person { mandates { endsOn ended extension } }",
        {"mandates": [{"endsOn": None, "ended": False, "extension": "2026-40"}]},
        by="officer 0",
        wrong=NO_MANAGER,
        elsewhere="officer 1",
    ),
    Attempt("endAccessOf", a_subscriber, "person { name }", {"name": "Ambassador 0 Essai"}, is_fact=False),
    Attempt(
        "takeSeat",
        a_sitting,
        "collectivity { seats { seat substitute startsOn endsOn active mandate { function } } }",
        {
            "seats": [
                {
                    "seat": 1,
                    "substitute": False,
                    "startsOn": TODAY.isoformat(),
                    "endsOn": None,
                    "active": True,
                    "mandate": {"function": "AMBASSADOR"},
                }
            ]
        },
        by="officer 0",
        wrong=NO_MANAGER,
        elsewhere="officer 1",
    ),
    Attempt(
        "designateSubstitute",
        lambda api: with_more(a_sitting(api), endsOn=TOMORROW.isoformat(), deliberation="2026-15"),
        "collectivity { seats { substitute endsOn deliberation } }",
        {"seats": [{"substitute": True, "endsOn": TOMORROW.isoformat(), "deliberation": "2026-15"}]},
        by="officer 0",
        wrong=NO_MANAGER,
        elsewhere="officer 1",
    ),
    Attempt(
        "leaveSeat",
        a_seat_to_leave,
        "collectivity { seats { endsOn } }",
        {"seats": [{"endsOn": TODAY.isoformat()}]},
        by="officer 0",
        wrong=NO_MANAGER,
        elsewhere="officer 1",
    ),
    Attempt(
        "endMandate",
        a_mandate_that_ends,
        "person { mandates { ended endsOn } }",
        {"mandates": [{"ended": True, "endsOn": TODAY.isoformat()}]},
        by="officer 0",
        wrong=NO_MANAGER,
        elsewhere="officer 1",
    ),
    Attempt(
        "endMandate",
        an_end_to_come,
        "person { mandates { ended endsOn } }",
        {"mandates": [{"ended": True, "endsOn": TODAY.isoformat()}]},
        by="officer 0",
        wrong=NO_MANAGER,
        elsewhere="officer 1",
    ),
]

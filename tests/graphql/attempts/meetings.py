"""Mutations on meetings."""

from __future__ import annotations

from maillage.domain.mandates import Function, OrganisationKind
from tests.graphql.attempts.attempt import SLOT, Attempt, Input, given, with_more
from tests.network import Api

CALL = "https://visio.example/tri"


async def a_planned_meeting(api: Api) -> Input:
    return {"meeting": api.id("mtg", await api.network.planned())}


async def a_scheduled_meeting(api: Api) -> Input:
    return {"meeting": api.id("mtg", await api.network.scheduled())}


async def a_meeting_to_be_chaired(api: Api) -> Input:
    elected = (OrganisationKind.COLLECTIVITY, api.network.members[0], Function.ELECTED_REPRESENTATIVE)
    await api.network.joined("elected 0", *elected)
    return {**(await a_scheduled_meeting(api)), "chair": api.person("elected 0")}


async def an_open_meeting(api: Api) -> Input:
    return {"meeting": api.id("mtg", await api.network.opened(0))}


async def a_meeting_without_quorum(api: Api) -> Input:
    meeting = await an_open_meeting(api)
    assert (await api.command("closeMeeting", **meeting))["errors"] == []
    return {**meeting, **SLOT}


async def an_arrival(api: Api) -> Input:
    where = {"collectivity": api.member(1), "presence": "REMOTE"}
    return {**(await an_open_meeting(api)), "person": api.person("officer 1"), **where}


async def a_departure(api: Api) -> Input:
    return {**(await an_open_meeting(api)), "person": api.person("ambassador 0")}


INSTANT = SLOT["startsAt"].replace("+00:00", "Z")
ATTEMPTS = [
    Attempt(
        "planMeeting",
        given(title="Bilan", kind="TRAINING", modality="REMOTE"),
        "meeting { title kind status }",
        {"title": "Bilan", "kind": "TRAINING", "status": "PLANNED"},
    ),
    Attempt(
        "scheduleMeeting",
        lambda api: with_more(a_planned_meeting(api), callLink=CALL, **SLOT),
        "meeting { startsAt place callLink status }",
        {"startsAt": INSTANT, "place": "Salle 1", "callLink": CALL, "status": "SCHEDULED"},
    ),
    Attempt(
        "rescheduleMeeting",
        lambda api: with_more(a_scheduled_meeting(api), reason="Neige", callLink=CALL, **SLOT),
        "meeting { startsAt callLink reason }",
        {"startsAt": INSTANT, "callLink": CALL, "reason": "Neige"},
    ),
    Attempt(
        "cancelMeeting",
        lambda api: with_more(a_planned_meeting(api), reason="Neige"),
        "meeting { status reason }",
        {"status": "CANCELLED", "reason": "Neige"},
    ),
    Attempt(
        "openMeeting",
        a_scheduled_meeting,
        "meeting { status members { status } }",
        {"status": "OPEN", "members": [{"status": "MEMBER"}] * 3},
    ),
    Attempt(
        "openMeeting",
        a_meeting_to_be_chaired,
        "meeting { status chair { name } }",
        {"status": "OPEN", "chair": {"name": "Elected 0 Essai"}},
    ),
    Attempt(
        "recordArrival",
        an_arrival,
        "meeting { attendance { presence person { name } mandate { function } } }",
        {
            "attendance": [
                {
                    "presence": "ONSITE",
                    "person": {"name": "Ambassador 0 Essai"},
                    "mandate": {"function": "AMBASSADOR"},
                },
                {"presence": "REMOTE", "person": {"name": "Officer 1 Essai"}, "mandate": {"function": "OFFICER"}},
            ]
        },
    ),
    Attempt(
        "recordDeparture",
        a_departure,
        "meeting { quorum { represented } attendance { person { name } } }",
        {"quorum": {"represented": 0}, "attendance": [{"person": {"name": "Ambassador 0 Essai"}}]},
    ),
    Attempt(
        "closeMeeting",
        an_open_meeting,
        "meeting { status quorum { missed } attended { name } }",
        {"status": "CLOSED", "quorum": {"missed": True}, "attended": [{"name": "Val-d’Orme"}]},
    ),
    Attempt(
        "adjournMeeting",
        lambda api: with_more(an_open_meeting(api), reason="Salle à rendre"),
        "meeting { status statusLabel(locale: FR) reason reconvenedBy { title } }",
        {"status": "ADJOURNED", "statusLabel": "Ajournée", "reason": "Salle à rendre", "reconvenedBy": None},
    ),
    Attempt(
        "reconveneMeeting",
        a_meeting_without_quorum,
        "meeting { status reconvenes { status reconvenedBy { status } } }",
        {"status": "SCHEDULED", "reconvenes": {"status": "CLOSED", "reconvenedBy": {"status": "SCHEDULED"}}},
    ),
]

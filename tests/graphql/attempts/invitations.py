"""Mutations on who is asked to a meeting, who answers, and who travels with whom."""

from __future__ import annotations

from maillage.usecases import invitations
from tests.graphql.attempts.attempt import Attempt, Input, with_more
from tests.graphql.attempts.meetings import a_scheduled_meeting
from tests.network import Api


async def an_invitation(api: Api) -> Input:
    meeting = await api.network.scheduled()
    asked = tuple(api.network.people[who] for who in ("officer 0", "contact"))
    await api.network.do(invitations.send_invitations, meeting=meeting, people=asked)
    return {"meeting": api.id("mtg", meeting)}


async def people_to_invite(api: Api) -> Input:
    return {**(await a_scheduled_meeting(api)), "people": [api.person("officer 0"), api.person("contact")]}


async def a_seat(api: Api) -> Input:
    meeting = await api.network.scheduled()
    offer = {"seats": 1, "departs_from": "Mairie"}
    await api.network.do(invitations.offer_carpool, "ambassador 1", meeting=meeting, **offer)
    return {"meeting": api.id("mtg", meeting), "driver": api.person("ambassador 1")}


CAR = "meeting { carpools { seats seatsLeft departsFrom driver { name } riders { name } } }"
ATTEMPTS = [
    Attempt(
        "sendInvitations",
        people_to_invite,
        "meeting { sequence invitations { person { name } answer } }",
        {
            "sequence": 0,
            "invitations": [
                {"person": {"name": name}, "answer": None} for name in ("Officer 0 Essai", "Contact Essai")
            ],
        },
    ),
    Attempt(
        "answerInvitation",
        lambda api: with_more(an_invitation(api), answer="DECLINED", comment="En congé"),
        "meeting { invitations { answer answerLabel(locale: FR) comment } }",
        {
            "invitations": [
                {"answer": "DECLINED", "answerLabel": "Ne participera pas", "comment": "En congé"},
                {"answer": None, "answerLabel": None, "comment": None},
            ]
        },
        by="officer 0",
        wrong=("auditor",),
    ),
    Attempt(
        "answerInvitation",
        lambda api: with_more(
            an_invitation(api),
            answer="SUBSTITUTE",
            person=api.person("officer 0"),
            substitute=api.person("ambassador 0"),
        ),
        "meeting { invitations { person { name } answer substitute { name } } }",
        {
            "invitations": [
                {
                    "person": {"name": "Officer 0 Essai"},
                    "answer": "SUBSTITUTE",
                    "substitute": {"name": "Ambassador 0 Essai"},
                },
                {"person": {"name": "Contact Essai"}, "answer": None, "substitute": None},
                {"person": {"name": "Ambassador 0 Essai"}, "answer": None, "substitute": None},
            ]
        },
        wrong=("officer 1", "ambassador 0", "contact"),
    ),
    Attempt(
        "offerCarpool",
        lambda api: with_more(a_scheduled_meeting(api), seats=3, departsFrom="Mairie"),
        CAR,
        {
            "carpools": [
                {
                    "seats": 3,
                    "seatsLeft": 3,
                    "departsFrom": "Mairie",
                    "driver": {"name": "Officer 0 Essai"},
                    "riders": [],
                }
            ]
        },
        by="officer 0",
        wrong=("auditor", "contact"),
    ),
    Attempt(
        "joinCarpool",
        a_seat,
        CAR,
        {
            "carpools": [
                {
                    "seats": 1,
                    "seatsLeft": 0,
                    "departsFrom": "Mairie",
                    "driver": {"name": "Ambassador 1 Essai"},
                    "riders": [{"name": "Officer 0 Essai"}],
                }
            ]
        },
        by="officer 0",
        wrong=("auditor", "contact"),
    ),
]

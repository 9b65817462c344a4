"""Mutations on minutes."""

from __future__ import annotations

from maillage.usecases import meetings, minutes
from tests.graphql.attempts.attempt import Attempt, Input, with_more
from tests.network import Api

TEXT = "Présents : Val-d’Orme.\nLe tri progresse."


async def a_closed_meeting(api: Api) -> Input:
    meeting = await api.network.made(meetings.close_meeting, meeting=await api.network.opened(0))
    return {"meeting": api.id("mtg", meeting)}


async def a_draft(api: Api) -> Input:
    meeting = await api.network.made(meetings.close_meeting, meeting=await api.network.opened(0))
    return {"minutes": api.id("min", await api.network.made(minutes.draft_minutes, meeting=meeting, text=TEXT))}


async def circulated_minutes(api: Api) -> Input:
    draft = await a_draft(api)
    await api.command("circulateMinutes", **draft)
    return draft


async def approved_minutes(api: Api) -> Input:
    circulated = await circulated_minutes(api)
    await api.command("approveMinutes", "officer 0", collectivity=api.member(0), **circulated)
    return circulated


async def minutes_before_a_meeting(api: Api) -> Input:
    return {**(await circulated_minutes(api)), "meeting": api.id("mtg", await api.network.opened(1))}


NOT_MEMBERS = ("coordinator", "auditor", "contact")
ATTEMPTS = [
    Attempt(
        "draftMinutes",
        lambda api: with_more(a_closed_meeting(api), text=TEXT),
        "minutes { text status circulatedAt author { name } meeting { status } }",
        {
            "text": TEXT,
            "status": "DRAFT",
            "circulatedAt": None,
            "author": {"name": "Claire Essai"},
            "meeting": {"status": "CLOSED"},
        },
    ),
    Attempt(
        "redraftMinutes",
        lambda api: with_more(a_draft(api), text="Le tri recule."),
        "minutes { text status }",
        {"text": "Le tri recule.", "status": "DRAFT"},
    ),
    Attempt(
        "circulateMinutes",
        a_draft,
        "minutes { status statusLabel(locale: FR) silenceApproves approvedBySilenceOn }",
        {"status": "CIRCULATED", "statusLabel": "Diffusé", "silenceApproves": True, "approvedBySilenceOn": None},
    ),
    Attempt(
        "remarkOnMinutes",
        lambda api: with_more(circulated_minutes(api), text="J’y étais."),
        "minutes { remarks { text author { name } } }",
        {"remarks": [{"text": "J’y étais.", "author": {"name": "Ambassador 1 Essai"}}]},
        by="ambassador 1",
        wrong=NOT_MEMBERS,
    ),
    Attempt(
        "approveMinutes",
        lambda api: with_more(circulated_minutes(api), collectivity=api.member(0)),
        "minutes { status approvedFor { name } approvedBy { name } approvedAtMeeting { title } }",
        {
            "status": "APPROVED",
            "approvedFor": {"name": "Val-d’Orme"},
            "approvedBy": {"name": "Officer 0 Essai"},
            "approvedAtMeeting": None,
        },
        by="officer 0",
        wrong=NOT_MEMBERS,
        elsewhere="ambassador 1",
    ),
    Attempt(
        "approveMinutesAtMeeting",
        minutes_before_a_meeting,
        "minutes { status approvedFor { name } approvedAtMeeting { status } }",
        {"status": "APPROVED", "approvedFor": None, "approvedAtMeeting": {"status": "OPEN"}},
    ),
    Attempt(
        "correctMinutes",
        lambda api: with_more(approved_minutes(api), erratum="Lire « 12 t »."),
        "minutes { text errata { erratum } }",
        {"text": TEXT, "errata": [{"erratum": "Lire « 12 t »."}]},
    ),
]

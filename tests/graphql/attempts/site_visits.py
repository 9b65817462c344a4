"""Mutations on the stops of a site visit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from maillage.domain.meeting_facts import MeetingKind
from maillage.usecases import meetings
from tests.graphql.attempts.attempt import Attempt, Input, with_more
from tests.network import HOUR, Api

BEGINS = datetime.now(UTC).replace(microsecond=0) + timedelta(days=7)
TIMES = {"startsAt": BEGINS.isoformat(), "endsAt": (BEGINS + HOUR).isoformat()}


async def a_visit(api: Api) -> Input:
    planned = await api.network.planned("Visite", MeetingKind.SITE_VISIT)
    slot = {"starts_at": BEGINS, "ends_at": BEGINS + 8 * HOUR}
    return {"meeting": api.id("mtg", await api.network.made(meetings.schedule_meeting, meeting=planned, **slot))}


async def a_stop(api: Api) -> Input:
    meeting = (await a_visit(api))["meeting"]
    payload = await api.command(
        "planSiteStop",
        meeting=meeting,
        facilityKind="LANDFILL",
        place="ISDND",
        operator="Sittom",
        maxVisitors=3,
        safetyNotice="Suivre le guide.",
        **TIMES,
    )
    assert payload["errors"] == []
    shown = await api.read(
        "query($id: ID!) { node(id: $id) { ... on Meeting { siteVisit { stops { id } } } } }", id=meeting
    )
    return {"meeting": meeting, "stop": shown["node"]["siteVisit"]["stops"][0]["id"]}


async def a_place(api: Api) -> Input:
    fields = await a_stop(api)
    for who in ("officer 0", "ambassador 0"):
        assert (await api.command("joinSiteStop", who, **fields))["errors"] == []
    return fields


async def the_day(api: Api) -> Input:
    fields = await a_place(api)
    assert (await api.command("acknowledgeSafetyNotice", "officer 0", **fields))["errors"] == []
    assert (await api.command("leaveSiteStop", "ambassador 0", **fields))["errors"] == []
    assert (await api.command("openMeeting", meeting=fields["meeting"]))["errors"] == []
    return fields


def visit(stops: str, coverage: str = "") -> str:
    return f"meeting {{ siteVisit {{ stops {{ {stops} }} {coverage} }} }}"


def shown(stop: Input, **coverage: Input) -> Input:
    return {"siteVisit": {"stops": [stop], **coverage}}


OFFICER, AMBASSADOR = ({"name": f"{who} 0 Essai"} for who in ("Officer", "Ambassador"))
OTHERS = ("auditor", "contact")
INSTANT = TIMES["startsAt"].replace("+00:00", "Z")
ATTEMPTS = [
    Attempt(
        "planSiteStop",
        lambda api: with_more(
            a_visit(api),
            facilityKind="ENERGY_RECOVERY_FACILITY",
            place="UVE",
            operator="Sittom",
            maxVisitors=12,
            ppe=["SAFETY_SHOES", "HELMET"],
            safetyNotice="Suivre le guide.",
            safetyLink="https://sittom.example/consignes",
            **TIMES,
        ),
        visit(
            "facilityKind facilityKindLabel(locale: FR) place operator startsAt maxVisitors placesLeft ppe "
            "ppeLabels(locale: FR) safetyNotice safetyLink status statusLabel(locale: FR) confirmedAt reason"
        ),
        shown(
            {
                "facilityKind": "ENERGY_RECOVERY_FACILITY",
                "facilityKindLabel": "Usine d’incinération (UVE)",
                "place": "UVE",
                "operator": "Sittom",
                "startsAt": INSTANT,
                "maxVisitors": 12,
                "placesLeft": 12,
                "ppe": ["HELMET", "SAFETY_SHOES"],
                "ppeLabels": ["Casque", "Chaussures de sécurité"],
                "safetyNotice": "Suivre le guide.",
                "safetyLink": "https://sittom.example/consignes",
                "status": "PLANNED",
                "statusLabel": "Prévue",
                "confirmedAt": None,
                "reason": None,
            }
        ),
    ),
    Attempt("confirmSiteStop", a_stop, visit("status visitedAt"), shown({"status": "PLANNED", "visitedAt": None})),
    Attempt(
        "joinSiteStop",
        a_stop,
        visit("placesLeft visitors { person { name } acknowledgedAt visited }"),
        shown({"placesLeft": 2, "visitors": [{"person": OFFICER, "acknowledgedAt": None, "visited": False}]}),
        by="officer 0",
        wrong=OTHERS,
    ),
    Attempt(
        "joinSiteStop",
        lambda api: with_more(a_stop(api), people=[api.person("ambassador 0"), api.person("contact")]),
        visit("visitors { person { name } }"),
        shown({"visitors": [{"person": AMBASSADOR}, {"person": {"name": "Contact Essai"}}]}),
    ),
    Attempt(
        "leaveSiteStop",
        a_place,
        visit("placesLeft visitors { person { name } }"),
        shown({"placesLeft": 2, "visitors": [{"person": AMBASSADOR}]}),
        by="officer 0",
        wrong=OTHERS,
    ),
    Attempt(
        "acknowledgeSafetyNotice",
        a_place,
        visit("visitors { person { name } }"),
        shown({"visitors": [{"person": OFFICER}, {"person": AMBASSADOR}]}),
        by="officer 0",
        wrong=OTHERS,
    ),
    Attempt(
        "acknowledgeSafetyNotice",
        lambda api: with_more(a_place(api), people=[api.person("officer 0")]),
        visit("visitors { person { name } }"),
        shown({"visitors": [{"person": OFFICER}, {"person": AMBASSADOR}]}),
        wrong=("ambassador 0", *OTHERS),
    ),
    Attempt(
        "visitSiteStop",
        the_day,
        visit("status visitors { visited }", "coverage { seen missing }"),
        shown(
            {"status": "VISITED", "visitors": [{"visited": True}]},
            coverage={"seen": ["LANDFILL"], "missing": ["SORTING_CENTRE", "ENERGY_RECOVERY_FACILITY"]},
        ),
    ),
    Attempt(
        "missSiteStop",
        lambda api: with_more(a_stop(api), reason="Vent fort"),
        visit("status statusLabel(locale: FR) reason", "coverage { seen }"),
        shown({"status": "MISSED", "statusLabel": "Manquée", "reason": "Vent fort"}, coverage={"seen": []}),
    ),
]

"""Mutations on collectivities."""

from __future__ import annotations

from datetime import timedelta

from maillage.usecases import action_items, collectivities
from tests.graphql.attempts.attempt import TODAY, TOMORROW, Attempt, Input, given, with_more
from tests.network import Api


async def a_former_member(api: Api) -> Input:
    await api.network.do(collectivities.withdraw_collectivity, collectivity=api.network.members[2], on=TODAY)
    return {"collectivity": api.member(2), "on": TOMORROW.isoformat()}


async def the_first_member(api: Api) -> Input:
    return {"collectivity": api.member(0), "on": TOMORROW.isoformat(), "reason": "Fusion"}


async def a_member(api: Api) -> Input:
    return {"collectivity": api.member(0)}


async def a_merger(api: Api) -> Input:
    return {"merged": [api.member(2)], "into": api.member(0), "on": TOMORROW.isoformat()}


async def a_withdrawal_to_come(api: Api) -> Input:
    await api.network.do(collectivities.withdraw_collectivity, collectivity=api.network.members[0], on=TOMORROW)
    return {"collectivity": api.member(0), "on": (TOMORROW + timedelta(days=1)).isoformat()}


async def a_withdrawal_that_is_settled(api: Api) -> Input:
    """While an action is open for the member."""
    who = {"owner": api.network.people["ambassador 0"], "collectivity": api.network.members[0]}
    await api.network.do(action_items.assign_action, title="Devis", due=TOMORROW, **who)
    refused = await api.command("withdrawCollectivity", **await the_first_member(api))
    assert [error["code"] for error in refused["errors"]] == ["COMMITMENTS_OPEN"]
    return await the_first_member(api) | {"settlementRef": "Convention 2026-12"}


async def a_profile(api: Api) -> Input:
    seen_to = {"legalForm": "COMMUNITY_OF_COMMUNES", "competences": ["COLLECTION"], "ambassadors": 2}
    return {"collectivity": api.member(0), **seen_to, "collectedBy": "Régie", "collection": "Porte à porte"}


ATTEMPTS = [
    Attempt(
        "admitCollectivity",
        given(name="Arvoise", kind="COMMUNE", on=TODAY.isoformat()),
        "collectivity { name kind status }",
        {"name": "Arvoise", "kind": "COMMUNE", "status": "MEMBER"},
    ),
    Attempt(
        "readmitCollectivity",
        a_former_member,
        "collectivity { memberSince memberUntil }",
        {"memberSince": TOMORROW.isoformat(), "memberUntil": None},
    ),
    Attempt(
        "renameCollectivity",
        lambda api: with_more(a_member(api), name="Grand Val-d’Orme"),
        "collectivity { name mandates { organisation { ... on Collectivity { name } } } }",
        {"name": "Grand Val-d’Orme", "mandates": [{"organisation": {"name": "Grand Val-d’Orme"}}] * 2},
    ),
    Attempt(
        "renameCollectivity",
        lambda api: with_more(a_member(api), name="Grand Val-d’Orme", on=TOMORROW.isoformat()),
        "collectivity { name }",
        {"name": "Val-d’Orme"},
    ),
    Attempt(
        "mergeCollectivities",
        a_merger,
        "collectivity { name status mandates { startsOn } }",
        {
            "name": "Val-d’Orme",
            "status": "MEMBER",
            "mandates": [{"startsOn": day.isoformat()} for day in (TOMORROW, TOMORROW, TODAY, TODAY)],
        },
    ),
    Attempt(
        "describeCollectivityProfile",
        a_profile,
        "collectivity { legalForm legalFormLabel competenceLabels(locale: FR) collectedBy collection ambassadors }",
        {
            "legalForm": "COMMUNITY_OF_COMMUNES",
            "legalFormLabel": "Community of communes",
            "competenceLabels": ["Compétence collecte"],
            "collectedBy": "Régie",
            "collection": "Porte à porte",
            "ambassadors": 2,
        },
    ),
    Attempt(
        "closeCollectivity",
        the_first_member,
        "collectivity { memberUntil closedOn }",
        {"memberUntil": TOMORROW.isoformat(), "closedOn": TOMORROW.isoformat()},
    ),
    Attempt(
        "recordPopulation",
        lambda api: with_more(a_member(api), year=2023, inhabitants=12_345, source="INSEE"),
        "collectivity { populations { year inhabitants source } tonnages { year } }",
        {"populations": [{"year": 2023, "inhabitants": 12_345, "source": "INSEE"}], "tonnages": []},
    ),
    Attempt(
        "recordTonnage",
        lambda api: with_more(a_member(api), year=2025, tonnes="4812.5", source="Pesées"),
        "collectivity { tonnages { year tonnes source } populations { year } }",
        {"tonnages": [{"year": 2025, "tonnes": "4812.500", "source": "Pesées"}], "populations": []},
    ),
    Attempt(
        "withdrawCollectivity",
        the_first_member,
        "collectivity { memberUntil }",
        {"memberUntil": TOMORROW.isoformat()},
    ),
    Attempt(
        "withdrawCollectivity",
        a_withdrawal_that_is_settled,
        "collectivity { memberUntil }",
        {"memberUntil": TOMORROW.isoformat()},
    ),
    Attempt(
        "withdrawCollectivity",
        a_withdrawal_to_come,
        "collectivity { status memberUntil }",
        {"status": "MEMBER", "memberUntil": (TOMORROW + timedelta(days=1)).isoformat()},
    ),
]

"""Mutations on action items."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from maillage.usecases import action_items
from tests.graphql.attempts.attempt import TODAY, TOMORROW, Attempt, Input, with_more
from tests.network import Api


async def an_action_to_assign(api: Api) -> Input:
    links = {
        "meeting": api.id("mtg", await api.network.planned()),
        "decision": api.id("dec", await api.network.proposed()),
    }
    owner = {"owner": api.person("officer 0"), "collectivity": api.member(0)}
    return {"title": "Devis", "due": TOMORROW.isoformat(), **owner, **links}


async def an_action(api: Api) -> Input:
    return {"actionItem": api.id("act", await api.network.assigned())}


async def a_dropped_action(api: Api) -> Input:
    item = await api.network.assigned()
    await api.network.do(action_items.drop_action, action_item=item, reason="Neige")
    return {"actionItem": api.id("act", item)}


OWN_ACTION: dict[str, Any] = {"wrong": ("auditor", "contact"), "elsewhere": "officer 1"}
ATTEMPTS = [
    Attempt(
        "assignAction",
        an_action_to_assign,
        "actionItem { title status statusLabel due overdue owner { name } collectivity { name } meeting { title } "
        "decision { title } }",
        {
            "title": "Devis",
            "status": "ASSIGNED",
            "statusLabel": "Assigned",
            "due": TOMORROW.isoformat(),
            "overdue": False,
            "owner": {"name": "Officer 0 Essai"},
            "collectivity": {"name": "Val-d’Orme"},
            "meeting": {"title": "Réunion du réseau"},
            "decision": {"title": "Stand commun"},
        },
        by="officer 0",
        **OWN_ACTION,
    ),
    Attempt(
        "moveActionDueDate",
        lambda api: with_more(an_action(api), due=TOMORROW.isoformat(), reason="Neige"),
        "actionItem { due firstDue reason }",
        {"due": TOMORROW.isoformat(), "firstDue": (TODAY + timedelta(days=9)).isoformat(), "reason": "Neige"},
        by="ambassador 0",
        **OWN_ACTION,
    ),
    Attempt("startAction", an_action, "actionItem { status }", {"status": "STARTED"}, by="officer 0", **OWN_ACTION),
    Attempt(
        "completeAction",
        lambda api: with_more(an_action(api), evidence="Facture 12"),
        "actionItem { status evidence }",
        {"status": "COMPLETED", "evidence": "Facture 12"},
        **OWN_ACTION,
    ),
    Attempt(
        "dropAction",
        lambda api: with_more(an_action(api), reason="Neige"),
        "actionItem { status reason }",
        {"status": "DROPPED", "reason": "Neige"},
        **OWN_ACTION,
    ),
    Attempt(
        "reopenAction",
        a_dropped_action,
        "actionItem { status reason overAt }",
        {"status": "ASSIGNED", "reason": None, "overAt": None},
        **OWN_ACTION,
    ),
]

"""Use cases on action items, and who may call them."""

from __future__ import annotations

from datetime import timedelta

from maillage.usecases import action_items
from tests.usecases.rights.case import Case, Fields
from tests.usecases.world import TODAY, World


async def to_assign(world: World) -> Fields:
    links = {"meeting": await world.planned(), "decision": await world.proposed()}
    return await an_action(world) | links


async def an_action(world: World) -> Fields:
    owner = {"owner": world.officers[0].person, "collectivity": world.members[0]}
    return {"title": "Devis", "due": TODAY + timedelta(days=9)} | owner


async def assigned(world: World) -> Fields:
    return {"action_item": await world.made(action_items.assign_action, **await an_action(world))}


async def to_move(world: World) -> Fields:
    return await assigned(world) | {"due": TODAY, "reason": "Plus tôt"}


async def to_complete(world: World) -> Fields:
    return await assigned(world) | {"evidence": "Facture 12"}


async def to_drop(world: World) -> Fields:
    return await assigned(world) | {"reason": "Sans objet"}


async def to_reopen(world: World) -> Fields:
    fields = await to_drop(world)
    await world.do(action_items.drop_action, **fields)
    return {"action_item": fields["action_item"]}


OWN_ACTION = {
    "by": ("coordinator", "officer", "ambassador"),
    "wrong": ("auditor", "contact"),
    "other": "officer",
}


CASES = [
    Case(action_items.assign_action, to_assign, ("action-item.assigned",), **OWN_ACTION),
    Case(action_items.move_action_due_date, to_move, ("action-item.due-date-moved",), decided=True, **OWN_ACTION),
    Case(action_items.start_action, assigned, ("action-item.started",), decided=True, **OWN_ACTION),
    Case(action_items.complete_action, to_complete, ("action-item.completed",), decided=True, **OWN_ACTION),
    Case(action_items.drop_action, to_drop, ("action-item.dropped",), decided=True, **OWN_ACTION),
    Case(action_items.reopen_action, to_reopen, ("action-item.reopened",), decided=True, **OWN_ACTION),
]

"""What is asked of action items: assigned, moved, begun, done, dropped."""

from __future__ import annotations

from datetime import date

import strawberry

from maillage.graphql.action_items import ActionItem, action_item_of
from maillage.graphql.arguments import Asked
from maillage.graphql.commands import AS_IT_IS_NOW, ChangeInput, CommandInput, Payload, carried_out
from maillage.graphql.inputs import WHY, id_field
from maillage.graphql.moments import Info
from maillage.graphql.references import ACTION_ITEM, COLLECTIVITY, DECISION, MEETING, PERSON
from maillage.usecases import action_items

NEEDS = "Needs `actions.manage`, or `actions.manage-own` for one's own and those of the own collectivity."


@strawberry.type(description="The answer to a command about an action item.")
class ActionItemPayload(Payload):
    SUBJECT = ("action_item", action_item_of)
    action_item: ActionItem | None = strawberry.field(default=None, description=AS_IT_IS_NOW)


@strawberry.input(description="Something to be done.")
class AssignActionInput(CommandInput):
    title: str = strawberry.field(description="What is to be done, at most 200 characters.")
    owner: strawberry.ID = id_field(PERSON, "Who sees to it: a coordinator, or who holds a mandate at a member.")
    due: date = strawberry.field(description="The last day in time.")
    collectivity: strawberry.ID | None = id_field(
        COLLECTIVITY, "For which member, where the owner holds a mandate; without it for the network.", default=None
    )
    meeting: strawberry.ID | None = id_field(MEETING, "Where it was agreed.", default=None)
    decision: strawberry.ID | None = id_field(DECISION, "What it carries out.", default=None)


@strawberry.input(description="Another due date.")
class MoveActionDueDateInput(ChangeInput):
    action_item: strawberry.ID = id_field(ACTION_ITEM, "Of which action.")
    due: date = strawberry.field(description="The last day in time from now on.")
    reason: str = strawberry.field(description=WHY)


@strawberry.input(description="An action that is begun.")
class StartActionInput(ChangeInput):
    action_item: strawberry.ID = id_field(ACTION_ITEM, "Which action.")


@strawberry.input(description="An action that is done.")
class CompleteActionInput(ChangeInput):
    action_item: strawberry.ID = id_field(ACTION_ITEM, "Which action.")
    evidence: str = strawberry.field(
        description="What shows it: a text, a reference or an address, at most 500 characters. "
        "Kept for ever as it is written."
    )


@strawberry.input(description="An action that is given up.")
class DropActionInput(ChangeInput):
    action_item: strawberry.ID = id_field(ACTION_ITEM, "Which action.")
    reason: str = strawberry.field(description=WHY)


@strawberry.input(description="An action that is to be done after all.")
class ReopenActionInput(ChangeInput):
    action_item: strawberry.ID = id_field(ACTION_ITEM, "Which action, completed or dropped.")
    reason: str | None = strawberry.field(default=None, description=WHY)


@strawberry.type(description="Part of the mutations.")
class ActionItemMutations:
    @strawberry.mutation(description=f"Assigns an action to a person. {NEEDS}")
    async def assign_action(self, info: Info, input: Asked[AssignActionInput]) -> ActionItemPayload:
        return await carried_out(info, action_items.assign_action, input, ActionItemPayload)

    @strawberry.mutation(description=f"Moves the due date of an action. {NEEDS}")
    async def move_action_due_date(self, info: Info, input: Asked[MoveActionDueDateInput]) -> ActionItemPayload:
        return await carried_out(info, action_items.move_action_due_date, input, ActionItemPayload)

    @strawberry.mutation(description=f"Says that an action is begun. {NEEDS}")
    async def start_action(self, info: Info, input: Asked[StartActionInput]) -> ActionItemPayload:
        return await carried_out(info, action_items.start_action, input, ActionItemPayload)

    @strawberry.mutation(description=f"Says that an action is done, and what shows it. {NEEDS}")
    async def complete_action(self, info: Info, input: Asked[CompleteActionInput]) -> ActionItemPayload:
        return await carried_out(info, action_items.complete_action, input, ActionItemPayload)

    @strawberry.mutation(description=f"Gives an action up. {NEEDS}")
    async def drop_action(self, info: Info, input: Asked[DropActionInput]) -> ActionItemPayload:
        return await carried_out(info, action_items.drop_action, input, ActionItemPayload)

    @strawberry.mutation(description=f"Takes up again an action that was completed or dropped. {NEEDS}")
    async def reopen_action(self, info: Info, input: Asked[ReopenActionInput]) -> ActionItemPayload:
        return await carried_out(info, action_items.reopen_action, input, ActionItemPayload)

"""What the coordinator asks of the items of an agenda, mostly while the meeting is held."""

from __future__ import annotations

import strawberry

from maillage.graphql.agenda_mutations import AcceptAgendaItemInput, AgendaPayload
from maillage.graphql.arguments import Asked
from maillage.graphql.commands import carried_out
from maillage.graphql.inputs import id_field
from maillage.graphql.moments import Info
from maillage.graphql.references import COLLECTIVITY, DECISION, MEETING
from maillage.usecases import agenda_items


@strawberry.input(description="An item that comes onto the agenda although the meeting is open.")
class AdmitLateItemInput(AcceptAgendaItemInput):
    consents: list[strawberry.ID] = id_field(
        COLLECTIVITY, "Who agrees: every collectivity that is present, where the meeting's formalities ask for it."
    )


@strawberry.input(description="The item that the meeting is at from now on.")
class TakeUpItemInput(AcceptAgendaItemInput):
    pass


@strawberry.input(description="An item that was talked about.")
class DiscussItemInput(AcceptAgendaItemInput):
    notes: str | None = strawberry.field(
        default=None, description="What was said, at most 10,000 characters; it replaces what was noted before."
    )


@strawberry.input(description="An item that is settled by a decision.")
class DecideItemInput(AcceptAgendaItemInput):
    decision: strawberry.ID = id_field(DECISION, "Which decision, adopted or rejected.")


@strawberry.input(description="An item that is left to another meeting.")
class CarryOverItemInput(AcceptAgendaItemInput):
    to_meeting: strawberry.ID | None = id_field(
        MEETING, "Onto the agenda of which meeting; without it of one to come.", default=None
    )


@strawberry.type(description="Part of the mutations.")
class AgendaItemMutations:
    @strawberry.mutation(
        description="Takes a proposed item onto the agenda of a meeting that is open, by the consent of all who are "
        "present where its formalities ask for it. Needs `meetings.run`."
    )
    async def admit_late_item(self, info: Info, input: Asked[AdmitLateItemInput]) -> AgendaPayload:
        return await carried_out(info, agenda_items.admit_late_item, input, AgendaPayload)

    @strawberry.mutation(description="Says which item the meeting is at from now on. Needs `meetings.run`.")
    async def take_up_item(self, info: Info, input: Asked[TakeUpItemInput]) -> AgendaPayload:
        return await carried_out(info, agenda_items.take_up_item, input, AgendaPayload)

    @strawberry.mutation(description="Says that an item was discussed, and what was noted. Needs `meetings.run`.")
    async def discuss_item(self, info: Info, input: Asked[DiscussItemInput]) -> AgendaPayload:
        return await carried_out(info, agenda_items.discuss_item, input, AgendaPayload)

    @strawberry.mutation(description="Says which decision settled an item. Needs `meetings.run`.")
    async def decide_item(self, info: Info, input: Asked[DecideItemInput]) -> AgendaPayload:
        return await carried_out(info, agenda_items.decide_item, input, AgendaPayload)

    @strawberry.mutation(description="Leaves an item to another meeting. Needs `meetings.run`.")
    async def carry_over_item(self, info: Info, input: Asked[CarryOverItemInput]) -> AgendaPayload:
        return await carried_out(info, agenda_items.carry_over_item, input, AgendaPayload)

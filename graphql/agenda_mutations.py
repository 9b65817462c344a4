"""What members and the coordinator ask of the agenda of a meeting before it opens."""

from __future__ import annotations

from typing import Self

import strawberry

from maillage.domain.agenda import Purpose, Source
from maillage.eventstore.log import Outcome
from maillage.graphql.agenda import SOURCES, AgendaLongerThanMeeting, agenda_of
from maillage.graphql.arguments import Asked
from maillage.graphql.commands import AS_IT_IS_NOW, ChangeInput, Payload, carried_out
from maillage.graphql.ids import split_id
from maillage.graphql.inputs import WHY, Value, id_field
from maillage.graphql.meetings import Meeting, meeting_of
from maillage.graphql.moments import Context, Info
from maillage.graphql.references import ACTION_ITEM, AGENDA_ITEM, DECISION, MEETING, uuid_of
from maillage.graphql.user_errors import UserError
from maillage.usecases import agenda


@strawberry.type(description="The answer to a command about an agenda. An agenda longer than its meeting is a warning.")
class AgendaPayload(Payload):
    SUBJECT = ("meeting", meeting_of)
    meeting: Meeting | None = strawberry.field(default=None, description=AS_IT_IS_NOW)

    @classmethod
    async def of(cls, context: Context, outcome: Outcome) -> Self:
        payload = await super().of(context, outcome)
        if payload.meeting is not None:
            agenda = await agenda_of(payload.meeting.moment, payload.meeting.row)
            if agenda.overrun_minutes:
                warning = AgendaLongerThanMeeting("meeting", minutes=agenda.overrun_minutes)
                payload.warnings = [UserError.of(warning, context.locale, warning.path)]
        return payload


@strawberry.input(description="What an item is to take up.")
class AgendaSourceInput(Value):
    id: strawberry.ID = strawberry.field(description="Of an action to be reported on, or of a decision.")

    def value(self) -> Source:
        uuid = uuid_of(self.id, SOURCES.values(), "source", "id")
        prefix, _ = split_id(self.id)
        return Source(next(kind for kind, known in SOURCES.items() if known == prefix), uuid)


@strawberry.input(description="An item for the agenda of a meeting.")
class ProposeAgendaItemInput(ChangeInput):
    meeting: strawberry.ID = id_field(MEETING, "For which meeting.")
    title: str = strawberry.field(description="What it is called, at most 200 characters.")
    purpose: Purpose = strawberry.field(description="What it is there for.")
    text: str | None = strawberry.field(default=None, description="What it is about, at most 5000 characters.")
    minutes: int | None = strawberry.field(default=None, description="How long it is meant to take, 1 to 480.")
    source: AgendaSourceInput | None = strawberry.field(default=None, description="What it is to take up.")


@strawberry.input(description="One item of an agenda.")
class AcceptAgendaItemInput(ChangeInput):
    meeting: strawberry.ID = id_field(MEETING, "Of which meeting.")
    item: strawberry.ID = id_field(AGENDA_ITEM, "Which item.")


@strawberry.input(description="An item that does not come onto the agenda.")
class DeclineAgendaItemInput(AcceptAgendaItemInput):
    reason: str = strawberry.field(description=WHY)


@strawberry.input(description="An item that is taken off the agenda.")
class DropAgendaItemInput(AcceptAgendaItemInput):
    reason: str = strawberry.field(description=WHY)


@strawberry.input(description="Another order of an agenda.")
class ReorderAgendaInput(ChangeInput):
    meeting: strawberry.ID = id_field(MEETING, "Of which meeting.")
    items: list[strawberry.ID] = id_field(AGENDA_ITEM, "Every item that is on the agenda, once.")


@strawberry.input(description="An agenda that is told to everybody.")
class PublishAgendaInput(ChangeInput):
    meeting: strawberry.ID = id_field(MEETING, "Of which meeting.")


@strawberry.input(description="An agenda that takes up what is suggested.")
class PrepareAgendaInput(ChangeInput):
    meeting: strawberry.ID = id_field(MEETING, "Of which meeting.")
    suggestions: list[strawberry.ID] | None = id_field(
        (AGENDA_ITEM, ACTION_ITEM, DECISION),
        "The ids of these suggestions; without it every one there is at this moment.",
        default=None,
    )


@strawberry.type(description="Part of the mutations.")
class AgendaMutations:
    @strawberry.mutation(
        description="Proposes an item for the agenda of a meeting. It is on it at once, unless the meeting's "
        "formalities ask for acceptance, which the coordinator's own items have. Needs `agenda.propose`, and "
        "`meetings.run` to accept it."
    )
    async def propose_agenda_item(self, info: Info, input: Asked[ProposeAgendaItemInput]) -> AgendaPayload:
        return await carried_out(info, agenda.propose_agenda_item, input, AgendaPayload)

    @strawberry.mutation(description="Takes a proposed item onto the agenda. Needs `meetings.run`.")
    async def accept_agenda_item(self, info: Info, input: Asked[AcceptAgendaItemInput]) -> AgendaPayload:
        return await carried_out(info, agenda.accept_agenda_item, input, AgendaPayload)

    @strawberry.mutation(description="Does not take a proposed item onto the agenda. Needs `meetings.run`.")
    async def decline_agenda_item(self, info: Info, input: Asked[DeclineAgendaItemInput]) -> AgendaPayload:
        return await carried_out(info, agenda.decline_agenda_item, input, AgendaPayload)

    @strawberry.mutation(
        description="Takes an item off the agenda. Needs `meetings.run`, or `agenda.propose` for an item that you "
        "proposed, before the meeting opens."
    )
    async def drop_agenda_item(self, info: Info, input: Asked[DropAgendaItemInput]) -> AgendaPayload:
        return await carried_out(info, agenda.drop_agenda_item, input, AgendaPayload)

    @strawberry.mutation(description="Puts the items of an agenda in another order. Needs `meetings.run`.")
    async def reorder_agenda(self, info: Info, input: Asked[ReorderAgendaInput]) -> AgendaPayload:
        return await carried_out(info, agenda.reorder_agenda, input, AgendaPayload)

    @strawberry.mutation(description="Publishes an agenda, anew where it has changed since. Needs `meetings.run`.")
    async def publish_agenda(self, info: Info, input: Asked[PublishAgendaInput]) -> AgendaPayload:
        return await carried_out(info, agenda.publish_agenda, input, AgendaPayload)

    @strawberry.mutation(
        description="Puts on the agenda what `suggestedAgenda` tells, each item with what it comes from. Needs "
        "`meetings.run`."
    )
    async def prepare_agenda(self, info: Info, input: Asked[PrepareAgendaInput]) -> AgendaPayload:
        return await carried_out(info, agenda.prepare_agenda, input, AgendaPayload)

"""What the coordinator asks of meetings: prepared, held, closed."""

from __future__ import annotations

from datetime import datetime

import strawberry

from maillage.domain.meeting_facts import MeetingKind, Modality, Presence
from maillage.graphql.arguments import Asked
from maillage.graphql.commands import AS_IT_IS_NOW, ChangeInput, CommandInput, Payload, carried_out
from maillage.graphql.inputs import WHY, id_field
from maillage.graphql.meetings import Meeting, meeting_of
from maillage.graphql.moments import Info
from maillage.graphql.references import COLLECTIVITY, MEETING, PERSON
from maillage.usecases import meetings


@strawberry.type(description="The answer to a command about a meeting.")
class MeetingPayload(Payload):
    SUBJECT = ("meeting", meeting_of)
    meeting: Meeting | None = strawberry.field(default=None, description=AS_IT_IS_NOW)


@strawberry.input(description="A meeting without a date yet.")
class PlanMeetingInput(CommandInput):
    title: str = strawberry.field(description="What it is called, at most 200 characters.")
    kind: MeetingKind = strawberry.field(description="What it is.")
    modality: Modality = strawberry.field(description="How one can attend.")


@strawberry.input(description="The date of a meeting.")
class ScheduleMeetingInput(ChangeInput):
    meeting: strawberry.ID = id_field(MEETING, "Which meeting.")
    starts_at: datetime = strawberry.field(description="In the future.")
    ends_at: datetime = strawberry.field(description="After it starts.")
    place: str | None = strawberry.field(
        default=None, description="Address or room, at most 500 characters; none for a remote meeting."
    )
    call_link: str | None = strawberry.field(
        default=None, description="Of the call: https, at most 1000 characters; none for a meeting on site."
    )


@strawberry.input(description="Another date, place or call. All four replace what was.")
class RescheduleMeetingInput(ScheduleMeetingInput):
    reason: str = strawberry.field(description=WHY)


@strawberry.input(description="A meeting that will not be held.")
class CancelMeetingInput(ChangeInput):
    meeting: strawberry.ID = id_field(MEETING, "Which meeting.")
    reason: str = strawberry.field(description=WHY)


@strawberry.input(description="A meeting that begins.")
class OpenMeetingInput(ChangeInput):
    meeting: strawberry.ID = id_field(MEETING, "Which meeting.")
    chair: strawberry.ID | None = id_field(
        PERSON,
        "Who chairs it: a coordinator, or an elected representative of a member; else who opens it.",
        default=None,
    )


@strawberry.input(description="Somebody who comes in.")
class RecordArrivalInput(ChangeInput):
    meeting: strawberry.ID = id_field(MEETING, "Which meeting.")
    person: strawberry.ID = id_field(PERSON, "Who.")
    collectivity: strawberry.ID | None = id_field(
        COLLECTIVITY, "For whom; without it for the syndicate, a partner, or as a guest.", default=None
    )
    presence: Presence = strawberry.field(description="How.")


@strawberry.input(description="Somebody who leaves.")
class RecordDepartureInput(ChangeInput):
    meeting: strawberry.ID = id_field(MEETING, "Which meeting.")
    person: strawberry.ID = id_field(PERSON, "Who.")


@strawberry.input(description="A meeting that ends.")
class CloseMeetingInput(ChangeInput):
    meeting: strawberry.ID = id_field(MEETING, "Which meeting.")


@strawberry.input(description="A meeting that ends before its time.")
class AdjournMeetingInput(CloseMeetingInput):
    reason: str = strawberry.field(description=WHY)


@strawberry.input(description="The meeting that goes on with one that was adjourned, or closed without its quorum.")
class ReconveneMeetingInput(ScheduleMeetingInput):
    pass


@strawberry.type(description="Part of the mutations.")
class MeetingMutations:
    @strawberry.mutation(description="Plans a meeting, without a date yet. Needs `meetings.run`.")
    async def plan_meeting(self, info: Info, input: Asked[PlanMeetingInput]) -> MeetingPayload:
        return await carried_out(info, meetings.plan_meeting, input, MeetingPayload)

    @strawberry.mutation(
        description="Gives a meeting its date, under the network's quorum rule of this moment. Needs `meetings.run`."
    )
    async def schedule_meeting(self, info: Info, input: Asked[ScheduleMeetingInput]) -> MeetingPayload:
        return await carried_out(info, meetings.schedule_meeting, input, MeetingPayload)

    @strawberry.mutation(description="Gives a meeting another date or place. Needs `meetings.run`.")
    async def reschedule_meeting(self, info: Info, input: Asked[RescheduleMeetingInput]) -> MeetingPayload:
        return await carried_out(info, meetings.reschedule_meeting, input, MeetingPayload)

    @strawberry.mutation(description="Cancels a meeting that was not opened. Needs `meetings.run`.")
    async def cancel_meeting(self, info: Info, input: Asked[CancelMeetingInput]) -> MeetingPayload:
        return await carried_out(info, meetings.cancel_meeting, input, MeetingPayload)

    @strawberry.mutation(description="Opens a meeting for the members of that day. Needs `meetings.run`.")
    async def open_meeting(self, info: Info, input: Asked[OpenMeetingInput]) -> MeetingPayload:
        return await carried_out(info, meetings.open_meeting, input, MeetingPayload)

    @strawberry.mutation(description="Records who comes in; it may establish the quorum. Needs `meetings.run`.")
    async def record_arrival(self, info: Info, input: Asked[RecordArrivalInput]) -> MeetingPayload:
        return await carried_out(info, meetings.record_arrival, input, MeetingPayload)

    @strawberry.mutation(description="Records who leaves; it may lose the quorum. Needs `meetings.run`.")
    async def record_departure(self, info: Info, input: Asked[RecordDepartureInput]) -> MeetingPayload:
        return await carried_out(info, meetings.record_departure, input, MeetingPayload)

    @strawberry.mutation(description="Closes an open meeting. Needs `meetings.run`.")
    async def close_meeting(self, info: Info, input: Asked[CloseMeetingInput]) -> MeetingPayload:
        return await carried_out(info, meetings.close_meeting, input, MeetingPayload)

    @strawberry.mutation(
        description="Ends an open meeting before its time; what is open on its agenda stays open. Needs `meetings.run`."
    )
    async def adjourn_meeting(self, info: Info, input: Asked[AdjournMeetingInput]) -> MeetingPayload:
        return await carried_out(info, meetings.adjourn_meeting, input, MeetingPayload)

    @strawberry.mutation(
        description="Plans and schedules, three days later or more, the meeting that goes on with one that was "
        "adjourned or closed without its quorum: its agenda is what that one left open, and it needs no quorum. Needs "
        "`meetings.run`."
    )
    async def reconvene_meeting(self, info: Info, input: Asked[ReconveneMeetingInput]) -> MeetingPayload:
        return await carried_out(info, meetings.reconvene_meeting, input, MeetingPayload)

"""What is asked of the minutes of a meeting: drafted, circulated, remarked on, approved, corrected."""

from __future__ import annotations

import strawberry

from maillage.graphql.arguments import Asked
from maillage.graphql.commands import AS_IT_IS_NOW, ChangeInput, CommandInput, Payload, carried_out
from maillage.graphql.inputs import id_field
from maillage.graphql.minutes import Minutes, minutes_of
from maillage.graphql.moments import Info
from maillage.graphql.references import COLLECTIVITY, MEETING, MINUTES
from maillage.usecases import minutes

TEXT = "At most 50,000 characters, in lines. Kept for ever as it is written."


@strawberry.type(description="The answer to a command about minutes.")
class MinutesPayload(Payload):
    SUBJECT = ("minutes", minutes_of)
    minutes: Minutes | None = strawberry.field(default=None, description=AS_IT_IS_NOW)


@strawberry.input(description="The minutes of a meeting that is closed.")
class DraftMinutesInput(CommandInput):
    meeting: strawberry.ID = id_field(MEETING, "Of which meeting.")
    text: str = strawberry.field(description=TEXT)


@strawberry.input(description="Another text.")
class RedraftMinutesInput(ChangeInput):
    minutes: strawberry.ID = id_field(MINUTES, "Which minutes.")
    text: str = strawberry.field(description=f"In place of the former one. {TEXT}")


@strawberry.input(description="Minutes that are ready to be read.")
class CirculateMinutesInput(ChangeInput):
    minutes: strawberry.ID = id_field(MINUTES, "Which minutes.")


@strawberry.input(description="A remark in one's own name.")
class RemarkOnMinutesInput(ChangeInput):
    minutes: strawberry.ID = id_field(MINUTES, "On which minutes.")
    text: str = strawberry.field(description="In your own words, at most 2000 characters; erased with its author.")


@strawberry.input(description="An approval for one collectivity.")
class ApproveMinutesInput(ChangeInput):
    minutes: strawberry.ID = id_field(MINUTES, "Which minutes.")
    collectivity: strawberry.ID = id_field(
        COLLECTIVITY, "For which of your own; another than that of who drafted them."
    )


@strawberry.input(description="An approval at a later meeting.")
class ApproveMinutesAtMeetingInput(ChangeInput):
    minutes: strawberry.ID = id_field(MINUTES, "Which minutes.")
    meeting: strawberry.ID = id_field(MEETING, "Which meeting approved them; it is open.")


@strawberry.input(description="An erratum.")
class CorrectMinutesInput(ChangeInput):
    minutes: strawberry.ID = id_field(MINUTES, "Which minutes, once they are approved.")
    erratum: str = strawberry.field(
        description="What is to be read instead, at most 2000 characters, in lines. Kept for ever as it is written."
    )


@strawberry.type(description="Part of the mutations.")
class MinutesMutations:
    @strawberry.mutation(description="Drafts the minutes of a meeting. Needs `minutes.keep`.")
    async def draft_minutes(self, info: Info, input: Asked[DraftMinutesInput]) -> MinutesPayload:
        return await carried_out(info, minutes.draft_minutes, input, MinutesPayload)

    @strawberry.mutation(
        description="Replaces the text of minutes before they are circulated, or on a remark. Needs `minutes.keep`."
    )
    async def redraft_minutes(self, info: Info, input: Asked[RedraftMinutesInput]) -> MinutesPayload:
        return await carried_out(info, minutes.redraft_minutes, input, MinutesPayload)

    @strawberry.mutation(description="Shows minutes to all members and asks for their remarks. Needs `minutes.keep`.")
    async def circulate_minutes(self, info: Info, input: Asked[CirculateMinutesInput]) -> MinutesPayload:
        return await carried_out(info, minutes.circulate_minutes, input, MinutesPayload)

    @strawberry.mutation(
        description="Makes a remark on minutes, so that silence does not approve them. Needs `minutes.remark`."
    )
    async def remark_on_minutes(self, info: Info, input: Asked[RemarkOnMinutesInput]) -> MinutesPayload:
        return await carried_out(info, minutes.remark_on_minutes, input, MinutesPayload)

    @strawberry.mutation(description="Approves minutes for the own collectivity. Needs `minutes.approve`.")
    async def approve_minutes(self, info: Info, input: Asked[ApproveMinutesInput]) -> MinutesPayload:
        return await carried_out(info, minutes.approve_minutes, input, MinutesPayload)

    @strawberry.mutation(description="Records that a later meeting approved minutes. Needs `minutes.keep`.")
    async def approve_minutes_at_meeting(
        self, info: Info, input: Asked[ApproveMinutesAtMeetingInput]
    ) -> MinutesPayload:
        return await carried_out(info, minutes.approve_minutes_at_meeting, input, MinutesPayload)

    @strawberry.mutation(description="Adds an erratum to minutes that are approved. Needs `minutes.keep`.")
    async def correct_minutes(self, info: Info, input: Asked[CorrectMinutesInput]) -> MinutesPayload:
        return await carried_out(info, minutes.correct_minutes, input, MinutesPayload)

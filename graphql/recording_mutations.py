"""A meeting recorded after the fact."""

from __future__ import annotations

from datetime import date

import strawberry

from maillage.domain.meeting_facts import MeetingKind, Modality, Presence
from maillage.graphql.arguments import Asked
from maillage.graphql.commands import CommandInput, carried_out
from maillage.graphql.inputs import Value
from maillage.graphql.meeting_mutations import MeetingPayload
from maillage.graphql.moments import Info
from maillage.graphql.references import COLLECTIVITY, PERSON, uuid_of
from maillage.usecases import recording
from maillage.usecases.recording import WasAssigned, WasDecided, WasPresent


@strawberry.input(description="Somebody who was there.")
class WasPresentInput(Value):
    person: strawberry.ID = strawberry.field(description="Who.")
    collectivity: strawberry.ID | None = strawberry.field(
        default=None,
        description="For whom; without it the only member where this person held a mandate that day, if there was one.",
    )
    presence: Presence | None = strawberry.field(
        default=None, description="How; on site unless the meeting was remote."
    )

    def value(self) -> WasPresent:
        member = None if self.collectivity is None else uuid_of(self.collectivity, [COLLECTIVITY], "collectivity")
        return WasPresent(uuid_of(self.person, [PERSON], "person"), member, self.presence)


@strawberry.input(description="What was decided, by consent.")
class WasDecidedInput(Value):
    title: str = strawberry.field(description="In a line, at most 200 characters.")
    text: str = strawberry.field(description="In full, at most 10,000 characters.")

    def value(self) -> WasDecided:
        return WasDecided(self.title, self.text)


@strawberry.input(description="What somebody sees to.")
class WasAssignedInput(Value):
    title: str = strawberry.field(description="At most 200 characters.")
    owner: strawberry.ID = strawberry.field(description="Who sees to it.")
    due: date = strawberry.field(description="The last day in time; may have passed.")
    collectivity: strawberry.ID | None = strawberry.field(
        default=None, description="For which member; without it for the network."
    )

    def value(self) -> WasAssigned:
        member = None if self.collectivity is None else uuid_of(self.collectivity, [COLLECTIVITY], "collectivity")
        return WasAssigned(self.title, uuid_of(self.owner, [PERSON], "owner"), self.due, member)


@strawberry.input(description="A meeting that was held without being prepared here.")
class RecordMeetingInput(CommandInput):
    title: str = strawberry.field(description="What it was, at most 200 characters.")
    on: date = strawberry.field(description="The day, in Europe/Paris: today or before.")
    present: list[WasPresentInput] = strawberry.field(description="Who was there, at most 200 people.")
    decisions: list[WasDecidedInput] = strawberry.field(
        default_factory=list, description="What was decided by consent, at most 200; each gets its number."
    )
    actions: list[WasAssignedInput] = strawberry.field(
        default_factory=list, description="Who sees to what, at most 200."
    )
    notes: str | None = strawberry.field(
        default=None, description="What else was said: the draft of its minutes, at most 50,000 characters."
    )
    kind: MeetingKind = strawberry.field(default=MeetingKind.REGULAR, description="What it was.")
    modality: Modality = strawberry.field(default=Modality.ON_SITE, description="How one could attend.")
    place: str | None = strawberry.field(default=None, description="Address or room, at most 500 characters.")


@strawberry.type(description="Part of the mutations.")
class RecordingMutations:
    @strawberry.mutation(
        description="Records a meeting after the fact, all of it or nothing: its decision record is there at once. "
        "Needs `meetings.run`, `ballots.run`, `actions.manage` and `minutes.keep`."
    )
    async def record_meeting(self, info: Info, input: Asked[RecordMeetingInput]) -> MeetingPayload:
        return await carried_out(info, recording.record_meeting, input, MeetingPayload)

"""What is asked before a meeting: who is to come, who answers, who travels with whom."""

from __future__ import annotations

import strawberry

from maillage.domain.invitation_facts import Answer
from maillage.graphql.arguments import Asked
from maillage.graphql.commands import ChangeInput, carried_out
from maillage.graphql.inputs import id_field
from maillage.graphql.meeting_mutations import MeetingPayload
from maillage.graphql.moments import Info
from maillage.graphql.references import MEETING, PERSON
from maillage.usecases import invitations


@strawberry.input(description="People asked to come to a meeting.")
class SendInvitationsInput(ChangeInput):
    meeting: strawberry.ID = id_field(MEETING, "Which meeting; it has its date.")
    people: list[strawberry.ID] = id_field(PERSON, "Whom; who is invited already gets no second invitation.")


@strawberry.input(description="Whether somebody comes to a meeting.")
class AnswerInvitationInput(ChangeInput):
    meeting: strawberry.ID = id_field(MEETING, "Which meeting.")
    answer: Answer = strawberry.field(description="What is answered; a later answer replaces it.")
    person: strawberry.ID | None = id_field(
        PERSON, "Whose answer; without it your own. Another's needs `meetings.run`.", default=None
    )
    substitute: strawberry.ID | None = id_field(
        PERSON, "Who comes instead, exactly where the answer is SUBSTITUTE; is invited as well.", default=None
    )
    comment: str | None = strawberry.field(
        default=None, description="At most 500 characters; sealed under the key of whose answer it is."
    )


@strawberry.input(description="Seats in one's own car.")
class OfferCarpoolInput(ChangeInput):
    meeting: strawberry.ID = id_field(MEETING, "Which meeting.")
    seats: int = strawberry.field(description="For others than the driver, 1 to 8.")
    departs_from: str = strawberry.field(description="From where, at most 200 characters; sealed under your key.")


@strawberry.input(description="A seat in somebody's car.")
class JoinCarpoolInput(ChangeInput):
    meeting: strawberry.ID = id_field(MEETING, "Which meeting.")
    driver: strawberry.ID = id_field(PERSON, "In whose car.")


@strawberry.type(description="Part of the mutations.")
class InvitationMutations:
    @strawberry.mutation(description="Invites people to a meeting that has its date. Needs `meetings.run`.")
    async def send_invitations(self, info: Info, input: Asked[SendInvitationsInput]) -> MeetingPayload:
        return await carried_out(info, invitations.send_invitations, input, MeetingPayload)

    @strawberry.mutation(
        description="Answers an invitation until the meeting opens. Another date asks again. Needs `meetings.answer`, "
        "and `meetings.run` for the answer of somebody else."
    )
    async def answer_invitation(self, info: Info, input: Asked[AnswerInvitationInput]) -> MeetingPayload:
        return await carried_out(info, invitations.answer_invitation, input, MeetingPayload)

    @strawberry.mutation(description="Offers seats in your car. Needs `meetings.share-cars`.")
    async def offer_carpool(self, info: Info, input: Asked[OfferCarpoolInput]) -> MeetingPayload:
        return await carried_out(info, invitations.offer_carpool, input, MeetingPayload)

    @strawberry.mutation(description="Takes a seat in somebody's car. Needs `meetings.share-cars`.")
    async def join_carpool(self, info: Info, input: Asked[JoinCarpoolInput]) -> MeetingPayload:
        return await carried_out(info, invitations.join_carpool, input, MeetingPayload)

"""What members and the coordinator ask of decisions: proposed, adopted by consent, voted, counted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import strawberry

from maillage.domain.ballots import Choice, Majority, Mode
from maillage.graphql.arguments import Asked
from maillage.graphql.commands import AS_IT_IS_NOW, ChangeInput, CommandInput, Payload, carried_out
from maillage.graphql.decisions import Decision, decision_of
from maillage.graphql.inputs import WHY, id_field
from maillage.graphql.moments import Info
from maillage.graphql.references import COLLECTIVITY, DECISION, MEETING
from maillage.usecases import decisions


@strawberry.type(description="The answer to a command about a decision.")
class DecisionPayload(Payload):
    SUBJECT = ("decision", decision_of)
    decision: Decision | None = strawberry.field(default=None, description=AS_IT_IS_NOW)


@strawberry.input(description="A decision to be taken.")
class ProposeDecisionInput(CommandInput):
    title: str = strawberry.field(description="What it is called, at most 200 characters.")
    text: str = strawberry.field(description="What is to be decided, at most 10,000 characters.")
    meeting: strawberry.ID | None = id_field(MEETING, "Where; without it at a meeting to come.", default=None)


@strawberry.input(description="What a decision costs.")
class StateAmountInput(ChangeInput):
    decision: strawberry.ID = id_field(DECISION, "Which decision, not taken yet.")
    amount: Decimal = strawberry.field(description='In euros, such as "12500.00". It replaces what was stated before.')
    contributors: list[strawberry.ID] = id_field(COLLECTIVITY, "The members that pay it, one at least.")


@strawberry.input(description="An objection to the adoption of a decision by consent.")
class RaiseObjectionInput(ChangeInput):
    decision: strawberry.ID = id_field(DECISION, "To which decision.")
    meeting: strawberry.ID = id_field(MEETING, "At which open meeting.")
    collectivity: strawberry.ID = id_field(COLLECTIVITY, "For whom: one of your own.")
    reason: str | None = strawberry.field(default=None, description=WHY)


@strawberry.input(description="An objection taken back.")
class WithdrawObjectionInput(ChangeInput):
    decision: strawberry.ID = id_field(DECISION, "To which decision.")
    collectivity: strawberry.ID = id_field(COLLECTIVITY, "Whose: one of your own, or one whose proxy you hold.")
    meeting: strawberry.ID | None = id_field(
        MEETING, "At which open meeting you hold that proxy; not needed for your own.", default=None
    )


@strawberry.input(description="A decision adopted without a ballot.")
class AdoptByConsentInput(ChangeInput):
    decision: strawberry.ID = id_field(DECISION, "Which decision.")
    meeting: strawberry.ID = id_field(MEETING, "At which open meeting.")


@strawberry.input(description="A decision put to the vote.")
class OpenBallotInput(ChangeInput):
    decision: strawberry.ID = id_field(DECISION, "Which decision.")
    meeting: strawberry.ID = id_field(MEETING, "At which open meeting.")
    mode: Mode = strawberry.field(default=Mode.PUBLIC, description="Who sees the votes.")
    majority: Majority | None = strawberry.field(
        default=None, description="What adopts it; without it what `votingRules` say."
    )
    casting_vote: strawberry.ID | None = id_field(
        COLLECTIVITY,
        "Whose vote breaks a tie under a simple majority, in a public ballot; without it what `votingRules` say.",
        default=None,
    )


@strawberry.input(description="A decision put to the vote between meetings (fr: consultation écrite).")
class OpenConsultationInput(ChangeInput):
    decision: strawberry.ID = id_field(DECISION, "Which decision.")
    closes_on: date = strawberry.field(
        description="The last day on which it is answered, in Europe/Paris: after as many working days as the network "
        "asks for, and at most 180 days."
    )
    mode: Mode = strawberry.field(default=Mode.PUBLIC, description="Who sees the votes.")
    majority: Majority | None = strawberry.field(
        default=None, description="What adopts it; without it what `votingRules` say."
    )
    casting_vote: strawberry.ID | None = id_field(
        COLLECTIVITY,
        "Whose vote breaks a tie under a simple majority, in a public ballot; without it what `votingRules` say.",
        default=None,
    )


@strawberry.input(description="The vote of a collectivity; cast again, it is changed.")
class CastVoteInput(ChangeInput):
    decision: strawberry.ID = id_field(DECISION, "On which decision.")
    collectivity: strawberry.ID = id_field(COLLECTIVITY, "For whom: one of your own.")
    choice: Choice = strawberry.field(description="What it votes.")


@strawberry.input(description="The end of a vote.")
class CloseBallotInput(ChangeInput):
    decision: strawberry.ID = id_field(DECISION, "On which decision.")


@strawberry.input(description="A collectivity that takes no part in a decision (fr: déport).")
class RecuseVoterInput(ChangeInput):
    decision: strawberry.ID = id_field(DECISION, "In which decision.")
    collectivity: strawberry.ID = id_field(COLLECTIVITY, "Who; one of your own, unless you run ballots.")
    reason: str = strawberry.field(description=WHY)


@strawberry.input(description="A decision put off.")
class DeferDecisionInput(ChangeInput):
    decision: strawberry.ID = id_field(DECISION, "Which decision.")
    reason: str = strawberry.field(description=WHY)


@strawberry.type(description="Part of the mutations.")
class DecisionMutations:
    @strawberry.mutation(description="Proposes a decision. Needs `decisions.propose`.")
    async def propose_decision(self, info: Info, input: Asked[ProposeDecisionInput]) -> DecisionPayload:
        return await carried_out(info, decisions.propose_decision, input, DecisionPayload)

    @strawberry.mutation(
        description="States what a decision costs and who pays it, before it is put to the vote or adopted. Above the "
        "network's threshold it is subject to their deliberations once adopted. Needs `ballots.run`."
    )
    async def state_amount(self, info: Info, input: Asked[StateAmountInput]) -> DecisionPayload:
        return await carried_out(info, decisions.state_amount, input, DecisionPayload)

    @strawberry.mutation(
        description="Objects, for the own collectivity, to an adoption by consent; by who is present for it at the "
        "meeting. A ballot can still decide. Needs `ballots.vote`."
    )
    async def raise_objection(self, info: Info, input: Asked[RaiseObjectionInput]) -> DecisionPayload:
        return await carried_out(info, decisions.raise_objection, input, DecisionPayload)

    @strawberry.mutation(
        description="Takes back an objection of the own collectivity, or one by proxy. Needs `ballots.vote`."
    )
    async def withdraw_objection(self, info: Info, input: Asked[WithdrawObjectionInput]) -> DecisionPayload:
        return await carried_out(info, decisions.withdraw_objection, input, DecisionPayload)

    @strawberry.mutation(
        description="Adopts a decision without a ballot, under the next number of the year: at an open meeting, where "
        "no member objects. The quorum is shown and hinders nothing. Needs `ballots.run`."
    )
    async def adopt_by_consent(self, info: Info, input: Asked[AdoptByConsentInput]) -> DecisionPayload:
        return await carried_out(info, decisions.adopt_by_consent, input, DecisionPayload)

    @strawberry.mutation(
        description="Puts a decision to the vote at an open meeting that has its quorum. Needs `ballots.run`."
    )
    async def open_ballot(self, info: Info, input: Asked[OpenBallotInput]) -> DecisionPayload:
        return await carried_out(info, decisions.open_ballot, input, DecisionPayload)

    @strawberry.mutation(
        description="Puts a decision to the vote between meetings: its members answer from wherever they are, up to a "
        "day. Needs `ballots.run`."
    )
    async def open_consultation(self, info: Info, input: Asked[OpenConsultationInput]) -> DecisionPayload:
        return await carried_out(info, decisions.open_consultation, input, DecisionPayload)

    @strawberry.mutation(
        description="Votes for the own collectivity, at a meeting by who is present for it there. Needs `ballots.vote`."
    )
    async def cast_vote(self, info: Info, input: Asked[CastVoteInput]) -> DecisionPayload:
        return await carried_out(info, decisions.cast_vote, input, DecisionPayload)

    @strawberry.mutation(
        description="Counts the votes, and adopts under the next number of the year or rejects. A consultation can be "
        "closed after its last day, or once all have answered; where too few did, the decision stays proposed. Needs "
        "`ballots.run`."
    )
    async def close_ballot(self, info: Info, input: Asked[CloseBallotInput]) -> DecisionPayload:
        return await carried_out(info, decisions.close_ballot, input, DecisionPayload)

    @strawberry.mutation(
        description="Takes a collectivity out of a decision for a conflict of interest: it does not vote, a vote that "
        "it has cast does not count, nor does it for the quorum. Needs `ballots.run`, or `ballots.vote` for the own."
    )
    async def recuse_voter(self, info: Info, input: Asked[RecuseVoterInput]) -> DecisionPayload:
        return await carried_out(info, decisions.recuse_voter, input, DecisionPayload)

    @strawberry.mutation(
        description="Puts a decision off, until it is put to the vote again or adopted by consent. A ballot that is "
        "open ends uncounted. Needs `ballots.run`."
    )
    async def defer_decision(self, info: Info, input: Asked[DeferDecisionInput]) -> DecisionPayload:
        return await carried_out(info, decisions.defer_decision, input, DecisionPayload)

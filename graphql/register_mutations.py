"""What is asked of the decision register: what becomes of decisions that were adopted."""

from __future__ import annotations

from datetime import date

import strawberry

from maillage.domain.deliberations import ActKind, Deliberation
from maillage.graphql.arguments import Asked
from maillage.graphql.commands import ChangeInput, carried_out
from maillage.graphql.decision_mutations import DecisionPayload
from maillage.graphql.inputs import WHY, Value, id_field
from maillage.graphql.moments import Info
from maillage.graphql.references import DECISION, organisation_of
from maillage.usecases import register


@strawberry.input(description="A decision in whose place another one stands.")
class SupersedeDecisionInput(ChangeInput):
    decision: strawberry.ID = id_field(DECISION, "Which decision, in force.")
    ended_by: strawberry.ID = id_field(DECISION, "By which other decision, in force.")


@strawberry.input(description="A decision that another one ends.")
class RepealDecisionInput(ChangeInput):
    decision: strawberry.ID = id_field(DECISION, "Which decision, in force.")
    ended_by: strawberry.ID = id_field(DECISION, "By which other decision, in force.")


@strawberry.input(description="A slip of the pen put right: a title, a text, or both. Nothing else can be.")
class CorrectDecisionInput(ChangeInput):
    decision: strawberry.ID = id_field(DECISION, "Which decision, once adopted.")
    title: str | None = strawberry.field(default=None, description="At most 200 characters; without it as it was.")
    text: str | None = strawberry.field(default=None, description="At most 10,000 characters; without it as it was.")
    reason: str = strawberry.field(description=WHY)


@strawberry.input(description="A day from which on a decision is to be reviewed.")
class ScheduleReviewInput(ChangeInput):
    decision: strawberry.ID = id_field(DECISION, "Which decision, in force.")
    on: date = strawberry.field(description="Today or later; replaces the day before.")


@strawberry.input(description="A decision reviewed and kept.")
class ConfirmDecisionInput(ChangeInput):
    decision: strawberry.ID = id_field(DECISION, "Which decision, in force.")
    next_review: date | None = strawberry.field(
        default=None, description="From when on the next review is due; without it none is."
    )


@strawberry.input(description="The act by which an organisation has bound itself, taken already.")
class DeliberationInput(Value):
    organisation: strawberry.ID = strawberry.field(description="Of which collectivity, syndicate or partner.")
    body: str = strawberry.field(description="Which body, such as comité syndical; at most 120 characters.")
    number: str = strawberry.field(description="As that body numbers it, at most 60 characters.")
    on: date = strawberry.field(description="When it was taken.")
    receipt: str | None = strawberry.field(
        default=None, description="Of the prefecture (fr: accusé de réception), at most 120 characters."
    )
    received_on: date | None = strawberry.field(default=None, description="By the prefecture.")
    kind: ActKind = strawberry.field(default=ActKind.DELIBERATION, description="What kind of act it is.")

    def value(self) -> Deliberation:
        kind, organisation = organisation_of(self.organisation, "organisation")
        return Deliberation(
            organisation, kind, self.body, self.number, self.on, self.receipt, self.received_on, self.kind
        )


@strawberry.input(description="A deliberation that a decision refers to.")
class ReferenceDeliberationInput(ChangeInput):
    decision: strawberry.ID = id_field(DECISION, "Which decision, once adopted.")
    deliberation: DeliberationInput = strawberry.field(
        description="Replaces what was known of this number of the same organisation."
    )


@strawberry.type(description="Part of the mutations.")
class RegisterMutations:
    @strawberry.mutation(description="Lets another decision stand in the place of one. Needs `register.keep`.")
    async def supersede_decision(self, info: Info, input: Asked[SupersedeDecisionInput]) -> DecisionPayload:
        return await carried_out(info, register.supersede_decision, input, DecisionPayload)

    @strawberry.mutation(description="Ends a decision by another one. Needs `register.keep`.")
    async def repeal_decision(self, info: Info, input: Asked[RepealDecisionInput]) -> DecisionPayload:
        return await carried_out(info, register.repeal_decision, input, DecisionPayload)

    @strawberry.mutation(
        description="Corrects a clerical error in an adopted decision. The earlier wording stays readable. "
        "Needs `register.keep`."
    )
    async def correct_decision(self, info: Info, input: Asked[CorrectDecisionInput]) -> DecisionPayload:
        return await carried_out(info, register.correct_decision, input, DecisionPayload)

    @strawberry.mutation(description="Sets the day from which on a decision is to be reviewed. Needs `register.keep`.")
    async def schedule_review(self, info: Info, input: Asked[ScheduleReviewInput]) -> DecisionPayload:
        return await carried_out(info, register.schedule_review, input, DecisionPayload)

    @strawberry.mutation(description="Keeps a decision after its review. Needs `register.keep`.")
    async def confirm_decision(self, info: Info, input: Asked[ConfirmDecisionInput]) -> DecisionPayload:
        return await carried_out(info, register.confirm_decision, input, DecisionPayload)

    @strawberry.mutation(
        description="Lets a decision refer to a statutory deliberation, or to a delegated decision or a convention, or "
        "completes what it says of one. "
        "Needs `register.keep`."
    )
    async def reference_deliberation(self, info: Info, input: Asked[ReferenceDeliberationInput]) -> DecisionPayload:
        return await carried_out(info, register.reference_deliberation, input, DecisionPayload)

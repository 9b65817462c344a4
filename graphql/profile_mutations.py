"""What is asked of a person's profile: the form of titles, availability, skills, trainings."""

from __future__ import annotations

from datetime import date

import strawberry

from maillage.domain.title_forms import TitleForm
from maillage.graphql.arguments import Asked
from maillage.graphql.commands import ChangeInput, carried_out
from maillage.graphql.inputs import id_field
from maillage.graphql.moments import Info
from maillage.graphql.people_mutations import PersonPayload
from maillage.graphql.references import PERSON
from maillage.usecases import profiles

NEEDS = (
    "Needs `people.change-own-details` for oneself, `people.manage`, or `people.manage-own` for the own collectivity."
)


@strawberry.input(description="How a person wants to be titled in French.")
class ChooseTitleFormInput(ChangeInput):
    person: strawberry.ID = id_field(PERSON, "Who.")
    form: TitleForm | None = strawberry.field(default=None, description="Null takes the choice back.")


@strawberry.input(description="When a person can be asked.")
class DeclareAvailabilityInput(ChangeInput):
    person: strawberry.ID = id_field(PERSON, "Who.")
    availability: str | None = strawberry.field(
        default=None, description="In one's own words, at most 500 characters; null takes it back."
    )


@strawberry.input(description="What a person can do.")
class DeclareSkillInput(ChangeInput):
    person: strawberry.ID = id_field(PERSON, "Who.")
    skill: str = strawberry.field(
        description="At most 80 characters. Kept for ever as it is written, and found without accents and capitals."
    )


@strawberry.input(description="What a person no longer wants to be asked for.")
class WithdrawSkillInput(ChangeInput):
    person: strawberry.ID = id_field(PERSON, "Who.")
    skill: str = strawberry.field(description="As it was declared, capitals apart.")


@strawberry.input(description="A training that a person has followed.")
class RecordTrainingInput(ChangeInput):
    person: strawberry.ID = id_field(PERSON, "Who.")
    title: str = strawberry.field(description="At most 120 characters. Kept for ever as it is written.")
    on: date = strawberry.field(description="Its last day.")


@strawberry.type(description="Part of the mutations.")
class ProfileMutations:
    @strawberry.mutation(description=f"Says which form a person's titles have in French. {NEEDS}")
    async def choose_title_form(self, info: Info, input: Asked[ChooseTitleFormInput]) -> PersonPayload:
        return await carried_out(info, profiles.choose_title_form, input, PersonPayload)

    @strawberry.mutation(description=f"Says when a person can be asked. {NEEDS}")
    async def declare_availability(self, info: Info, input: Asked[DeclareAvailabilityInput]) -> PersonPayload:
        return await carried_out(info, profiles.declare_availability, input, PersonPayload)

    @strawberry.mutation(description=f"Says what a person can do. {NEEDS}")
    async def declare_skill(self, info: Info, input: Asked[DeclareSkillInput]) -> PersonPayload:
        return await carried_out(info, profiles.declare_skill, input, PersonPayload)

    @strawberry.mutation(description=f"Withdraws a skill. {NEEDS}")
    async def withdraw_skill(self, info: Info, input: Asked[WithdrawSkillInput]) -> PersonPayload:
        return await carried_out(info, profiles.withdraw_skill, input, PersonPayload)

    @strawberry.mutation(description=f"Records a training that a person has followed. {NEEDS}")
    async def record_training(self, info: Info, input: Asked[RecordTrainingInput]) -> PersonPayload:
        return await carried_out(info, profiles.record_training, input, PersonPayload)

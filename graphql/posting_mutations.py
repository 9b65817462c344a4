"""What is asked when people take up a post or leave: an ambassador's share, a departure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import strawberry

from maillage.domain.posts import EmploymentKind
from maillage.graphql.arguments import Asked
from maillage.graphql.commands import ChangeInput, carried_out
from maillage.graphql.inputs import WHY, id_field
from maillage.graphql.moments import Info
from maillage.graphql.people_mutations import PersonPayload
from maillage.graphql.references import MANDATE, PERSON
from maillage.usecases import postings

NEEDS = "Needs `people.manage`, or `people.manage-own` for the own collectivity."


@strawberry.input(description="What an ambassador's mandate amounts to from a day on.")
class OnboardAmbassadorInput(ChangeInput):
    person: strawberry.ID = id_field(PERSON, "Who.")
    mandate: strawberry.ID = id_field(MANDATE, "Which mandate as ambassador.")
    on: date = strawberry.field(description="From this day on, which lies within the mandate.")
    fte: Decimal = strawberry.field(description="Share of a full-time post, 0 to 1, four decimals at most.")
    employment_kind: EmploymentKind | None = strawberry.field(
        default=None, description="What the person is employed as."
    )


@strawberry.input(description="The departure of a person.")
class RecordPersonDepartureInput(ChangeInput):
    person: strawberry.ID = id_field(PERSON, "Who.")
    on: date = strawberry.field(description="The last day. Mandates that begin later stay.")
    reason: str | None = strawberry.field(default=None, description=WHY)


@strawberry.type(description="Part of the mutations.")
class PostingMutations:
    @strawberry.mutation(description=f"Says what an ambassador's mandate amounts to of a full-time post. {NEEDS}")
    async def onboard_ambassador(self, info: Info, input: Asked[OnboardAmbassadorInput]) -> PersonPayload:
        return await carried_out(info, postings.onboard_ambassador, input, PersonPayload)

    @strawberry.mutation(description=f"Ends every mandate of a person that is in force on a day. {NEEDS}")
    async def record_person_departure(self, info: Info, input: Asked[RecordPersonDepartureInput]) -> PersonPayload:
        return await carried_out(info, postings.record_person_departure, input, PersonPayload)

"""What the coordinator says about a collectivity itself: how it is organised, and that it exists no more."""

from __future__ import annotations

from datetime import date

import strawberry

from maillage.domain.collectivity_profiles import Competence, LegalForm
from maillage.graphql.arguments import Asked
from maillage.graphql.collectivity_mutations import CollectivityPayload
from maillage.graphql.commands import ChangeInput, carried_out
from maillage.graphql.inputs import WHY, id_field
from maillage.graphql.moments import Info
from maillage.graphql.references import COLLECTIVITY
from maillage.usecases import collectivity_profiles


@strawberry.input(
    description="How it is organised; all of it replaces what was known. `expectedVersion` is the collectivity's."
)
class DescribeCollectivityProfileInput(ChangeInput):
    collectivity: strawberry.ID = id_field(COLLECTIVITY, "Which collectivity.")
    legal_form: LegalForm | None = strawberry.field(default=None, description="What it is in law.")
    competences: list[Competence] = strawberry.field(default_factory=list, description="What it sees to.")
    collected_by: str | None = strawberry.field(
        default=None, description="Who collects: its own staff, a company, a syndicate. At most 200 characters."
    )
    collection: str | None = strawberry.field(
        default=None, description="How it is collected, and how often. At most 500 characters."
    )
    ambassadors: int | None = strawberry.field(default=None, description="Posts of ambassadors, 0 to 999.")


@strawberry.input(
    description="The end of a collectivity without a successor; with one, it merges. `expectedVersion` is its own."
)
class CloseCollectivityInput(ChangeInput):
    collectivity: strawberry.ID = id_field(COLLECTIVITY, "Which collectivity.")
    on: date = strawberry.field(description="First day on which it exists no more. Until it has come, it can be moved.")
    reason: str | None = strawberry.field(default=None, description=WHY)
    settlement_ref: str | None = strawberry.field(
        default=None,
        description="Reference of the document that settles what it holds open; without it nothing may be open.",
    )


@strawberry.type(description="Part of the mutations.")
class CollectivityProfileMutations:
    @strawberry.mutation(description="Says how a collectivity is organised. Needs `network.manage-members`.")
    async def describe_collectivity_profile(
        self, info: Info, input: Asked[DescribeCollectivityProfileInput]
    ) -> CollectivityPayload:
        return await carried_out(info, collectivity_profiles.describe_collectivity_profile, input, CollectivityPayload)

    @strawberry.mutation(
        description="Says that a collectivity exists no more; its membership ends by then, and it is not admitted "
        "again. Needs `network.manage-members`."
    )
    async def close_collectivity(self, info: Info, input: Asked[CloseCollectivityInput]) -> CollectivityPayload:
        return await carried_out(info, collectivity_profiles.close_collectivity, input, CollectivityPayload)

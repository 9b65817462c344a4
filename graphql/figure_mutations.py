"""Yearly figures of collectivities, as the coordinator records them."""

from __future__ import annotations

from decimal import Decimal

import strawberry

from maillage.graphql.arguments import Asked
from maillage.graphql.collectivity_mutations import CollectivityPayload
from maillage.graphql.commands import ChangeInput, carried_out
from maillage.graphql.inputs import id_field
from maillage.graphql.moments import Info
from maillage.graphql.references import COLLECTIVITY
from maillage.usecases import figures


@strawberry.input(description="How many people live there. `expectedVersion` is the collectivity's.")
class RecordPopulationInput(ChangeInput):
    collectivity: strawberry.ID = id_field(COLLECTIVITY, "In which collectivity.")
    year: int = strawberry.field(description="Of the count; recorded again for a year, the figure is corrected.")
    inhabitants: int = strawberry.field(description="How many, 0 to 100 million.")
    source: str = strawberry.field(description="Who says so, at most 200 characters.")


@strawberry.input(description="How much waste it collected. `expectedVersion` is the collectivity's.")
class RecordTonnageInput(ChangeInput):
    collectivity: strawberry.ID = id_field(COLLECTIVITY, "Which collectivity.")
    year: int = strawberry.field(description="Of the collection; recorded again for a year, the figure is corrected.")
    tonnes: Decimal = strawberry.field(description='How much, three decimals at most: "1250.5".')
    source: str = strawberry.field(description="Who says so, at most 200 characters.")


@strawberry.type(description="Part of the mutations.")
class FigureMutations:
    @strawberry.mutation(description="Records a collectivity's population of a year. Needs `network.manage-members`.")
    async def record_population(self, info: Info, input: Asked[RecordPopulationInput]) -> CollectivityPayload:
        return await carried_out(info, figures.record_population, input, CollectivityPayload)

    @strawberry.mutation(description="Records a collectivity's tonnage of a year. Needs `network.manage-members`.")
    async def record_tonnage(self, info: Info, input: Asked[RecordTonnageInput]) -> CollectivityPayload:
        return await carried_out(info, figures.record_tonnage, input, CollectivityPayload)

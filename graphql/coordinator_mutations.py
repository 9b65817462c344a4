"""What is asked of who coordinates the network."""

from __future__ import annotations

from datetime import date

import strawberry

from maillage.graphql.arguments import Asked
from maillage.graphql.commands import ChangeInput, carried_out
from maillage.graphql.inputs import id_field
from maillage.graphql.moments import Info
from maillage.graphql.references import PERSON
from maillage.graphql.rule_mutations import NetworkPayload
from maillage.usecases import coordinators


@strawberry.input(description="Somebody who is to coordinate the network. `expectedVersion` is the network's.")
class AppointCoordinatorInput(ChangeInput):
    person: strawberry.ID = id_field(PERSON, "Who.")
    on: date | None = strawberry.field(default=None, description="First day as coordinator; without it today.")


@strawberry.input(description="Somebody who coordinates the network no more. `expectedVersion` is the network's.")
class RelieveCoordinatorInput(ChangeInput):
    person: strawberry.ID = id_field(PERSON, "Who.")
    on: date | None = strawberry.field(
        default=None, description="First day as none any more; without it today. Until it has come, it can be moved."
    )
    vacancy: bool = strawberry.field(
        default=False,
        description="Whether the post may stay vacant. Then only who administers the installation appoints.",
    )


@strawberry.type(description="Part of the mutations.")
class CoordinatorMutations:
    @strawberry.mutation(description="Makes a person coordinator of the network. Needs `people.manage`.")
    async def appoint_coordinator(self, info: Info, input: Asked[AppointCoordinatorInput]) -> NetworkPayload:
        return await carried_out(info, coordinators.appoint_coordinator, input, NetworkPayload)

    @strawberry.mutation(
        description="Ends somebody's time as coordinator, where another one is there or the vacancy is declared. "
        "Needs `people.manage`."
    )
    async def relieve_coordinator(self, info: Info, input: Asked[RelieveCoordinatorInput]) -> NetworkPayload:
        return await carried_out(info, coordinators.relieve_coordinator, input, NetworkPayload)

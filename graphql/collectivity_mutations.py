"""What the coordinator asks of members: admitted, admitted again, withdrawn, renamed."""

from __future__ import annotations

from datetime import date

import strawberry

from maillage.domain.collectivities import CollectivityKind
from maillage.graphql.arguments import Asked
from maillage.graphql.collectivities import Collectivity, collectivity_of
from maillage.graphql.commands import AS_IT_IS_NOW, ChangeInput, Payload, carried_out
from maillage.graphql.inputs import WHY, id_field
from maillage.graphql.moments import Info
from maillage.graphql.references import COLLECTIVITY
from maillage.usecases import collectivities


@strawberry.type(description="The answer to a command about a collectivity.")
class CollectivityPayload(Payload):
    SUBJECT = ("collectivity", collectivity_of)
    collectivity: Collectivity | None = strawberry.field(default=None, description=AS_IT_IS_NOW)


@strawberry.input(description="A new member. `expectedVersion` is the network's.")
class AdmitCollectivityInput(ChangeInput):
    name: str = strawberry.field(description="Its name, at most 120 characters.")
    kind: CollectivityKind = strawberry.field(description="What it is in law.")
    on: date = strawberry.field(description="First day as a member.")
    siren: str | None = strawberry.field(default=None, description="Its SIREN, nine digits; unique in the network.")


@strawberry.input(description="A member that comes back. `expectedVersion` is the network's.")
class ReadmitCollectivityInput(ChangeInput):
    collectivity: strawberry.ID = id_field(COLLECTIVITY, "Which collectivity.")
    on: date = strawberry.field(description="First day as a member again.")


@strawberry.input(description="A member that leaves. `expectedVersion` is the network's.")
class WithdrawCollectivityInput(ChangeInput):
    collectivity: strawberry.ID = id_field(COLLECTIVITY, "Which collectivity.")
    on: date = strawberry.field(description="First day outside. Until it has come, it can be moved.")
    reason: str | None = strawberry.field(default=None, description=WHY)
    settlement_ref: str | None = strawberry.field(
        default=None,
        description="Reference of the document that settles what it holds open; without it nothing may be open.",
    )


@strawberry.input(description="Members that become one. `expectedVersion` is the network's.")
class MergeCollectivitiesInput(ChangeInput):
    merged: list[strawberry.ID] = id_field(COLLECTIVITY, "Those that end.")
    into: strawberry.ID = id_field(COLLECTIVITY, "The one in their place, a member on that day.")
    on: date = strawberry.field(description="First day of the one in place of the others, past or to come.")


@strawberry.input(description="A new name. `expectedVersion` is the collectivity's.")
class RenameCollectivityInput(ChangeInput):
    collectivity: strawberry.ID = id_field(COLLECTIVITY, "Which collectivity.")
    name: str = strawberry.field(description="Its new name, at most 120 characters.")
    on: date | None = strawberry.field(default=None, description="First day under the new name; without it today.")


@strawberry.type(description="Part of the mutations.")
class CollectivityMutations:
    @strawberry.mutation(description="Registers a collectivity and admits it. Needs `network.manage-members`.")
    async def admit_collectivity(self, info: Info, input: Asked[AdmitCollectivityInput]) -> CollectivityPayload:
        return await carried_out(info, collectivities.admit_collectivity, input, CollectivityPayload)

    @strawberry.mutation(description="Admits again one that had withdrawn. Needs `network.manage-members`.")
    async def readmit_collectivity(self, info: Info, input: Asked[ReadmitCollectivityInput]) -> CollectivityPayload:
        return await carried_out(info, collectivities.readmit_collectivity, input, CollectivityPayload)

    @strawberry.mutation(
        description="Ends a membership, once nothing is open for the member or a document settles it. "
        "Needs `network.manage-members`."
    )
    async def withdraw_collectivity(self, info: Info, input: Asked[WithdrawCollectivityInput]) -> CollectivityPayload:
        return await carried_out(info, collectivities.withdraw_collectivity, input, CollectivityPayload)

    @strawberry.mutation(
        description="Merges members into another one, which answers from that day on for what they hold open; their "
        "people go on there, and their past stays under their names. Needs `network.manage-members`."
    )
    async def merge_collectivities(self, info: Info, input: Asked[MergeCollectivitiesInput]) -> CollectivityPayload:
        return await carried_out(info, collectivities.merge_collectivities, input, CollectivityPayload)

    @strawberry.mutation(
        description="Renames a collectivity; what happened before stays under the old name. "
        "Needs `network.manage-members`."
    )
    async def rename_collectivity(self, info: Info, input: Asked[RenameCollectivityInput]) -> CollectivityPayload:
        return await carried_out(info, collectivities.rename_collectivity, input, CollectivityPayload)

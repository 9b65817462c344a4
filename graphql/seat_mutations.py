"""What is asked about seats: taken, left, a substitute designated."""

from __future__ import annotations

from datetime import date

import strawberry

from maillage.graphql.arguments import Asked
from maillage.graphql.collectivity_mutations import CollectivityPayload
from maillage.graphql.commands import ChangeInput, carried_out
from maillage.graphql.inputs import id_field
from maillage.graphql.moments import Info
from maillage.graphql.posting_mutations import NEEDS
from maillage.graphql.references import COLLECTIVITY, MANDATE, PERSON
from maillage.usecases import seats

WHICH = "Number of the seat within the collectivity, from 1."


@strawberry.input(description="A mandate takes a seat. `expectedVersion` is the collectivity's.")
class TakeSeatInput(ChangeInput):
    collectivity: strawberry.ID = id_field(COLLECTIVITY, "Whose seat.")
    person: strawberry.ID = id_field(PERSON, "Its titular.")
    mandate: strawberry.ID = id_field(MANDATE, "The titular's mandate at the collectivity.")
    seat: int = strawberry.field(description=WHICH)
    starts_on: date | None = strawberry.field(default=None, description="First day; without it that of the mandate.")


@strawberry.input(description="Somebody stands in on a seat. `expectedVersion` is the collectivity's.")
class DesignateSubstituteInput(ChangeInput):
    collectivity: strawberry.ID = id_field(COLLECTIVITY, "Whose seat.")
    person: strawberry.ID = id_field(PERSON, "The substitute.")
    mandate: strawberry.ID = id_field(MANDATE, "The substitute's own mandate at the collectivity.")
    seat: int = strawberry.field(description=WHICH)
    starts_on: date | None = strawberry.field(default=None, description="First day; without it that of the mandate.")
    ends_on: date | None = strawberry.field(default=None, description="Last day; without it that of the mandate.")
    deliberation: str | None = strawberry.field(
        default=None, description="Reference of the act that designates the person."
    )


@strawberry.input(description="A seat is left, the mandate going on. `expectedVersion` is the collectivity's.")
class LeaveSeatInput(ChangeInput):
    collectivity: strawberry.ID = id_field(COLLECTIVITY, "Whose seat.")
    mandate: strawberry.ID = id_field(MANDATE, "Which mandate leaves it, the titular's or the substitute's.")
    seat: int = strawberry.field(description=WHICH)
    on: date = strawberry.field(description="Last day.")


@strawberry.type(description="Part of the mutations.")
class SeatMutations:
    @strawberry.mutation(description=f"Gives a seat to a mandate that is held already. {NEEDS}")
    async def take_seat(self, info: Info, input: Asked[TakeSeatInput]) -> CollectivityPayload:
        return await carried_out(info, seats.take_seat, input, CollectivityPayload)

    @strawberry.mutation(description=f"Designates who stands in for the titular of a seat. {NEEDS}")
    async def designate_substitute(self, info: Info, input: Asked[DesignateSubstituteInput]) -> CollectivityPayload:
        return await carried_out(info, seats.designate_substitute, input, CollectivityPayload)

    @strawberry.mutation(description=f"Ends the stay of a titular or a substitute on a seat. {NEEDS}")
    async def leave_seat(self, info: Info, input: Asked[LeaveSeatInput]) -> CollectivityPayload:
        return await carried_out(info, seats.leave_seat, input, CollectivityPayload)

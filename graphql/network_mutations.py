"""What the coordinator asks of the network: its closures, its syndicate, its partners."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import strawberry

from maillage.domain.network_facts import SchoolZone
from maillage.graphql.arguments import Asked
from maillage.graphql.commands import AS_IT_IS_NOW, ChangeInput, Payload, carried_out
from maillage.graphql.inputs import WHY, id_field
from maillage.graphql.moments import Info, Moment
from maillage.graphql.networks import network_of
from maillage.graphql.organisations import Partner, Syndicate
from maillage.graphql.references import PARTNER
from maillage.graphql.rule_mutations import NetworkPayload
from maillage.usecases import networks


async def _syndicate(moment: Moment, _: UUID | None) -> Syndicate | None:
    network = await network_of(moment)
    return network.syndicate if network else None


async def _partner(moment: Moment, id: UUID | None) -> Partner | None:
    row = await moment.loaders.partners.load(id) if id else None
    return Partner.of(row) if row else None


@strawberry.type(description="The answer to a command about the syndicate.")
class SyndicatePayload(Payload):
    SUBJECT = ("syndicate", _syndicate)
    syndicate: Syndicate | None = strawberry.field(default=None, description=AS_IT_IS_NOW)


@strawberry.type(description="The answer to a command about a partner.")
class PartnerPayload(Payload):
    SUBJECT = ("partner", _partner)
    partner: Partner | None = strawberry.field(default=None, description=AS_IT_IS_NOW)


@strawberry.input(description="Days on which no meeting is expected. `expectedVersion` is the network's.")
class DeclareClosurePeriodInput(ChangeInput):
    first_day: date = strawberry.field(description="Of the closure; declared again from it, the closure is corrected.")
    last_day: date = strawberry.field(description="Of the closure; it may be the first.")
    label: str = strawberry.field(description="What it is called, at most 120 characters.")


@strawberry.input(description="In which zone the schools of the territory are. `expectedVersion` is the network's.")
class SetSchoolZoneInput(ChangeInput):
    zone: SchoolZone | None = strawberry.field(default=None, description="Without it, no school holidays are told.")


@strawberry.input(description="The syndicate that employs the coordinator. `expectedVersion` is the network's.")
class DescribeSyndicateInput(ChangeInput):
    name: str = strawberry.field(description="Its name, at most 120 characters.")
    siren: str | None = strawberry.field(default=None, description="Its SIREN, nine digits.")


@strawberry.input(description="A new partner. `expectedVersion` is the network's.")
class AssociatePartnerInput(ChangeInput):
    name: str = strawberry.field(description="Its name, at most 120 characters.")
    on: date | None = strawberry.field(default=None, description="First day as a partner; without it today.")


@strawberry.input(description="A partner no more. `expectedVersion` is the network's.")
class DissociatePartnerInput(ChangeInput):
    partner: strawberry.ID = id_field(PARTNER, "Which partner.")
    on: date | None = strawberry.field(
        default=None, description="First day as none any more; without it today. Until it has come, it can be moved."
    )
    reason: str | None = strawberry.field(default=None, description=WHY)


@strawberry.type(description="Part of the mutations.")
class NetworkMutations:
    @strawberry.mutation(
        description="Declares days on which no meeting is expected. Needs `network.change-rules`; no decision is cited."
    )
    async def declare_closure_period(self, info: Info, input: Asked[DeclareClosurePeriodInput]) -> NetworkPayload:
        return await carried_out(info, networks.declare_closure_period, input, NetworkPayload)

    @strawberry.mutation(description="Says in which zone the schools are. Needs `network.change-rules`.")
    async def set_school_zone(self, info: Info, input: Asked[SetSchoolZoneInput]) -> NetworkPayload:
        return await carried_out(info, networks.set_school_zone, input, NetworkPayload)

    @strawberry.mutation(description="Describes who employs the coordinator. Needs `network.manage-members`.")
    async def describe_syndicate(self, info: Info, input: Asked[DescribeSyndicateInput]) -> SyndicatePayload:
        return await carried_out(info, networks.describe_syndicate, input, SyndicatePayload)

    @strawberry.mutation(description="Makes an outside organisation a partner. Needs `network.manage-members`.")
    async def associate_partner(self, info: Info, input: Asked[AssociatePartnerInput]) -> PartnerPayload:
        return await carried_out(info, networks.associate_partner, input, PartnerPayload)

    @strawberry.mutation(description="Ends a partnership. Needs `network.manage-members`.")
    async def dissociate_partner(self, info: Info, input: Asked[DissociatePartnerInput]) -> PartnerPayload:
        return await carried_out(info, networks.dissociate_partner, input, PartnerPayload)

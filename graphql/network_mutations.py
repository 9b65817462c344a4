"""What the coordinator asks of the network: its rules, its syndicate, its partners."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import strawberry

from maillage.domain.network_facts import Cadence
from maillage.graphql.arguments import Asked
from maillage.graphql.commands import AS_IT_IS_NOW, ChangeInput, Payload, carried_out
from maillage.graphql.inputs import id_field
from maillage.graphql.moments import Info, Moment
from maillage.graphql.networks import Network, network_of
from maillage.graphql.organisations import Partner, Syndicate
from maillage.graphql.quorums import QuorumRuleInput
from maillage.graphql.references import PARTNER
from maillage.usecases import networks


async def _network(moment: Moment, _: UUID | None) -> Network | None:
    return await network_of(moment)


async def _syndicate(moment: Moment, _: UUID | None) -> Syndicate | None:
    network = await network_of(moment)
    return network.syndicate if network else None


async def _partner(moment: Moment, id: UUID | None) -> Partner | None:
    row = await moment.loaders.partners.load(id) if id else None
    return Partner.of(row) if row else None


@strawberry.type(description="The answer to a command about the network.")
class NetworkPayload(Payload):
    SUBJECT = ("network", _network)
    network: Network | None = strawberry.field(default=None, description=AS_IT_IS_NOW)


@strawberry.type(description="The answer to a command about the syndicate.")
class SyndicatePayload(Payload):
    SUBJECT = ("syndicate", _syndicate)
    syndicate: Syndicate | None = strawberry.field(default=None, description=AS_IT_IS_NOW)


@strawberry.type(description="The answer to a command about a partner.")
class PartnerPayload(Payload):
    SUBJECT = ("partner", _partner)
    partner: Partner | None = strawberry.field(default=None, description=AS_IT_IS_NOW)


@strawberry.input(description="How often the network means to meet. `expectedVersion` is the network's.")
class SetCadenceInput(ChangeInput):
    cadence: Cadence = strawberry.field(description="How often.")


@strawberry.input(description="The quorum of meetings. `expectedVersion` is the network's.")
class SetQuorumRuleInput(ChangeInput):
    rule: QuorumRuleInput = strawberry.field(description="Of the meetings that are scheduled from now on.")


@strawberry.input(description="The coordinator's time for the network. `expectedVersion` is the network's.")
class SetCoordinatorShareInput(ChangeInput):
    share: Decimal = strawberry.field(description='Of a full-time post, 0 to 1: "0.10".')


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
    reason: str | None = strawberry.field(default=None, description="Why, at most 500 characters.")


@strawberry.type(description="Part of the mutations.")
class NetworkMutations:
    @strawberry.mutation(description="Sets how often the network means to meet. Needs `network.change-rules`.")
    async def set_cadence(self, info: Info, input: Asked[SetCadenceInput]) -> NetworkPayload:
        return await carried_out(info, networks.set_cadence, input, NetworkPayload)

    @strawberry.mutation(
        description="Sets the quorum of the meetings scheduled from now on. Needs `network.change-rules`."
    )
    async def set_quorum_rule(self, info: Info, input: Asked[SetQuorumRuleInput]) -> NetworkPayload:
        return await carried_out(info, networks.set_quorum_rule, input, NetworkPayload)

    @strawberry.mutation(description="Sets the coordinator's share of a full-time post. Needs `network.change-rules`.")
    async def set_coordinator_share(self, info: Info, input: Asked[SetCoordinatorShareInput]) -> NetworkPayload:
        return await carried_out(info, networks.set_coordinator_share, input, NetworkPayload)

    @strawberry.mutation(description="Describes who employs the coordinator. Needs `network.manage-members`.")
    async def describe_syndicate(self, info: Info, input: Asked[DescribeSyndicateInput]) -> SyndicatePayload:
        return await carried_out(info, networks.describe_syndicate, input, SyndicatePayload)

    @strawberry.mutation(description="Makes an outside organisation a partner. Needs `network.manage-members`.")
    async def associate_partner(self, info: Info, input: Asked[AssociatePartnerInput]) -> PartnerPayload:
        return await carried_out(info, networks.associate_partner, input, PartnerPayload)

    @strawberry.mutation(description="Ends a partnership. Needs `network.manage-members`.")
    async def dissociate_partner(self, info: Info, input: Asked[DissociatePartnerInput]) -> PartnerPayload:
        return await carried_out(info, networks.dissociate_partner, input, PartnerPayload)

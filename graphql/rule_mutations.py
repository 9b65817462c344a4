"""What the coordinator asks of the network's rules."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import strawberry

from maillage.domain.ballots import Majority
from maillage.domain.formalities import Formality
from maillage.domain.network_facts import Cadence
from maillage.domain.presets import VotingPreset
from maillage.graphql.arguments import Asked
from maillage.graphql.commands import AS_IT_IS_NOW, ChangeInput, Payload, carried_out
from maillage.graphql.inputs import id_field
from maillage.graphql.moments import Info, Moment
from maillage.graphql.networks import Network, network_of
from maillage.graphql.quorums import ConsultationRuleInput, QuorumRuleInput
from maillage.graphql.references import COLLECTIVITY, DECISION
from maillage.usecases import rules


async def _network(moment: Moment, _: UUID | None) -> Network | None:
    return await network_of(moment)


@strawberry.type(description="The answer to a command about the network.")
class NetworkPayload(Payload):
    SUBJECT = ("network", _network)
    network: Network | None = strawberry.field(default=None, description=AS_IT_IS_NOW)


@strawberry.input(description="What every change of a rule has. `expectedVersion` is the network's.")
class RuleInput(ChangeInput):
    decision: strawberry.ID | None = id_field(
        DECISION, "The decision in force that it follows; needed where the network asks for it.", default=None
    )


@strawberry.input(description="How often the network means to meet. `expectedVersion` is the network's.")
class SetCadenceInput(RuleInput):
    cadence: Cadence = strawberry.field(description="How often.")


@strawberry.input(description="The quorum of meetings. `expectedVersion` is the network's.")
class SetQuorumRuleInput(RuleInput):
    rule: QuorumRuleInput = strawberry.field(description="Of the meetings that are scheduled from now on.")


@strawberry.input(description="The coordinator's time for the network. `expectedVersion` is the network's.")
class SetCoordinatorShareInput(RuleInput):
    share: Decimal = strawberry.field(description='Of a full-time post, 0 to 1: "0.10".')


@strawberry.input(description="How soon a need is to be answered. `expectedVersion` is the network's.")
class SetReactivityTargetInput(RuleInput):
    working_days: int = strawberry.field(description="Until the first answer, 1 to 60 working days.")


@strawberry.input(description="How long a silence approves minutes. `expectedVersion` is the network's.")
class SetMinutesSilenceInput(RuleInput):
    days: int = strawberry.field(description="Of minutes circulated from now on, 1 to 60 days.")


@strawberry.input(description="How members vote where a ballot says nothing else. `expectedVersion` is the network's.")
class SetVotingRulesInput(RuleInput):
    majority: Majority = strawberry.field(description="What adopts a decision.")
    casting_vote: strawberry.ID | None = id_field(
        COLLECTIVITY, "Whose vote breaks the tie of a public ballot; without it a tie rejects.", default=None
    )


@strawberry.input(description="Quorum and voting rules that go together. `expectedVersion` is the network's.")
class ApplyVotingPresetInput(RuleInput):
    preset: VotingPreset = strawberry.field(description="Whose rules.")
    casting_vote: strawberry.ID | None = id_field(
        COLLECTIVITY,
        "For whom the president sits, whose vote breaks the tie of a public ballot; needed for those of a statutory "
        "body.",
        default=None,
    )


@strawberry.input(description="From which amount on members deliberate. `expectedVersion` is the network's.")
class SetDeliberationThresholdInput(RuleInput):
    threshold: Decimal | None = strawberry.field(
        description='In euros, such as "10000.00", of the amounts stated from now on; null: no decision waits.'
    )


@strawberry.input(description="Ballots between meetings. `expectedVersion` is the network's.")
class SetConsultationRuleInput(RuleInput):
    rule: ConsultationRuleInput = strawberry.field(description="Of the consultations opened from now on.")


@strawberry.input(description="What the network asks of itself. `expectedVersion` is the network's.")
class TurnFormalityOnInput(RuleInput):
    formality: Formality = strawberry.field(description="Which.")


@strawberry.input(description="What the network asks of itself no more. `expectedVersion` is the network's.")
class TurnFormalityOffInput(RuleInput):
    formality: Formality = strawberry.field(description="Which.")


@strawberry.type(description="Part of the mutations.")
class RuleMutations:
    @strawberry.mutation(description="Sets how often the network means to meet. Needs `network.change-rules`.")
    async def set_cadence(self, info: Info, input: Asked[SetCadenceInput]) -> NetworkPayload:
        return await carried_out(info, rules.set_cadence, input, NetworkPayload)

    @strawberry.mutation(
        description="Sets the quorum of the meetings scheduled from now on. Needs `network.change-rules`."
    )
    async def set_quorum_rule(self, info: Info, input: Asked[SetQuorumRuleInput]) -> NetworkPayload:
        return await carried_out(info, rules.set_quorum_rule, input, NetworkPayload)

    @strawberry.mutation(description="Sets the coordinator's share of a full-time post. Needs `network.change-rules`.")
    async def set_coordinator_share(self, info: Info, input: Asked[SetCoordinatorShareInput]) -> NetworkPayload:
        return await carried_out(info, rules.set_coordinator_share, input, NetworkPayload)

    @strawberry.mutation(description="Sets how soon a need is to be answered. Needs `network.change-rules`.")
    async def set_reactivity_target(self, info: Info, input: Asked[SetReactivityTargetInput]) -> NetworkPayload:
        return await carried_out(info, rules.set_reactivity_target, input, NetworkPayload)

    @strawberry.mutation(description="Sets how long a silence approves minutes. Needs `network.change-rules`.")
    async def set_minutes_silence(self, info: Info, input: Asked[SetMinutesSilenceInput]) -> NetworkPayload:
        return await carried_out(info, rules.set_minutes_silence, input, NetworkPayload)

    @strawberry.mutation(
        description="Sets the majority and the casting vote of ballots that say nothing else, at the meetings "
        "scheduled and in the consultations opened from now on. Needs `network.change-rules`."
    )
    async def set_voting_rules(self, info: Info, input: Asked[SetVotingRulesInput]) -> NetworkPayload:
        return await carried_out(info, rules.set_voting_rules, input, NetworkPayload)

    @strawberry.mutation(
        description="Sets quorum and voting rules at once, as a network has them by default, or as the law gives them "
        "to a statutory body. Needs `network.change-rules`."
    )
    async def apply_voting_preset(self, info: Info, input: Asked[ApplyVotingPresetInput]) -> NetworkPayload:
        return await carried_out(info, rules.apply_voting_preset, input, NetworkPayload)

    @strawberry.mutation(
        description="Sets the amount above which an adopted decision is subject to the deliberation of each "
        "contributor. Needs `network.change-rules`."
    )
    async def set_deliberation_threshold(
        self, info: Info, input: Asked[SetDeliberationThresholdInput]
    ) -> NetworkPayload:
        return await carried_out(info, rules.set_deliberation_threshold, input, NetworkPayload)

    @strawberry.mutation(
        description="Sets the quorum and the least delay of the consultations opened from now on. "
        "Needs `network.change-rules`."
    )
    async def set_consultation_rule(self, info: Info, input: Asked[SetConsultationRuleInput]) -> NetworkPayload:
        return await carried_out(info, rules.set_consultation_rule, input, NetworkPayload)

    @strawberry.mutation(description="Asks a formality of the network from now on. Needs `network.change-rules`.")
    async def turn_formality_on(self, info: Info, input: Asked[TurnFormalityOnInput]) -> NetworkPayload:
        return await carried_out(info, rules.turn_formality_on, input, NetworkPayload)

    @strawberry.mutation(description="Asks a formality of the network no more. Needs `network.change-rules`.")
    async def turn_formality_off(self, info: Info, input: Asked[TurnFormalityOffInput]) -> NetworkPayload:
        return await carried_out(info, rules.turn_formality_off, input, NetworkPayload)

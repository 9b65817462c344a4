"""What the coordinator asks of the network's rules. Each may cite the adopted decision that it follows."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

from maillage.domain.ballots import Majority
from maillage.domain.caller import Caller, Right
from maillage.domain.consultations import ConsultationRule
from maillage.domain.decisions import Decision
from maillage.domain.formalities import Formality
from maillage.domain.network import Network
from maillage.domain.network_facts import Cadence
from maillage.domain.presets import VotingPreset
from maillage.domain.quorum import QuorumRule
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome

# Every one of them refuses with DecisionNotCited, DecisionNotInForce and NotFound.


async def set_cadence(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    cadence: Cadence,
    decision: UUID | None = None,
    expected_version: int | None = None,
) -> Outcome:
    caller.must(Right.CHANGE_NETWORK_RULES)

    def verb(network: Network, cited: Decision | None) -> None:
        network.set_cadence_target(cadence=cadence, decision=cited, at=caller.now)

    return await _change_rule(log, caller, command, verb, decision=decision, expected_version=expected_version)


async def set_quorum_rule(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    rule: QuorumRule,
    decision: UUID | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """For the meetings scheduled from now on. QuorumRuleOutOfRange."""
    caller.must(Right.CHANGE_NETWORK_RULES)

    def verb(network: Network, cited: Decision | None) -> None:
        network.set_quorum_rule(rule=rule, decision=cited, at=caller.now)

    return await _change_rule(log, caller, command, verb, decision=decision, expected_version=expected_version)


async def set_coordinator_share(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    share: Decimal,
    decision: UUID | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """`share` of a full-time post, 0 to 1. ShareOutOfRange."""
    caller.must(Right.CHANGE_NETWORK_RULES)

    def verb(network: Network, cited: Decision | None) -> None:
        network.set_coordinator_allocation(share=share, decision=cited, at=caller.now)

    return await _change_rule(log, caller, command, verb, decision=decision, expected_version=expected_version)


async def set_reactivity_target(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    working_days: int,
    decision: UUID | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """Within which a need is to get its first answer. ReactivityTargetOutOfRange."""
    caller.must(Right.CHANGE_NETWORK_RULES)

    def verb(network: Network, cited: Decision | None) -> None:
        network.set_reactivity_target(working_days=working_days, decision=cited, at=caller.now)

    return await _change_rule(log, caller, command, verb, decision=decision, expected_version=expected_version)


async def set_minutes_silence(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    days: int,
    decision: UUID | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """For minutes circulated from now on. MinutesSilenceOutOfRange."""
    caller.must(Right.CHANGE_NETWORK_RULES)

    def verb(network: Network, cited: Decision | None) -> None:
        network.set_minutes_silence(days=days, decision=cited, at=caller.now)

    return await _change_rule(log, caller, command, verb, decision=decision, expected_version=expected_version)


async def set_voting_rules(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    majority: Majority,
    casting_vote: UUID | None = None,
    decision: UUID | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """For the meetings scheduled and the consultations opened from now on. CastingVoteOfNoMember."""
    caller.must(Right.CHANGE_NETWORK_RULES)

    def verb(network: Network, cited: Decision | None) -> None:
        network.set_voting_rules(majority=majority, casting_vote=casting_vote, decision=cited, at=caller.now)

    return await _change_rule(log, caller, command, verb, decision=decision, expected_version=expected_version)


async def apply_voting_preset(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    preset: VotingPreset,
    casting_vote: UUID | None = None,
    decision: UUID | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """Quorum and voting rules at once. CastingVoteNotNamed, CastingVoteOfNoMember."""
    caller.must(Right.CHANGE_NETWORK_RULES)

    def verb(network: Network, cited: Decision | None) -> None:
        network.apply_voting_preset(preset=preset, casting_vote=casting_vote, decision=cited, at=caller.now)

    return await _change_rule(log, caller, command, verb, decision=decision, expected_version=expected_version)


async def set_deliberation_threshold(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    threshold: Decimal | None,
    decision: UUID | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """Of the amounts stated from now on, in euros; None for none. AmountOutOfRange."""
    caller.must(Right.CHANGE_NETWORK_RULES)

    def verb(network: Network, cited: Decision | None) -> None:
        network.set_deliberation_threshold(threshold=threshold, decision=cited, at=caller.now)

    return await _change_rule(log, caller, command, verb, decision=decision, expected_version=expected_version)


async def set_consultation_rule(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    rule: ConsultationRule,
    decision: UUID | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """For the consultations opened from now on. QuorumRuleOutOfRange, ConsultationDelayOutOfRange."""
    caller.must(Right.CHANGE_NETWORK_RULES)

    def verb(network: Network, cited: Decision | None) -> None:
        network.set_consultation_rule(rule=rule, decision=cited, at=caller.now)

    return await _change_rule(log, caller, command, verb, decision=decision, expected_version=expected_version)


async def turn_formality_on(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    formality: Formality,
    decision: UUID | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """From now on."""
    caller.must(Right.CHANGE_NETWORK_RULES)

    def verb(network: Network, cited: Decision | None) -> None:
        network.turn_formality_on(formality=formality, decision=cited, at=caller.now)

    return await _change_rule(log, caller, command, verb, decision=decision, expected_version=expected_version)


async def turn_formality_off(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    formality: Formality,
    decision: UUID | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """From now on."""
    caller.must(Right.CHANGE_NETWORK_RULES)

    def verb(network: Network, cited: Decision | None) -> None:
        network.turn_formality_off(formality=formality, decision=cited, at=caller.now)

    return await _change_rule(log, caller, command, verb, decision=decision, expected_version=expected_version)


async def _change_rule(
    log: Log,
    caller: Caller,
    command: Command,
    verb: Callable[[Network, Decision | None], None],
    *,
    decision: UUID | None,
    expected_version: int | None,
) -> Outcome:
    """The cited decision is relied on: where it changes meanwhile, the rule's change is decided anew."""

    async def decide(change: Change) -> UUID:
        network = await change.load(Network, caller.network, expected_version=expected_version)
        verb(network, await change.rely_on(Decision, decision) if decision else None)
        return caller.network

    return await log.carry_out(caller, command, decide, on=caller.network)

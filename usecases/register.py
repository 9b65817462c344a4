"""What the coordinator asks of the decision register: superseded, repealed, corrected, reviewed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.decisions import Decision
from maillage.domain.deliberations import Deliberation
from maillage.domain.network import Network
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.usecases.secrecy import at_version


async def supersede_decision(
    log: Log, caller: Caller, command: Command, *, decision: UUID, ended_by: UUID, expected_version: int | None = None
) -> Outcome:
    """`ended_by` stays in force up to the append. NotFound, and what `Decision.supersede` refuses."""
    caller.must(Right.KEEP_REGISTER)

    async def decide(change: Change) -> UUID:
        earlier = await at_version(change, decision, expected_version)
        earlier.supersede(ended_by=await change.rely_on(Decision, ended_by), at=caller.now)
        return decision

    return await log.carry_out(caller, command, decide, on=decision)


async def repeal_decision(
    log: Log, caller: Caller, command: Command, *, decision: UUID, ended_by: UUID, expected_version: int | None = None
) -> Outcome:
    """`ended_by` stays in force up to the append. NotFound, and what `Decision.repeal` refuses."""
    caller.must(Right.KEEP_REGISTER)

    async def decide(change: Change) -> UUID:
        earlier = await at_version(change, decision, expected_version)
        earlier.repeal(ended_by=await change.rely_on(Decision, ended_by), at=caller.now)
        return decision

    return await log.carry_out(caller, command, decide, on=decision)


async def correct_decision(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    decision: UUID,
    reason: str,
    title: str | None = None,
    text: str | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """Its wording only. NotFound, and what `Decision.correct` refuses."""
    caller.must(Right.KEEP_REGISTER)

    async def decide(change: Change) -> UUID:
        adopted = await at_version(change, decision, expected_version)
        adopted.correct(title=title, text=text, reason=reason, at=caller.now)
        return decision

    return await log.carry_out(caller, command, decide, on=decision)


async def schedule_review(
    log: Log, caller: Caller, command: Command, *, decision: UUID, on: date, expected_version: int | None = None
) -> Outcome:
    """NotFound, and what `Decision.schedule_review` refuses."""
    caller.must(Right.KEEP_REGISTER)

    async def decide(change: Change) -> UUID:
        adopted = await at_version(change, decision, expected_version)
        adopted.schedule_review(on=on, at=caller.now)
        return decision

    return await log.carry_out(caller, command, decide, on=decision)


async def confirm_decision(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    decision: UUID,
    next_review: date | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """Reviewed and kept. NotFound, and what `Decision.confirm` refuses."""
    caller.must(Right.KEEP_REGISTER)

    async def decide(change: Change) -> UUID:
        adopted = await at_version(change, decision, expected_version)
        adopted.confirm(next_review=next_review, at=caller.now)
        return decision

    return await log.carry_out(caller, command, decide, on=decision)


async def reference_deliberation(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    decision: UUID,
    deliberation: Deliberation,
    expected_version: int | None = None,
) -> Outcome:
    """NotFound, and what `Decision.reference_deliberation` refuses."""
    caller.must(Right.KEEP_REGISTER)

    async def decide(change: Change) -> UUID:
        adopted = await at_version(change, decision, expected_version)
        network = await change.rely_on(Network, caller.network)
        adopted.reference_deliberation(network=network, deliberation=deliberation, at=caller.now)
        return decision

    return await log.carry_out(caller, command, decide, on=decision)

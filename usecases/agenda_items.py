"""What the coordinator asks of the items of an agenda, mostly while the meeting is held."""

from __future__ import annotations

from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.decisions import Decision
from maillage.domain.meetings import Meeting
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.usecases.single import change_one


async def admit_late_item(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    item: UUID,
    consents: list[UUID],
    expected_version: int | None = None,
) -> Outcome:
    """NotFound, and what `Meeting.admit_late_item` refuses."""
    caller.must(Right.RUN_MEETINGS)

    def verb(held: Meeting) -> None:
        held.admit_late_item(item=item, consents=consents, at=caller.now)

    return await change_one(log, caller, command, verb, kind=Meeting, id=meeting, expected_version=expected_version)


async def take_up_item(
    log: Log, caller: Caller, command: Command, *, meeting: UUID, item: UUID, expected_version: int | None = None
) -> Outcome:
    """NotFound, and what `Meeting.take_up_item` refuses."""
    caller.must(Right.RUN_MEETINGS)

    def verb(held: Meeting) -> None:
        held.take_up_item(item=item, at=caller.now)

    return await change_one(log, caller, command, verb, kind=Meeting, id=meeting, expected_version=expected_version)


async def discuss_item(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    item: UUID,
    notes: str | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """NotFound, and what `Meeting.discuss_item` refuses."""
    caller.must(Right.RUN_MEETINGS)

    def verb(held: Meeting) -> None:
        held.discuss_item(item=item, notes=notes, at=caller.now)

    return await change_one(log, caller, command, verb, kind=Meeting, id=meeting, expected_version=expected_version)


async def decide_item(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    item: UUID,
    decision: UUID,
    expected_version: int | None = None,
) -> Outcome:
    """NotFound, and what `Meeting.decide_item` refuses."""
    caller.must(Right.RUN_MEETINGS)

    async def decide(change: Change) -> UUID:
        held = await change.load(Meeting, meeting, expected_version=expected_version)
        held.decide_item(item=item, decision=await change.rely_on(Decision, decision), at=caller.now)
        return meeting

    return await log.carry_out(caller, command, decide, on=meeting)


async def carry_over_item(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    item: UUID,
    to_meeting: UUID | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """Onto the agenda of `to_meeting`, or to one to come. NotFound, and what `Meeting.carry_over_item` refuses."""
    caller.must(Right.RUN_MEETINGS)

    async def decide(change: Change) -> UUID:
        held = await change.load(Meeting, meeting, expected_version=expected_version)
        target = await change.load(Meeting, to_meeting) if to_meeting else None
        held.carry_over_item(item=item, to=target, at=caller.now)
        return meeting

    return await log.carry_out(caller, command, decide, on=meeting)

"""What members and the coordinator ask of action items: assigned, moved, begun, done, dropped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from maillage.domain.action_items import ActionItem
from maillage.domain.calendar import day_of
from maillage.domain.caller import Caller, Right
from maillage.domain.decisions import Decision
from maillage.domain.meetings import Meeting
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.domain.refusals import NotAllowed
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.usecases.commitments import settle, take_on
from maillage.usecases.identifiers import minted

_RIGHTS = (Right.MANAGE_ACTIONS, Right.MANAGE_OWN_ACTIONS)


async def assign_action(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    title: str,
    owner: UUID,
    due: date,
    collectivity: UUID | None = None,
    meeting: UUID | None = None,
    decision: UUID | None = None,
) -> Outcome:
    """To anybody, or to oneself and to people of the own collectivity for it.

    NotAllowed, NotFound, and what `ActionItem.assign` refuses; MemberIsLeaving.
    """
    caller.must_any(*_RIGHTS)
    _must_manage(caller, owner, collectivity)

    async def decide(change: Change) -> UUID:
        if meeting:
            await change.rely_on(Meeting, meeting)
        id = minted(caller, command, "action-item")
        network = await change.rely_on(Network, caller.network)
        assigned = ActionItem.assign(
            title=title,
            owner=await change.rely_on(Person, owner),
            collectivity=collectivity,
            due=due,
            meeting=meeting,
            decision=await _decision(change, decision),
            network=network,
            at=caller.now,
            id=id,
        )
        change.add(assigned)
        if collectivity:
            await take_on(change, network, collectivity, id)
        return id

    return await log.carry_out(caller, command, decide)


async def move_action_due_date(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    action_item: UUID,
    due: date,
    reason: str,
    expected_version: int | None = None,
) -> Outcome:
    """NotAllowed, NotFound, and what `ActionItem.move_due_date` refuses."""
    caller.must_any(*_RIGHTS)

    async def decide(change: Change) -> UUID:
        item = await _managed(change, caller, action_item, expected_version)
        carried_out = await _decision(change, item.decision)
        item.move_due_date(due=due, reason=reason, decision=carried_out, at=caller.now)
        return action_item

    return await log.carry_out(caller, command, decide, on=action_item)


async def start_action(
    log: Log, caller: Caller, command: Command, *, action_item: UUID, expected_version: int | None = None
) -> Outcome:
    """NotAllowed, NotFound, ActionIsOver."""
    caller.must_any(*_RIGHTS)

    def verb(item: ActionItem) -> None:
        item.start(at=caller.now)

    return await _change_one(log, caller, command, verb, id=action_item, expected_version=expected_version)


async def complete_action(
    log: Log, caller: Caller, command: Command, *, action_item: UUID, evidence: str, expected_version: int | None = None
) -> Outcome:
    """NotAllowed, NotFound, and what `ActionItem.complete` refuses."""
    caller.must_any(*_RIGHTS)

    def verb(item: ActionItem) -> None:
        item.complete(evidence=evidence, at=caller.now)

    return await _change_one(log, caller, command, verb, id=action_item, expected_version=expected_version)


async def drop_action(
    log: Log, caller: Caller, command: Command, *, action_item: UUID, reason: str, expected_version: int | None = None
) -> Outcome:
    """NotAllowed, NotFound, and what `ActionItem.drop` refuses."""
    caller.must_any(*_RIGHTS)

    def verb(item: ActionItem) -> None:
        item.drop(reason=reason, at=caller.now)

    return await _change_one(log, caller, command, verb, id=action_item, expected_version=expected_version)


async def reopen_action(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    action_item: UUID,
    reason: str | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """NotAllowed, NotFound, MemberIsLeaving, and what `ActionItem.reopen` refuses."""
    caller.must_any(*_RIGHTS)

    def verb(item: ActionItem) -> None:
        item.reopen(reason=reason, at=caller.now)

    return await _change_one(log, caller, command, verb, id=action_item, expected_version=expected_version)


async def _change_one(
    log: Log,
    caller: Caller,
    command: Command,
    verb: Callable[[ActionItem], None],
    *,
    id: UUID,
    expected_version: int | None,
) -> Outcome:
    async def decide(change: Change) -> UUID:
        item = await _managed(change, caller, id, expected_version)
        was_over = item.over
        verb(item)
        if item.collectivity and item.over is not was_over:
            await _follow(change, caller, item, item.collectivity)
        return id

    return await log.carry_out(caller, command, decide, on=id)


async def _follow(change: Change, caller: Caller, item: ActionItem, collectivity: UUID) -> None:
    """What is over is settled; what is reopened is to be seen to again. MemberIsLeaving."""
    if item.over:
        settle(change, collectivity, item.id)
    else:
        await take_on(change, await change.rely_on(Network, caller.network), collectivity, item.id)


async def _managed(change: Change, caller: Caller, id: UUID, expected_version: int | None) -> ActionItem:
    """An action of anybody, of one's own or of the own collectivity. NotFound, NotAllowed, VersionMoved."""
    item, network = await change.load(ActionItem, id), await change.rely_on(Network, caller.network)
    today = day_of(caller.now)
    _must_manage(caller, item.owner, item.collectivity and network.holder_on(item.collectivity, today))
    return await change.load(ActionItem, id, expected_version=expected_version)


def _must_manage(caller: Caller, owner: UUID, collectivity: UUID | None) -> None:
    if not (caller.may(Right.MANAGE_ACTIONS) or owner == caller.person or collectivity in caller.collectivities):
        raise NotAllowed("owner", right=Right.MANAGE_ACTIONS.value)


async def _decision(change: Change, id: UUID | None) -> Decision | None:
    return await change.rely_on(Decision, id) if id else None

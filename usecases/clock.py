"""What time itself brings about, told once: by the program, whichever of its processes notices first."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid5

from maillage.domain.action_items import ActionItem
from maillage.domain.calendar import day_of
from maillage.domain.caller import Caller, Right
from maillage.domain.date_polls import DatePoll
from maillage.domain.decisions import Decision
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.projections.belonging import belonging
from maillage.usecases.single import change_one


async def tell_action_overdue(log: Log, caller: Caller, *, action_item: UUID) -> Outcome:
    """NotFound; nothing where it is not overdue, or was told."""
    caller.must(Right.TELL_TIME)

    def verb(item: ActionItem) -> None:
        item.tell_overdue(at=caller.now)

    return await _told(log, caller, "tell_action_overdue", verb, kind=ActionItem, id=action_item)


async def tell_review_due(log: Log, caller: Caller, *, decision: UUID) -> Outcome:
    """NotFound; nothing where no review is due, or it was told."""
    caller.must(Right.TELL_TIME)

    def verb(adopted: Decision) -> None:
        adopted.tell_review_due(at=caller.now)

    return await _told(log, caller, "tell_review_due", verb, kind=Decision, id=decision)


async def remind_as_deadline_nears(log: Log, caller: Caller, *, date_poll: UUID) -> Outcome:
    """NotFound; nothing where it is too early or too late, and to nobody twice."""
    caller.must(Right.TELL_TIME)

    async def decide(change: Change) -> UUID:
        poll = await change.load(DatePoll, date_poll)
        reachable = (await belonging(log.pool, caller, day_of(caller.now))).keys()
        poll.remind_as_deadline_nears(reachable=reachable, at=caller.now)
        return date_poll

    command = _of_today(caller, "remind_as_deadline_nears", date_poll)
    return await log.carry_out(caller, command, decide, on=date_poll)


async def _told(
    log: Log, caller: Caller, name: str, verb: Callable[..., None], *, kind: type[ActionItem | Decision], id: UUID
) -> Outcome:
    command = _of_today(caller, name, id)
    return await change_one(log, caller, command, verb, kind=kind, id=id, expected_version=None)


def _of_today(caller: Caller, name: str, subject: UUID) -> Command:
    """One command per subject and civil day, whichever process sends it: the log carries it out once."""
    day = day_of(caller.now)
    return Command.of(uuid5(subject, f"{caller.network}/{name}/{day}"), name, subject=subject, day=day)

"""What members and the coordinator ask of the agenda of a meeting before it opens."""

from __future__ import annotations

from uuid import UUID

from maillage.domain.action_items import ActionItem
from maillage.domain.agenda import Purpose, Source, SourceKind
from maillage.domain.base import Aggregate
from maillage.domain.caller import Caller, Right
from maillage.domain.decisions import Decision
from maillage.domain.meetings import Meeting
from maillage.domain.refusals import NotAllowed, Refusal
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.projections.suggestions import Suggestion, suggested_agenda
from maillage.usecases.identifiers import minted
from maillage.usecases.single import change_one

_KINDS: dict[SourceKind, type[Aggregate]] = {SourceKind.ACTION_ITEM: ActionItem, SourceKind.DECISION: Decision}


class NotSuggested(Refusal):
    """An agenda is prepared from what is suggested for it."""

    SOURCE = "ours: what is taken over is what was shown"
    FR = "L’un des points demandés ne fait pas partie de l’ordre du jour suggéré."
    EN = "One of the items asked for is not part of the suggested agenda."


async def propose_agenda_item(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    title: str,
    purpose: Purpose,
    text: str | None = None,
    minutes: int | None = None,
    source: Source | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """The coordinator's own are accepted, those of an open meeting where the network asks for consent excepted.

    NotFound, and what `Meeting.propose_item` refuses.
    """
    caller.must(Right.PROPOSE_ITEMS)

    async def decide(change: Change) -> UUID:
        ahead = await change.load(Meeting, meeting, expected_version=expected_version)
        await _rely_on(change, source)
        item = ahead.propose_item(
            title=title,
            text=text,
            purpose=purpose,
            minutes=minutes,
            source=source,
            by=caller.person,
            at=caller.now,
            item=minted(caller, command, "agenda-item"),
        )
        if caller.may(Right.RUN_MEETINGS) and not ahead.agenda_frozen:
            ahead.accept_item(item=item, at=caller.now)
        return meeting

    return await log.carry_out(caller, command, decide, on=meeting)


async def accept_agenda_item(
    log: Log, caller: Caller, command: Command, *, meeting: UUID, item: UUID, expected_version: int | None = None
) -> Outcome:
    """NotFound, and what `Meeting.accept_item` refuses."""
    caller.must(Right.RUN_MEETINGS)

    def verb(ahead: Meeting) -> None:
        ahead.accept_item(item=item, at=caller.now)

    return await change_one(log, caller, command, verb, kind=Meeting, id=meeting, expected_version=expected_version)


async def decline_agenda_item(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    item: UUID,
    reason: str,
    expected_version: int | None = None,
) -> Outcome:
    """NotFound, and what `Meeting.decline_item` refuses."""
    caller.must(Right.RUN_MEETINGS)

    def verb(ahead: Meeting) -> None:
        ahead.decline_item(item=item, reason=reason, at=caller.now)

    return await change_one(log, caller, command, verb, kind=Meeting, id=meeting, expected_version=expected_version)


async def drop_agenda_item(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    item: UUID,
    reason: str,
    expected_version: int | None = None,
) -> Outcome:
    """Any, or before the meeting opens one that the caller proposed.

    NotAllowed, NotFound, and what `Meeting.drop_item` refuses.
    """
    caller.must_any(Right.RUN_MEETINGS, Right.PROPOSE_ITEMS)

    def verb(held: Meeting) -> None:
        known = held.agenda.items.get(item)
        own = known is not None and known.by is not None and known.by == caller.person and not held.agenda_frozen
        if not (own or caller.may(Right.RUN_MEETINGS)):
            raise NotAllowed("item", right=Right.RUN_MEETINGS.value)
        held.drop_item(item=item, reason=reason, at=caller.now)

    return await change_one(log, caller, command, verb, kind=Meeting, id=meeting, expected_version=expected_version)


async def reorder_agenda(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    items: list[UUID],
    expected_version: int | None = None,
) -> Outcome:
    """NotFound, and what `Meeting.reorder_agenda` refuses."""
    caller.must(Right.RUN_MEETINGS)

    def verb(ahead: Meeting) -> None:
        ahead.reorder_agenda(items=items, at=caller.now)

    return await change_one(log, caller, command, verb, kind=Meeting, id=meeting, expected_version=expected_version)


async def publish_agenda(
    log: Log, caller: Caller, command: Command, *, meeting: UUID, expected_version: int | None = None
) -> Outcome:
    """NotFound, and what `Meeting.publish_agenda` refuses."""
    caller.must(Right.RUN_MEETINGS)

    def verb(ahead: Meeting) -> None:
        ahead.publish_agenda(at=caller.now)

    return await change_one(log, caller, command, verb, kind=Meeting, id=meeting, expected_version=expected_version)


async def prepare_agenda(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    suggestions: list[UUID] | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """Puts on the agenda what is suggested for it at this moment: all of it, or these by their ids.

    NotFound, NotSuggested, and what `Meeting.take_over_from` and `Meeting.propose_item` refuse.
    """
    caller.must(Right.RUN_MEETINGS)

    async def decide(change: Change) -> UUID:
        ahead = await change.load(Meeting, meeting, expected_version=expected_version)
        for each in _chosen(await suggested_agenda(log.pool, caller), suggestions):
            await _put_on(change, caller, ahead, each, minted(caller, command, f"agenda-item/{each.id}"))
        return meeting

    return await log.carry_out(caller, command, decide, on=meeting)


def _chosen(suggested: list[Suggestion], ids: list[UUID] | None) -> list[Suggestion]:
    """NotSuggested."""
    if ids is None:
        return suggested
    if set(ids) - {each.id for each in suggested}:
        raise NotSuggested("suggestions")
    return [each for each in suggested if each.id in ids]


async def _put_on(change: Change, caller: Caller, ahead: Meeting, suggested: Suggestion, item: UUID) -> None:
    if suggested.meeting is not None:
        previous = await change.rely_on(Meeting, suggested.meeting)
        ahead.take_over_from(previous, only=frozenset({suggested.id}), at=caller.now)
        return
    await _rely_on(change, suggested.source)
    ahead.propose_item(
        title=suggested.title,
        purpose=suggested.purpose,
        source=suggested.source,
        by=caller.person,
        at=caller.now,
        item=item,
    )
    ahead.accept_item(item=item, at=caller.now)


async def _rely_on(change: Change, source: Source | None) -> None:
    """NotFound."""
    if source is not None:
        await change.rely_on(_KINDS[source.kind], source.id)

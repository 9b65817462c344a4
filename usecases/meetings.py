"""What the coordinator asks of meetings: prepared, held, closed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.meeting_facts import MeetingKind, Modality, Presence
from maillage.domain.meetings import Meeting
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.domain.refusals import Refusal
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.usecases.identifiers import minted
from maillage.usecases.seats import seats_at
from maillage.usecases.single import change_one
from maillage.usecases.whose import known_person

RECONVENED = "reconvened-meeting"  # the kind of claim


class AlreadyReconvened(Refusal):
    """A meeting is reconvened once, unless the meeting that was to go on with it is cancelled."""

    SOURCE = "ours: one meeting goes on with another"
    FR = "La réunion est déjà reconvoquée."
    EN = "The meeting is reconvened already."


async def plan_meeting(
    log: Log, caller: Caller, command: Command, *, title: str, kind: MeetingKind, modality: Modality
) -> Outcome:
    """A meeting without a date yet. What the title refuses."""
    caller.must(Right.RUN_MEETINGS)

    async def decide(change: Change) -> UUID:
        id = minted(caller, command, "meeting")
        change.add(Meeting.plan(title=title, kind=kind, modality=modality, at=caller.now, id=id))
        return id

    return await log.carry_out(caller, command, decide)


async def schedule_meeting(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    starts_at: datetime,
    ends_at: datetime,
    place: str | None = None,
    call_link: str | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """Under the network's quorum rule of this moment. NotFound, and what `Meeting.schedule` refuses."""
    caller.must(Right.RUN_MEETINGS)

    async def decide(change: Change) -> UUID:
        planned = await change.load(Meeting, meeting, expected_version=expected_version)
        network = await change.rely_on(Network, caller.network)
        where = {"place": place, "call_link": call_link}
        planned.schedule(network=network, starts_at=starts_at, ends_at=ends_at, **where, at=caller.now)
        return meeting

    return await log.carry_out(caller, command, decide, on=meeting)


async def reschedule_meeting(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
    place: str | None = None,
    call_link: str | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """NotFound, and what `Meeting.reschedule` refuses."""
    caller.must(Right.RUN_MEETINGS)

    def verb(scheduled: Meeting) -> None:
        where = {"place": place, "call_link": call_link}
        scheduled.reschedule(starts_at=starts_at, ends_at=ends_at, **where, reason=reason, at=caller.now)

    return await change_one(log, caller, command, verb, kind=Meeting, id=meeting, expected_version=expected_version)


async def cancel_meeting(
    log: Log, caller: Caller, command: Command, *, meeting: UUID, reason: str, expected_version: int | None = None
) -> Outcome:
    """One that was to go on with another may be reconvened anew. NotFound, and what `Meeting.cancel` refuses."""
    caller.must(Right.RUN_MEETINGS)

    async def decide(change: Change) -> UUID:
        ahead = await change.load(Meeting, meeting, expected_version=expected_version)
        ahead.cancel(reason=reason, at=caller.now)
        if ahead.reconvenes is not None:
            change.free(RECONVENED, str(ahead.reconvenes), meeting)
        return meeting

    return await log.carry_out(caller, command, decide, on=meeting)


async def open_meeting(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    chair: UUID | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """For the members of the network on that day; without a `chair`, the coordinator who opens it chairs.

    NotFound, and what `Meeting.open` refuses.
    """
    caller.must(Right.RUN_MEETINGS)

    async def decide(change: Change) -> UUID:
        scheduled = await change.load(Meeting, meeting, expected_version=expected_version)
        network = await change.rely_on(Network, caller.network)
        named = await known_person(change, chair, "chair") if chair else None
        scheduled.open(network=network, chair=named, by=caller.person, at=caller.now)
        return meeting

    return await log.carry_out(caller, command, decide, on=meeting)


async def record_arrival(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    person: UUID,
    collectivity: UUID | None,
    presence: Presence,
    expected_version: int | None = None,
) -> Outcome:
    """`collectivity` None: of the syndicate, a partner, or a guest. NotFound, and what `Meeting.arrive` refuses."""
    caller.must(Right.RUN_MEETINGS)

    async def decide(change: Change) -> UUID:
        held = await change.load(Meeting, meeting, expected_version=expected_version)
        someone = await change.rely_on(Person, person)
        seats = await seats_at(change, held, collectivity)
        held.arrive(person=someone, collectivity=collectivity, presence=presence, seats=seats, at=caller.now)
        return meeting

    return await log.carry_out(caller, command, decide, on=meeting)


async def record_departure(
    log: Log, caller: Caller, command: Command, *, meeting: UUID, person: UUID, expected_version: int | None = None
) -> Outcome:
    """NotFound, and what `Meeting.leave` refuses."""
    caller.must(Right.RUN_MEETINGS)

    def verb(held: Meeting) -> None:
        held.leave(person=person, at=caller.now)

    return await change_one(log, caller, command, verb, kind=Meeting, id=meeting, expected_version=expected_version)


async def close_meeting(
    log: Log, caller: Caller, command: Command, *, meeting: UUID, expected_version: int | None = None
) -> Outcome:
    """NotFound, and what `Meeting.close` refuses."""
    caller.must(Right.RUN_MEETINGS)

    def verb(held: Meeting) -> None:
        held.close(at=caller.now)

    return await change_one(log, caller, command, verb, kind=Meeting, id=meeting, expected_version=expected_version)


async def adjourn_meeting(
    log: Log, caller: Caller, command: Command, *, meeting: UUID, reason: str, expected_version: int | None = None
) -> Outcome:
    """It ends before its time. NotFound, and what `Meeting.adjourn` refuses."""
    caller.must(Right.RUN_MEETINGS)

    def verb(held: Meeting) -> None:
        held.adjourn(reason=reason, at=caller.now)

    return await change_one(log, caller, command, verb, kind=Meeting, id=meeting, expected_version=expected_version)


async def reconvene_meeting(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    starts_at: datetime,
    ends_at: datetime,
    place: str | None = None,
    call_link: str | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """A new meeting, its subject, goes on with one that has ended. NotFound, AlreadyReconvened, `Meeting.reconvene`."""
    caller.must(Right.RUN_MEETINGS)

    async def decide(change: Change) -> UUID:
        ended = await change.load(Meeting, meeting, expected_version=expected_version)
        network = await change.rely_on(Network, caller.network)
        slot: Any = {"starts_at": starts_at, "ends_at": ends_at, "place": place, "call_link": call_link}
        id = minted(caller, command, "meeting")
        change.add(Meeting.reconvene(of=ended, network=network, at=caller.now, id=id, **slot))
        change.take(RECONVENED, str(meeting), id, refusal=AlreadyReconvened("meeting"))
        return id

    return await log.carry_out(caller, command, decide, on=meeting)

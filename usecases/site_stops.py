"""What is asked about the stops of a site visit, before it and while it is held."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.meetings import Meeting
from maillage.domain.network import Network
from maillage.domain.site_stop_facts import FacilityKind, ProtectiveEquipment
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.usecases.identifiers import minted
from maillage.usecases.single import change_one
from maillage.usecases.whose import for_whom, known_person


async def plan_site_stop(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    facility_kind: FacilityKind,
    place: str,
    operator: str,
    starts_at: datetime,
    ends_at: datetime,
    max_visitors: int,
    ppe: list[ProtectiveEquipment],
    safety_notice: str | None = None,
    safety_link: str | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """NotFound, and what `Meeting.plan_site_stop` refuses."""
    caller.must(Right.RUN_MEETINGS)

    def verb(visit: Meeting) -> None:
        visit.plan_site_stop(
            facility_kind=facility_kind,
            place=place,
            operator=operator,
            starts_at=starts_at,
            ends_at=ends_at,
            max_visitors=max_visitors,
            ppe=ppe,
            safety_notice=safety_notice,
            safety_link=safety_link,
            stop=minted(caller, command, "site-stop"),
            at=caller.now,
        )

    return await change_one(log, caller, command, verb, kind=Meeting, id=meeting, expected_version=expected_version)


async def confirm_site_stop(
    log: Log, caller: Caller, command: Command, *, meeting: UUID, stop: UUID, expected_version: int | None = None
) -> Outcome:
    """NotFound, and what `Meeting.confirm_site_stop` refuses."""
    caller.must(Right.RUN_MEETINGS)

    def verb(visit: Meeting) -> None:
        visit.confirm_site_stop(stop=stop, at=caller.now)

    return await change_one(log, caller, command, verb, kind=Meeting, id=meeting, expected_version=expected_version)


async def join_site_stop(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    stop: UUID,
    people: list[UUID] | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """`people` None: the caller. NotAllowed, NotFound, and what `Meeting.join_site_stop` refuses."""
    who = for_whom(caller, people, own=Right.VISIT_SITES, others=Right.RUN_MEETINGS)

    async def decide(change: Change) -> UUID:
        visit = await change.load(Meeting, meeting, expected_version=expected_version)
        network = await change.rely_on(Network, caller.network)
        visitors = [await known_person(change, each, "people") for each in who]
        visit.join_site_stop(stop=stop, people=visitors, network=network, at=caller.now)
        return meeting

    return await log.carry_out(caller, command, decide, on=meeting)


async def leave_site_stop(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    stop: UUID,
    person: UUID | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """`person` None: the caller. NotAllowed, NotFound, and what `Meeting.leave_site_stop` refuses."""
    named = None if person is None else [person]
    [who] = for_whom(caller, named, own=Right.VISIT_SITES, others=Right.RUN_MEETINGS)

    def verb(visit: Meeting) -> None:
        visit.leave_site_stop(stop=stop, person=who, at=caller.now)

    return await change_one(log, caller, command, verb, kind=Meeting, id=meeting, expected_version=expected_version)


async def acknowledge_safety_notice(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    stop: UUID,
    people: list[UUID] | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """`people` None: the caller; of others, as they signed on paper.

    NotAllowed, NotFound, and what `Meeting.acknowledge_safety_notice` refuses.
    """
    who = for_whom(caller, people, own=Right.VISIT_SITES, others=Right.RUN_MEETINGS)

    def verb(visit: Meeting) -> None:
        visit.acknowledge_safety_notice(stop=stop, people=who, at=caller.now)

    return await change_one(log, caller, command, verb, kind=Meeting, id=meeting, expected_version=expected_version)


async def visit_site_stop(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    stop: UUID,
    visitors: list[UUID] | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """NotFound, and what `Meeting.visit_site_stop` refuses."""
    caller.must(Right.RUN_MEETINGS)

    def verb(visit: Meeting) -> None:
        visit.visit_site_stop(stop=stop, visitors=visitors, at=caller.now)

    return await change_one(log, caller, command, verb, kind=Meeting, id=meeting, expected_version=expected_version)


async def miss_site_stop(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    stop: UUID,
    reason: str,
    expected_version: int | None = None,
) -> Outcome:
    """NotFound, and what `Meeting.miss_site_stop` refuses."""
    caller.must(Right.RUN_MEETINGS)

    def verb(visit: Meeting) -> None:
        visit.miss_site_stop(stop=stop, reason=reason, at=caller.now)

    return await change_one(log, caller, command, verb, kind=Meeting, id=meeting, expected_version=expected_version)

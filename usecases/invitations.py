"""What is asked before a meeting: who is to come, who answers, who travels with whom."""

from __future__ import annotations

from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.invitation_facts import Answer
from maillage.domain.meetings import Meeting
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.usecases.single import change_one
from maillage.usecases.whose import known_person, oneself


async def send_invitations(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    people: tuple[UUID, ...],
    expected_version: int | None = None,
) -> Outcome:
    """To those of them who have none yet. NotFound, and what `Meeting.send_invitations` refuses."""
    caller.must(Right.RUN_MEETINGS)

    async def decide(change: Change) -> UUID:
        scheduled = await change.load(Meeting, meeting, expected_version=expected_version)
        scheduled.must_have_a_date()
        for each in people:
            await known_person(change, each, "people")
        scheduled.send_invitations(people=people, at=caller.now)
        return meeting

    return await log.carry_out(caller, command, decide, on=meeting)


async def answer_invitation(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    answer: Answer,
    person: UUID | None = None,
    substitute: UUID | None = None,
    comment: str | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """The caller's own; who runs meetings records that of another `person`, as it was told on the phone.

    NotAllowed, NotFound, and what `Meeting.answer_invitation` refuses.
    """
    caller.must(Right.ANSWER_INVITATIONS)
    who = oneself(caller, Right.ANSWER_INVITATIONS) if person is None else person
    if who != caller.person:
        caller.must(Right.RUN_MEETINGS)

    async def decide(change: Change) -> UUID:
        scheduled = await change.load(Meeting, meeting, expected_version=expected_version)
        someone = await known_person(change, who, "person")
        instead = await known_person(change, substitute, "substitute") if substitute else None
        scheduled.answer_invitation(person=someone, answer=answer, substitute=instead, comment=comment, at=caller.now)
        return meeting

    return await log.carry_out(caller, command, decide, on=meeting)


async def offer_carpool(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    seats: int,
    departs_from: str,
    expected_version: int | None = None,
) -> Outcome:
    """In the caller's own car. NotAllowed, NotFound, and what `Meeting.offer_carpool` refuses."""
    driver = oneself(caller, Right.SHARE_CARS)

    def verb(scheduled: Meeting) -> None:
        scheduled.offer_carpool(person=driver, seats=seats, departs_from=departs_from, at=caller.now)

    return await change_one(log, caller, command, verb, kind=Meeting, id=meeting, expected_version=expected_version)


async def join_carpool(
    log: Log, caller: Caller, command: Command, *, meeting: UUID, driver: UUID, expected_version: int | None = None
) -> Outcome:
    """The caller rides along. NotAllowed, NotFound, and what `Meeting.join_carpool` refuses."""
    rider = oneself(caller, Right.SHARE_CARS)

    def verb(scheduled: Meeting) -> None:
        scheduled.join_carpool(person=rider, driver=driver, at=caller.now)

    return await change_one(log, caller, command, verb, kind=Meeting, id=meeting, expected_version=expected_version)

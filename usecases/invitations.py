"""What is asked before a meeting: who is to come, who answers, who travels with whom."""

from __future__ import annotations

from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.invitation_facts import Answer
from maillage.domain.meetings import Meeting
from maillage.domain.people import Person
from maillage.domain.refusals import NotAllowed, NotFound
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.usecases.single import change_one


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
            await _known(change, each, "people")
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
    who = _oneself(caller) if person is None else person
    if who != caller.person:
        caller.must(Right.RUN_MEETINGS)

    async def decide(change: Change) -> UUID:
        scheduled = await change.load(Meeting, meeting, expected_version=expected_version)
        someone = await _known(change, who, "person")
        instead = await _known(change, substitute, "substitute") if substitute else None
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
    caller.must(Right.SHARE_CARS)
    driver = _oneself(caller)

    def verb(scheduled: Meeting) -> None:
        scheduled.offer_carpool(person=driver, seats=seats, departs_from=departs_from, at=caller.now)

    return await change_one(log, caller, command, verb, kind=Meeting, id=meeting, expected_version=expected_version)


async def join_carpool(
    log: Log, caller: Caller, command: Command, *, meeting: UUID, driver: UUID, expected_version: int | None = None
) -> Outcome:
    """The caller rides along. NotAllowed, NotFound, and what `Meeting.join_carpool` refuses."""
    caller.must(Right.SHARE_CARS)
    rider = _oneself(caller)

    def verb(scheduled: Meeting) -> None:
        scheduled.join_carpool(person=rider, driver=driver, at=caller.now)

    return await change_one(log, caller, command, verb, kind=Meeting, id=meeting, expected_version=expected_version)


def _oneself(caller: Caller) -> UUID:
    """NotAllowed: the program itself neither answers nor drives."""
    if caller.person is None:
        raise NotAllowed("person", right=Right.ANSWER_INVITATIONS.value)
    return caller.person


async def _known(change: Change, person: UUID, field: str) -> Person:
    """A person of the network. NotFound, naming the input's field."""
    try:
        return await change.rely_on(Person, person)
    except NotFound as unknown:
        raise NotFound(field, **unknown.values) from unknown

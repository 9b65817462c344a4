"""What is asked of the minutes of a meeting: drafted, circulated, remarked on, approved, corrected."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.meetings import Meeting
from maillage.domain.minutes import Minutes
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.domain.refusals import NotAllowed, Refusal
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.usecases.identifiers import minted
from maillage.usecases.single import change_one

CLAIM = "minutes"  # by meeting


class MinutesAlreadyDrafted(Refusal):
    """A meeting has one set of minutes, redrafted until they are circulated."""

    SOURCE = "ours: members read one text"
    FR = "Cette réunion a déjà un compte rendu."
    EN = "This meeting has its minutes already."


async def draft_minutes(log: Log, caller: Caller, command: Command, *, meeting: UUID, text: str) -> Outcome:
    """Of a meeting that is closed. NotFound, MinutesAlreadyDrafted, and what `Minutes.draft` refuses."""
    caller.must(Right.KEEP_MINUTES)

    async def decide(change: Change) -> UUID:
        id = minted(caller, command, "minutes")
        held = await change.rely_on(Meeting, meeting)
        change.add(Minutes.draft(meeting=held, author=caller.person, text=text, at=caller.now, id=id))
        change.take(CLAIM, str(meeting), id, refusal=MinutesAlreadyDrafted("meeting"))
        return id

    return await log.carry_out(caller, command, decide)


async def redraft_minutes(
    log: Log, caller: Caller, command: Command, *, minutes: UUID, text: str, expected_version: int | None = None
) -> Outcome:
    """NotFound, and what `Minutes.redraft` refuses."""
    caller.must(Right.KEEP_MINUTES)

    def verb(drafted: Minutes) -> None:
        drafted.redraft(author=caller.person, text=text, at=caller.now)

    return await _change(log, caller, command, verb, id=minutes, expected_version=expected_version)


async def circulate_minutes(
    log: Log, caller: Caller, command: Command, *, minutes: UUID, expected_version: int | None = None
) -> Outcome:
    """For as many days of silence as the network sets. NotFound, and what `Minutes.circulate` refuses."""
    caller.must(Right.KEEP_MINUTES)

    async def decide(change: Change) -> UUID:
        drafted = await change.load(Minutes, minutes, expected_version=expected_version)
        held = await change.rely_on(Meeting, drafted.meeting)
        network = await change.rely_on(Network, caller.network)
        drafted.circulate(meeting=held, network=network, at=caller.now)
        return minutes

    return await log.carry_out(caller, command, decide, on=minutes)


async def remark_on_minutes(
    log: Log, caller: Caller, command: Command, *, minutes: UUID, text: str, expected_version: int | None = None
) -> Outcome:
    """In the caller's own name. NotAllowed, NotFound, and what `Minutes.remark` refuses."""
    caller.must(Right.REMARK_ON_MINUTES)
    author = _oneself(caller, Right.REMARK_ON_MINUTES)

    def verb(circulated: Minutes) -> None:
        circulated.remark(author=author, text=text, at=caller.now)

    return await _change(log, caller, command, verb, id=minutes, expected_version=expected_version)


async def approve_minutes(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    minutes: UUID,
    collectivity: UUID,
    expected_version: int | None = None,
) -> Outcome:
    """For one of the caller's own collectivities. NotAllowed, NotFound, and what `Minutes.approve` refuses."""
    caller.must(Right.APPROVE_MINUTES)
    approver = _oneself(caller, Right.APPROVE_MINUTES)
    if collectivity not in caller.collectivities:
        raise NotAllowed("collectivity", right=Right.APPROVE_MINUTES.value)

    async def decide(change: Change) -> UUID:
        circulated = await change.load(Minutes, minutes, expected_version=expected_version)
        circulated.approve(
            person=await change.rely_on(Person, approver),
            collectivity=collectivity,
            authors=await _authors(change, circulated),
            network=await change.rely_on(Network, caller.network),
            at=caller.now,
        )
        return minutes

    return await log.carry_out(caller, command, decide, on=minutes)


async def approve_minutes_at_meeting(
    log: Log, caller: Caller, command: Command, *, minutes: UUID, meeting: UUID, expected_version: int | None = None
) -> Outcome:
    """What a later meeting approved, while it is open. NotFound, and what `Minutes.approve_at` refuses."""
    caller.must(Right.KEEP_MINUTES)

    async def decide(change: Change) -> UUID:
        circulated = await change.load(Minutes, minutes, expected_version=expected_version)
        held = await change.rely_on(Meeting, meeting)
        circulated.approve_at(meeting=held, authors=await _authors(change, circulated), at=caller.now)
        return minutes

    return await log.carry_out(caller, command, decide, on=minutes)


async def correct_minutes(
    log: Log, caller: Caller, command: Command, *, minutes: UUID, erratum: str, expected_version: int | None = None
) -> Outcome:
    """By an erratum beside the text that was approved. NotFound, and what `Minutes.correct` refuses."""
    caller.must(Right.KEEP_MINUTES)

    def verb(approved: Minutes) -> None:
        approved.correct(erratum=erratum, at=caller.now)

    return await _change(log, caller, command, verb, id=minutes, expected_version=expected_version)


async def _change(
    log: Log,
    caller: Caller,
    command: Command,
    verb: Callable[[Minutes], None],
    *,
    id: UUID,
    expected_version: int | None,
) -> Outcome:
    return await change_one(log, caller, command, verb, kind=Minutes, id=id, expected_version=expected_version)


async def _authors(change: Change, minutes: Minutes) -> list[Person]:
    return [await change.rely_on(Person, author) for author in minutes.authors]


def _oneself(caller: Caller, right: Right) -> UUID:
    """NotAllowed: the program has no voice of its own."""
    if caller.person is None:
        raise NotAllowed(right=right.value)
    return caller.person

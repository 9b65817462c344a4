"""What is asked of polls of dates: opened, answered, closed on a date or abandoned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from maillage.domain.calendar import day_of
from maillage.domain.caller import Caller, Right
from maillage.domain.date_options import Period
from maillage.domain.date_poll_facts import Invitee, OptionAnswer
from maillage.domain.date_polls import DatePoll
from maillage.domain.invitees import invitee
from maillage.domain.meeting_facts import MeetingKind, Modality
from maillage.domain.meetings import Meeting
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.domain.refusals import NotAllowed, Refusal
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.projections.belonging import belonging
from maillage.projections.meetings import meetings_by_id
from maillage.usecases.identifiers import minted
from maillage.usecases.single import change_one


class DatePollSubjectUnclear(Refusal):
    """A poll is for a planned meeting, or tells title, kind and modality of the meeting that it will plan."""

    SOURCE = "domain.md 3.4; ours: a poll plans its meeting or is for one"
    FR = "Le sondage porte sur une réunion prévue, ou bien donne titre, type et modalité de la réunion à prévoir."
    EN = "The poll is for a planned meeting, or it tells title, kind and modality of the one to be planned."


async def open_date_poll(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    options: Sequence[Period],
    deadline: datetime,
    meeting: UUID | None = None,
    title: str | None = None,
    kind: MeetingKind | None = None,
    modality: Modality | None = None,
    invited: Sequence[UUID] | None = None,
) -> Outcome:
    """`invited` None: everybody who holds a mandate at a member.

    NotFound, DatePollSubjectUnclear, MeetingAlreadyScheduled, MeetingIsCancelled, MeetingAlreadyOpened,
    InviteeOutsideNetwork, and what `DatePoll.open` refuses.
    """
    caller.must(Right.RUN_MEETINGS)

    async def decide(change: Change) -> UUID:
        id = minted(caller, command, "date-poll")
        network = await change.rely_on(Network, caller.network)
        name, what, how = await _subject(log, caller, change, meeting, (title, kind, modality))
        poll = DatePoll.open(
            title=name,
            meeting=meeting,
            kind=what,
            modality=how,
            options=options,
            deadline=deadline,
            invited=await _invited(log, caller, change, network, invited),
            network=network,
            at=caller.now,
            id=id,
        )
        change.add(poll)
        return id

    return await log.carry_out(caller, command, decide)


async def add_date_option(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    date_poll: UUID,
    starts_at: datetime,
    ends_at: datetime,
    expected_version: int | None = None,
) -> Outcome:
    """NotFound, and what `DatePoll.add_option` refuses."""
    caller.must(Right.RUN_MEETINGS)

    def verb(poll: DatePoll) -> None:
        poll.add_option(starts_at=starts_at, ends_at=ends_at, at=caller.now)

    return await change_one(log, caller, command, verb, kind=DatePoll, id=date_poll, expected_version=expected_version)


async def answer_date_poll(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    date_poll: UUID,
    answers: Sequence[OptionAnswer],
    expected_version: int | None = None,
) -> Outcome:
    """The caller's own answer, for nobody else. NotAllowed, NotFound, and what `DatePoll.answer` refuses."""
    caller.must(Right.ANSWER_DATE_POLLS)
    if caller.person is None:
        raise NotAllowed(right=Right.ANSWER_DATE_POLLS.value)
    person = caller.person

    def verb(poll: DatePoll) -> None:
        poll.answer(person=person, answers=answers, at=caller.now)

    return await change_one(log, caller, command, verb, kind=DatePoll, id=date_poll, expected_version=expected_version)


async def remind_date_poll(
    log: Log, caller: Caller, command: Command, *, date_poll: UUID, expected_version: int | None = None
) -> Outcome:
    """To whom has not answered and can still answer. NotFound, and what `DatePoll.remind` refuses."""
    caller.must(Right.RUN_MEETINGS)

    async def decide(change: Change) -> UUID:
        poll = await change.load(DatePoll, date_poll, expected_version=expected_version)
        poll.remind(reachable=(await belonging(log.pool, caller, day_of(caller.now))).keys(), at=caller.now)
        return date_poll

    return await log.carry_out(caller, command, decide, on=date_poll)


async def close_date_poll(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    date_poll: UUID,
    option: int,
    reason: str | None = None,
    place: str | None = None,
    call_link: str | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """Schedules the meeting on the chosen date in the same append, planning it first where there is none yet.

    NotFound, and what `DatePoll.close` and `Meeting.schedule` refuse.
    """
    caller.must(Right.RUN_MEETINGS)

    async def decide(change: Change) -> UUID:
        poll = await change.load(DatePoll, date_poll, expected_version=expected_version)
        network = await change.rely_on(Network, caller.network)
        meeting = await _meeting(caller, command, change, poll)
        chosen = poll.close(option=option, meeting=meeting.id, reason=reason, at=caller.now)
        when = {"starts_at": chosen.starts_at, "ends_at": chosen.ends_at}
        meeting.schedule(network=network, **when, place=place, call_link=call_link, at=caller.now)
        return date_poll

    return await log.carry_out(caller, command, decide, on=date_poll)


async def abandon_date_poll(
    log: Log, caller: Caller, command: Command, *, date_poll: UUID, reason: str, expected_version: int | None = None
) -> Outcome:
    """NotFound, and what `DatePoll.abandon` refuses."""
    caller.must(Right.RUN_MEETINGS)

    def verb(poll: DatePoll) -> None:
        poll.abandon(reason=reason, at=caller.now)

    return await change_one(log, caller, command, verb, kind=DatePoll, id=date_poll, expected_version=expected_version)


async def _subject(
    log: Log,
    caller: Caller,
    change: Change,
    meeting: UUID | None,
    told: tuple[str | None, MeetingKind | None, Modality | None],
) -> tuple[str, MeetingKind, Modality]:
    """Title, kind and modality: of the planned meeting, where no rule keeps its title, or as they are told."""
    if meeting is None:
        title, kind, modality = told
        if title is None or kind is None or modality is None:
            raise DatePollSubjectUnclear("meeting")
        return title, kind, modality
    if told != (None, None, None):
        raise DatePollSubjectUnclear("meeting")
    (await change.rely_on(Meeting, meeting)).must_lack_its_date()
    row = (await meetings_by_id(log.pool, caller, [meeting]))[meeting]
    return row.title, row.kind, row.modality


async def _invited(
    log: Log, caller: Caller, change: Change, network: Network, named: Sequence[UUID] | None
) -> list[Invitee]:
    if named is None:
        everybody = await belonging(log.pool, caller, day_of(caller.now))
        return [Invitee(person, members) for person, members in everybody.items() if members]
    return [invitee(await change.rely_on(Person, person), network, caller.now) for person in named]


async def _meeting(caller: Caller, command: Command, change: Change, poll: DatePoll) -> Meeting:
    """The planned one that the poll is for, or a new one."""
    if poll.meeting:
        return await change.load(Meeting, poll.meeting)
    id = minted(caller, command, "meeting")
    made = Meeting.plan(title=poll.title, kind=poll.kind, modality=poll.modality, at=caller.now, id=id)
    change.add(made)
    return made

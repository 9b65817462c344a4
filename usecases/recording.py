"""A meeting recorded after the fact, in one command: who was there, what was decided, who sees to what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from maillage.domain.action_items import ActionItem
from maillage.domain.calendar import civil, day_of, instant, year_of
from maillage.domain.caller import Caller, Right
from maillage.domain.decisions import Decision
from maillage.domain.meeting_facts import MeetingKind, Modality, Presence
from maillage.domain.meetings import Meeting
from maillage.domain.minutes import Minutes
from maillage.domain.network import Network
from maillage.domain.numbers import prefix_of
from maillage.domain.people import Person
from maillage.domain.refusals import Refusal
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.usecases.commitments import take_on
from maillage.usecases.decisions import NUMBER
from maillage.usecases.identifiers import minted
from maillage.usecases.minutes import CLAIM
from maillage.usecases.seats import seats_at

MOST = 200  # people, decisions or actions of one record


class RecordedMeetingToCome(Refusal):
    """A meeting is recorded after the fact, on its day or later."""

    SOURCE = "ours: what is to come is scheduled"
    FR = "La réunion du {on} n’a pas encore eu lieu : nous sommes le {today}."
    EN = "The meeting of {on} is still to come: it is {today}."


class RecordTooLong(Refusal):
    """One record holds at most 200 people, 200 decisions and 200 actions."""

    SOURCE = "ours: one call does not keep others waiting"
    FR = "Le champ {field} compte {count} lignes, {limit} au plus."
    EN = "The field {field} has {count} lines, {limit} at most."


@dataclass(frozen=True)
class WasPresent:
    """`collectivity` None: the only member where the person held a mandate that day; with none or several, nobody's."""

    person: UUID
    collectivity: UUID | None = None
    presence: Presence | None = None  # None: on site, or by call where the meeting was remote


@dataclass(frozen=True)
class WasDecided:
    """By consent."""

    title: str
    text: str


@dataclass(frozen=True)
class WasAssigned:
    """An action, for a member or, without one, for the network. `due` is its last day in time."""

    title: str
    owner: UUID
    due: date
    collectivity: UUID | None = None


async def record_meeting(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    title: str,
    on: date,
    present: Sequence[WasPresent],
    decisions: Sequence[WasDecided] = (),
    actions: Sequence[WasAssigned] = (),
    notes: str | None = None,
    kind: MeetingKind = MeetingKind.REGULAR,
    modality: Modality = Modality.ON_SITE,
    place: str | None = None,
) -> Outcome:
    """Ordinary facts of the same aggregates, whose business time is that day; `notes` become the draft of its minutes.

    The coordinator who records it chaired it, unless not a coordinator yet on that day.

    NotFound, RecordedMeetingToCome, RecordTooLong, DayOutOfRange, and what `Meeting`, `Decision.adopt_by_consent`,
    `ActionItem.assign` and `Minutes.draft` refuse.
    """
    for right in (Right.RUN_MEETINGS, Right.RUN_BALLOTS, Right.MANAGE_ACTIONS, Right.KEEP_MINUTES):
        caller.must(right)
    at = _instant_of(civil(on, "on"), caller.now)
    for field, lines in (("present", present), ("decisions", decisions), ("actions", actions)):
        if len(lines) > MOST:
            raise RecordTooLong(field, field=field, count=len(lines), limit=MOST)

    async def decide(change: Change) -> UUID:
        record = _Record(change, caller, command, await change.rely_on(Network, caller.network), at)
        meeting = Meeting.plan(title=title, kind=kind, modality=modality, at=at, id=record.id("meeting"))
        change.add(meeting)
        meeting.schedule_as_held(network=record.network, on=on, place=place, at=at)
        meeting.open(network=record.network, by=caller.person, at=at)
        await record.arrivals(meeting, present)
        await record.adoptions(meeting, decisions)
        meeting.close(at=at)
        await record.assignments(meeting, actions)
        if notes and notes.strip():
            record.minutes(meeting, notes)
        return meeting.id

    return await log.carry_out(caller, command, decide)


@dataclass(frozen=True)
class _Record:
    """What is written down in one change."""

    change: Change
    caller: Caller
    command: Command
    network: Network
    at: datetime

    def id(self, what: str) -> UUID:
        return minted(self.caller, self.command, what)

    async def arrivals(self, meeting: Meeting, present: Sequence[WasPresent]) -> None:
        usual = Presence.REMOTE if meeting.modality is Modality.REMOTE else Presence.ONSITE
        for place, each in enumerate(present):
            with _within("present", place):
                person = await self.change.rely_on(Person, each.person)
                member = each.collectivity or self._only_member_of(person, meeting)
                presence = each.presence or usual
                seats = await seats_at(self.change, meeting, member)
                meeting.arrive(person=person, collectivity=member, presence=presence, seats=seats, at=self.at)

    async def adoptions(self, meeting: Meeting, taken: Sequence[WasDecided]) -> None:
        highest = await self.change.highest(NUMBER, prefix_of(year_of(self.at)))
        for place, each in enumerate(taken):
            with _within("decisions", place):
                id = self.id(f"decision {place}")
                decision = Decision.propose(title=each.title, text=each.text, meeting=meeting.id, at=self.at, id=id)
                decision.adopt_by_consent(meeting=meeting, highest=highest, at=self.at)
            assert decision.number is not None
            highest = decision.number
            self.change.add(decision)
            self.change.take(NUMBER, decision.number, id)

    async def assignments(self, meeting: Meeting, assigned: Sequence[WasAssigned]) -> None:
        for place, each in enumerate(assigned):
            with _within("actions", place):
                item = ActionItem.assign(
                    title=each.title,
                    owner=await self.change.rely_on(Person, each.owner),
                    collectivity=each.collectivity,
                    due=civil(each.due, "due"),
                    meeting=meeting.id,
                    decision=None,
                    network=self.network,
                    at=self.at,
                    id=self.id(f"action {place}"),
                )
                if each.collectivity:
                    await take_on(self.change, self.network, each.collectivity, item.id)
            self.change.add(item)

    def minutes(self, meeting: Meeting, notes: str) -> None:
        id = self.id("minutes")
        with _renamed("text", "notes"):
            drafted = Minutes.draft(meeting=meeting, author=self.caller.person, text=notes, at=self.at, id=id)
        self.change.add(drafted)
        self.change.take(CLAIM, str(meeting.id), id)

    def _only_member_of(self, person: Person, meeting: Meeting) -> UUID | None:
        held = person.organisations_on(day_of(self.at)) & set(meeting.members)
        return next(iter(held)) if len(held) == 1 else None


def _instant_of(day: date, now: datetime) -> datetime:
    """Noon of a day that has passed, else now. RecordedMeetingToCome."""
    today = day_of(now)
    if day > today:
        raise RecordedMeetingToCome("on", on=str(day), today=str(today))
    return now if day == today else instant(day, 12)


@contextmanager
def _within(field: str, place: int) -> Iterator[None]:
    """A refusal inside names the line of the list too, counted from 0."""
    try:
        yield
    except Refusal as refusal:
        raise type(refusal)(field, str(place), *refusal.path, **refusal.values) from refusal


@contextmanager
def _renamed(field: str, given: str) -> Iterator[None]:
    """A refusal inside names the field of the input."""
    try:
        yield
    except Refusal as refusal:
        values = {name: given if value == field else value for name, value in refusal.values.items()}
        raise type(refusal)(given, **values) from refusal

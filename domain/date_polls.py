"""Polls of dates (fr: sondages de dates): when can enough of us meet?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from eventsourcing.domain import event

from maillage.domain.base import Aggregate
from maillage.domain.calendar import day_of, shown, utc
from maillage.domain.date_options import Period, must_be_ahead, offered
from maillage.domain.date_poll_facts import Availability, DateOption, DatePollFacts, Invitee, OptionAnswer
from maillage.domain.date_poll_refusals import (
    AnswerEmpty,
    AnswerRepeated,
    DateOptionUnknown,
    DatePollDeadlinePassed,
    DatePollIsOver,
    DeadlineInThePast,
    EverybodyAnswered,
    NobodyAsked,
    NotAsked,
    QuorumOutOfReach,
    TooFewDateOptions,
)
from maillage.domain.invitees import needed_for
from maillage.domain.meeting_facts import MeetingKind, Modality
from maillage.domain.network import Network
from maillage.domain.refusals import optional_text, text
from maillage.domain.turnout import Turnout, turnout

REMINDED_BEFORE = timedelta(days=2)  # the deadline, those who have not answered
LEFT_ALONE = timedelta(days=1)  # after the opening, whatever the deadline


class State(Enum):
    """Where a poll stands."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"
    ABANDONED = "ABANDONED"


class DatePoll(DatePollFacts, Aggregate):
    """One poll, from its opening to the choice of a date."""

    TOPIC = "date-poll"

    @classmethod
    def open(
        cls,
        *,
        title: str,
        meeting: UUID | None,
        kind: MeetingKind,
        modality: Modality,
        options: Sequence[Period],
        deadline: datetime,
        invited: Sequence[Invitee],
        network: Network,
        at: datetime,
        id: UUID | None = None,
    ) -> DatePoll:
        """DeadlineInThePast, TooFewDateOptions, NobodyAsked, what the title refuses, and what `offered` refuses."""
        kept, now, due = text(title, "title", 200), utc(at, "at"), utc(deadline, "deadline")
        if due <= now:
            raise DeadlineInThePast("deadline", deadline=shown(due), now=shown(now))
        if len(options) < 2:
            raise TooFewDateOptions("options", options=len(options))
        dates: list[DateOption] = []
        for period in options:
            dates.append(offered(period, dates, due, now, "options"))
        if not invited:
            raise NobodyAsked("invited")
        members = len(network.members_on(day_of(now)))
        figures = {"members": members, "needed": needed_for(kind, network, members)}
        about = {"title": kept, "meeting": meeting, "kind": kind, "modality": modality}
        asked = tuple({each.person: each for each in invited}.values())
        terms = {"options": tuple(dates), "deadline": due, "invited": asked}
        return cls._create(cls.Opened, id=id, timestamp=at, **about, **terms, **figures)

    def add_option(self, *, starts_at: datetime, ends_at: datetime, at: datetime) -> None:
        """Whoever has answered is asked again for it. DatePollIsOver, DatePollDeadlinePassed, and `offered`'s."""
        self._must_take_answers(at)
        known = list(self.options.values())
        option = offered(Period(starts_at, ends_at), known, self.deadline, utc(at, "at"), "starts_at")
        self.trigger_event(self.OptionAdded, option=option, timestamp=at)

    def answer(self, *, person: UUID, answers: Sequence[OptionAnswer], at: datetime) -> None:
        """The latest answer for an option counts; what is left out stays as it was answered.

        DatePollIsOver, DatePollDeadlinePassed, NotAsked, AnswerEmpty, AnswerRepeated, DateOptionUnknown.
        """
        self._must_take_answers(at)
        if person not in self.invited:
            raise NotAsked("person")
        self._must_be_answers(answers)
        before = self.answers.get(person, {})
        if any(before.get(each.option) is not each.availability for each in answers):
            kept = tuple(sorted(answers, key=lambda each: each.option))
            self.trigger_event(self.AvailabilityAnswered, person=person, answers=kept, timestamp=at)
            if not self.told_that_all_answered and not self.missing:
                self.trigger_event(self.AllAnswered, invited=len(self.invited), timestamp=at)

    def remind(self, *, reachable: Collection[UUID], at: datetime) -> None:
        """Those who have not answered for every option, as far as they are among the `reachable` people.

        DatePollIsOver, DatePollDeadlinePassed, EverybodyAnswered.
        """
        self._must_take_answers(at)
        late = tuple(sorted(set(self.missing).intersection(reachable)))
        if not late:
            raise EverybodyAnswered("date_poll")
        self.trigger_event(self.ReminderSent, to=late, timestamp=at)

    def remind_as_deadline_nears(self, *, reachable: Collection[UUID], at: datetime) -> None:
        """By itself: of those that `remind` would, who was not reminded yet; nothing where that is nobody.

        From two days before the deadline on, and no earlier than a day after the opening.
        """
        now, begins = utc(at, "at"), max(self.deadline - REMINDED_BEFORE, self.created_on + LEFT_ALONE)
        late = tuple(sorted(set(self.missing).intersection(reachable) - self.reminded))
        if late and self.state is State.OPEN and begins <= now <= self.deadline:
            self.trigger_event(self.ReminderSent, to=late, timestamp=at)

    def close(self, *, option: int, meeting: UUID, reason: str | None, at: datetime) -> DateOption:
        """The chosen date, on which the same command schedules the meeting, before the deadline too.

        DatePollIsOver, DateOptionUnknown, DateOptionInThePast, QuorumOutOfReach, TextTooLong, TextUnreadable.
        """
        self._must_be_open()
        chosen, kept = self._option(option, "option"), optional_text(reason, "reason", 500)
        must_be_ahead(chosen.starts_at, utc(at, "at"), "option")
        known = self.turnout_of(option)
        if kept is None and not known.enough:
            raise QuorumOutOfReach("reason", able=known.able, needed=known.needed)
        figures = {"able": known.able, "needed": known.needed}
        self.trigger_event(self.Closed, chosen=chosen, meeting=meeting, reason=kept, **figures, timestamp=at)
        return chosen

    def abandon(self, *, reason: str, at: datetime) -> None:
        """DatePollIsOver, TextMissing, TextTooLong, TextUnreadable."""
        self._must_be_open()
        self.trigger_event(self.Abandoned, reason=text(reason, "reason", 500), timestamp=at)

    def turnout_of(self, option: int) -> Turnout:
        """By the answers given."""
        said = {person: each[option] for person, each in self.answers.items() if option in each}
        return turnout(self.invited.values(), said, self.needed)

    @property
    def missing(self) -> list[UUID]:
        """Who has not answered for every option."""
        return [person for person in self.invited if self.answers.get(person, {}).keys() != self.options.keys()]

    def _must_be_answers(self, answers: Sequence[OptionAnswer]) -> None:
        if not answers:
            raise AnswerEmpty("answers")
        seen: set[int] = set()
        for each in answers:
            self._option(each.option, "answers")
            if each.option in seen:
                raise AnswerRepeated("answers", option=each.option)
            seen.add(each.option)

    def _option(self, number: int, field: str) -> DateOption:
        if number not in self.options:
            raise DateOptionUnknown(field, option=number)
        return self.options[number]

    def _must_be_open(self) -> None:
        if self.state is not State.OPEN:
            raise DatePollIsOver("date_poll")

    def _must_take_answers(self, at: datetime) -> None:
        self._must_be_open()
        now = utc(at, "at")
        if self.deadline < now:
            raise DatePollDeadlinePassed("date_poll", deadline=shown(self.deadline), now=shown(now))

    # What each fact changes: only what the rules read, and no rule, so that history always replays

    @event(DatePollFacts.Opened)
    def __init__(
        self,
        *,
        title: str,
        kind: MeetingKind,
        modality: Modality,
        meeting: UUID | None,
        options: tuple[DateOption, ...],
        deadline: datetime,
        invited: tuple[Invitee, ...],
        needed: int,
    ) -> None:
        self.state = State.OPEN
        self.meeting = meeting
        self.title, self.kind, self.modality = title, kind, modality  # of the meeting that the choice plans
        self.options = {option.number: option for option in options}
        self.deadline = deadline
        self.invited = {each.person: each for each in invited}
        self.needed = needed
        self.answers: dict[UUID, dict[int, Availability]] = {}  # by person, then by number of option
        self.told_that_all_answered = False
        self.reminded: frozenset[UUID] = frozenset()  # people

    @event(DatePollFacts.OptionAdded)
    def _option_added(self, option: DateOption) -> None:
        self.options[option.number] = option
        self.told_that_all_answered = False

    @event(DatePollFacts.AvailabilityAnswered)
    def _availability_answered(self, person: UUID, answers: tuple[OptionAnswer, ...]) -> None:
        self.answers.setdefault(person, {}).update({each.option: each.availability for each in answers})

    @event(DatePollFacts.ReminderSent)
    def _reminder_sent(self, to: tuple[UUID, ...]) -> None:
        self.reminded |= set(to)

    @event(DatePollFacts.AllAnswered)
    def _all_answered(self) -> None:
        self.told_that_all_answered = True

    @event(DatePollFacts.Closed)
    def _closed(self) -> None:
        self.state = State.CLOSED

    @event(DatePollFacts.Abandoned)
    def _abandoned(self) -> None:
        self.state = State.ABANDONED

"""When a meeting is held: planned, scheduled, moved, cancelled."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, Self
from uuid import UUID

from eventsourcing.domain import event

from maillage.domain.agenda import Agenda
from maillage.domain.attendance import Participant
from maillage.domain.base import Aggregate
from maillage.domain.calendar import day_of, instant, shown
from maillage.domain.formalities import Formality, in_order
from maillage.domain.invitation_facts import Carpool, Reply
from maillage.domain.meeting_facts import MeetingFacts, MeetingKind, Modality
from maillage.domain.meeting_refusals import (
    MeetingAlreadyOpened,
    MeetingAlreadyScheduled,
    MeetingIsCancelled,
    MeetingIsClosed,
    MeetingNotOpen,
    MeetingNotScheduled,
    ReconvenedTooSoon,
)
from maillage.domain.network import Network
from maillage.domain.proxy_facts import Proxy
from maillage.domain.quorum import QuorumRule
from maillage.domain.refusals import text
from maillage.domain.site_stops import SiteStop
from maillage.domain.slots import Slot
from maillage.domain.voting import VotingRules


class State(Enum):
    """Where a meeting stands."""

    PLANNED = "PLANNED"
    SCHEDULED = "SCHEDULED"
    CANCELLED = "CANCELLED"
    OPEN = "OPEN"
    CLOSED = "CLOSED"


class MeetingSchedule(MeetingFacts, Aggregate, part=True):
    """The date of a meeting, on which all else about it rests. `Meeting` is the whole."""

    @classmethod
    def plan(cls, *, title: str, kind: MeetingKind, modality: Modality, at: datetime, id: UUID | None = None) -> Self:
        """A meeting without a date. TextMissing, TextTooLong, TextUnreadable."""
        return cls._create(
            cls.Planned, id=id, title=text(title, "title", 200), kind=kind, modality=modality, timestamp=at
        )

    def schedule(
        self,
        *,
        network: Network,
        starts_at: datetime,
        ends_at: datetime,
        place: str | None,
        call_link: str | None,
        at: datetime,
    ) -> None:
        """Under the network's quorum rule, voting rules and formalities of this moment.

        MeetingAlreadyScheduled, MeetingIsCancelled, MeetingAlreadyOpened, and those of `Slot`.
        """
        self.must_lack_its_date()
        where = {"place": place, "call_link": call_link}
        slot = Slot.asked(starts_at=starts_at, ends_at=ends_at, **where, modality=self.modality, at=at)
        self._must_keep_its_distance(slot)
        self.trigger_event(self.Scheduled, **_rules_of(network), timestamp=at, **asdict(slot))

    def schedule_as_held(self, *, network: Network, on: date, place: str | None, at: datetime) -> None:
        """For the whole of a civil day: of a meeting that is recorded after the fact, whose hours nobody wrote down.

        TextTooLong, TextUnreadable, UnsuitedToModality.
        """
        begins, ends = (instant(day) for day in (on, on + timedelta(days=1)))
        slot = Slot.asked(
            starts_at=begins, ends_at=ends, place=place, call_link=None, modality=self.modality, at=begins
        )
        self.trigger_event(self.Scheduled, **_rules_of(network), timestamp=at, **asdict(slot))

    def reschedule(
        self,
        *,
        starts_at: datetime,
        ends_at: datetime,
        place: str | None,
        call_link: str | None,
        reason: str,
        at: datetime,
    ) -> None:
        """The rules of the network that it was scheduled under stay, all else is replaced.

        MeetingNotScheduled, MeetingIsCancelled, MeetingAlreadyOpened, TextMissing, TextTooLong, and those of `Slot`.
        """
        self.must_have_a_date()
        kept = text(reason, "reason", 500)
        where = {"place": place, "call_link": call_link}
        slot = Slot.asked(starts_at=starts_at, ends_at=ends_at, **where, modality=self.modality, at=at)
        self._must_keep_its_distance(slot)
        if slot != self.slot:
            again = {"reason": kept, "sequence": self.sequence + 1}
            self.trigger_event(self.Rescheduled, timestamp=at, **again, **asdict(slot))

    def cancel(self, *, reason: str, at: datetime) -> None:
        """MeetingIsCancelled, MeetingAlreadyOpened, TextMissing, TextTooLong."""
        self._must_be_ahead()
        kept = text(reason, "reason", 500)
        self.trigger_event(self.Cancelled, reason=kept, sequence=self.sequence + 1, timestamp=at)

    def _must_keep_its_distance(self, slot: Slot) -> None:
        """ReconvenedTooSoon."""
        day = day_of(slot.starts_at)
        if self.earliest is not None and day < self.earliest:
            raise ReconvenedTooSoon("starts_at", day=str(day), earliest=str(self.earliest))

    def must_lack_its_date(self) -> None:
        """MeetingAlreadyScheduled, MeetingIsCancelled, MeetingAlreadyOpened."""
        self._must_be_ahead()
        if self.slot is not None:
            raise MeetingAlreadyScheduled("meeting", starts_at=shown(self.slot.starts_at))

    @property
    def collectivities_present(self) -> frozenset[UUID]:
        """Those for which somebody is in the room, on site or from afar, whatever the quorum counts."""
        return frozenset(one.collectivity for one in self.present.values() if one.collectivity)

    def must_be_open(self) -> None:
        """MeetingIsClosed, MeetingNotOpen."""
        if self.state is State.CLOSED:
            raise MeetingIsClosed("meeting")
        if self.state is not State.OPEN:
            raise MeetingNotOpen("meeting")

    def _must_be_ahead(self) -> None:
        if self.state is State.CANCELLED:
            raise MeetingIsCancelled("meeting")
        if self.state in {State.OPEN, State.CLOSED}:
            raise MeetingAlreadyOpened("meeting")

    def must_have_a_date(self) -> date:
        """Its civil day, until it opens. MeetingNotScheduled, MeetingIsCancelled, MeetingAlreadyOpened."""
        self._must_be_ahead()
        if self.slot is None:
            raise MeetingNotScheduled("meeting")
        return day_of(self.slot.starts_at)

    # What each fact changes: only what the rules read, and no rule, so that history always replays

    @event(MeetingFacts.Planned)
    def __init__(self, title: str, kind: MeetingKind, modality: Modality) -> None:
        self.state = State.PLANNED
        self.title = title
        self.reconvenes: UUID | None = None  # the meeting that this one goes on with,
        self.earliest: date | None = None  # not before that day
        self.goes_on_with: tuple[UUID, ...] = ()  # that one, and before it those that it had gone on with
        self.adjourned = False  # before its end; it is closed all the same
        self.closed_on: date | None = None
        self.kind = kind
        self.modality = modality
        self.slot: Slot | None = None
        self.sequence = 0  # of the calendar entry
        self.invited: frozenset[UUID] = frozenset()  # people
        self.replies: dict[UUID, Reply] = {}  # by person, about the date of now
        self.carpools: dict[UUID, Carpool] = {}  # by driver, likewise
        self.stops: dict[UUID, SiteStop] = {}  # of a site visit, by id, likewise
        self.proxies: dict[UUID, Proxy] = {}  # by the collectivity whose vote it is
        self.rule = QuorumRule()
        self.voting_rules = VotingRules()
        self.formalities: frozenset[Formality] = frozenset()  # none until it is scheduled
        self.agenda = Agenda()
        self.members: tuple[UUID, ...] = ()
        self.needed = 0
        self.present: dict[UUID, Participant] = {}  # by person
        self.attended: set[UUID] = set()  # collectivities, at any time
        self.most_represented = 0
        self.established = False  # the quorum, at any time

    @event(MeetingFacts.Scheduled)
    def _scheduled(
        self,
        *,
        starts_at: datetime,
        ends_at: datetime,
        place: str | None,
        call_link: str | None,
        quorum_rule: QuorumRule,
        formalities: tuple[Formality, ...],
        voting_rules: VotingRules,
    ) -> None:
        self.state, self.slot = State.SCHEDULED, Slot(starts_at, ends_at, place, call_link)
        self.rule, self.formalities, self.voting_rules = quorum_rule, frozenset(formalities), voting_rules

    @event(MeetingFacts.Rescheduled)
    def _rescheduled(
        self, *, starts_at: datetime, ends_at: datetime, place: str | None, call_link: str | None, sequence: int
    ) -> None:
        self.slot, self.sequence = Slot(starts_at, ends_at, place, call_link), sequence
        self.replies, self.carpools, self.stops = {}, {}, {}

    @event(MeetingFacts.Cancelled)
    def _cancelled(self, sequence: int) -> None:
        self.state, self.sequence = State.CANCELLED, sequence


def _rules_of(network: Network) -> dict[str, Any]:
    """Those of this moment, which the meeting keeps."""
    formalities = in_order(network.formalities)
    return {"quorum_rule": network.quorum_rule, "formalities": formalities, "voting_rules": network.voting_rules}

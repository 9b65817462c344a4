"""What becomes of the items of an agenda: admitted late, taken up, discussed, decided, carried over, dropped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from eventsourcing.domain import event

from maillage.domain.agenda import ON_AGENDA, STANDING, AgendaItem, ItemStatus, Source, SourceKind
from maillage.domain.agenda_facts import AgendaFacts
from maillage.domain.agenda_refusals import (
    AgendaItemAlreadyThere,
    AgendaItemIsOver,
    AgendaItemNotAccepted,
    AgendaItemStays,
    AgendaItemsUndecided,
    DecisionNotTaken,
    LateItemNotConsented,
)
from maillage.domain.meeting_agenda import MeetingAgenda, must_wait
from maillage.domain.meeting_schedule import State
from maillage.domain.refusals import optional_text
from maillage.domain.refusals import text as bounded

if TYPE_CHECKING:
    from maillage.domain.decisions import Decision  # it imports the meeting


class MeetingItems(MeetingAgenda, part=True):
    """The items of a meeting, mostly while it is held. `Meeting` is the whole."""

    # While it is held -----------------------------------------------------------

    def admit_late_item(self, *, item: UUID, consents: Iterable[UUID], at: datetime) -> None:
        """`consents`: the collectivities that agree, all that are present where the network asks for it.

        MeetingNotOpen, MeetingIsClosed, AgendaItemNotAtMeeting, AgendaItemNotWaiting, LateItemNotConsented.
        """
        self.must_be_open()
        must_wait(self._item(item))
        present = self.collectivities_present
        agreed = present & frozenset(consents)
        if self._asks_for_acceptance and (not present or agreed != present):
            raise LateItemNotConsented("consents", consenting=len(agreed), present=len(present))
        self.trigger_event(self.LateItemAdmitted, item=item, consents=tuple(sorted(agreed)), timestamp=at)

    def take_up_item(self, *, item: UUID, at: datetime) -> None:
        """The meeting is at this item now. MeetingNotOpen, MeetingIsClosed, AgendaItemNotAtMeeting,

        AgendaItemNotAccepted.
        """
        self._on_agenda(item)
        if self.agenda.current != item:
            self.trigger_event(self.ItemTakenUp, item=item, timestamp=at)

    def discuss_item(self, *, item: UUID, notes: str | None, at: datetime) -> None:
        """As often as need be. MeetingNotOpen, MeetingIsClosed, AgendaItemNotAtMeeting, AgendaItemNotAccepted,

        TextTooLong, TextUnreadable.
        """
        found = self._on_agenda(item)
        kept = optional_text(notes, "notes", 10_000, lines=True)
        if found.status is ItemStatus.ACCEPTED or kept != found.notes:
            self.trigger_event(self.ItemDiscussed, item=item, notes=kept, timestamp=at)

    def decide_item(self, *, item: UUID, decision: Decision, at: datetime) -> None:
        """By a decision, and by another one too. MeetingNotOpen, MeetingIsClosed, AgendaItemNotAtMeeting,

        AgendaItemNotAccepted, DecisionNotTaken.
        """
        found = self._on_agenda(item)
        if not decision.taken:
            raise DecisionNotTaken("decision", status=decision.status.value)
        if decision.id not in found.decisions:
            self.trigger_event(self.ItemDecided, item=item, decision=decision.id, timestamp=at)

    def settle_items_about(self, decision: Decision, *, at: datetime) -> None:
        """Decides, while the meeting is open, the items of its agenda that come from a decision just taken."""
        if self.state is not State.OPEN or not decision.taken:
            return
        for item in self.agenda.about(Source(SourceKind.DECISION, decision.id)):
            if decision.id not in item.decisions:
                self.trigger_event(self.ItemDecided, item=item.id, decision=decision.id, timestamp=at)

    # Before it opens and while it is held -----------------------------------------

    def carry_over_item(self, *, item: UUID, to: MeetingAgenda | None, at: datetime) -> None:
        """To a meeting that is ahead, on whose agenda it is then; `to` None: to one to come.

        AgendaItemNotAtMeeting, AgendaItemIsOver, AgendaItemStays, AgendaItemAlreadyThere, AgendaFrozen,
        MeetingIsCancelled, MeetingIsClosed.
        """
        found = self._standing(item)
        if to is not None:
            self._must_be_taken_by(to, item)
        target = to and to.id
        self.trigger_event(self.ItemCarriedOver, item=item, to_meeting=target, timestamp=at)
        if to is not None:
            to._take_over(found, self.id, at)

    def drop_item(self, *, item: UUID, reason: str, at: datetime) -> None:
        """AgendaItemNotAtMeeting, AgendaItemIsOver, MeetingIsCancelled, MeetingIsClosed, TextMissing, TextTooLong."""
        self._standing(item)
        self.trigger_event(self.ItemDropped, item=item, reason=bounded(reason, "reason", 500), timestamp=at)

    def _settle_agenda(self, at: datetime) -> None:
        """At the closing. AgendaItemsUndecided."""
        unsettled = self.agenda.unsettled()
        if unsettled and self._asks_for_acceptance:
            raise AgendaItemsUndecided("meeting", items=len(unsettled), title=unsettled[0].title)
        for item in unsettled:
            self.trigger_event(self.ItemCarriedOver, item=item.id, to_meeting=None, timestamp=at)

    def _on_agenda(self, id: UUID) -> AgendaItem:
        self.must_be_open()
        found = self._item(id)
        if found.status not in ON_AGENDA:
            raise AgendaItemNotAccepted("item", status=found.status.value)
        return found

    def _standing(self, id: UUID) -> AgendaItem:
        self.must_not_be_over()
        found = self._item(id)
        if found.status not in STANDING:
            raise AgendaItemIsOver("item", status=found.status.value)
        return found

    def _must_be_taken_by(self, to: MeetingAgenda, item: UUID) -> None:
        if to.id == self.id:
            raise AgendaItemStays("to_meeting")
        to._must_not_be_frozen()
        to._must_take_new_items()
        if item in to.agenda.items:
            raise AgendaItemAlreadyThere("to_meeting")

    # What each fact changes: only what the rules read, and no rule, so that history always replays

    @event(AgendaFacts.LateItemAdmitted)
    def _late_item_admitted(self, item: UUID) -> None:
        self.agenda = self.agenda.accepting(item)

    @event(AgendaFacts.ItemTakenUp)
    def _item_taken_up(self, item: UUID) -> None:
        self.agenda = replace(self.agenda, current=item)

    @event(AgendaFacts.ItemDiscussed)
    def _item_discussed(self, item: UUID, notes: str | None) -> None:
        self.agenda = self.agenda.discussing(item, notes)

    @event(AgendaFacts.ItemDecided)
    def _item_decided(self, item: UUID, decision: UUID) -> None:
        self.agenda = self.agenda.deciding(item, decision)

    @event(AgendaFacts.ItemCarriedOver)
    def _item_carried_over(self, item: UUID, to_meeting: UUID | None) -> None:
        self.agenda = self.agenda.leaving(item, ItemStatus.CARRIED_OVER, to_meeting=to_meeting)

    @event(AgendaFacts.ItemDropped)
    def _item_dropped(self, item: UUID) -> None:
        self.agenda = self.agenda.leaving(item, ItemStatus.DROPPED)

"""What a meeting is to talk about, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from eventsourcing.domain import event

from maillage.domain.agenda import AgendaItem, ItemStatus, Purpose, Source
from maillage.domain.agenda_facts import AgendaFacts
from maillage.domain.agenda_refusals import (
    AgendaEmpty,
    AgendaFrozen,
    AgendaItemMinutesOutOfRange,
    AgendaItemNotAtMeeting,
    AgendaItemNotWaiting,
    AgendaOrderIncomplete,
)
from maillage.domain.formalities import Formality
from maillage.domain.meeting_invitations import MeetingInvitations
from maillage.domain.meeting_refusals import MeetingIsCancelled, MeetingIsClosed, ReconvenedAgendaFixed
from maillage.domain.meeting_schedule import State
from maillage.domain.refusals import optional_text
from maillage.domain.refusals import text as bounded

LONGEST_ITEM = 480  # minutes: eight hours


class MeetingAgenda(AgendaFacts, MeetingInvitations, part=True):
    """The agenda of a meeting (fr: ordre du jour), frozen when it opens. `Meeting` is the whole.

    Where the network asks for it (`AGENDA_ACCEPTANCE`, as it was when the meeting was scheduled), an item waits to be
    accepted, a late one takes the consent of all who are present, and no meeting closes on one that is left open.
    Otherwise each item is on the agenda as soon as it is proposed, and closing carries over what is left.
    """

    # Before it opens ------------------------------------------------------------

    def schedule(self, *, at: datetime, **slot: Any) -> None:
        """Like `MeetingSchedule.schedule`; what was proposed before is accepted unless that takes the coordinator."""
        super().schedule(at=at, **slot)
        for item in self.agenda.waiting():
            self._accept_unless_asked(item.id, at)

    def propose_item(
        self,
        *,
        title: str,
        purpose: Purpose,
        by: UUID | None,
        at: datetime,
        text: str | None = None,
        minutes: int | None = None,
        source: Source | None = None,
        item: UUID | None = None,
    ) -> UUID:
        """The id of a new item. `by` is who proposes it.

        MeetingIsCancelled, MeetingIsClosed, ReconvenedAgendaFixed, AgendaItemMinutesOutOfRange, TextMissing,
        TextTooLong, TextUnreadable.
        """
        self.must_not_be_over()
        self._must_take_new_items()
        kept = bounded(title, "title", 200)
        lines = optional_text(text, "text", 5_000, lines=True)
        if minutes is not None and not 1 <= minutes <= LONGEST_ITEM:
            raise AgendaItemMinutesOutOfRange("minutes", minutes=minutes, least=1, most=LONGEST_ITEM)
        proposed = AgendaItem(item or uuid4(), kept, lines, purpose, minutes, by, source)
        self._propose(proposed, None, at)
        self._accept_unless_asked(proposed.id, at)
        return proposed.id

    def accept_item(self, *, item: UUID, at: datetime) -> None:
        """AgendaFrozen, AgendaItemNotAtMeeting, AgendaItemNotWaiting, MeetingIsCancelled, MeetingIsClosed."""
        found = self._item(item)
        self._must_not_be_frozen()
        if found.status is ItemStatus.ACCEPTED:
            return
        must_wait(found)
        self.trigger_event(self.AgendaItemAccepted, item=item, timestamp=at)

    def decline_item(self, *, item: UUID, reason: str, at: datetime) -> None:
        """MeetingIsCancelled, MeetingIsClosed, AgendaItemNotAtMeeting, AgendaItemNotWaiting, and those of the text."""
        self.must_not_be_over()
        must_wait(self._item(item))
        self.trigger_event(self.AgendaItemDeclined, item=item, reason=bounded(reason, "reason", 500), timestamp=at)

    def reorder_agenda(self, *, items: Iterable[UUID], at: datetime) -> None:
        """AgendaFrozen, AgendaOrderIncomplete, MeetingIsCancelled, MeetingIsClosed."""
        self._must_not_be_frozen()
        order = tuple(items)
        if sorted(order) != sorted(self.agenda.order):
            raise AgendaOrderIncomplete("items", items=len(self.agenda.order))
        if order != self.agenda.order:
            self.trigger_event(self.AgendaReordered, items=order, timestamp=at)

    def publish_agenda(self, *, at: datetime) -> None:
        """As it stands; anew after it has changed. AgendaEmpty, AgendaFrozen, MeetingNotScheduled, MeetingIsClosed."""
        self._must_not_be_frozen()
        self.must_have_a_date()
        if not self.agenda.order:
            raise AgendaEmpty("meeting")
        if self.agenda.order != self.agenda.published:
            self.trigger_event(self.AgendaPublished, items=self.agenda.order, timestamp=at)

    def take_over_from(self, previous: MeetingAgenda, *, at: datetime, only: frozenset[UUID] | None = None) -> None:
        """What another meeting left to any later one, accepted. `only`: of these; what is here already stays.

        AgendaFrozen, MeetingIsCancelled, MeetingIsClosed, ReconvenedAgendaFixed.
        """
        self._must_not_be_frozen()
        if previous.id != self.reconvenes:
            self._must_take_new_items()
        stopped = previous.adjourned or previous.state is State.CANCELLED
        for item in previous.agenda.left_over(stopped=stopped):
            if item.id not in self.agenda.items and (only is None or item.id in only):
                self._take_over(item, previous.id, at)

    # What the verbs share ---------------------------------------------------------

    @property
    def agenda_frozen(self) -> bool:
        """Whether what comes now is late, or too late."""
        return self.state not in {State.PLANNED, State.SCHEDULED}

    @property
    def _asks_for_acceptance(self) -> bool:
        return Formality.AGENDA_ACCEPTANCE in self.formalities

    def must_not_be_over(self) -> None:
        """MeetingIsCancelled, MeetingIsClosed."""
        if self.state is State.CANCELLED:
            raise MeetingIsCancelled("meeting")
        if self.state is State.CLOSED:
            raise MeetingIsClosed("meeting")

    def _must_take_new_items(self) -> None:
        """ReconvenedAgendaFixed."""
        if self.reconvenes is not None:
            raise ReconvenedAgendaFixed("meeting")

    def _must_not_be_frozen(self) -> None:
        self.must_not_be_over()
        if self.agenda_frozen:
            raise AgendaFrozen("meeting")

    def _item(self, id: UUID) -> AgendaItem:
        if id not in self.agenda.items:
            raise AgendaItemNotAtMeeting("item", item=str(id))
        return self.agenda.items[id]

    def _propose(self, item: AgendaItem, carried_from: UUID | None, at: datetime) -> None:
        what = {"title": item.title, "text": item.text, "purpose": item.purpose, "minutes": item.minutes}
        whence = {"by": item.by, "source": item.source, "carried_from": carried_from}
        self.trigger_event(self.AgendaItemProposed, item=item.id, timestamp=at, **what, **whence)

    def _take_over(self, item: AgendaItem, previous: UUID, at: datetime) -> None:
        self._propose(item, previous, at)
        self.trigger_event(self.AgendaItemAccepted, item=item.id, timestamp=at)

    def _accept_unless_asked(self, item: UUID, at: datetime) -> None:
        if self.state is State.PLANNED or self._asks_for_acceptance:
            return
        if self.state is State.SCHEDULED:
            self.trigger_event(self.AgendaItemAccepted, item=item, timestamp=at)
        else:
            self.trigger_event(self.LateItemAdmitted, item=item, consents=(), timestamp=at)

    # What each fact changes: only what the rules read, and no rule, so that history always replays

    @event(AgendaFacts.AgendaItemProposed)
    def _agenda_item_proposed(
        self,
        *,
        item: UUID,
        title: str,
        text: str | None,
        purpose: Purpose,
        minutes: int | None,
        by: UUID | None,
        source: Source | None,
    ) -> None:
        self.agenda = self.agenda.having(AgendaItem(item, title, text, purpose, minutes, by, source))

    @event(AgendaFacts.AgendaItemAccepted)
    def _agenda_item_accepted(self, item: UUID) -> None:
        self.agenda = self.agenda.accepting(item)

    @event(AgendaFacts.AgendaItemDeclined)
    def _agenda_item_declined(self, item: UUID) -> None:
        self.agenda = self.agenda.leaving(item, ItemStatus.DECLINED)

    @event(AgendaFacts.AgendaReordered)
    def _agenda_reordered(self, items: tuple[UUID, ...]) -> None:
        self.agenda = replace(self.agenda, order=items)

    @event(AgendaFacts.AgendaPublished)
    def _agenda_published(self, items: tuple[UUID, ...]) -> None:
        self.agenda = replace(self.agenda, published=items)


def must_wait(item: AgendaItem) -> None:
    """AgendaItemNotWaiting."""
    if item.status is not ItemStatus.PROPOSED:
        raise AgendaItemNotWaiting("item", status=item.status.value)

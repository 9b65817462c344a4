"""Action items (fr: actions à mener): who sees to what, until which day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from eventsourcing.domain import event

from maillage.domain.action_item_facts import ActionItemFacts
from maillage.domain.action_item_refusals import (
    ActionDueBeforeDecision,
    ActionIsOver,
    ActionNotOver,
    ActionOwnerOutsideMembers,
)
from maillage.domain.base import Aggregate
from maillage.domain.calendar import day_of, instant, utc
from maillage.domain.decisions import Decision
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.domain.refusals import optional_text, text


class ActionItem(ActionItemFacts, Aggregate):
    """One action, agreed at a meeting, carrying out a decision, or neither.

    Whether it is overdue is read by the day; that it became so is told.
    """

    TOPIC = "action-item"

    @classmethod
    def assign(
        cls,
        *,
        title: str,
        owner: Person,
        collectivity: UUID | None,
        due: date,
        meeting: UUID | None,
        decision: Decision | None,
        network: Network,
        at: datetime,
        id: UUID | None = None,
    ) -> ActionItem:
        """`due` is the last day in time, and may have passed where an action is recorded after the fact.

        TextMissing, TextTooLong, TextUnreadable, ActionOwnerOutsideMembers, ActionDueBeforeDecision.
        """
        kept = text(title, "title", 200)
        _must_own(owner, collectivity, network, day_of(utc(at, "at")))
        _must_not_precede(due, decision)
        links = {"meeting": meeting, "decision": decision and decision.id}
        who = {"owner": owner.id, "collectivity": collectivity}
        return cls._create(cls.Assigned, id=id, title=kept, due=due, timestamp=at, **who, **links)

    def move_due_date(self, *, due: date, reason: str, decision: Decision | None, at: datetime) -> None:
        """`decision`: what it carries out. ActionIsOver, ActionDueBeforeDecision, TextMissing, TextTooLong."""
        self._must_be_under_way()
        kept = text(reason, "reason", 500)
        _must_not_precede(due, decision)
        if due != self.due:
            self.trigger_event(self.DueDateMoved, due=due, reason=kept, timestamp=at)

    def start(self, *, at: datetime) -> None:
        """ActionIsOver."""
        self._must_be_under_way()
        if not self.started:
            self.trigger_event(self.Started, timestamp=at)

    def complete(self, *, evidence: str, at: datetime) -> None:
        """Begun or not. ActionIsOver, TextMissing, TextTooLong."""
        self._must_be_under_way()
        self.trigger_event(self.Completed, evidence=text(evidence, "evidence", 500), timestamp=at)

    def drop(self, *, reason: str, at: datetime) -> None:
        """ActionIsOver, TextMissing, TextTooLong."""
        self._must_be_under_way()
        self.trigger_event(self.Dropped, reason=text(reason, "reason", 500), timestamp=at)

    def reopen(self, *, reason: str | None, at: datetime) -> None:
        """As if it had just been assigned, with its owner and due date. ActionNotOver, TextTooLong."""
        if not self.over:
            raise ActionNotOver("action_item")
        self.trigger_event(self.Reopened, reason=optional_text(reason, "reason", 500), timestamp=at)

    def tell_overdue(self, *, at: datetime) -> None:
        """As of the morning after the due date, or of what happened to the action last, where that was later.

        Once for each due date; nothing while it is not overdue.
        """
        if not self.over and self.due < day_of(utc(at, "at")) and self.told_overdue != self.due:
            since = max(instant(self.due + timedelta(days=1)), self.modified_on)
            self.trigger_event(self.BecameOverdue, due=self.due, timestamp=since)

    def _must_be_under_way(self) -> None:
        if self.over:
            raise ActionIsOver("action_item")

    # What each fact changes: only what the rules read, and no rule, so that history always replays

    @event(ActionItemFacts.Assigned)
    def __init__(self, owner: UUID, collectivity: UUID | None, due: date, decision: UUID | None) -> None:
        self.owner = owner
        self.collectivity = collectivity
        self.due = due
        self.decision = decision
        self.started = False
        self.over = False  # completed or dropped
        self.told_overdue: date | None = None  # the due date of which that was told last

    @event(ActionItemFacts.DueDateMoved)
    def _due_date_moved(self, due: date) -> None:
        self.due = due

    @event(ActionItemFacts.BecameOverdue)
    def _became_overdue(self, due: date) -> None:
        self.told_overdue = due

    @event(ActionItemFacts.Started)
    def _started(self) -> None:
        self.started = True

    @event(ActionItemFacts.Completed)
    def _completed(self) -> None:
        self.over = True

    @event(ActionItemFacts.Dropped)
    def _dropped(self) -> None:
        self.over = True

    @event(ActionItemFacts.Reopened)
    def _reopened(self) -> None:
        self.started = self.over = False


def _must_own(owner: Person, collectivity: UUID | None, network: Network, day: date) -> None:
    active = {mandate.organisation for mandate in owner.mandates.values() if mandate.active_on(day)}
    members = active & set(network.members_on(day))
    stands = collectivity in members if collectivity else bool(members) or network.is_coordinator(owner.id, day)
    if not stands:
        raise ActionOwnerOutsideMembers("owner", day=str(day))


def _must_not_precede(due: date, decision: Decision | None) -> None:
    if decision is not None and due < decision.decided_on:
        raise ActionDueBeforeDecision("due", due=str(due), decided_on=str(decision.decided_on))

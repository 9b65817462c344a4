"""What the log can hold about an action item (fr: action à mener)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from maillage.domain.base import Fact, FirstFact


class ActionItemFacts:
    """Facts of one action item. They belong to the network's record: people are named by id, reasons are plain."""

    class Assigned(FirstFact):
        TOPIC = "action-item.assigned"
        SUBSTANTIVE = True
        title: str
        owner: UUID  # the person who sees to it
        collectivity: UUID | None  # for which member; None: for the network
        due: date
        meeting: UUID | None  # where it was agreed
        decision: UUID | None  # which it carries out

    class DueDateMoved(Fact):
        TOPIC = "action-item.due-date-moved"
        due: date
        reason: str

    class BecameOverdue(Fact):
        """On the day after the due date, told once for each."""

        TOPIC = "action-item.became-overdue"
        due: date  # which has passed

    class Started(Fact):
        TOPIC = "action-item.started"

    class Completed(Fact):
        TOPIC = "action-item.completed"
        SUBSTANTIVE = True
        evidence: str  # what shows that it is done: a text, a reference or an address

    class Reopened(Fact):
        TOPIC = "action-item.reopened"
        reason: str | None

    class Dropped(Fact):
        TOPIC = "action-item.dropped"
        reason: str

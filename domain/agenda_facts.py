"""What the log can hold about the agenda of a meeting. It is the network's record: its texts are plain."""

from __future__ import annotations

from uuid import UUID

from maillage.domain.agenda import Purpose, Source
from maillage.domain.base import Fact


class AgendaFacts:
    """Facts of one meeting's agenda, before it and while it is held."""

    class AgendaItemProposed(Fact):
        TOPIC = "meeting.agenda-item-proposed"
        SUBSTANTIVE = True
        item: UUID  # the same in every meeting to which it is carried over
        title: str
        text: str | None
        purpose: Purpose
        minutes: int | None  # how long it is meant to take
        by: UUID | None  # the person who proposed it first; None: the program
        source: Source | None  # what it is to take up
        carried_from: UUID | None  # the meeting that left it open

    class AgendaItemAccepted(Fact):
        TOPIC = "meeting.agenda-item-accepted"
        item: UUID

    class AgendaItemDeclined(Fact):
        TOPIC = "meeting.agenda-item-declined"
        item: UUID
        reason: str

    class AgendaReordered(Fact):
        TOPIC = "meeting.agenda-reordered"
        items: tuple[UUID, ...]  # all that are on the agenda

    class AgendaPublished(Fact):
        TOPIC = "meeting.agenda-published"
        items: tuple[UUID, ...]  # in their order

    class LateItemAdmitted(Fact):
        """After the opening, at which the agenda is frozen."""

        TOPIC = "meeting.late-item-admitted"
        item: UUID
        consents: tuple[UUID, ...]  # collectivities, all that were present, sorted; none where nobody was asked

    class ItemTakenUp(Fact):
        """The item that the meeting is at from now on."""

        TOPIC = "meeting.item-taken-up"
        item: UUID

    class ItemDiscussed(Fact):
        TOPIC = "meeting.item-discussed"
        item: UUID
        notes: str | None  # they replace those before

    class ItemDecided(Fact):
        TOPIC = "meeting.item-decided"
        item: UUID
        decision: UUID  # adopted or rejected; an item may have several

    class ItemCarriedOver(Fact):
        TOPIC = "meeting.item-carried-over"
        item: UUID
        to_meeting: UUID | None  # None: to a meeting to come

    class ItemDropped(Fact):
        TOPIC = "meeting.item-dropped"
        item: UUID
        reason: str

"""Rows of meetings, agendas and items, as far as documents read them."""

import dataclasses
from datetime import UTC, datetime
from uuid import UUID

from maillage.domain.agenda import ItemStatus, Purpose
from maillage.domain.meeting_facts import MeetingKind, Modality
from maillage.projections.agenda import AgendaItemRow, AgendaRow
from maillage.projections.meetings import UNSCHEDULED, MeetingRow, MeetingStatus

MEETING = UUID("4f7a1c1e-6a53-4c55-9a43-0d2b6f3a9e01")
ITEMS = [UUID(int=number) for number in range(1, 4)]
PLANNED_AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
DATED_AT = datetime(2026, 1, 6, 9, 30, tzinfo=UTC)
STARTS_AT = datetime(2026, 3, 2, 13, tzinfo=UTC)
ENDS_AT = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)


def meeting(**fields) -> MeetingRow:
    """Scheduled for the afternoon of 2 March 2026 in a room, unless said otherwise."""
    nothing = {each.name: None for each in dataclasses.fields(MeetingRow)}
    nobody = {"formalities": (), "members": (), "attended": ()}
    usual = {
        "id": MEETING,
        "title": "Comité de mars",
        "kind": MeetingKind.REGULAR,
        "modality": Modality.HYBRID,
        "status": MeetingStatus.SCHEDULED,
        "starts_at": STARTS_AT,
        "ends_at": ENDS_AT,
        "place": "Salle des fêtes, Vallon",
        "call_link": None,
        "planned_at": PLANNED_AT,
        "dated_at": DATED_AT,
        "sort_at": UNSCHEDULED,
        "sequence": 0,
        "slot_sequence": 0,
        "version": 2,
        "changed_seq": 12,
    }
    return MeetingRow(**{**nothing, **nobody, **usual, **fields})


def agenda(*titles: str, published_at: datetime, minutes: int | None = None) -> AgendaRow:
    """Published as it stands."""
    items = tuple(
        AgendaItemRow(
            meeting=MEETING,
            item=item,
            title=title,
            text=None,
            purpose=Purpose.DISCUSSION,
            minutes=minutes,
            proposed_by=None,
            source_kind=None,
            source=None,
            carried_from=None,
            status=ItemStatus.ACCEPTED,
            late=False,
            accepted=True,
            notes=None,
            decisions=(),
            reason=None,
            to_meeting=None,
            proposed_at=PLANNED_AT,
        )
        for item, title in zip(ITEMS, titles, strict=False)
    )
    return AgendaRow(MEETING, items, tuple(each.item for each in items), published_at)

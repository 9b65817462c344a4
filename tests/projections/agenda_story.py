"""The agendas of the whole story: two meetings ahead and one that is held, in which every fact on them happens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from maillage.domain.agenda import Purpose, Source, SourceKind
from maillage.domain.meeting_facts import MeetingKind, Modality
from maillage.domain.meetings import Meeting
from maillage.domain.quorum import QuorumRule
from maillage.domain.voting import VotingRules

if TYPE_CHECKING:
    from tests.projections.story import Chronicle

BEFORE, AFTER = 21, 22  # the numbers of the meetings


def item(it: Chronicle, number: int) -> UUID:
    return it.id(31, number)


def schedule(it: Chronicle, number: int, day: int) -> UUID:
    """On that day of April 2026, from 14 h to 16 h."""
    meeting = it.meeting(number)
    it.add(Meeting.Planned, meeting, title=f"Réunion {number}", kind=MeetingKind.REGULAR, modality=Modality.ON_SITE)
    begins = datetime(2026, 4, day, 12, tzinfo=UTC)
    slot = {"starts_at": begins, "ends_at": begins + timedelta(hours=2), "place": None, "call_link": None}
    it.add(Meeting.Scheduled, meeting, **slot, quorum_rule=QuorumRule(), formalities=(), voting_rules=VotingRules())
    return meeting


def propose(it: Chronicle, meeting: UUID, number: int, *, accepted: bool = True, **fields: Any) -> UUID:
    usual = {"title": f"Point {number}", "text": "Texte", "purpose": Purpose.DISCUSSION, "minutes": 30}
    nowhere = {"by": it.person(2), "source": None, "carried_from": None}
    it.add(Meeting.AgendaItemProposed, meeting, item=item(it, number), **usual | nowhere | fields)
    if accepted:
        it.add(Meeting.AgendaItemAccepted, meeting, item=item(it, number))
    return item(it, number)


def tell_agendas(it: Chronicle, members: Sequence[UUID], decision: UUID) -> None:
    meeting, following = schedule(it, BEFORE, 14), schedule(it, AFTER, 28)
    first, second, third, fourth, fifth = (propose(it, meeting, number) for number in range(1, 6))
    refused = propose(it, meeting, 6, accepted=False, source=Source(SourceKind.ACTION_ITEM, it.action_item(3)))
    it.add(Meeting.AgendaItemDeclined, meeting, item=refused, reason="Hors sujet")
    it.add(Meeting.AgendaReordered, meeting, items=(second, first, third, fourth, fifth))
    it.add(Meeting.AgendaPublished, meeting, items=(second, first, third, fourth, fifth))
    it.add(Meeting.Opened, meeting, members=tuple(sorted(members)), needed=2)
    late = propose(it, meeting, 7, accepted=False)
    it.add(Meeting.LateItemAdmitted, meeting, item=late, consents=tuple(sorted(members))[:2])
    for at in (second, first):
        it.add(Meeting.ItemTakenUp, meeting, item=at)
        it.add(Meeting.ItemDiscussed, meeting, item=at, notes="Vu ensemble")
    for settling in (decision, it.decision(4)):
        it.add(Meeting.ItemDecided, meeting, item=first, decision=settling)
    it.add(Meeting.ItemDiscussed, meeting, item=first, notes="Revu")
    it.add(Meeting.ItemCarriedOver, meeting, item=third, to_meeting=following)
    propose(it, following, 3, carried_from=meeting)
    it.add(Meeting.ItemCarriedOver, meeting, item=fourth, to_meeting=None)
    it.add(Meeting.ItemDropped, meeting, item=fifth, reason="Sans objet")
    it.add(Meeting.ItemTakenUp, meeting, item=late)


AT, AT_EN = "l’ordre du jour de la réunion « Réunion 21 »", "the agenda of the meeting “Réunion 21”"
SAMPLES = [
    (
        "meeting.agenda-item-proposed",
        f"Point « Point 1 » proposé à {AT}.",
        f"Item “Point 1” proposed for {AT_EN}.",
    ),
    (
        "meeting.agenda-item-proposed",
        "Point « Point 3 » proposé à l’ordre du jour de la réunion « Réunion 22 », "
        "reporté de la réunion « Réunion 21 ».",
        "Item “Point 3” proposed for the agenda of the meeting “Réunion 22”, "
        "carried over from the meeting “Réunion 21”.",
    ),
    ("meeting.agenda-item-accepted", f"Point « Point 1 » inscrit à {AT}.", f"Item “Point 1” put on {AT_EN}."),
    (
        "meeting.agenda-item-declined",
        f"Point « Point 6 » écarté de {AT}. Motif : Hors sujet.",
        f"Item “Point 6” declined for {AT_EN}. Reason: Hors sujet.",
    ),
    (
        "meeting.agenda-reordered",
        "Ordre du jour de la réunion « Réunion 21 » réordonné : 5 points.",
        "Agenda of the meeting “Réunion 21” reordered: 5 items.",
    ),
    (
        "meeting.agenda-published",
        "Ordre du jour de la réunion « Réunion 21 » publié : 5 points.",
        "Agenda of the meeting “Réunion 21” published: 5 items.",
    ),
    (
        "meeting.late-item-admitted",
        f"Point « Point 7 » ajouté en séance à {AT}, avec l’accord de 2 collectivités présentes.",
        f"Item “Point 7” added to {AT_EN} during it, with the consent of 2 collectivities present.",
    ),
    (
        "meeting.item-taken-up",
        "Réunion « Réunion 21 » : examen du point « Point 2 ».",
        "Meeting “Réunion 21”: item “Point 2” taken up.",
    ),
    (
        "meeting.item-discussed",
        "Réunion « Réunion 21 » : point « Point 2 » débattu.",
        "Meeting “Réunion 21”: item “Point 2” discussed.",
    ),
    (
        "meeting.item-decided",
        "Réunion « Réunion 21 » : point « Point 1 » tranché par la décision « Projet 1 ».",
        "Meeting “Réunion 21”: item “Point 1” settled by the decision “Projet 1”.",
    ),
    (
        "meeting.item-carried-over",
        "Réunion « Réunion 21 » : point « Point 3 » reporté à la réunion « Réunion 22 ».",
        "Meeting “Réunion 21”: item “Point 3” carried over to the meeting “Réunion 22”.",
    ),
    (
        "meeting.item-carried-over",
        "Réunion « Réunion 21 » : point « Point 4 » reporté à une prochaine réunion.",
        "Meeting “Réunion 21”: item “Point 4” carried over to a meeting to come.",
    ),
    (
        "meeting.item-dropped",
        "Réunion « Réunion 21 » : point « Point 5 » retiré de l’ordre du jour. Motif : Sans objet.",
        "Meeting “Réunion 21”: item “Point 5” dropped from the agenda. Reason: Sans objet.",
    ),
]

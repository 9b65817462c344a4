"""The use case that records a meeting after the fact, and who may call it."""

from __future__ import annotations

from maillage.usecases import recording
from maillage.usecases.recording import WasAssigned, WasDecided, WasPresent
from tests.usecases.rights.case import Case, Fields
from tests.usecases.world import TODAY, World


async def to_record(world: World) -> Fields:
    present = [WasPresent(world.officers[0].person), WasPresent(world.ambassadors[1].person)]
    return {
        "title": "Point mensuel",
        "on": TODAY,
        "present": present,
        "decisions": [WasDecided("Stand commun", "Un stand.")],
        "actions": [WasAssigned("Devis", world.officers[0].person, TODAY, world.members[0])],
        "notes": "Le tri progresse.",
    }


FACTS = (
    *("meeting.planned", "meeting.scheduled", "meeting.opened", "meeting.participant-arrived"),
    *("meeting.participant-arrived", "meeting.quorum-established", "meeting.closed"),
    *("decision.proposed", "decision.adopted-by-consent", "action-item.assigned", "minutes.drafted"),
)
CASES = [Case(recording.record_meeting, to_record, FACTS)]

"""Use cases on meetings, and who may call them."""

from __future__ import annotations

from datetime import timedelta

from maillage.domain.meeting_facts import MeetingKind, Modality, Presence
from maillage.usecases import meetings
from tests.usecases.rights.case import Case, Fields, given
from tests.usecases.world import HOUR, NOW, World


async def to_schedule(world: World) -> Fields:
    return {"meeting": await world.planned(), "starts_at": NOW + HOUR, "ends_at": NOW + 2 * HOUR, "place": "Salle A"}


async def to_reschedule(world: World) -> Fields:
    slot = {"starts_at": NOW + 5 * HOUR, "ends_at": NOW + 6 * HOUR}
    return {"meeting": await world.scheduled(), "reason": "Verglas"} | slot


async def to_cancel(world: World) -> Fields:
    return {"meeting": await world.planned(), "reason": "Sans objet"}


async def to_open(world: World) -> Fields:
    return {"meeting": await world.scheduled()}


async def to_arrive(world: World) -> Fields:
    who = {"person": world.ambassadors[0].person, "collectivity": world.members[0]}
    return {"meeting": await world.opened(), "presence": Presence.REMOTE} | who


async def to_leave(world: World) -> Fields:
    return {"meeting": await world.opened(0), "person": world.ambassadors[0].person}


async def to_close(world: World) -> Fields:
    return {"meeting": await world.opened(0, 1)}


async def to_adjourn(world: World) -> Fields:
    return {"meeting": await world.opened(0, 1), "reason": "Salle à rendre"}


async def to_reconvene(world: World) -> Fields:
    meeting = await world.made(meetings.close_meeting, meeting=await world.opened())
    later = NOW + timedelta(days=3)
    return {"meeting": meeting, "starts_at": later, "ends_at": later + HOUR}


PLANNED = {"title": "Visite", "kind": MeetingKind.SITE_VISIT, "modality": Modality.ON_SITE}
CASES = [
    Case(meetings.plan_meeting, given(**PLANNED), ("meeting.planned",), foreign=None),
    Case(meetings.schedule_meeting, to_schedule, ("meeting.scheduled",)),
    Case(meetings.reschedule_meeting, to_reschedule, ("meeting.rescheduled",)),
    Case(meetings.cancel_meeting, to_cancel, ("meeting.cancelled",)),
    Case(meetings.open_meeting, to_open, ("meeting.opened",)),
    Case(meetings.record_arrival, to_arrive, ("meeting.participant-arrived",)),
    Case(meetings.record_departure, to_leave, ("meeting.participant-left",)),
    Case(meetings.close_meeting, to_close, ("meeting.closed",)),
    Case(meetings.adjourn_meeting, to_adjourn, ("meeting.adjourned", "meeting.closed")),
    Case(meetings.reconvene_meeting, to_reconvene, ("meeting.planned", "meeting.reconvened", "meeting.scheduled")),
]

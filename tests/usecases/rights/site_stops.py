"""Use cases on the stops of a site visit, and who may call them."""

from __future__ import annotations

from uuid import UUID

from maillage.domain.meeting_facts import MeetingKind, Modality
from maillage.domain.site_stop_facts import FacilityKind, ProtectiveEquipment
from maillage.usecases import meetings, site_stops
from tests.usecases.rights.case import Case, Fields
from tests.usecases.world import HOUR, NOW, World


async def a_visit(world: World) -> UUID:
    what = {"title": "Visite", "kind": MeetingKind.SITE_VISIT, "modality": Modality.ON_SITE}
    visit = await world.made(meetings.plan_meeting, **what)
    return await world.made(
        meetings.schedule_meeting, meeting=visit, starts_at=NOW + HOUR, ends_at=NOW + 9 * HOUR, place=None
    )


async def to_plan(world: World) -> Fields:
    where = {"facility_kind": FacilityKind.LANDFILL, "place": "ISDND de Gueltas", "operator": "Sittom"}
    when = {"starts_at": NOW + HOUR, "ends_at": NOW + 2 * HOUR, "max_visitors": 5}
    safety = {"ppe": [ProtectiveEquipment.HELMET], "safety_notice": "Suivre le guide."}
    return {"meeting": await a_visit(world), **where, **when, **safety}


async def a_stop(world: World) -> Fields:
    fields = await to_plan(world)
    outcome = await world.do(site_stops.plan_site_stop, **fields)
    [planned] = await world.log.history(world.network, (outcome.first or 0) - 1, 1)
    return {"meeting": fields["meeting"], "stop": planned.fact.stop}  # type: ignore[attr-defined]


async def with_places(world: World) -> Fields:
    """Those who try have places."""
    fields = await a_stop(world)
    people = [each.person for each in (world.coordinator, world.officers[0], world.ambassadors[0])]
    await world.do(site_stops.join_site_stop, **fields, people=people)
    return fields


async def on_the_day(world: World) -> Fields:
    fields = await with_places(world)
    await world.do(site_stops.acknowledge_safety_notice, **fields, people=[world.officers[0].person])
    await world.do(meetings.open_meeting, meeting=fields["meeting"])
    return {**fields, "visitors": [world.officers[0].person]}


async def to_miss(world: World) -> Fields:
    return {**(await a_stop(world)), "reason": "Vent fort"}


async def of_others(world: World) -> Fields:
    return {**(await with_places(world)), "people": [world.officers[0].person]}


async def for_a_contact(world: World) -> Fields:
    return {**(await a_stop(world)), "people": [world.contact.person]}


MEMBERS = {"by": ("officer", "ambassador"), "wrong": ("auditor", "contact")}
CASES = [
    Case(site_stops.plan_site_stop, to_plan, ("meeting.site-stop-planned",)),
    Case(site_stops.confirm_site_stop, a_stop, ("meeting.site-stop-confirmed",)),
    Case(site_stops.join_site_stop, a_stop, ("meeting.site-stop-joined",), **MEMBERS),
    Case(site_stops.join_site_stop, for_a_contact, ("meeting.site-stop-joined",)),
    Case(site_stops.leave_site_stop, with_places, ("meeting.site-stop-left",), **MEMBERS),
    Case(site_stops.acknowledge_safety_notice, with_places, ("meeting.safety-notice-acknowledged",), **MEMBERS),
    Case(
        site_stops.acknowledge_safety_notice,
        of_others,
        ("meeting.safety-notice-acknowledged",),
        wrong=("ambassador", "auditor", "contact"),
    ),
    Case(site_stops.visit_site_stop, on_the_day, ("meeting.site-stop-visited",)),
    Case(site_stops.miss_site_stop, to_miss, ("meeting.site-stop-missed",)),
]

"""Who chairs a meeting that is opened, or recorded afterwards."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.meeting_refusals import ChairNotEntitled
from maillage.domain.refusals import NotFound
from maillage.projections.meetings import meetings_by_id
from maillage.usecases import meetings, recording
from maillage.usecases.people import NewMandate
from tests.usecases.rights.recording import to_record
from tests.usecases.world import TODAY, World, later


async def chair_of(world: World, meeting: UUID) -> UUID | None:
    return (await meetings_by_id(world.log.pool, world.coordinator, [meeting]))[meeting].chair


async def elected(world: World) -> UUID:
    """Until today."""
    member, function = world.members[0], Function.ELECTED_REPRESENTATIVE
    return await world.person("Élue", NewMandate(member, OrganisationKind.COLLECTIVITY, function, TODAY, TODAY))


async def test_whoever_opens_or_records_a_meeting_chairs_it(world):
    coordinator = world.coordinator.person
    assert await chair_of(world, await world.opened()) == coordinator
    record = await to_record(world)
    assert await chair_of(world, await world.made(recording.record_meeting, **record)) == coordinator
    earlier = record | {"on": TODAY - timedelta(days=1), "present": (), "decisions": (), "actions": ()}
    assert await chair_of(world, await world.made(recording.record_meeting, **earlier)) is None


async def test_an_elected_representative_chairs_while_the_mandate_lasts(world, refused):
    chair = await elected(world)
    first = await world.made(meetings.open_meeting, meeting=await world.scheduled(), chair=chair)
    assert await chair_of(world, first) == chair
    tomorrow, meeting = later(world.coordinator, timedelta(days=1)), await world.scheduled()
    await refused(ChairNotEntitled, world.do(meetings.open_meeting, by=tomorrow, meeting=meeting, chair=chair))
    assert await chair_of(world, meeting) is None


async def test_an_officer_or_a_stranger_opens_nothing_by_being_named(world, refused):
    meeting = await world.scheduled()
    for kind, person in ((ChairNotEntitled, world.officers[0].person), (NotFound, uuid4())):
        refusal = await refused(kind, world.do(meetings.open_meeting, meeting=meeting, chair=person))
        assert refusal.path == ("chair",)

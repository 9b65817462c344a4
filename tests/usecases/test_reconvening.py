"""A meeting that is adjourned, and the one that goes on with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from maillage.domain.agenda import Purpose
from maillage.domain.meeting_refusals import MeetingIsCancelled, MeetingIsClosed
from maillage.projections.decision_record import decision_record
from maillage.projections.meetings import MeetingStatus, meetings_by_id
from maillage.projections.suggestions import suggested_agenda
from maillage.usecases import agenda, decisions, meetings
from maillage.usecases.meetings import AlreadyReconvened
from tests.usecases.world import HOUR, NOW, World, later

LATER = {"starts_at": NOW + timedelta(days=3), "ends_at": NOW + timedelta(days=3) + HOUR}


async def adjourned(world: World) -> Any:
    """A meeting with one item left open, adjourned."""
    meeting = await world.scheduled()
    await world.do(agenda.propose_agenda_item, meeting=meeting, title="Bilan", purpose=Purpose.DISCUSSION)
    await world.do(meetings.open_meeting, meeting=meeting)
    return await world.made(meetings.adjourn_meeting, meeting=meeting, reason="Salle à rendre")


async def row(world: World, meeting: Any) -> Any:
    return (await meetings_by_id(world.log.pool, world.coordinator, [meeting]))[meeting]


async def test_a_meeting_goes_on_once_with_what_was_left_open(world, refused):
    first = await adjourned(world)
    assert (await row(world, first)).status is MeetingStatus.ADJOURNED
    assert await decision_record(world.log.pool, world.coordinator, first)
    again = await world.made(meetings.reconvene_meeting, meeting=first, **LATER)
    assert (await row(world, first)).reconvened_by == again
    left = (await world.log.replayed(world.network, first)).agenda.items
    assert (await world.log.replayed(world.network, again)).agenda.items.keys() == left.keys() != set()
    await refused(AlreadyReconvened, world.do(meetings.reconvene_meeting, meeting=first, **LATER))
    await world.do(meetings.open_meeting, by=later(world.coordinator, timedelta(days=3)), meeting=again)
    assert (await row(world, again)).quorum.needed == 1


async def test_a_meeting_is_reconvened_anew_where_the_one_that_was_to_go_on_is_cancelled(world, refused):
    first = await adjourned(world)
    snowed_in = await world.made(meetings.reconvene_meeting, meeting=first, **LATER)
    await world.do(meetings.cancel_meeting, meeting=snowed_in, reason="Neige")
    assert (await row(world, first)).reconvened_by is None
    again = await world.made(meetings.reconvene_meeting, meeting=first, **LATER)
    assert (await row(world, first)).reconvened_by == again
    await refused(AlreadyReconvened, world.do(meetings.reconvene_meeting, meeting=first, **LATER))
    await world.do(meetings.cancel_meeting, meeting=again, reason="Verglas")
    assert len(await suggested_agenda(world.log.pool, world.coordinator)) == 1


async def test_what_an_adjourned_meeting_left_open_is_suggested_until_it_goes_on(world):
    first = await adjourned(world)

    async def suggested() -> list[str]:
        found = await suggested_agenda(world.log.pool, world.coordinator)
        return [each.title for each in found]

    assert await suggested() == ["Bilan"]
    await world.do(meetings.reconvene_meeting, meeting=first, **LATER)
    assert await suggested() == []


async def test_nothing_is_proposed_for_a_meeting_that_is_over(world, refused):
    """Else it would be a matter of the meeting that goes on with it."""
    await refused(MeetingIsClosed, world.proposed(await adjourned(world)))
    cancelled = await world.made(meetings.cancel_meeting, meeting=await world.scheduled(), reason="Neige")
    await refused(MeetingIsCancelled, world.proposed(cancelled))


async def test_an_open_ballot_takes_no_more_votes_and_is_counted_all_the_same(world, refused):
    decision, meeting = await world.put_to_the_vote(0, 1)
    await world.do(meetings.adjourn_meeting, meeting=meeting, reason="Salle à rendre")
    vote = {"decision": decision, "collectivity": world.members[0], "choice": decisions.Choice.YES}
    await refused(MeetingIsClosed, world.do(decisions.cast_vote, by=world.ambassadors[0], **vote))
    outcome = await world.do(decisions.close_ballot, decision=decision)
    assert await world.new_topics(outcome) == ["decision.ballot-closed", "decision.rejected"]

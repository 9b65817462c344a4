"""A merger of members: announced for a coming day, it takes effect by the calendar alone."""

from __future__ import annotations

from datetime import timedelta

from maillage.domain.meeting_facts import Presence
from maillage.domain.meeting_refusals import CollectivityNotAtMeeting
from maillage.domain.network_refusals import CollectivityIsMerged
from maillage.domain.refusals import NotAllowed, NotFound
from maillage.projections.action_items import ActionFilter, action_items, count_action_items
from maillage.projections.members import MembershipStatus, collectivities_by_id
from maillage.projections.paging import Window
from maillage.usecases import action_items as actions
from maillage.usecases import collectivities, meetings
from maillage.usecases.standing import caller_in
from tests.usecases.world import TODAY, later

DAY = timedelta(days=1)


async def test_a_merger_moves_people_and_what_is_open_on_its_day(world, log, refused):
    new, _, old = world.members
    fields = {"owner": world.ambassadors[2].person, "collectivity": old, "due": TODAY + 9 * DAY}
    done = await world.made(actions.assign_action, title="Finie", **fields)
    await world.do(actions.complete_action, action_item=done, evidence="Facture 12")
    before = await world.made(actions.assign_action, title="Devis", **fields)
    await refused(NotFound, world.do(collectivities.merge_collectivities, merged=[world.network], into=new, on=TODAY))
    outcome = await world.do(collectivities.merge_collectivities, merged=[old], into=new, on=TODAY + DAY)
    assert outcome.subject == new
    meanwhile = await world.made(actions.assign_action, title="Affiche", **fields)
    await refused(CollectivityIsMerged, world.do(collectivities.readmit_collectivity, collectivity=old, on=TODAY + DAY))

    async def held(caller, collectivity):
        rows = await action_items(log.pool, caller, Window(9), ActionFilter(collectivity=collectivity))
        assert await count_action_items(log.pool, caller, ActionFilter(collectivity=collectivity)) == len(rows)
        return {row.id for row in rows}

    eve, then = world.coordinator, later(world.coordinator, DAY)
    assert (await held(eve, new), await held(eve, old)) == (set(), {done, before, meanwhile})
    assert (await held(then, new), await held(then, old)) == ({before, meanwhile}, {done, before, meanwhile})
    shown = [(await collectivities_by_id(log.pool, day, [old]))[old] for day in (eve, then)]
    assert [row.status for row in shown] == [MembershipStatus.MEMBER, MembershipStatus.MERGED]
    assert shown[1].successor == new

    officer = world.officers[0]
    await refused(NotAllowed, world.do(actions.start_action, by=officer, action_item=before))
    await world.do(actions.start_action, by=later(officer, DAY), action_item=before)
    there = await caller_in(log.pool, world.network, world.ambassadors[2].person, then.now)
    assert there.collectivities == {new}

    meeting = await world.scheduled()
    await world.do(meetings.open_meeting, by=then, meeting=meeting)
    arriving = {"meeting": meeting, "person": there.person, "presence": Presence.ONSITE}
    await refused(CollectivityNotAtMeeting, world.do(meetings.record_arrival, by=then, collectivity=old, **arriving))
    await world.do(meetings.record_arrival, by=then, collectivity=new, **arriving)

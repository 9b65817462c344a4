"""What a poll of dates asks of the meeting that it is for."""

from __future__ import annotations

from maillage.domain.meeting_facts import MeetingKind, Modality
from maillage.domain.meeting_refusals import MeetingAlreadyScheduled, MeetingIsCancelled
from maillage.usecases import date_polls, meetings
from maillage.usecases.date_polls import DatePollSubjectUnclear
from tests.usecases.rights.date_polls import to_open
from tests.usecases.world import HOUR, NOW


async def test_a_poll_is_for_a_planned_meeting_or_tells_all_of_the_one_that_it_plans(world, refused):
    asked = await to_open(world)
    told = {"title": "Bilan", "kind": MeetingKind.REGULAR, "modality": Modality.REMOTE}
    both, nothing, half = asked | {"title": "Bilan"}, asked | {"meeting": None}, asked | told | {"meeting": None}
    for fields in (both, nothing, half | {"modality": None}):
        await refused(DatePollSubjectUnclear, world.do(date_polls.open_date_poll, **fields))
    dated = asked | {"meeting": await world.scheduled()}
    await refused(MeetingAlreadyScheduled, world.do(date_polls.open_date_poll, **dated))


async def test_the_choice_plans_the_meeting_where_there_is_none(world):
    told = {"title": "Bilan", "kind": MeetingKind.TRAINING, "modality": Modality.REMOTE, "meeting": None}
    poll = await world.made(date_polls.open_date_poll, **await to_open(world) | told)
    outcome = await world.do(date_polls.close_date_poll, date_poll=poll, option=1, reason="Seule date libre")
    assert sorted(await world.new_topics(outcome)) == ["date-poll.closed", "meeting.planned", "meeting.scheduled"]


async def test_a_poll_stays_open_where_its_meeting_was_scheduled_or_cancelled_meanwhile(world, refused):
    slot = {"starts_at": NOW + HOUR, "ends_at": NOW + 2 * HOUR}
    for usecase, fields, why in [
        (meetings.schedule_meeting, slot, MeetingAlreadyScheduled),
        (meetings.cancel_meeting, {"reason": "Neige"}, MeetingIsCancelled),
    ]:
        asked = await to_open(world)
        poll = await world.made(date_polls.open_date_poll, **asked)
        await world.do(usecase, meeting=asked["meeting"], **fields)
        await refused(why, world.do(date_polls.close_date_poll, date_poll=poll, option=1, reason="Seule date libre"))
        assert (await world.do(date_polls.abandon_date_poll, date_poll=poll, reason="Sans objet")).first

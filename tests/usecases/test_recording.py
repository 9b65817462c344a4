"""A meeting recorded after the fact is the facts that it would have been, on its day, or nothing at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from maillage.domain.action_items import ActionItem
from maillage.domain.decisions import Decision
from maillage.domain.meeting_facts import Modality, Presence
from maillage.domain.meeting_refusals import AlreadyPresent, PresenceImpossible
from maillage.domain.meetings import Meeting
from maillage.domain.people_refusals import NoActiveMandate
from maillage.domain.refusals import NotFound, TextMissing
from maillage.usecases import recording
from maillage.usecases.recording import (
    RecordedMeetingToCome,
    RecordTooLong,
    WasAssigned,
    WasDecided,
    WasPresent,
)
from tests.usecases.rights.recording import to_record
from tests.usecases.world import NOW, TODAY, World


async def recorded(world: World, **changed):
    outcome = await world.do(recording.record_meeting, **await to_record(world) | changed)
    facts = await world.log.history(world.network, outcome.first - 1, outcome.last - outcome.first + 1)
    return [each.fact for each in facts]


async def test_decisions_have_the_next_numbers_of_their_year_and_every_fact_is_of_that_day(world):
    taken = [WasDecided(title, "Un texte.") for title in ("Stand", "Visite")]
    assert await world.adopted()
    facts = await recorded(world, decisions=taken)
    assert [fact.number for fact in facts if isinstance(fact, Decision.AdoptedByConsent)] == ["2026-02", "2026-03"]
    again = await recorded(world, decisions=taken)
    assert [fact.number for fact in again if isinstance(fact, Decision.AdoptedByConsent)] == ["2026-04", "2026-05"]
    assert {fact.timestamp for fact in facts} == {NOW}


async def test_a_member_is_found_by_the_mandate_of_that_day_and_a_guest_stands_for_nobody(world):
    present = [
        WasPresent(world.officers[0].person),
        WasPresent(world.ambassadors[0].person, world.members[0], Presence.ONSITE),
        WasPresent(world.contact.person),
    ]
    facts = await recorded(world, present=present, actions=[])
    arrived = [fact for fact in facts if isinstance(fact, Meeting.ParticipantArrived)]
    assert [fact.collectivity for fact in arrived] == [world.members[0], world.members[0], None]
    assert [fact.presence for fact in arrived] == [Presence.ONSITE] * 3
    [missed] = [fact for fact in facts if isinstance(fact, Meeting.QuorumNotReached)]
    assert missed.represented == 1


async def test_a_meeting_of_an_earlier_day_lasts_that_civil_day(world):
    """The clocks went forward on 29 March 2026: that day has 23 hours."""
    late = {"now": datetime(2026, 4, 2, 8, tzinfo=UTC)}
    fields = await to_record(world) | {"on": date(2026, 3, 29), "modality": Modality.HYBRID}
    coordinator = world.coordinator.__class__(**vars(world.coordinator) | late)
    outcome = await world.do(recording.record_meeting, by=coordinator, **fields)
    facts = [each.fact for each in await world.log.history(world.network, outcome.first - 1)]
    [slot] = [fact for fact in facts if isinstance(fact, Meeting.Scheduled)]
    assert slot.starts_at == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert slot.ends_at - slot.starts_at == timedelta(hours=23)
    assert {fact.timestamp for fact in facts} == {datetime(2026, 3, 29, 10, tzinfo=UTC)}
    [assigned] = [fact for fact in facts if isinstance(fact, ActionItem.Assigned)]
    assert assigned.meeting == slot.originator_id


async def test_nothing_is_written_where_one_line_is_refused(world, refused):
    right = await to_record(world)
    anne, nobody = world.officers[0].person, uuid4()

    async def no(kind, *path, **changed):
        refusal = await refused(kind, world.do(recording.record_meeting, **right | changed))
        assert refusal.path == path

    await no(NotFound, "present", "1", "person", present=[WasPresent(anne), WasPresent(nobody)])
    await no(AlreadyPresent, "present", "1", "person", present=[WasPresent(anne), WasPresent(anne)])
    other = WasPresent(anne, world.members[1])
    await no(NoActiveMandate, "present", "0", "collectivity", present=[other])
    call = WasPresent(anne, None, Presence.REMOTE)
    await no(PresenceImpossible, "present", "0", "presence", present=[call])
    await no(TextMissing, "decisions", "1", "title", decisions=[WasDecided("Stand", "Oui."), WasDecided(" ", "Oui.")])
    await no(NotFound, "actions", "0", "person", actions=[WasAssigned("Devis", nobody, TODAY)])
    await no(TextMissing, "title", title=" ")


async def test_what_is_too_long_or_still_to_come_is_not_looked_at(world, forbidden, refused):
    right = await to_record(world)
    tomorrow = right | {"on": TODAY + timedelta(days=1)}
    await refused(RecordedMeetingToCome, world.do(recording.record_meeting, **tomorrow), outcome=False)
    crowd = right | {"present": [WasPresent(world.officers[0].person)] * 201}
    await refused(RecordTooLong, world.do(recording.record_meeting, **crowd), outcome=False)


async def test_the_same_command_again_records_the_same_meeting_once(world):
    fields, id = await to_record(world), uuid4()
    first = await world.do(recording.record_meeting, id=id, **fields)
    again = await world.do(recording.record_meeting, id=id, **fields)
    assert (again.subject, again.first, again.replayed) == (first.subject, first.first, True)

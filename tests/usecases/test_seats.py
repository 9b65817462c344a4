"""Seats through the use cases: who stands for a collectivity, what follows a mandate, what a merger moves."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

from maillage.domain.ballots import Choice
from maillage.domain.decision_refusals import VoterHoldsNoSeat, VoterNotPresent
from maillage.domain.formalities import Formality
from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.meeting_facts import Presence
from maillage.domain.refusals import Refusal
from maillage.domain.seat_refusals import SeatOccupied
from maillage.projections.meetings import meetings_by_id
from maillage.projections.seats import SeatRow, seats_of
from maillage.usecases import collectivities, decisions, meetings, people, postings, proxies, rules, seats
from maillage.usecases.people import NewMandate
from maillage.usecases.recording import WasPresent, record_meeting
from tests.usecases.world import TODAY, World

DAY = timedelta(days=1)


async def mandate_of(world: World, person: UUID | None) -> UUID:
    facts = [each.fact for each in await world.log.history(world.network, limit=10_000)]
    return next(each.mandate for each in facts if each.originator_id == person and hasattr(each, "mandate"))


async def sitting(world: World, caller: Any, member: int = 0, seat: int = 1) -> dict[str, Any]:
    who = {"person": caller.person, "mandate": await mandate_of(world, caller.person)}
    return {"collectivity": world.members[member], "seat": seat, **who}


async def rows(world: World, member: int = 0) -> list[SeatRow]:
    return (await seats_of(world.log.pool, world.coordinator, [world.members[member]]))[world.members[member]]


async def test_by_seats_quorum_and_ballots_follow_who_sits(world, log, refused):
    officer, ambassador = world.officers[0], world.ambassadors[0]
    await world.do(seats.take_seat, **await sitting(world, officer))
    await world.do(seats.designate_substitute, **await sitting(world, ambassador))
    await world.do(rules.turn_formality_on, formality=Formality.SEATS)
    meeting = await world.opened(0, 1)
    for member, who in ((1, world.officers[1]), (2, world.ambassadors[2])):
        await world.do(seats.take_seat, **await sitting(world, who, member))

    async def come(who: Any, member: int) -> None:
        where = {"meeting": meeting, "collectivity": world.members[member], "presence": Presence.ONSITE}
        await world.do(meetings.record_arrival, person=who.person, **where)

    async def represented() -> int:
        row = (await meetings_by_id(log.pool, world.coordinator, [meeting]))[meeting]
        assert row.quorum
        return row.quorum.represented

    assert await represented() == 1
    await come(world.ambassadors[2], 2)
    assert await represented() == 2
    decision = await world.proposed(meeting)
    await world.do(decisions.open_ballot, decision=decision, meeting=meeting)
    vote = {"decision": decision, "collectivity": world.members[0], "choice": Choice.YES}
    await refused(
        VoterNotPresent,
        world.do(decisions.cast_vote, by=world.ambassadors[1], **vote | {"collectivity": world.members[1]}),
    )
    await world.do(decisions.cast_vote, by=ambassador, **vote)
    await come(officer, 0)
    assert await represented() == 2
    await refused(VoterNotPresent, world.do(decisions.cast_vote, by=ambassador, **vote))
    await world.do(decisions.cast_vote, by=officer, **vote)
    await world.do(meetings.record_departure, meeting=meeting, person=officer.person)
    assert await represented() == 2
    await world.do(decisions.cast_vote, by=ambassador, **vote)


async def test_by_seats_nobody_without_one_undoes_what_those_who_sit_said(world, refused):
    """As little as they vote: whoever withdraws an objection, takes a proxy back or recuses the member decides."""
    officer, ambassador = world.officers[0], world.ambassadors[0]
    decision, meeting = await world.put_to_the_vote(1, 2)
    await world.do(decisions.defer_decision, decision=decision, reason="À chiffrer")
    where = {"meeting": meeting, "collectivity": world.members[0]}
    who = {"person": officer.person, "presence": Presence.ONSITE}
    await world.do(meetings.record_arrival, **where, **who)
    what = {"decision": decision, "collectivity": world.members[0]}
    await world.do(decisions.raise_objection, by=officer, decision=decision, **where)
    await world.do(proxies.give_proxy, by=officer, holder=world.officers[1].person, **where)
    await world.do(seats.take_seat, **await sitting(world, officer))
    await world.do(rules.turn_formality_on, formality=Formality.SEATS)
    undone = (
        (decisions.withdraw_objection, what),
        (decisions.recuse_voter, what | {"reason": "Terrain"}),
        (proxies.revoke_proxy, where),
    )
    for verb, fields in undone:
        await refused(VoterHoldsNoSeat, world.do(verb, by=ambassador, **fields))
    for verb, fields in undone:
        await world.do(verb, by=officer, **fields)


async def test_a_meeting_recorded_after_the_fact_goes_by_seats_too(world, log):
    await world.do(rules.turn_formality_on, formality=Formality.SEATS)
    await world.do(seats.take_seat, **await sitting(world, world.officers[0]))
    present = [WasPresent(each.person) for each in (world.officers[0], world.officers[1])]
    meeting = await world.made(record_meeting, title="Réunion", on=TODAY, present=present)
    assert (await meetings_by_id(log.pool, world.coordinator, [meeting]))[meeting].attended == (world.members[0],)


async def test_seats_end_with_their_mandates_and_a_departure(world):
    officer, ambassador = world.officers[0], world.ambassadors[0]
    await world.do(seats.take_seat, **await sitting(world, officer))
    await world.do(seats.designate_substitute, **await sitting(world, ambassador))
    ending = {"person": officer.person, "mandate": await mandate_of(world, officer.person), "on": TODAY + DAY}
    ended = await world.do(people.end_mandate, **ending)
    assert await world.new_topics(ended) == ["person.mandate-ended", "collectivity.seat-end-moved"]
    extended = await world.do(
        people.extend_mandate, ends_on=TODAY + 9 * DAY, person=officer.person, mandate=ending["mandate"]
    )
    assert await world.new_topics(extended) == ["person.mandate-extended", "collectivity.seat-end-moved"]
    await world.do(postings.record_person_departure, person=ambassador.person, on=TODAY)
    assert [(row.substitute, row.ends_on) for row in await rows(world)] == [(False, TODAY + 9 * DAY), (True, TODAY)]


async def test_of_two_mandates_for_one_seat_at_the_same_time_one_gets_it(world):
    member = world.members[0]

    async def grant(caller: Any) -> UUID | Refusal | None:
        at = NewMandate(member, OrganisationKind.COLLECTIVITY, Function.ELECTED_REPRESENTATIVE, TODAY, seat=1)
        try:
            return (await world.do(people.grant_mandate, person=caller.person, mandate=at)).subject
        except SeatOccupied as refusal:
            return refusal

    both = await asyncio.gather(*map(grant, (world.officers[0], world.ambassadors[0])))
    assert sorted(isinstance(each, SeatOccupied) for each in both) == [False, True]
    granted = [topic for topic in await world.topics() if topic == "collectivity.seat-taken"]
    assert len(granted) == len(await rows(world)) == 1


async def test_seats_move_to_the_successor_on_the_day_of_the_merger(world):
    officer, ambassador = world.officers[2], world.ambassadors[2]
    await world.do(seats.take_seat, **await sitting(world, world.officers[0]))
    await world.do(seats.take_seat, **await sitting(world, officer, 2))
    await world.do(seats.designate_substitute, **await sitting(world, ambassador, 2))
    merging = {"merged": [world.members[2]], "into": world.members[0], "on": TODAY + DAY}
    await world.do(collectivities.merge_collectivities, **merging)
    assert {(row.person, row.substitute, row.ends_on) for row in await rows(world, 2)} == {
        (officer.person, False, TODAY),
        (ambassador.person, True, TODAY),
    }
    assert {(row.seat, row.person, row.substitute, row.starts_on, row.ends_on) for row in await rows(world)} == {
        (1, world.officers[0].person, False, TODAY, None),
        (2, officer.person, False, TODAY + DAY, None),
        (2, ambassador.person, True, TODAY + DAY, None),
    }

"""Ballots through the use cases: presence and mandates of this moment, numbers without a gap."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from maillage.domain.ballots import Choice, Mode, Tally
from maillage.domain.decision_refusals import (
    BallotIsClosed,
    BallotNotOpen,
    ConsentHasObjections,
    ConsultationIsOver,
    ConsultationNotOver,
    QuorumNotReached,
    VoterHoldsNoSeat,
    VoterNotPresent,
)
from maillage.domain.formalities import Formality
from maillage.domain.meeting_refusals import AlreadyPresent, MeetingIsClosed
from maillage.domain.people_refusals import NoActiveMandate
from maillage.domain.quorum import Quorum
from maillage.domain.refusals import NotFound, Refusal
from maillage.eventstore.change import VersionMoved
from maillage.usecases import decisions, meetings, people, rules, seats
from tests.usecases.world import NOW, TODAY, founded, peopled


async def vote(world, member, decision, choice=Choice.YES):
    fields = {"decision": decision, "collectivity": world.members[member], "choice": choice}
    return await world.do(decisions.cast_vote, by=world.ambassadors[member], **fields)


async def adopted(world, by=None):
    """The number of a decision voted by one collectivity."""
    decision, _ = await world.put_to_the_vote(0, 1)
    await vote(world, 0, decision)
    await world.do(decisions.close_ballot, decision=decision, by=by)
    return (await last_facts(world, 1))[0].number


async def last_facts(world, count):
    return [recorded.fact for recorded in (await world.log.history(world.network, limit=10_000))[-count:]]


async def test_a_ballot_from_proposal_to_number(world):
    decision, _ = await world.put_to_the_vote(0, 1)
    await vote(world, 0, decision, Choice.NO)
    await vote(world, 1, decision)
    await vote(world, 0, decision)
    await world.do(decisions.close_ballot, decision=decision)
    closed, last = await last_facts(world, 2)
    assert closed.tally == Tally(yes=2, no=0, abstain=0)
    assert (closed.quorum.represented, closed.quorum.needed, closed.quorum.members) == (2, 2, 3)
    assert last.number == "2026-01"


async def test_the_same_vote_again_writes_nothing(world):
    decision, _ = await world.put_to_the_vote(0, 1)
    assert (await vote(world, 0, decision)).first
    again = await vote(world, 0, decision)
    assert (again.subject, again.first, again.last, again.replayed) == (decision, None, None, False)


async def test_the_version_expected_tells_nothing_of_a_secret_ballot(world):
    """The register stands still while votes are secret: a client that goes by it must be able to close."""
    for mode, refusal in ((Mode.PUBLIC, VersionMoved), (Mode.SECRET, None)):
        decision, _ = await world.put_to_the_vote(0, 1, mode=mode)
        opened = (await world.log.replayed(world.network, decision)).version
        await vote(world, 0, decision)
        close = world.do(decisions.close_ballot, decision=decision, expected_version=opened)
        with pytest.raises(refusal) if refusal else nullcontext():
            await close


async def test_a_secret_ballot_is_counted_like_another(world):
    decision, _ = await world.put_to_the_vote(0, 1, mode=Mode.SECRET)
    await vote(world, 0, decision)
    await vote(world, 1, decision, Choice.NO)
    await world.do(decisions.close_ballot, decision=decision)
    closed, last = await last_facts(world, 2)
    assert (closed.tally, last.TOPIC) == (Tally(1, 1, 0), "decision.rejected")


async def test_no_ballot_without_quorum(world, refused):
    meeting, decision = await world.opened(0), await world.proposed()
    refusal = await refused(QuorumNotReached, world.do(decisions.open_ballot, decision=decision, meeting=meeting))
    assert refusal.values == {"represented": 1, "needed": 2, "members": 3}


async def test_no_vote_before_the_ballot(world, refused):
    await world.opened(0, 1)
    await refused(BallotNotOpen, vote(world, 0, await world.proposed()))


async def test_no_count_before_the_ballot(world, refused):
    await refused(BallotNotOpen, world.do(decisions.close_ballot, decision=await world.proposed()))


async def test_no_vote_after_the_count(world, refused):
    decision, _ = await world.put_to_the_vote(0, 1)
    await world.do(decisions.close_ballot, decision=decision)
    await refused(BallotIsClosed, vote(world, 0, decision))
    await refused(BallotIsClosed, world.do(decisions.close_ballot, decision=decision))


async def test_who_left_the_room_votes_no_more(world, refused):
    decision, meeting = await world.put_to_the_vote(0, 1)
    await world.do(meetings.record_departure, meeting=meeting, person=world.ambassadors[0].person)
    await refused(VoterNotPresent, vote(world, 0, decision))


async def test_a_meeting_that_closed_ends_the_votes_not_the_count(world, refused):
    decision, meeting = await world.put_to_the_vote(0, 1)
    await vote(world, 0, decision)
    await world.do(meetings.close_meeting, meeting=meeting)
    await refused(MeetingIsClosed, vote(world, 1, decision))
    await world.do(decisions.close_ballot, decision=decision)
    assert (await last_facts(world, 1))[0].number == "2026-01"


async def test_a_mandate_that_ended_votes_no_more(world, refused):
    """Whatever the caller was when they came in: the ballot reads the mandates of this moment."""
    decision, _ = await world.put_to_the_vote(0, 1)
    person = world.ambassadors[0].person
    granted = [
        recorded.fact.mandate
        for recorded in await world.log.history(world.network, limit=10_000)
        if recorded.fact.TOPIC == "person.mandate-granted" and recorded.fact.originator_id == person
    ]
    yesterday = TODAY - timedelta(days=1)
    with pytest.raises(Refusal):  # it began today: not before its start
        await world.do(people.end_mandate, person=person, mandate=granted[0], on=yesterday)
    await world.do(people.end_mandate, person=person, mandate=granted[0], on=TODAY)
    tomorrow = replace(world.ambassadors[0], now=NOW + timedelta(days=1))
    fields = {"decision": decision, "collectivity": world.members[0], "choice": Choice.YES}
    await refused(NoActiveMandate, world.do(decisions.cast_vote, by=tomorrow, **fields))


async def test_a_decision_is_proposed_for_a_meeting_that_exists(world, refused):
    fields = {"title": "Stand", "text": "Un stand.", "meeting": world.members[0]}
    await refused(NotFound, world.do(decisions.propose_decision, **fields))


async def test_numbers_count_per_network_and_year_of_paris(log):
    world, neighbour = await peopled(log), await peopled(log)
    new_year_in_paris = replace(world.coordinator, now=datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    assert [await adopted(world), await adopted(neighbour), await adopted(world)] == ["2026-01", "2026-01", "2026-02"]
    assert [await adopted(world, new_year_in_paris), await adopted(world)] == ["2027-01", "2026-03"]


async def test_ballots_closed_at_once_get_numbers_without_a_gap(world):
    put = [await world.put_to_the_vote(0, 1) for _ in range(8)]
    for decision, _ in put:
        await vote(world, 0, decision)
    await asyncio.gather(*(world.do(decisions.close_ballot, decision=decision) for decision, _ in put))
    numbers = [getattr(fact, "number", None) for fact in await last_facts(world, 16)]
    assert sorted(filter(None, numbers)) == [f"2026-{number:02}" for number in range(1, 9)]


async def test_consents_and_ballots_at_once_share_one_sequence_of_numbers(world):
    put = [await world.put_to_the_vote(0, 1) for _ in range(3)]
    for decision, _ in put:
        await vote(world, 0, decision)
    meeting, proposed = await world.opened(0), [await world.proposed() for _ in range(3)]
    await asyncio.gather(
        *(world.do(decisions.close_ballot, decision=decision) for decision, _ in put),
        *(world.do(decisions.adopt_by_consent, decision=each, meeting=meeting) for each in proposed),
    )
    numbers = [getattr(fact, "number", None) for fact in await last_facts(world, 9)]
    assert sorted(filter(None, numbers)) == [f"2026-{number:02}" for number in range(1, 7)]


async def test_no_consent_over_an_objection_and_a_ballot_decides_instead(world, refused):
    meeting, decision = await world.opened(0, 1), await world.proposed()
    fields = {"decision": decision, "meeting": meeting}
    who = {"by": world.ambassadors[0], "collectivity": world.members[0]}
    await world.do(decisions.raise_objection, **fields, **who)
    refusal = await refused(ConsentHasObjections, world.do(decisions.adopt_by_consent, **fields))
    assert refusal.values == {"objections": 1}
    assert (await world.do(decisions.open_ballot, **fields)).first


async def test_an_objection_and_the_consent_at_once_never_both_happen(world):
    meeting, decision = await world.opened(0, 1), await world.proposed()
    fields = {"decision": decision, "meeting": meeting}
    who = {"by": world.ambassadors[0], "collectivity": world.members[0]}
    answers = await asyncio.gather(
        world.do(decisions.raise_objection, **fields, **who),
        world.do(decisions.adopt_by_consent, **fields),
        return_exceptions=True,
    )
    assert sum(isinstance(answer, BaseException) for answer in answers) == 1
    told = {recorded.fact.TOPIC for recorded in await world.log.history(world.network, limit=10_000)}
    assert len(told & {"decision.objection-raised", "decision.adopted-by-consent"}) == 1


async def test_votes_and_departures_at_once_give_one_consistent_count(world):
    decision, meeting = await world.put_to_the_vote(0, 1, 2)
    leave = [
        world.do(meetings.record_departure, meeting=meeting, person=world.ambassadors[member].person)
        for member in (1, 2)
    ]
    votes = [vote(world, member, decision, choice) for member in range(3) for choice in (Choice.NO, Choice.YES)]
    answers = await asyncio.gather(*votes, *leave, return_exceptions=True)
    assert {type(answer) for answer in answers if isinstance(answer, BaseException)} <= {VoterNotPresent}
    await world.do(decisions.close_ballot, decision=decision)
    told = {}
    for recorded in await world.log.history(world.network, limit=10_000):
        fact = recorded.fact
        if fact.TOPIC in {"decision.vote-cast", "decision.vote-changed"}:
            told[fact.collectivity] = fact.choice
        if fact.TOPIC == "decision.ballot-closed":
            assert fact.tally == Tally.of(told.values())


async def test_nobody_arrives_twice_at_once(world):
    meeting = await world.opened()
    answers = await asyncio.gather(*(world.arrived(meeting, 0) for _ in range(10)), return_exceptions=True)
    refusals = [type(answer) for answer in answers if isinstance(answer, BaseException)]
    assert refusals == [AlreadyPresent] * 9


async def test_an_empty_network_meets_and_never_votes(log, refused):
    world = await founded(log)
    await world.do(rules.turn_formality_on, formality=Formality.BALLOTS)
    meeting, decision = await world.opened(), await world.proposed()
    await refused(QuorumNotReached, world.do(decisions.open_ballot, decision=decision, meeting=meeting))


async def consulted(world, **fields):
    last = TODAY + timedelta(days=14)
    return await world.made(decisions.open_consultation, decision=await world.proposed(), closes_on=last, **fields)


async def test_a_consultation_is_answered_without_a_meeting_and_numbered_like_any_ballot(world, refused):
    assert await adopted(world) == "2026-01"
    decision = await consulted(world)
    await vote(world, 0, decision)
    await vote(world, 1, decision, Choice.NO)
    await vote(world, 1, decision, Choice.ABSTAIN)
    await refused(ConsultationNotOver, world.do(decisions.close_ballot, decision=decision))
    await vote(world, 2, decision)
    await world.do(decisions.close_ballot, decision=decision)
    closed, last = await last_facts(world, 2)
    assert (closed.tally, closed.quorum, last.number) == (Tally(2, 0, 1), Quorum(3, 2, 3), "2026-02")


@pytest.mark.parametrize("mode", list(Mode))
async def test_after_its_last_day_a_consultation_takes_no_answer_and_is_closed(world, refused, mode):
    decision = await consulted(world, mode=mode)
    await vote(world, 0, decision)
    later = NOW + timedelta(days=15)
    late = replace(world.ambassadors[1], now=later)
    fields = {"decision": decision, "collectivity": world.members[1], "choice": Choice.YES}
    await refused(ConsultationIsOver, world.do(decisions.cast_vote, by=late, **fields))
    await world.do(decisions.close_ballot, decision=decision, by=replace(world.coordinator, now=later))
    closed, last = await last_facts(world, 2)
    assert (closed.tally, last.TOPIC, last.represented) == (None, "decision.quorum-not-reached", 1)
    meeting = await world.opened(0, 1)
    assert (await world.do(decisions.open_ballot, decision=decision, meeting=meeting)).first


async def test_answers_at_once_to_a_consultation_count_once_per_member(world):
    decision = await consulted(world)
    choices = [(member, choice) for member in range(3) for choice in (Choice.NO, Choice.YES)]
    await asyncio.gather(*(vote(world, member, decision, choice) for member, choice in choices))
    await world.do(decisions.close_ballot, decision=decision)
    closed, _ = await last_facts(world, 2)
    assert (closed.tally.cast, closed.quorum) == (3, Quorum(3, 2, 3))


async def test_where_seats_are_on_a_consultation_is_answered_by_who_holds_one(world, refused):
    await world.do(rules.turn_formality_on, formality=Formality.SEATS)
    decision = await consulted(world)
    await refused(VoterHoldsNoSeat, vote(world, 0, decision))
    person, member = world.ambassadors[0].person, world.members[0]
    granted = next(
        recorded.fact.mandate
        for recorded in await world.log.history(world.network, limit=10_000)
        if recorded.fact.TOPIC == "person.mandate-granted" and recorded.fact.originator_id == person
    )
    await world.do(seats.take_seat, collectivity=member, person=person, mandate=granted, seat=1, starts_on=TODAY)
    await vote(world, 0, decision)
    assert (await last_facts(world, 1))[0].mandate == granted

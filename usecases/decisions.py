"""What members and the coordinator ask of decisions: proposed, voted, numbered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from maillage.domain.ballots import Choice, Majority, Mode
from maillage.domain.calendar import year_of
from maillage.domain.caller import Caller, Right
from maillage.domain.collectivities import Collectivity
from maillage.domain.decision_facts import DecisionStatus
from maillage.domain.decisions import Decision
from maillage.domain.meetings import Meeting
from maillage.domain.network import Network
from maillage.domain.numbers import prefix_of
from maillage.domain.people import Person
from maillage.domain.refusals import NotAllowed
from maillage.domain.seats import Seats
from maillage.domain.working_days import public_holiday
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.usecases.identifiers import minted
from maillage.usecases.seats import must_sit, seats_at
from maillage.usecases.secrecy import at_version

NUMBER = "decision-number"  # the kind of claim


async def propose_decision(
    log: Log, caller: Caller, command: Command, *, title: str, text: str, meeting: UUID | None = None
) -> Outcome:
    """For a meeting, or for one to come. NotFound, MeetingIsCancelled, MeetingIsClosed, and what the texts refuse."""
    caller.must(Right.PROPOSE_DECISIONS)

    async def decide(change: Change) -> UUID:
        if meeting:
            (await change.rely_on(Meeting, meeting)).must_not_be_over()
        id = minted(caller, command, "decision")
        change.add(Decision.propose(title=title, text=text, meeting=meeting, at=caller.now, id=id))
        return id

    return await log.carry_out(caller, command, decide)


async def state_amount(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    decision: UUID,
    amount: Decimal,
    contributors: Sequence[UUID],
    expected_version: int | None = None,
) -> Outcome:
    """In euros, and who pays it. NotFound, and what `Decision.state_amount` refuses."""
    caller.must(Right.RUN_BALLOTS)

    async def decide(change: Change) -> UUID:
        proposed = await at_version(change, decision, expected_version)
        network = await change.rely_on(Network, caller.network)
        proposed.state_amount(network=network, amount=amount, contributors=contributors, at=caller.now)
        return decision

    return await log.carry_out(caller, command, decide, on=decision)


async def raise_objection(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    decision: UUID,
    meeting: UUID,
    collectivity: UUID,
    reason: str | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """The caller's own, for the own collectivity or one whose proxy the caller holds.

    NotAllowed, NotFound, and what `Decision.raise_objection` refuses.
    """
    caller.must(Right.VOTE)
    speaker = _oneself(caller)

    async def decide(change: Change) -> UUID:
        proposed = await at_version(change, decision, expected_version)
        held = await change.rely_on(Meeting, meeting)
        person, giver = await _speaker(change, caller, speaker, held, collectivity)
        proposed.raise_objection(
            meeting=held,
            seats=await seats_at(change, held, collectivity) if giver else (),
            person=person,
            giver=giver,
            collectivity=collectivity,
            reason=reason,
            at=caller.now,
        )
        return decision

    return await log.carry_out(caller, command, decide, on=decision)


async def withdraw_objection(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    decision: UUID,
    collectivity: UUID,
    meeting: UUID | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """That of the own collectivity, or of one whose proxy the caller holds at `meeting`.

    NotAllowed, NotFound, VoterHoldsNoSeat, and what `Decision.withdraw_objection` refuses.
    """
    caller.must(Right.VOTE)
    speaker = _oneself(caller) if meeting else _voter(caller, collectivity)

    async def decide(change: Change) -> UUID:
        proposed = await at_version(change, decision, expected_version)
        held = await change.rely_on(Meeting, meeting) if meeting else None
        person, giver = await _speaker(change, caller, speaker, held, collectivity)
        if giver is None:
            await must_sit(change, caller, collectivity)
        seats = await seats_at(change, held, collectivity) if held and giver else ()
        who: Any = {"person": person, "giver": giver, "collectivity": collectivity, "seats": seats}
        proposed.withdraw_objection(meeting=held, at=caller.now, **who)
        return decision

    return await log.carry_out(caller, command, decide, on=decision)


async def adopt_by_consent(
    log: Log, caller: Caller, command: Command, *, decision: UUID, meeting: UUID, expected_version: int | None = None
) -> Outcome:
    """Without a ballot, under the next number of the year. NotFound, and what `Decision.adopt_by_consent` refuses."""
    caller.must(Right.RUN_BALLOTS)

    async def decide(change: Change) -> UUID:
        proposed = await at_version(change, decision, expected_version)
        held = await change.rely_on(Meeting, meeting)
        proposed.adopt_by_consent(meeting=held, highest=await _highest_number(change, caller), at=caller.now)
        held.settle_items_about(proposed, at=caller.now)
        _take_number(change, proposed)
        return decision

    return await log.carry_out(caller, command, decide, on=decision)


async def open_ballot(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    decision: UUID,
    meeting: UUID,
    mode: Mode = Mode.PUBLIC,
    majority: Majority | None = None,
    casting_vote: UUID | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """With the quorum of this moment; what is not asked is as the meeting's rules have it.

    NotFound, and what `Decision.open_ballot` refuses.
    """
    caller.must(Right.RUN_BALLOTS)

    async def decide(change: Change) -> UUID:
        proposed = await at_version(change, decision, expected_version)
        held = await change.rely_on(Meeting, meeting)
        proposed.open_ballot(meeting=held, mode=mode, majority=majority, casting_vote=casting_vote, at=caller.now)
        return decision

    return await log.carry_out(caller, command, decide, on=decision)


async def open_consultation(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    decision: UUID,
    closes_on: date,
    mode: Mode = Mode.PUBLIC,
    majority: Majority | None = None,
    casting_vote: UUID | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """A ballot between meetings, until the end of a day. NotFound, and what `Decision.open_consultation` refuses."""
    caller.must(Right.RUN_BALLOTS)

    async def decide(change: Change) -> UUID:
        proposed = await at_version(change, decision, expected_version)
        proposed.open_consultation(
            network=await change.rely_on(Network, caller.network),
            closes_on=closes_on,
            mode=mode,
            majority=majority,
            casting_vote=casting_vote,
            holidays=public_holiday,
            at=caller.now,
        )
        return decision

    return await log.carry_out(caller, command, decide, on=decision)


async def cast_vote(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    decision: UUID,
    collectivity: UUID,
    choice: Choice,
    expected_version: int | None = None,
) -> Outcome:
    """The caller's own vote for the own collectivity or one whose proxy the caller holds, cast again to change it.

    NotAllowed, NotFound, and what `Decision.cast_vote` refuses.
    """
    caller.must(Right.VOTE)
    speaker = _oneself(caller)

    async def decide(change: Change) -> UUID:
        put = await at_version(change, decision, expected_version)
        held = await _meeting_of(change, put)
        person, giver = await _speaker(change, caller, speaker, held, collectivity)
        put.cast_vote(
            meeting=held,
            seats=await (seats_at(change, held, collectivity) if held and giver else _asked(change, put, collectivity)),
            person=person,
            giver=giver,
            collectivity=collectivity,
            choice=choice,
            at=caller.now,
        )
        return decision

    return await log.carry_out(caller, command, decide, on=decision)


async def close_ballot(
    log: Log, caller: Caller, command: Command, *, decision: UUID, expected_version: int | None = None
) -> Outcome:
    """Counts, then adopts under the next number of the year, or rejects. NotFound, `Decision.close_ballot`."""
    caller.must(Right.RUN_BALLOTS)

    async def decide(change: Change) -> UUID:
        put = await at_version(change, decision, expected_version)
        highest = await _highest_number(change, caller)
        held = await _meeting_of(change, put)
        put.close_ballot(meeting=held, highest=highest, at=caller.now)
        if held is not None:
            held.settle_items_about(put, at=caller.now)
        _take_number(change, put)
        return decision

    return await log.carry_out(caller, command, decide, on=decision)


async def recuse_voter(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    decision: UUID,
    collectivity: UUID,
    reason: str,
    expected_version: int | None = None,
) -> Outcome:
    """The own collectivity, or by who runs ballots any.

    NotAllowed, NotFound, VoterHoldsNoSeat, and what `Decision.recuse` refuses.
    """
    caller.must_any(Right.RUN_BALLOTS, Right.VOTE)
    if not caller.may(Right.RUN_BALLOTS):
        _voter(caller, collectivity)

    async def decide(change: Change) -> UUID:
        put = await at_version(change, decision, expected_version)
        await change.rely_on(Collectivity, collectivity)
        if not caller.may(Right.RUN_BALLOTS):
            await must_sit(change, caller, collectivity)
        put.recuse(collectivity=collectivity, reason=reason, at=caller.now)
        return decision

    return await log.carry_out(caller, command, decide, on=decision)


async def defer_decision(
    log: Log, caller: Caller, command: Command, *, decision: UUID, reason: str, expected_version: int | None = None
) -> Outcome:
    """An open ballot ends uncounted. NotFound, and what `Decision.defer` refuses."""
    caller.must(Right.RUN_BALLOTS)

    async def decide(change: Change) -> UUID:
        put = await at_version(change, decision, expected_version)
        meeting = await _meeting_of(change, put) if put.status is DecisionStatus.BALLOT_OPEN else None
        put.defer(reason=reason, meeting=meeting, at=caller.now)
        return decision

    return await log.carry_out(caller, command, decide, on=decision)


async def _highest_number(change: Change, caller: Caller) -> str | None:
    return await change.highest(NUMBER, prefix_of(year_of(caller.now)))


def _take_number(change: Change, put: Decision) -> None:
    """Without a refusal: where another decision was faster, this one is decided anew with the next number."""
    if put.number:
        change.take(NUMBER, put.number, put.id)


async def _asked(change: Change, decision: Decision, collectivity: UUID) -> Seats:
    """Those of which a consultation asks for one; none are read where it asks for none."""
    ballot = decision.must_have_open_ballot()
    if ballot.consultation is None or not ballot.consultation.by_seats or collectivity not in ballot.members:
        return ()
    return (await change.rely_on(Collectivity, collectivity)).seats


async def _meeting_of(change: Change, decision: Decision) -> Meeting | None:
    """The meeting at which a decision is put to the vote, None between meetings. BallotNotOpen, BallotIsClosed."""
    meeting = decision.must_have_open_ballot().meeting
    return await change.rely_on(Meeting, meeting) if meeting else None


async def _speaker(
    change: Change, caller: Caller, speaker: UUID, meeting: Meeting | None, collectivity: UUID
) -> tuple[Person, Person | None]:
    """Who speaks there for a collectivity, and who gave the proxy where that is by proxy. NotAllowed.

    Nobody answers a consultation by proxy: one is for a meeting.
    """
    proxy = meeting.proxies.get(collectivity) if meeting else None
    if meeting is None or proxy is None or proxy.holder != speaker or meeting.is_present_for(speaker, collectivity):
        return await change.rely_on(Person, _voter(caller, collectivity)), None
    return await change.rely_on(Person, speaker), await change.rely_on(Person, proxy.person)


def _oneself(caller: Caller) -> UUID:
    """NotAllowed: the program itself neither votes nor objects."""
    if caller.person is None:
        raise NotAllowed("collectivity", right=Right.VOTE.value)
    return caller.person


def _voter(caller: Caller, collectivity: UUID) -> UUID:
    """Who votes for one of the own collectivities. NotAllowed."""
    if caller.person is None or collectivity not in caller.collectivities:
        raise NotAllowed("collectivity", right=Right.VOTE.value)
    return caller.person

"""What is asked of proxies: given, revoked, and ended with the mandates by which they were given."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.collectivities import Collectivity
from maillage.domain.meetings import Meeting
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.domain.refusals import NotAllowed, NotFound
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.projections.known import meetings_ahead_with_proxies_of
from maillage.usecases.seats import must_sit


async def give_proxy(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    collectivity: UUID,
    holder: UUID,
    person: UUID | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """The caller's own, for the own collectivity; who runs meetings records that of another `person`.

    NotAllowed, NotFound, and what `Meeting.give_proxy` refuses.
    """
    caller.must_any(Right.RUN_MEETINGS, Right.VOTE)
    who = person or caller.person
    if who is None or not (caller.may(Right.RUN_MEETINGS) or _gives_itself(caller, who, collectivity)):
        raise NotAllowed("collectivity", right=Right.VOTE.value)

    async def decide(change: Change) -> UUID:
        ahead = await change.load(Meeting, meeting, expected_version=expected_version)
        network = await change.rely_on(Network, caller.network)
        giver, voter = await _known(change, who, "person"), await _known(change, holder, "holder")
        seats = (await change.rely_on(Collectivity, collectivity)).seats if ahead.goes_by_seats else ()
        parties = {"person": giver, "holder": voter}
        ahead.give_proxy(network=network, collectivity=collectivity, seats=seats, **parties, at=caller.now)
        return meeting

    return await log.carry_out(caller, command, decide, on=meeting)


async def revoke_proxy(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    meeting: UUID,
    collectivity: UUID,
    expected_version: int | None = None,
) -> Outcome:
    """By who gave it, anybody of that collectivity, or who runs meetings.

    NotAllowed, NotFound, VoterHoldsNoSeat, and what `Meeting.revoke_proxy` refuses.
    """
    caller.must_any(Right.RUN_MEETINGS, Right.VOTE)

    async def decide(change: Change) -> UUID:
        ahead = await change.load(Meeting, meeting, expected_version=expected_version)
        given = ahead.proxies.get(collectivity)
        gave = given is not None and given.person == caller.person
        if not (gave or caller.may(Right.RUN_MEETINGS)):
            if collectivity not in caller.collectivities:
                raise NotAllowed("collectivity", right=Right.VOTE.value)
            await must_sit(change, caller, collectivity)
        ahead.revoke_proxy(collectivity=collectivity, at=caller.now)
        return meeting

    return await log.carry_out(caller, command, decide, on=meeting)


async def end_lapsed_proxies(log: Log, caller: Caller, change: Change, people: Iterable[Person]) -> None:
    """In the command by which mandates of these people end: at the meetings ahead, what they gave by them.

    The meetings are found in a read model. A proxy that is given in the same instant may stand on; no vote is cast by
    it, as a vote looks at the mandate itself.
    """
    givers = {each.id: each for each in people}
    for meeting, giver in await meetings_ahead_with_proxies_of(log.pool, caller, list(givers)):
        ahead = await change.load(Meeting, meeting)
        ahead.end_lapsed_proxies(person=givers[giver], at=caller.now)


def _gives_itself(caller: Caller, person: UUID, collectivity: UUID) -> bool:
    return person == caller.person and collectivity in caller.collectivities


async def _known(change: Change, person: UUID, field: str) -> Person:
    """A person of the network. NotFound, naming the input's field."""
    try:
        return await change.rely_on(Person, person)
    except NotFound as unknown:
        raise NotFound(field, **unknown.values) from unknown

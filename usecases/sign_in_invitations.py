"""Who is told where to sign in."""

from __future__ import annotations

from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.domain.refusals import NotFound
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome


async def invite_to_sign_in(log: Log, caller: Caller, command: Command, *, people: tuple[UUID, ...]) -> Outcome:
    """Each gets a message that says where. NotAllowed, NotFound, NobodyInvited."""
    caller.must(Right.MANAGE_PEOPLE)

    async def decide(change: Change) -> UUID:
        network = await change.load(Network, caller.network)
        for each in people:
            try:
                await change.rely_on(Person, each)
            except NotFound as unknown:
                raise NotFound("people", **unknown.values) from unknown
        network.invite_to_sign_in(people=people, at=caller.now)
        return caller.network

    return await log.carry_out(caller, command, decide, on=caller.network)

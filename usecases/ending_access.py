"""The end of somebody's access, by who manages people: a device that was lost, an address that became another's."""

from __future__ import annotations

from uuid import UUID

from maillage.accounts import calendar_feeds, sessions, tokens
from maillage.domain.caller import Caller, Right
from maillage.domain.people import Person
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome


async def end_access_of(log: Log, caller: Caller, command: Command, *, person: UUID) -> Outcome:
    """Ends all by which the person gets in: sessions, tokens, addresses of calendars. NotAllowed, NotFound.

    Sessions that the same e-mail addresses opened in other networks too: from there one might choose this one. Whoever
    has the mailbox signs in again.
    """
    caller.must(Right.MANAGE_PEOPLE)

    async def decide(change: Change) -> UUID:
        await change.rely_on(Person, person)
        return person

    outcome = await log.carry_out(caller, command, decide, on=person)
    for each in (sessions, tokens, calendar_feeds):
        await each.revoke_all(log.pool, network=caller.network, person=person, now=caller.now)
    return outcome

"""What is asked when people take up a post or leave: an ambassador's share, a departure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.people import Person
from maillage.domain.posts import EmploymentKind
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.usecases.own_people import must_manage_person
from maillage.usecases.proxies import end_lapsed_proxies
from maillage.usecases.seats import seats_follow

_OF_OTHERS = (Right.MANAGE_PEOPLE, Right.MANAGE_OWN_PEOPLE)


async def onboard_ambassador(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    person: UUID,
    mandate: UUID,
    on: date,
    fte: Decimal,
    employment_kind: EmploymentKind | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """What the mandate amounts to from `on` on. Its subject is the person.

    NotAllowed, NotFound, and what `Person.onboard_as_ambassador` refuses.
    """
    caller.must_any(*_OF_OTHERS)

    async def decide(change: Change) -> UUID:
        known = await change.load(Person, person, expected_version=expected_version)
        await must_manage_person(change, caller, known)
        known.onboard_as_ambassador(mandate=mandate, on=on, fte=fte, employment_kind=employment_kind, at=caller.now)
        return person

    return await log.carry_out(caller, command, decide, on=person)


async def record_person_departure(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    person: UUID,
    on: date,
    reason: str | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """Every mandate in force on that last day ends with it. NotAllowed, NotFound, and what `Person.depart` refuses."""
    caller.must_any(*_OF_OTHERS)

    async def decide(change: Change) -> UUID:
        known = await change.load(Person, person, expected_version=expected_version)
        await must_manage_person(change, caller, known)
        before = dict(known.mandates)
        known.depart(on=on, reason=reason, at=caller.now)
        await seats_follow(change, known, before, caller.now)
        await end_lapsed_proxies(log, caller, change, [known])
        return person

    return await log.carry_out(caller, command, decide, on=person)

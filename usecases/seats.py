"""What is asked about seats: taken, left, a substitute designated; and how they follow mandates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from uuid import UUID

from maillage.domain.calendar import day_of
from maillage.domain.caller import Caller, Right
from maillage.domain.collectivities import Collectivity
from maillage.domain.decision_refusals import VoterHoldsNoSeat
from maillage.domain.formalities import Formality
from maillage.domain.mandates import Mandate, OrganisationKind, kind_of
from maillage.domain.meetings import Meeting
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.domain.seats import Seats, seat_of
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.usecases.own_people import must_manage_at

_OF_OTHERS = (Right.MANAGE_PEOPLE, Right.MANAGE_OWN_PEOPLE)
_Verb = Callable[[Collectivity, Person], None]


async def take_seat(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    collectivity: UUID,
    person: UUID,
    mandate: UUID,
    seat: int,
    starts_on: date | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """A mandate that is held already takes a seat; a new one may be granted with it. Its subject is the collectivity.

    NotAllowed, NotFound, and what `Collectivity.take_seat` refuses. `expected_version` is the collectivity's.
    """
    caller.must_any(*_OF_OTHERS)

    def verb(there: Collectivity, titular: Person) -> None:
        there.take_seat(seat=seat, person=titular, mandate=mandate, starts_on=starts_on, at=caller.now)

    return await _seat(log, caller, command, verb, at=collectivity, person=person, expected_version=expected_version)


async def designate_substitute(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    collectivity: UUID,
    person: UUID,
    mandate: UUID,
    seat: int,
    starts_on: date | None = None,
    ends_on: date | None = None,
    deliberation: str | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """`person` and `mandate` are the substitute's. Its subject is the collectivity.

    NotAllowed, NotFound, and what `Collectivity.designate_substitute` refuses. `expected_version` is
    the collectivity's.
    """
    caller.must_any(*_OF_OTHERS)

    def verb(there: Collectivity, substitute: Person) -> None:
        there.designate_substitute(
            seat=seat,
            person=substitute,
            mandate=mandate,
            starts_on=starts_on,
            ends_on=ends_on,
            deliberation=deliberation,
            at=caller.now,
        )

    return await _seat(log, caller, command, verb, at=collectivity, person=person, expected_version=expected_version)


async def leave_seat(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    collectivity: UUID,
    mandate: UUID,
    seat: int,
    on: date,
    expected_version: int | None = None,
) -> Outcome:
    """`on` is the last day there, as titular or substitute. Its subject is the collectivity.

    NotAllowed, NotFound, SeatNotHeld. `expected_version` is the collectivity's.
    """
    caller.must_any(*_OF_OTHERS)
    must_manage_at(caller, collectivity)

    async def decide(change: Change) -> UUID:
        there = await change.load(Collectivity, collectivity, expected_version=expected_version)
        there.leave_seat(seat=seat, mandate=mandate, on=on, at=caller.now)
        return collectivity

    return await log.carry_out(caller, command, decide, on=collectivity)


async def _seat(
    log: Log,
    caller: Caller,
    command: Command,
    verb: _Verb,
    *,
    at: UUID,
    person: UUID,
    expected_version: int | None,
) -> Outcome:
    must_manage_at(caller, at)

    async def decide(change: Change) -> UUID:
        there = await change.load(Collectivity, at, expected_version=expected_version)
        verb(there, await change.rely_on(Person, person))
        return at

    return await log.carry_out(caller, command, decide, on=at)


# What other use cases need of seats ----------------------------------------------


async def seats_at(change: Change, meeting: Meeting, collectivity: UUID | None) -> Seats:
    """Those that say who stands for a member there; none are read where the meeting does not go by seats."""
    if collectivity is None or not meeting.goes_by_seats or collectivity not in meeting.members:
        return ()
    return (await change.rely_on(Collectivity, collectivity)).seats


async def must_sit(change: Change, caller: Caller, collectivity: UUID) -> None:
    """Where the network goes by seats, who speaks for a collectivity today holds one. VoterHoldsNoSeat."""
    network = await change.rely_on(Network, caller.network)
    if Formality.SEATS not in network.formalities or caller.person is None:
        return
    there = await change.rely_on(Collectivity, collectivity)
    if seat_of(there.seats, caller.person, day_of(caller.now)) is None:
        raise VoterHoldsNoSeat("collectivity", collectivity=str(collectivity))


async def seats_follow(change: Change, person: Person, before: Mapping[UUID, Mandate], at: datetime) -> None:
    """In the same append as the ends of the person's mandates, which were `before`.

    SeatOccupied, TitularIsSubstitute.
    """
    for id, was in before.items():
        now = person.mandates[id]
        if now.last_day != was.last_day and kind_of(now.function) is OrganisationKind.COLLECTIVITY:
            there = await change.load(Collectivity, now.organisation)
            there.follow_mandate(mandate=id, was=was.last_day, now=now.last_day, at=at)

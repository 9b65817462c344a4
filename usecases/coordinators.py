"""Who coordinates the network: appointed, relieved, and the post left vacant."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from maillage.domain.calendar import day_of
from maillage.domain.caller import Caller, Right
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome


async def appoint_coordinator(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    person: UUID,
    on: date | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """`on` is the first day, today without it. Nothing happens where the person coordinates the network already.

    Its subject is the network. NotFound, AppointmentBeforeRelief, DayOutOfRange.
    """
    caller.must(Right.MANAGE_PEOPLE)

    async def decide(change: Change) -> UUID:
        network = await change.load(Network, caller.network, expected_version=expected_version)
        known = await change.rely_on(Person, person)
        network.appoint_coordinator(person=known.id, on=on or day_of(caller.now), at=caller.now)
        return network.id

    return await log.carry_out(caller, command, decide, on=caller.network)


async def relieve_coordinator(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    person: UUID,
    on: date | None = None,
    vacancy: bool = False,
    expected_version: int | None = None,
) -> Outcome:
    """`on` is the first day without, today unless told. Until it has come, asked again with another day moves it.

    `vacancy` says that the post may stay vacant; only the program appoints then. Its subject is the network.
    NotCoordinator, ReliefBeforeAppointment, CoordinatorMissing, DayOutOfRange.
    """
    caller.must(Right.MANAGE_PEOPLE)

    async def decide(change: Change) -> UUID:
        network = await change.load(Network, caller.network, expected_version=expected_version)
        network.relieve_coordinator(person=person, on=on or day_of(caller.now), vacancy=vacancy, at=caller.now)
        return network.id

    return await log.carry_out(caller, command, decide, on=caller.network)

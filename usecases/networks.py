"""What the coordinator asks of the network: its closures, its syndicate, its partners."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from maillage.domain.calendar import day_of
from maillage.domain.caller import Caller, Right
from maillage.domain.network import Network
from maillage.domain.network_facts import SchoolZone
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.usecases.collectivities import take_siren
from maillage.usecases.identifiers import minted
from maillage.usecases.single import change_one


async def declare_closure_period(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    first_day: date,
    last_day: date,
    label: str,
    expected_version: int | None = None,
) -> Outcome:
    """Days on which no meeting is expected; declared again from the same first day, they are corrected.

    ClosureEndsBeforeStart, ClosureOverlaps, DayOutOfRange, and what the label refuses.
    """
    caller.must(Right.CHANGE_NETWORK_RULES)

    def verb(network: Network) -> None:
        network.declare_closure_period(first_day=first_day, last_day=last_day, label=label, at=caller.now)

    return await change_one(
        log, caller, command, verb, kind=Network, id=caller.network, expected_version=expected_version
    )


async def set_school_zone(
    log: Log, caller: Caller, command: Command, *, zone: SchoolZone | None = None, expected_version: int | None = None
) -> Outcome:
    """Whose school holidays are told beside the dates of a poll; None for none."""
    caller.must(Right.CHANGE_NETWORK_RULES)

    def verb(network: Network) -> None:
        network.set_school_zone(zone=zone, at=caller.now)

    return await change_one(
        log, caller, command, verb, kind=Network, id=caller.network, expected_version=expected_version
    )


async def describe_syndicate(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    name: str,
    siren: str | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """Its subject is the syndicate. SirenInvalid, SirenTaken, and what the name refuses."""
    caller.must(Right.MANAGE_MEMBERS)

    async def decide(change: Change) -> UUID:
        network = await change.load(Network, caller.network, expected_version=expected_version)
        before = network.syndicate_siren
        wanted = minted(caller, command, "syndicate")
        syndicate = network.describe_syndicate(name=name, siren=siren, at=caller.now, syndicate=wanted)
        if network.syndicate_siren != before:
            take_siren(change, network.syndicate_siren, syndicate, instead_of=before)
        return syndicate

    return await log.carry_out(caller, command, decide, on=caller.network)


async def associate_partner(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    name: str,
    on: date | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """`on` is the first day, today without it. Its subject is the partner.

    PartnerAlreadyAssociated, DayOutOfRange, and what the name refuses.
    """
    caller.must(Right.MANAGE_MEMBERS)

    async def decide(change: Change) -> UUID:
        network = await change.load(Network, caller.network, expected_version=expected_version)
        since, partner = on or day_of(caller.now), minted(caller, command, "partner")
        return network.associate_partner(name=name, on=since, at=caller.now, partner=partner)

    return await log.carry_out(caller, command, decide, on=caller.network)


async def dissociate_partner(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    partner: UUID,
    on: date | None = None,
    reason: str | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """`on` is the first day outside, today without it. Until it has come, asked again with another day moves it.

    Its subject is the partner. PartnerNotAssociated, DissociationBeforeAssociation, DayOutOfRange.
    """
    caller.must(Right.MANAGE_MEMBERS)

    async def decide(change: Change) -> UUID:
        network = await change.load(Network, caller.network, expected_version=expected_version)
        until = on or day_of(caller.now)
        network.dissociate_partner(partner=partner, on=until, reason=reason, at=caller.now)
        return partner

    return await log.carry_out(caller, command, decide, on=caller.network)

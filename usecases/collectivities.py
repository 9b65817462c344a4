"""Which collectivities are members: registered, admitted, withdrawn; and what they are called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from maillage.domain.calendar import day_of
from maillage.domain.caller import Caller, Right
from maillage.domain.collectivities import Collectivity, CollectivityKind
from maillage.domain.mandates import Mandate
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.domain.refusals import Refusal
from maillage.domain.siren import optional_siren
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.projections.known import people_at
from maillage.usecases.commitments import next_turn, open_commitments
from maillage.usecases.identifiers import minted
from maillage.usecases.proxies import end_lapsed_proxies
from maillage.usecases.seats import seats_follow
from maillage.usecases.single import change_one

SIREN = "siren"  # the kind of claim


class SirenTaken(Refusal):
    """A SIREN names one organisation of a network."""

    SOURCE = "domain.md 3.2"
    FR = "Le SIREN {siren} est celui d’une autre organisation du réseau."
    EN = "The SIREN {siren} belongs to another organisation of the network."


async def admit_collectivity(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    name: str,
    kind: CollectivityKind,
    on: date,
    siren: str | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """Registers a collectivity and admits it from the day `on`. Its subject is the collectivity.

    SirenInvalid, SirenTaken, DayOutOfRange, and what the name refuses. `expected_version` is the network's.
    """
    caller.must(Right.MANAGE_MEMBERS)

    async def decide(change: Change) -> UUID:
        network = await change.load(Network, caller.network, expected_version=expected_version)
        id = minted(caller, command, "collectivity")
        collectivity = Collectivity.register(name=name, kind=kind, siren=siren, at=caller.now, id=id)
        network.admit_collectivity(collectivity=id, on=on, at=caller.now)
        change.add(collectivity)
        take_siren(change, optional_siren(siren), id)
        return id

    return await log.carry_out(caller, command, decide, on=caller.network)


async def readmit_collectivity(
    log: Log, caller: Caller, command: Command, *, collectivity: UUID, on: date, expected_version: int | None = None
) -> Outcome:
    """Admits again one that had withdrawn, with its people and its past.

    CollectivityIsClosed, CollectivityAlreadyMember, AdmissionBeforeWithdrawal, DayOutOfRange.
    """
    caller.must(Right.MANAGE_MEMBERS)

    async def decide(change: Change) -> UUID:
        network = await change.load(Network, caller.network, expected_version=expected_version)
        known = await change.rely_on(Collectivity, collectivity)
        known.must_not_be_closed("collectivity")
        network.admit_collectivity(collectivity=known.id, on=on, at=caller.now)
        return collectivity

    return await log.carry_out(caller, command, decide, on=caller.network)


async def withdraw_collectivity(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    collectivity: UUID,
    on: date,
    reason: str | None = None,
    settlement_ref: str | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """`on` is the first day outside. Until it has come, asked again with another day moves it.

    `settlement_ref` names the document that settles what it still holds open. It keeps its SIREN: its past stays under
    its name. CollectivityNotMember, WithdrawalBeforeAdmission, CommitmentsOpen, DayOutOfRange, TextTooLong.
    """
    caller.must(Right.MANAGE_MEMBERS)

    async def decide(change: Change) -> UUID:
        network = await change.load(Network, caller.network, expected_version=expected_version)
        await withdraw(change, caller, network, collectivity, on=on, reason=reason, settlement_ref=settlement_ref)
        return collectivity

    return await log.carry_out(caller, command, decide, on=caller.network)


async def merge_collectivities(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    merged: Sequence[UUID],
    into: UUID,
    on: date,
    expected_version: int | None = None,
) -> Outcome:
    """`on` is the first day of the one in place of the others. Their people go on there, by mandates from that day on.

    Proxies given by the mandates that end so are revoked. What else they hold open is answered for by the successor,
    as `Network.holder_on` says. Its subject is that one. NotFound, and what `Network.merge_collectivities` refuses.
    `expected_version` is the network's.
    """
    caller.must(Right.MANAGE_MEMBERS)

    async def decide(change: Change) -> UUID:
        network = await change.load(Network, caller.network, expected_version=expected_version)
        old = [await change.load(Collectivity, collectivity) for collectivity in merged]
        successor = await change.load(Collectivity, into)
        network.merge_collectivities(merged=merged, into=into, on=on, at=caller.now)
        for collectivity in merged:
            await next_turn(change, collectivity)
        people: dict[UUID, Person] = {}
        before: dict[UUID, dict[UUID, Mandate]] = {}
        moved: dict[UUID, Mandate] = {}
        for person in await people_at(log.pool, caller, merged):
            people[person] = known = await change.load(Person, person)
            before[person] = dict(known.mandates)
            moved |= known.follow_merger(network=network, merged=merged, minted=in_place, at=caller.now)
        for each in old:
            successor.take_over_seats(of=each, on=on, mandates=moved, people=people.__getitem__, at=caller.now)
        for person, known in people.items():
            await seats_follow(change, known, before[person], caller.now)
        await end_lapsed_proxies(log, caller, change, people.values())
        return into

    def in_place(mandate: UUID) -> UUID:
        return minted(caller, command, f"mandate/{mandate}")

    return await log.carry_out(caller, command, decide, on=caller.network)


async def rename_collectivity(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    collectivity: UUID,
    name: str,
    on: date | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """`on` is the first day under the new name, today without it. What happened before stays under the old one.

    NotFound, DayOutOfRange, and what the name refuses. `expected_version` is the collectivity's.
    """
    caller.must(Right.MANAGE_MEMBERS)

    def verb(known: Collectivity) -> None:
        known.rename(name=name, on=on or day_of(caller.now), at=caller.now)

    return await change_one(
        log, caller, command, verb, kind=Collectivity, id=collectivity, expected_version=expected_version
    )


async def withdraw(
    change: Change,
    caller: Caller,
    network: Network,
    collectivity: UUID,
    *,
    on: date,
    reason: str | None,
    settlement_ref: str | None,
) -> None:
    """With what is open for it counted. What `Network.withdraw_collectivity` refuses."""
    network.withdraw_collectivity(
        collectivity=collectivity,
        on=on,
        reason=reason,
        settlement_ref=settlement_ref,
        open_commitments=await open_commitments(change, network, collectivity),
        at=caller.now,
    )


def take_siren(change: Change, siren: str | None, holder: UUID, *, instead_of: str | None = None) -> None:
    """Claims a valid SIREN for an organisation, and gives back the one it had."""
    if instead_of:
        change.free(SIREN, instead_of, holder)
    if siren:
        change.take(SIREN, siren, holder, refusal=SirenTaken("siren", siren=siren))

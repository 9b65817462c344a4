"""What is asked of the directory: people, how to reach them, their mandates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from maillage.accounts import sessions, sign_ins
from maillage.domain.caller import Caller, Right
from maillage.domain.collectivities import Collectivity
from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.usecases.commitments import next_turn
from maillage.usecases.identifiers import minted
from maillage.usecases.own_people import must_manage_at, must_manage_person
from maillage.usecases.proxies import end_lapsed_proxies
from maillage.usecases.seats import seats_follow

_OF_OTHERS = (Right.MANAGE_PEOPLE, Right.MANAGE_OWN_PEOPLE)
_OF_ONESELF = (Right.CHANGE_OWN_DETAILS, *_OF_OTHERS)


@dataclass(frozen=True)
class NewMandate:
    """A mandate to grant. Both days are within it."""

    organisation: UUID  # a collectivity, the syndicate or a partner, as its kind says
    organisation_kind: OrganisationKind
    function: Function
    starts_on: date
    ends_on: date | None = None
    deliberation: str | None = None  # reference of the act that designates the person
    seat: int | None = None  # of the collectivity, of which the person is titular from then on


async def register_person(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    given_name: str,
    family_name: str,
    email: str | None = None,
    phone: str | None = None,
    mandate: NewMandate | None = None,
) -> Outcome:
    """A person of the network, with the first mandate where one is given.

    Who may only register people of the own collectivity gives a mandate there: NotAllowed. Else what the names, the
    details and the mandate refuse.
    """
    caller.must_any(*_OF_OTHERS)
    must_manage_at(caller, mandate.organisation if mandate else None)

    async def decide(change: Change) -> UUID:
        id = minted(caller, command, "person")
        person = Person.register(given_name=given_name, family_name=family_name, at=caller.now, id=id)
        if email or phone:
            person.give_contact_details(email=email, phone=phone, at=caller.now)
        if mandate:
            await _grant(change, caller, command, person, mandate)
        change.add(person)
        return id

    return await log.carry_out(caller, command, decide)


async def give_contact_details(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    person: UUID,
    email: str | None,
    phone: str | None,
    expected_version: int | None = None,
) -> Outcome:
    """Both replace what was known; None takes a detail back. One's own, or those of people whom the caller manages.

    Another e-mail address by somebody else ends the sessions that the former one opened: it may be another's.
    NotAllowed, NotFound, EmailInvalid, PhoneInvalid.
    """
    caller.must_any(*(_OF_ONESELF if person == caller.person else _OF_OTHERS))

    async def decide(change: Change) -> UUID:
        known = await change.load(Person, person, expected_version=expected_version)
        if person != caller.person:
            await must_manage_person(change, caller, known)
        known.give_contact_details(email=email, phone=phone, at=caller.now)
        return person

    outcome = await log.carry_out(caller, command, decide, on=person)
    if person != caller.person:
        address = sign_ins.Keys.of(log.keyring.seal).sealed(email) if email else None
        await sessions.revoke_others(log.pool, network=caller.network, person=person, address=address, now=caller.now)
    return outcome


async def grant_mandate(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    person: UUID,
    mandate: NewMandate,
    expected_version: int | None = None,
) -> Outcome:
    """Its subject is the person. NotAllowed, NotFound, and what the mandate refuses."""
    caller.must_any(*_OF_OTHERS)
    must_manage_at(caller, mandate.organisation)

    async def decide(change: Change) -> UUID:
        known = await change.load(Person, person, expected_version=expected_version)
        await must_manage_person(change, caller, known)
        await _grant(change, caller, command, known, mandate)
        return person

    return await log.carry_out(caller, command, decide, on=person)


async def end_mandate(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    person: UUID,
    mandate: UUID,
    on: date,
    reason: str | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """`on` is the last day. Until it has passed, asked again with another day moves it.

    Its subject is the person. NotAllowed, NotFound, and what `Person.end_mandate` refuses.
    """
    caller.must_any(*_OF_OTHERS)

    async def decide(change: Change) -> UUID:
        known = await change.load(Person, person, expected_version=expected_version)
        if held := known.mandates.get(mandate):
            must_manage_at(caller, held.organisation)
        before = dict(known.mandates)
        known.end_mandate(mandate=mandate, on=on, reason=reason, at=caller.now)
        await seats_follow(change, known, before, caller.now)
        await end_lapsed_proxies(log, caller, change, [known])
        return person

    return await log.carry_out(caller, command, decide, on=person)


async def extend_mandate(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    person: UUID,
    mandate: UUID,
    ends_on: date | None = None,
    deliberation: str | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """`ends_on` is the new last day; without it the mandate is open-ended from now on. The seat that it holds follows.

    Its subject is the person. NotAllowed, NotFound, SeatOccupied, and what `Person.extend_mandate` refuses.
    """
    caller.must_any(*_OF_OTHERS)

    async def decide(change: Change) -> UUID:
        known = await change.load(Person, person, expected_version=expected_version)
        if held := known.mandates.get(mandate):
            must_manage_at(caller, held.organisation)
        before, network = dict(known.mandates), await change.rely_on(Network, caller.network)
        known.extend_mandate(
            network=network, mandate=mandate, ends_on=ends_on, deliberation=deliberation, at=caller.now
        )
        await seats_follow(change, known, before, caller.now)
        return person

    return await log.carry_out(caller, command, decide, on=person)


async def _grant(change: Change, caller: Caller, command: Command, person: Person, mandate: NewMandate) -> None:
    network = await change.rely_on(Network, caller.network)
    if mandate.organisation_kind is OrganisationKind.COLLECTIVITY:
        await next_turn(change, mandate.organisation)
    id = person.grant_mandate(
        network=network,
        organisation=mandate.organisation,
        organisation_kind=mandate.organisation_kind,
        function=mandate.function,
        starts_on=mandate.starts_on,
        ends_on=mandate.ends_on,
        deliberation=mandate.deliberation,
        at=caller.now,
        mandate=minted(caller, command, "mandate"),
    )
    if mandate.seat is not None:
        there = await change.load(Collectivity, mandate.organisation)
        there.take_seat(seat=mandate.seat, person=person, mandate=id, at=caller.now)

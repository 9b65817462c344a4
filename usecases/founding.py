"""Founding a network: the one command that no network exists for yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import count
from uuid import UUID, uuid5

from maillage.domain.caller import Caller, Right
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.domain.refusals import Refusal
from maillage.domain.slugs import slug_of
from maillage.eventstore.change import Change
from maillage.eventstore.facts import NOBODY
from maillage.eventstore.log import Command, Log, Outcome

SLUG = "slug"  # the kind of claim


class SlugTaken(Refusal):
    """Each network of an installation has an address of its own, made from its name."""

    SOURCE = "ours: an address leads to one network"
    FR = "L’adresse « {slug} » est prise par un autre réseau. Un nom libre : « {suggestion} »."
    EN = "The address '{slug}' belongs to another network. A free name: '{suggestion}'."


@dataclass(frozen=True)
class Founding:
    """Who and what one founding command makes: sent again, it is the same network."""

    network: UUID
    coordinator: UUID

    @classmethod
    def by(cls, command: Command) -> Founding:
        return cls(uuid5(command.id, "network"), uuid5(command.id, "coordinator"))

    def caller(self, now: datetime) -> Caller:
        """The program itself, in the network to be founded."""
        return Caller.system(self.network, now)


async def found_network(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    name: str,
    given_name: str,
    family_name: str,
    email: str | None = None,
    phone: str | None = None,
) -> Outcome:
    """A network with its first coordinator, everything else at its default. `caller` is `Founding.by(command).caller`.

    SlugTaken, and what the name, the person's names and the details refuse.
    """
    caller.must(Right.FOUND_NETWORKS)
    founding = Founding.by(command)

    async def decide(change: Change) -> UUID:
        network = Network.found(name=name, coordinator=founding.coordinator, at=caller.now, id=founding.network)
        person = Person.register(given_name=given_name, family_name=family_name, at=caller.now, id=founding.coordinator)
        if email or phone:
            person.give_contact_details(email=email, phone=phone, at=caller.now)
        await _take_slug(log, change, name, network.id)
        change.add(network)
        change.add(person)
        return network.id

    return await log.carry_out(caller, command, decide, on=founding.network)


async def _take_slug(log: Log, change: Change, name: str, network: UUID) -> None:
    slug = slug_of(name)
    taken = SlugTaken("name", slug=slug, suggestion=await _free_name(log, name.strip()))
    if await log.claim_holder(NOBODY, SLUG, slug):
        raise taken  # before the coordinator gets a key that would seal nothing
    change.take(SLUG, slug, network, refusal=taken, everywhere=True)


async def _free_name(log: Log, name: str) -> str:
    for number in count(2):
        suggestion = f"{name[:50].strip()} {number}"
        if not await log.claim_holder(NOBODY, SLUG, slug_of(suggestion)):
            return suggestion
    raise AssertionError("numbers end")

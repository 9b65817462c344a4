"""Whose record a representative may change: who acts for the own collectivities alone."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from maillage.domain.calendar import day_of
from maillage.domain.caller import Caller, Right
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.domain.refusals import NotAllowed
from maillage.eventstore.change import Change


async def must_manage_person(change: Change, caller: Caller, person: Person) -> None:
    """Anybody, or who acts for the caller's own collectivities alone. NotAllowed.

    Not a coordinator, nor who acts for others too: else whoever gives them a mandate could then change the e-mail
    address by which they sign in.
    """
    if caller.may(Right.MANAGE_PEOPLE):
        return
    network, today = await change.rely_on(Network, caller.network), day_of(caller.now)
    held = _organisations_of(person, today)
    if network.is_coordinator(person.id, today) or not held or not held <= caller.collectivities:
        raise NotAllowed("person", right=Right.MANAGE_PEOPLE.value)


def must_manage_at(caller: Caller, *organisations: UUID | None) -> None:
    """People of any organisation, or of the caller's own collectivities. NotAllowed."""
    if not caller.may(Right.MANAGE_PEOPLE) and caller.collectivities.isdisjoint(organisations):
        raise NotAllowed("organisation", right=Right.MANAGE_PEOPLE.value)


def _organisations_of(person: Person, day: date) -> set[UUID]:
    """Those where a mandate has not ended by that day, begun or not."""
    return {each.organisation for each in person.mandates.values() if each.lasts_to(day)}

"""Who chairs a meeting (fr: présidence de séance)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from maillage.domain.mandates import Function
from maillage.domain.meeting_refusals import ChairNotEntitled
from maillage.domain.network import Network
from maillage.domain.people import Person


def chair_on(day: date, *, named: Person | None, by: UUID | None, network: Network) -> UUID | None:
    """Who is named, else `by`, who opens the meeting, where that is a coordinator of the day. ChairNotEntitled."""
    if named is None:
        return by if by is not None and _coordinates(by, network, day) else None
    if not (_coordinates(named.id, network, day) or _elected(named, network, day)):
        raise ChairNotEntitled("chair", day=str(day))
    return named.id


def _coordinates(person: UUID, network: Network, day: date) -> bool:
    """On that very day: whoever begins later opens and chairs nothing yet."""
    return any(stay.covers(day) for stay in network.coordinators.get(person, ()))


def _elected(person: Person, network: Network, day: date) -> bool:
    members = network.members_on(day)
    return any(
        held.function is Function.ELECTED_REPRESENTATIVE and held.active_on(day) and held.organisation in members
        for held in person.mandates.values()
    )

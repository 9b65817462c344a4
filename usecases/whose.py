"""For whom somebody asks: for oneself, or for another person of the network."""

from __future__ import annotations

from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.people import Person
from maillage.domain.refusals import NotAllowed, NotFound
from maillage.eventstore.change import Change


def oneself(caller: Caller, right: Right) -> UUID:
    """Who asks for it in person. NotAllowed: the program itself neither answers, nor drives, nor visits."""
    caller.must(right)
    if caller.person is None:
        raise NotAllowed("person", right=right.value)
    return caller.person


def for_whom(caller: Caller, people: list[UUID] | None, *, own: Right, others: Right) -> list[UUID]:
    """`people`, or the caller where that is None. NotAllowed: `others` is lacking where it is about somebody else."""
    if people is None:
        return [oneself(caller, own)]
    caller.must(own)
    if any(each != caller.person for each in people):
        caller.must(others)
    return people


async def known_person(change: Change, person: UUID, field: str) -> Person:
    """A person of the network. NotFound, naming the input's field."""
    try:
        return await change.rely_on(Person, person)
    except NotFound as unknown:
        raise NotFound(field, **unknown.values) from unknown

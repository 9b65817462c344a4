"""What is asked of a person's profile: the form of titles, availability, mail, skills, trainings."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.messages import MessageKind
from maillage.domain.people import Person
from maillage.domain.refusals import NotAllowed
from maillage.domain.title_forms import TitleForm
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.usecases.own_people import must_manage_person

_OF_OTHERS = (Right.MANAGE_PEOPLE, Right.MANAGE_OWN_PEOPLE)
_OF_ONESELF = (Right.CHANGE_OWN_DETAILS, *_OF_OTHERS)


async def choose_title_form(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    person: UUID,
    form: TitleForm | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """None takes the choice back. One's own, or that of people whom the caller manages. NotAllowed, NotFound."""
    caller.must_any(*(_OF_ONESELF if person == caller.person else _OF_OTHERS))

    def verb(known: Person) -> None:
        known.choose_title_form(form=form, at=caller.now)

    return await _change_one(log, caller, command, verb, id=person, expected_version=expected_version)


async def declare_availability(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    person: UUID,
    availability: str | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """None takes it back. NotAllowed, NotFound, and what `Person.declare_availability` refuses."""
    caller.must_any(*(_OF_ONESELF if person == caller.person else _OF_OTHERS))

    def verb(known: Person) -> None:
        known.declare_availability(availability=availability, at=caller.now)

    return await _change_one(log, caller, command, verb, id=person, expected_version=expected_version)


async def set_notification_preferences(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    unwanted: Collection[MessageKind],
    expected_version: int | None = None,
) -> Outcome:
    """The caller's own. NotAllowed, and what `Person.set_notification_preferences` refuses."""
    caller.must(Right.CHANGE_OWN_DETAILS)
    if caller.person is None:
        raise NotAllowed(right=Right.CHANGE_OWN_DETAILS.value)

    def verb(known: Person) -> None:
        known.set_notification_preferences(unwanted=unwanted, at=caller.now)

    return await _change_one(log, caller, command, verb, id=caller.person, expected_version=expected_version)


async def declare_skill(
    log: Log, caller: Caller, command: Command, *, person: UUID, skill: str, expected_version: int | None = None
) -> Outcome:
    """NotAllowed, NotFound, and what `Person.declare_skill` refuses."""
    caller.must_any(*(_OF_ONESELF if person == caller.person else _OF_OTHERS))

    def verb(known: Person) -> None:
        known.declare_skill(skill=skill, at=caller.now)

    return await _change_one(log, caller, command, verb, id=person, expected_version=expected_version)


async def withdraw_skill(
    log: Log, caller: Caller, command: Command, *, person: UUID, skill: str, expected_version: int | None = None
) -> Outcome:
    """NotAllowed, NotFound, and what `Person.withdraw_skill` refuses."""
    caller.must_any(*(_OF_ONESELF if person == caller.person else _OF_OTHERS))

    def verb(known: Person) -> None:
        known.withdraw_skill(skill=skill, at=caller.now)

    return await _change_one(log, caller, command, verb, id=person, expected_version=expected_version)


async def record_training(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    person: UUID,
    title: str,
    on: date,
    expected_version: int | None = None,
) -> Outcome:
    """`on` is its last day. NotAllowed, NotFound, and what `Person.record_training` refuses."""
    caller.must_any(*(_OF_ONESELF if person == caller.person else _OF_OTHERS))

    def verb(known: Person) -> None:
        known.record_training(title=title, on=on, at=caller.now)

    return await _change_one(log, caller, command, verb, id=person, expected_version=expected_version)


async def _change_one(
    log: Log,
    caller: Caller,
    command: Command,
    verb: Callable[[Person], None],
    *,
    id: UUID,
    expected_version: int | None,
) -> Outcome:
    async def decide(change: Change) -> UUID:
        known = await change.load(Person, id, expected_version=expected_version)
        if id != caller.person:
            await must_manage_person(change, caller, known)
        verb(known)
        return id

    return await log.carry_out(caller, command, decide, on=id)

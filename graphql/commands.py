"""The one way of every mutation: translate the input, carry out the use case, read its subject anew."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar, Self, TypeAlias, TypeVar
from uuid import UUID

import strawberry

from maillage.domain.refusals import NotAllowed, Refusal
from maillage.eventstore.log import Command, Outcome
from maillage.graphql.activity_options import POSITIONS
from maillage.graphql.inputs import path_in, values_of
from maillage.graphql.live import END
from maillage.graphql.moments import Context, Info, Moment
from maillage.graphql.scalars import Cursor
from maillage.graphql.user_errors import UserError

Usecase: TypeAlias = Callable[..., Awaitable[Outcome]]
Read: TypeAlias = Callable[[Moment, UUID | None], Awaitable[Any]]

AS_IT_IS_NOW = "As it is now; null when the command is refused, or when you may not read it."


@strawberry.input(description="What every command has.")
class CommandInput:
    command_id: UUID = strawberry.field(
        description="Chosen by the client. Sent again with the same input, it gets the same outcome, and nothing is "
        "done twice; with another input it is refused. Remembered for 30 days."
    )


@strawberry.input(description="What every command has that changes something.")
class ChangeInput(CommandInput):
    expected_version: int | None = strawberry.field(
        default=None, description="Refused when what it changes is at another version."
    )


@strawberry.type(description="What every command answers.")
class Payload:
    position: Cursor | None = strawberry.field(
        default=None,
        description="The end of what it changed in the history, for `activity(after:)` or `asOf`; null: nothing.",
    )
    errors: list[UserError] = strawberry.field(
        default_factory=list, description="Why it was refused; empty when it was carried out."
    )
    warnings: list[UserError] = strawberry.field(
        default_factory=list, description="What to know although it was carried out."
    )
    SUBJECT: ClassVar[tuple[str, Read]]  # the field that shows what the command was about, and how it is read

    @classmethod
    async def of(cls, context: Context, outcome: Outcome) -> Self:
        moment = context.moment.renewed()
        field, read = cls.SUBJECT
        try:
            subject = await read(moment, outcome.subject)
        except NotAllowed:
            subject = None
        place = None if outcome.last is None else POSITIONS.encode(moment.seal, outcome.last, END)
        return cls(position=None if place is None else Cursor(place), **{field: subject})


P = TypeVar("P", bound=Payload)


async def carried_out(info: Info, usecase: Usecase, given: CommandInput, payload: type[P]) -> P:
    """The use case with the input's fields under their names. A refusal is an answer, not an error."""
    context = info.context
    try:
        fields = values_of(given)
        command = Command.of(fields.pop("command_id"), usecase.__name__, **fields)
        outcome = await usecase(context.log, context.moment.caller, command, **fields)
    except Refusal as refusal:
        return payload(errors=[UserError.of(refusal, context.locale, path_in(given, refusal.path))])
    return await payload.of(context, outcome)

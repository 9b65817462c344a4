"""How a refusal of the rules reaches a client: as data of a mutation, as an error of a query."""

from __future__ import annotations

from enum import Enum

import strawberry

from maillage.domain.refusals import Refusal, every_refusal
from maillage.eventstore import change, keyed_queue, log, past, sealing
from maillage.graphql import activity_options, agenda, as_of, queries, references
from maillage.graphql.errors import ApiError
from maillage.graphql.refusal_texts import camel, message_of
from maillage.usecases import (
    action_items,
    agenda_items,
    calendar_feeds,
    collectivities,
    coordinators,
    date_polls,
    decisions,
    directory_import,
    directory_refusals,
    figures,
    meetings,
    minutes,
    networks,
    own_access,
    people,
    postings,
    profiles,
    recording,
    register,
    rules,
)
from maillage.usecases import agenda as agenda_usecases

# Where a request meets refusals, the whole domain besides. Those of other commands (to found, to sign in) are not ours.
_USECASES = (
    action_items,
    agenda_usecases,
    agenda_items,
    calendar_feeds,
    collectivities,
    coordinators,
    date_polls,
    decisions,
    directory_import,
    directory_refusals,
    figures,
    meetings,
    minutes,
    networks,
    own_access,
    people,
    postings,
    profiles,
    recording,
    register,
    rules,
)
_MODULES = (*_USECASES, change, keyed_queue, log, past, sealing)
_ACCOUNTS = {"maillage.accounts.tokens"}  # which we import through its use case only
_OURS = (agenda, queries, activity_options, as_of, references)


def _codes() -> dict[str, type[Refusal]]:
    met = {module.__name__ for module in (*_MODULES, *_OURS)} | _ACCOUNTS
    kinds = (
        kind for kind in every_refusal() if kind.__module__ in met or kind.__module__.startswith("maillage.domain.")
    )
    return dict(sorted((kind.code(), kind) for kind in kinds))


_REFUSALS = _codes()
ErrorCode = Enum("ErrorCode", {code: code for code in _REFUSALS})  # type: ignore[misc]  # made from the refusals
strawberry.enum(ErrorCode, description="Which rule refuses; stable. The description of each is the rule.")
for _value in ErrorCode.__strawberry_definition__.values:  # type: ignore[attr-defined]  # set by the line above
    _value.description = _REFUSALS[_value.name].rule()


@strawberry.type(description="Why a rule refuses a command, or what to know although it was carried out.")
class UserError:
    code: ErrorCode = strawberry.field(description="Which rule; stable.")
    message: str = strawberry.field(description="For the person who asked, in French or English.")
    path: list[str] = strawberry.field(description="The field of the input at fault, outermost first; empty for none.")
    rule: str = strawberry.field(description="The rule in one English sentence.")

    @classmethod
    def of(cls, refusal: Refusal, locale: str, path: tuple[str, ...]) -> UserError:
        return cls(
            code=ErrorCode[refusal.code()],
            message=message_of(refusal, locale),
            path=list(map(camel, path)),
            rule=refusal.rule(),
        )


def translated(error: BaseException) -> ApiError | None:
    """A refusal as an error of the field that asked; None for what nobody expected."""
    if not isinstance(error, Refusal):
        return None
    path = ".".join(map(camel, error.path))
    fr, en = message_of(error, "fr"), message_of(error, "en")
    return ApiError(fr, en, error.code(), rule=error.rule(), argument=path or None)

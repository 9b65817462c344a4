"""The commonest use case: one verb of one aggregate."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from maillage.domain.base import Aggregate
from maillage.domain.caller import Caller
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome

A = TypeVar("A", bound=Aggregate)


async def change_one(
    log: Log,
    caller: Caller,
    command: Command,
    verb: Callable[[A], object],
    *,
    kind: type[A],
    id: UUID,
    expected_version: int | None,
) -> Outcome:
    """Carries out `verb` on one aggregate, which no other has to agree with. The caller's right is checked before."""

    async def decide(change: Change) -> UUID:
        verb(await change.load(kind, id, expected_version=expected_version))
        return id

    return await log.carry_out(caller, command, decide, on=id)

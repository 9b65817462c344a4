"""Yearly figures of collectivities, each with its source."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.collectivities import Collectivity
from maillage.eventstore.log import Command, Log, Outcome
from maillage.usecases.single import change_one


async def record_population(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    collectivity: UUID,
    year: int,
    inhabitants: int,
    source: str,
    expected_version: int | None = None,
) -> Outcome:
    """Recorded again for a year, it is corrected. NotFound, and what `Collectivity.record_population` refuses."""
    caller.must(Right.MANAGE_MEMBERS)

    def verb(known: Collectivity) -> None:
        known.record_population(year=year, inhabitants=inhabitants, source=source, at=caller.now)

    return await change_one(
        log, caller, command, verb, kind=Collectivity, id=collectivity, expected_version=expected_version
    )


async def record_tonnage(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    collectivity: UUID,
    year: int,
    tonnes: Decimal,
    source: str,
    expected_version: int | None = None,
) -> Outcome:
    """Recorded again for a year, it is corrected. NotFound, and what `Collectivity.record_tonnage` refuses."""
    caller.must(Right.MANAGE_MEMBERS)

    def verb(known: Collectivity) -> None:
        known.record_tonnage(year=year, tonnes=tonnes, source=source, at=caller.now)

    return await change_one(
        log, caller, command, verb, kind=Collectivity, id=collectivity, expected_version=expected_version
    )

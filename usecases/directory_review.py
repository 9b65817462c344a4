"""Looking at a directory before it is imported, and after."""

from __future__ import annotations

import asyncio
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.network import Network
from maillage.domain.refusals import NotFound, Refusal
from maillage.domain.siren import optional_siren
from maillage.eventstore.log import Command, Log
from maillage.projections.known import known_collectivities, known_people, other_organisations
from maillage.usecases.collectivities import SIREN
from maillage.usecases.directory_file import Column, Encoding, Line, Sheet, read
from maillage.usecases.directory_plan import Known, Plan
from maillage.usecases.identifiers import minted


async def review_directory(
    log: Log, caller: Caller, file: bytes, *, encoding: Encoding | None = None, command: Command
) -> Plan:
    """What `import_directory` would do with this file, or did for the same command; nothing is written.

    NotAllowed, and what the file as a whole is refused for. What is wrong with its lines is in the plan.
    """
    caller.must(Right.MANAGE_PEOPLE)
    caller.must(Right.MANAGE_MEMBERS)
    sheet = await asyncio.to_thread(read, file, encoding)
    network = await log.replayed(caller.network, caller.network)
    if not isinstance(network, Network):
        raise NotFound("network", kind="network", id=str(caller.network))
    return await planned(log, sheet, network, caller, command)


async def planned(log: Log, sheet: Sheet, network: Network, caller: Caller, command: Command) -> Plan:
    """Names and addresses are sealed in the log, so that only the read models can tell who is there already."""

    def own(what: str, line: Line) -> UUID:
        return minted(caller, command, f"{what}/{line.number}")

    known = Known(
        people=await known_people(log.pool, caller),
        collectivities=await known_collectivities(log.pool, caller),
        others=await other_organisations(log.pool, caller),
        sirens=await _sirens_taken(log, caller, sheet),
        minted=own,
    )
    return await asyncio.to_thread(Plan.of, sheet, network, known, caller.now)


async def _sirens_taken(log: Log, caller: Caller, sheet: Sheet) -> frozenset[str]:
    written = {line[Column.SIREN] for line in sheet.lines if line[Column.SIREN]}
    sirens = {_siren(each) for each in written} - {None}
    return frozenset([each for each in sirens if each and await log.claim_holder(caller.network, SIREN, each)])


def _siren(written: str) -> str | None:
    try:
        return optional_siren(written)
    except Refusal:  # told of its line by the plan
        return None

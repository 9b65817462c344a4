"""Importing a directory: people and their collectivities from a spreadsheet, all of them or nobody."""

from __future__ import annotations

import asyncio
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.network import Network
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.usecases.collectivities import take_siren
from maillage.usecases.commitments import next_turn
from maillage.usecases.directory_file import Encoding, read
from maillage.usecases.directory_plan import Plan
from maillage.usecases.directory_refusals import DirectoryHasProblems
from maillage.usecases.directory_review import planned

IMPORT = "directory-import"  # the kind of claim


async def import_directory(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    file: bytes,
    encoding: Encoding | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Registers everybody whom the network does not know, with a mandate from today on, and admits collectivities.

    Its subject is the network. `dry_run` changes nothing, and leaves the command to be carried out. NotAllowed,
    DirectoryHasProblems, and what the file as a whole is refused for.
    """
    caller.must(Right.MANAGE_PEOPLE)
    caller.must(Right.MANAGE_MEMBERS)
    if dry_run:
        return Outcome(caller.network, None, None)

    async def decide(change: Change) -> UUID:
        sheet = await asyncio.to_thread(read, file, encoding)
        network = await change.load(Network, caller.network)
        number = int(await change.highest(IMPORT, "") or 0) + 1
        plan = await planned(log, sheet, network, caller, command)
        if plan.problems:
            raise DirectoryHasProblems("file", problems=len(plan.problems), line=plan.problems[0].line)
        await _write(change, network, plan, number)
        return network.id

    return await log.carry_out(caller, command, decide, on=caller.network)


async def _write(change: Change, network: Network, plan: Plan, number: int) -> None:
    for record in plan.collectivities.records:
        change.add(record)
    for new in plan.collectivities.registered.values():
        if any(record.id == new.id for record in plan.collectivities.records):
            take_siren(change, new.siren, new.id)
    for person in plan.people:
        change.add(person.record)
    for collectivity in sorted({each for person in plan.people for each, _ in person.held}):
        await next_turn(change, collectivity)
    if plan.people or plan.collectivities.records:
        # What is in the directory was read, not relied on: of two imports at once, the later reads it anew.
        change.take(IMPORT, str(number), network.id)

"""A program to be killed: eight writers give real commands to the real log, on an embedded server of its own.

Lines out: `ready`, `sent KIND COMMAND`, `done KIND COMMAND FIRST LAST`. Lines in, until an empty one: commands of an
earlier life that got no answer, which a client would send again.
"""

import asyncio
import os
import random
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

from maillage.config import Settings
from maillage.domain.caller import Caller
from maillage.domain.collectivities import CollectivityKind
from maillage.domain.meeting_facts import MeetingKind, Modality
from maillage.eventstore import rebuild
from maillage.eventstore.connections import UNLIMITED, DatabaseUnusable
from maillage.eventstore.database import Database
from maillage.eventstore.group import LOST, Appender
from maillage.eventstore.keyring import Keyring, Secrets
from maillage.eventstore.log import Command, Log, Outcome
from maillage.projections import ALL
from maillage.usecases.collectivities import admit_collectivity
from maillage.usecases.founding import Founding, found_network
from maillage.usecases.meetings import plan_meeting
from maillage.usecases.people import register_person
from tests.postgres import binaries

FOUNDED = Command.of(UUID(int=1), "found")
NETWORK = Founding.by(FOUNDED).network
KINDS = ("admit", "plan", "register", "plan", "register", "plan", "register", "plan")  # one for each writer


async def carry_out(log: Log, kind: str, id: UUID) -> Outcome:
    """The command of that kind and id: the same input whenever it is sent."""
    caller, command = Caller.system(NETWORK, datetime.now(UTC)), Command.of(id, kind, of=id)
    match kind:
        case "admit":  # changes the one stream that all its kind change, and takes no claim of another
            details = {"kind": CollectivityKind.EPCI, "on": date(2026, 1, 1)}
            return await admit_collectivity(log, caller, command, name=f"Vallée {id}", **details)
        case "register":
            return await register_person(log, caller, command, given_name="Zoé", family_name=f"N° {id}")
        case "plan":
            what = {"kind": MeetingKind.REGULAR, "modality": Modality.HYBRID}
            return await plan_meeting(log, caller, command, title=f"Réunion {id}", **what)
    raise AssertionError(kind)


def say(*words: object) -> None:
    """One line, whole or not at all: it stays in the pipe when this program is killed."""
    os.write(1, " ".join(map(str, words)).encode() + b"\n")


async def until_answered(log: Log, kind: str, id: UUID) -> None:
    """As a client does: the same command again while the server cannot be reached."""
    say("sent", kind, id)
    while True:
        try:
            outcome = await carry_out(log, kind, id)
        except (*LOST, DatabaseUnusable):
            await asyncio.sleep(0.05)
        else:
            return say("done", kind, id, outcome.first, outcome.last)


async def write_for_ever(log: Log, kind: str) -> None:
    while True:
        await until_answered(log, kind, uuid4())
        await asyncio.sleep(random.expovariate(1) / 1000)


async def write(data: Path, unanswered: Sequence[tuple[str, UUID]]) -> None:
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(Database(Settings(data=data, pg_bin=binaries())))
        keyring = Keyring(database.app_pool, secrets := Secrets.kept_in(data / "keys.json"))
        if not await rebuild.up_to_date(database.app_pool, ALL):
            await rebuild.rebuild(lambda: database.connect(rebuild.SEARCH_PATH, UNLIMITED), ALL, keyring)
        appender = await stack.enter_async_context(Appender(database.app_pool, ALL))
        log = Log(database.app_pool, keyring, appender, secrets.inputs)
        caller = Founding.by(FOUNDED).caller(datetime.now(UTC))
        await found_network(log, caller, FOUNDED, name="Réseau", given_name="Anne", family_name="Le Goff")
        say("ready")
        again = [until_answered(log, kind, id) for kind, id in unanswered]
        await asyncio.gather(*again, *(write_for_ever(log, kind) for kind in KINDS))


if __name__ == "__main__":
    given = [line.split() for line in iter(sys.stdin.readline, "\n")]
    asyncio.run(write(Path(sys.argv[1]), [(kind, UUID(id)) for kind, id in given]))

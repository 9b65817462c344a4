"""The outbox: facts that make messages, told in their transaction, then turned into one letter per person."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from uuid import UUID, uuid5

from maillage.eventstore.facts import Recorded
from maillage.eventstore.sql import Connection, queries
from maillage.processes.mailings import OF_FACTS, OF_KINDS
from maillage.processes.patience import GIVE_UP_AFTER, MOST_FAILURES, pause_after
from maillage.processes.reading import Reading

SQL = queries(__file__)
log = logging.getLogger(__name__)


async def put(db: Connection, facts: Sequence[Recorded]) -> None:
    """A row per message that these facts make. Part of the transaction that appends them: it reads nothing."""
    rows = [
        (each.network, each.seq, mailing.kind.value, each.recorded_at)
        for each in facts
        for mailing in OF_FACTS.get(type(each.fact), ())
    ]
    if rows:
        await db.execute(SQL["put"], *map(list, zip(*rows, strict=True)))


async def address_next(db: Connection, reading: Reading) -> bool:
    """The letters of the row that is due first, or when to look at it again. False: none is due.

    Inside a transaction of `db`: another process passes over the row meanwhile.
    """
    row = await db.fetchrow(SQL["claim"], reading.now)
    if row is None:
        return False
    place = (row["network_id"], row["seq"], row["kind"])
    try:
        fact = await reading.fact(row["network_id"], row["seq"])
        people = list(dict.fromkeys(await OF_KINDS[row["kind"]].recipients(reading, fact)))
    except Exception as error:
        log.exception(
            "the messages %s of fact %d of network %s could not be addressed", row["kind"], row["seq"], place[0]
        )
        due = reading.now + pause_after(row["tries"])
        await db.execute(SQL["again"], *place, due, type(error).__name__, row["tries"] + 1 >= MOST_FAILURES)
        return True
    ids = [letter_id(*place, person) for person in people]
    give_up = reading.now + GIVE_UP_AFTER
    await db.execute(SQL["address"], *place, fact.fact.originator_id, ids, people, reading.now, give_up)
    return True


def letter_id(network: UUID, seq: int, kind: str, person: UUID) -> UUID:
    """One id per fact, kind and person, whoever computes it and however often."""
    return uuid5(network, f"{seq}/{kind}/{person}")

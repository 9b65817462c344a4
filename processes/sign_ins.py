"""Letters of those who ask to sign in. Whether anybody has the address is looked up here, where nobody waits."""

from __future__ import annotations

from uuid import uuid5

from maillage.accounts import sign_ins
from maillage.domain.calendar import day_of
from maillage.domain.messages import MessageKind
from maillage.eventstore.sql import Connection, queries
from maillage.processes.reading import Reading
from maillage.projections.memberships import memberships

SQL = queries(__file__)


async def address_next(db: Connection, reading: Reading) -> bool:
    """One letter for the request that came first, whatever number of networks knows the address. False: none waits.

    Inside a transaction of `db`: another process passes over the request meanwhile.
    """
    keys = sign_ins.Keys.of(reading.keyring.seal)
    asked = await sign_ins.next_untold(db, keys, reading.now)
    if asked is None:
        return False
    for row in (await memberships(reading.db, asked.address, day_of(reading.now)))[:1]:
        place = (row.network_id, uuid5(row.network_id, str(asked.id)), MessageKind.SIGN_IN.value, asked.id, row.person)
        await db.execute(SQL["write"], *place, reading.now, asked.expires_at)
    await sign_ins.told(db, asked.id, reading.now)
    return True

"""Everybody who has a part in the network on a day, and for which members: whom to ask, invite and remind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.eventstore.sql import Connection, queries

SQL = queries(__file__)


async def belonging(db: Connection, caller: Caller, day: date) -> Mapping[UUID, tuple[UUID, ...]]:
    """By person, the members where a mandate is active, sorted.

    None for those of the syndicate and of partners, and for coordinators.
    """
    caller.must(Right.READ_DIRECTORY)
    found: dict[UUID, tuple[UUID, ...]] = {}
    for row in await db.fetch(SQL["belonging"], caller.network, day):
        more = (row["collectivity"],) if row["collectivity"] else ()
        found[row["person"]] = (*found.get(row["person"], ()), *more)
    return found

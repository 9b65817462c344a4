"""Who a signed-in person is in their network today."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from maillage.accounts.tokens import Identity
from maillage.domain.calendar import day_of
from maillage.domain.caller import Caller
from maillage.eventstore.sql import Connection
from maillage.projections.standing import standing


async def caller_for(db: Connection, identity: Identity, now: datetime) -> Caller:
    """The caller whom a token stands for. Without any role, where nothing is held any more: every right is refused."""
    return await caller_in(db, identity.network, identity.person, now)


async def caller_in(db: Connection, network: UUID, person: UUID, now: datetime) -> Caller:
    """A person of a network, with the roles and mandates of that day in Europe/Paris."""
    held = await standing(db, network, person, day_of(now))
    return Caller(network, person, held.roles, now, held.collectivities, held.mandates)

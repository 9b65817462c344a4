"""Proxies for a meeting (fr: pouvoirs): who votes for a collectivity that cannot come, and whether that counts now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.meetings import Meeting
from maillage.eventstore.facts import Recorded
from maillage.eventstore.projection import Projection
from maillage.eventstore.sql import Connection, queries
from maillage.projections.fold import Batch, concerned
from maillage.projections.rows import to_rows

SQL = queries(__file__)


@dataclass(frozen=True, slots=True)
class ProxyRow:
    """A proxy that was not revoked."""

    meeting: UUID
    collectivity: UUID  # whose vote it is
    holder: UUID  # the person who votes
    person: UUID  # who gave it
    mandate: UUID  # of the giver at that collectivity
    given_at: datetime
    represents: bool  # its holder was there for a member, at any time, and the mandate was active that day
    counts: bool  # a vote may be cast by it now; once the meeting is closed, no more


async def proxies_for(db: Connection, caller: Caller, meetings: Sequence[UUID]) -> dict[UUID, list[ProxyRow]]:
    """Those that stand, in the order in which they were given. No meeting is missing from the answer."""
    caller.must(Right.READ_MEETINGS)
    found: dict[UUID, list[ProxyRow]] = {meeting: [] for meeting in meetings}
    for row in to_rows(ProxyRow, await db.fetch(SQL["proxies"], caller.network, meetings)):
        found[row.meeting].append(row)
    return found


# Writing ------------------------------------------------------------------------


_FACTS = {Meeting.ProxyGiven, Meeting.ProxyRevoked}


async def project(db: Connection, facts: Sequence[Recorded]) -> None:
    batch = Batch("proxies")
    for recorded in concerned(_FACTS, facts):
        fact = recorded.fact
        match fact:
            case Meeting.ProxyGiven(originator_id=meeting, collectivity=collectivity, timestamp=at):
                key = {"meeting": meeting, "collectivity": collectivity}
                who = {"holder": fact.holder, "person": fact.person, "mandate": fact.mandate}
                batch.patch("proxies", recorded, key, stands=True, given_at=at, **who)
            case Meeting.ProxyRevoked(originator_id=meeting, collectivity=collectivity):
                key = {"meeting": meeting, "collectivity": collectivity}
                nobody = {"holder": None, "person": None, "mandate": None, "given_at": None}
                batch.patch("proxies", recorded, key, stands=False, **nobody)
    if batch:
        await db.execute(SQL["write"], batch.json())


PROJECTION = Projection("proxies", version=1, sql=SQL, project=project)

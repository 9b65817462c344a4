"""What ambassadors' mandates amount to of a full-time post, from day to day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.people import Person
from maillage.domain.posts import EmploymentKind
from maillage.eventstore.facts import Recorded
from maillage.eventstore.projection import Projection
from maillage.eventstore.sql import Connection, queries
from maillage.projections.fold import Batch, concerned
from maillage.projections.rows import to_rows

SQL = queries(__file__)


@dataclass(frozen=True, slots=True)
class PostRow:
    mandate: UUID
    on: date  # from that day on, until that of the next row
    fte: Decimal  # of a full-time post, 0 to 1
    employment_kind: EmploymentKind | None


async def posts_of(db: Connection, caller: Caller, mandates: Sequence[UUID]) -> dict[UUID, list[PostRow]]:
    """What each of these mandates amounts to, the first day first. None is missing from the answer."""
    caller.must(Right.READ_DIRECTORY)
    found: dict[UUID, list[PostRow]] = {mandate: [] for mandate in mandates}
    for row in to_rows(PostRow, await db.fetch(SQL["posts_of"], caller.network, mandates)):
        found[row.mandate].append(row)
    return found


def post_on(rows: Sequence[PostRow], day: date) -> PostRow | None:
    """The row that counts on a day, of those of one mandate."""
    return max((row for row in rows if row.on <= day), key=lambda row: row.on, default=None)


# Writing ------------------------------------------------------------------------


async def project(db: Connection, facts: Sequence[Recorded]) -> None:
    batch = Batch("posts")
    for recorded in concerned({Person.AmbassadorOnboarded}, facts):
        match recorded.fact:
            case Person.AmbassadorOnboarded(mandate=mandate, on=on, fte=fte, employment_kind=kind):
                batch.patch("posts", recorded, {"mandate": mandate, "on": on}, fte=fte, employment_kind=kind)
    if batch:
        await db.execute(SQL["write"], batch.json())


PROJECTION = Projection("posts", version=1, sql=SQL, project=project)

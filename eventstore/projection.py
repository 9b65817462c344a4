"""A read model as the log sees it: how to make its tables and how to write a batch of facts into them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

import asyncpg

from maillage.eventstore.facts import Recorded

Project = Callable[[asyncpg.Connection, Sequence[Recorded]], Awaitable[None]]


@dataclass(frozen=True)
class Projection:
    """One read model. Whoever changes its tables or what it writes raises `version`, and it is rebuilt.

    One that is no longer wanted stays, a version higher and without tables: by its absence alone an older program
    could not tell that it is the older one.

    `sql` holds its named queries, of which `create` makes the tables, unqualified. `project` takes facts in the order
    of the log and is idempotent: facts that it has seen change nothing.
    """

    name: str
    version: int
    sql: Mapping[str, str] = field(repr=False)
    project: Project = field(repr=False)

    @property
    def create(self) -> str:
        return self.sql["create"]


def fingerprint(projections: Sequence[Projection]) -> str:
    """Which read models a writer knows, as registered in the log: `directory-1 meetings-2`."""
    return " ".join(f"{projection.name}-{projection.version}" for projection in projections)


def beyond(registered: str, projections: Sequence[Projection]) -> list[str]:
    """What a fingerprint names that is newer than these projections, or unknown to them: `meetings-2`."""
    known = {projection.name: projection.version for projection in projections}
    named = (each.rpartition("-") for each in registered.split())
    return [f"{name}-{version}" for name, _, version in named if int(version) > known.get(name, 0)]

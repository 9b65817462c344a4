"""What a caller may always read: its own record, the network's name, what it holds today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from maillage.domain.calendar import day_of
from maillage.domain.caller import Caller
from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.messages import MessageKind
from maillage.eventstore.sql import Connection, queries
from maillage.projections.rows import to_row, to_rows

SQL = queries(__file__)


@dataclass(frozen=True, slots=True)
class OwnMandateRow:
    """A mandate that gives the caller a role today, and the name of its organisation."""

    id: UUID
    organisation: UUID
    organisation_kind: OrganisationKind
    organisation_name: str
    function: Function
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Oneself:
    """The caller in its network. Names and contact details are None once the person is erased."""

    id: UUID
    given_name: str | None
    family_name: str | None
    email: str | None
    phone: str | None
    unwanted: tuple[MessageKind, ...]  # not to be mailed
    network_name: str
    network_slug: str
    mandates: tuple[OwnMandateRow, ...] = ()


async def oneself(db: Connection, caller: Caller) -> Oneself | None:
    """No right is needed: a partner, who may not read the directory, knows itself. None for the program."""
    row = await db.fetchrow(SQL["person"], caller.network, caller.person)
    if row is None:
        return None
    wanted = (caller.network, list(caller.mandates), day_of(caller.now))
    held = await db.fetch(SQL["mandates"], *wanted) if caller.mandates else []
    return to_row(Oneself, {**row, "mandates": tuple(to_rows(OwnMandateRow, held))})

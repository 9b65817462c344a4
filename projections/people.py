"""The people of the network, their contact details and their mandates (fr: annuaire, mandats et désignations)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from maillage.domain.calendar import day_of
from maillage.domain.caller import Caller, Right
from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.messages import MessageKind
from maillage.domain.title_forms import TitleForm
from maillage.eventstore.sql import Connection, queries
from maillage.projections.paging import Window
from maillage.projections.rows import to_row, to_rows
from maillage.projections.sorting import sort_key

SQL = queries(__file__)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person. Names and contact details are None once the person is erased."""

    id: UUID
    given_name: str | None
    family_name: str | None
    email: str | None
    phone: str | None
    title_form: TitleForm | None  # None: both forms
    availability: str | None  # in the person's own words
    unwanted: tuple[MessageKind, ...]  # not to be mailed
    registered_at: datetime
    sort_key: str
    version: int  # of the person's stream
    changed_seq: int

    @property
    def key(self) -> tuple[str, UUID]:
        return self.sort_key, self.id

    @property
    def erased(self) -> bool:
        return self.given_name is None and self.family_name is None


@dataclass(frozen=True, slots=True)
class MandateRow:
    """What a person holds at an organisation. Both days are within it."""

    id: UUID
    person: UUID
    organisation: UUID  # a collectivity, the syndicate or a partner
    organisation_kind: OrganisationKind
    function: Function
    starts_on: date
    ends_on: date | None  # None while open-ended
    deliberation: str | None
    ended: bool  # by a fact, not by the calendar
    end_reason: str | None  # None once the person is erased
    extension: str | None  # reference of the act that extended it last
    granted_seq: int
    changed_seq: int

    @property
    def key(self) -> tuple[date, UUID]:
        return self.starts_on, self.id

    def active_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """People with this skill, and with a mandate in force on the reader's day, at this organisation, of this function.

    None leaves a criterion out. Skills are compared without accents and capitals.
    """

    organisation: UUID | None = None
    function: Function | None = None
    skill: str | None = None

    def values(self, today: date) -> tuple[Any, ...]:
        skill = None if self.skill is None else sort_key(self.skill)
        return self.organisation, self.function and self.function.value, today, skill


@dataclass(frozen=True, slots=True)
class MandateFilter:
    """None leaves a criterion out."""

    person: UUID | None = None
    organisation: UUID | None = None
    function: Function | None = None
    active: bool | None = None  # on the day of the reader

    def values(self, today: date) -> tuple[Any, ...]:
        return self.person, self.organisation, self.function and self.function.value, self.active, today


EVERYBODY = PeopleFilter()
ANY_MANDATE = MandateFilter()


async def people(
    db: Connection, caller: Caller, window: Window[tuple[str, UUID]], filter: PeopleFilter = EVERYBODY
) -> list[PersonRow]:
    """By family name then given name, in French order; erased people last."""
    caller.must(Right.READ_DIRECTORY)
    query, bounds = window.span(2)
    values = filter.values(day_of(caller.now))
    return to_rows(PersonRow, await db.fetch(SQL[f"people_{query}"], caller.network, *values, *bounds, window.limit))


async def people_by_id(db: Connection, caller: Caller, ids: Sequence[UUID]) -> dict[UUID, PersonRow]:
    """Those of the ids that exist in the caller's network."""
    caller.must(Right.READ_DIRECTORY)
    rows = await db.fetch(SQL["people_by_id"], caller.network, ids)
    return {row["id"]: to_row(PersonRow, row) for row in rows}


async def count_people(db: Connection, caller: Caller, filter: PeopleFilter = EVERYBODY) -> int:
    caller.must(Right.READ_DIRECTORY)
    return int(await db.fetchval(SQL["count_people"], caller.network, *filter.values(day_of(caller.now))))


async def mandates(
    db: Connection, caller: Caller, window: Window[tuple[date, UUID]], filter: MandateFilter = ANY_MANDATE
) -> list[MandateRow]:
    """By first day, the latest first."""
    caller.must(Right.READ_DIRECTORY)
    query, bounds = window.span(2, descending=True)
    values = filter.values(day_of(caller.now))
    rows = await db.fetch(SQL[f"mandates_{query}"], caller.network, *values, *bounds, window.limit)
    return to_rows(MandateRow, rows)


async def mandates_by_id(db: Connection, caller: Caller, ids: Sequence[UUID]) -> dict[UUID, MandateRow]:
    """Those of the ids that exist in the caller's network."""
    caller.must(Right.READ_DIRECTORY)
    rows = await db.fetch(SQL["mandates_by_id"], caller.network, ids)
    return {row["id"]: to_row(MandateRow, row) for row in rows}


async def mandates_of(db: Connection, caller: Caller, people: Sequence[UUID]) -> dict[UUID, list[MandateRow]]:
    """Every mandate of each of these people, past and to come, the latest first. Nobody is missing from the answer."""
    caller.must(Right.READ_DIRECTORY)
    found: dict[UUID, list[MandateRow]] = {person: [] for person in people}
    for row in to_rows(MandateRow, await db.fetch(SQL["mandates_of"], caller.network, people)):
        found[row.person].append(row)
    return found


async def mandates_at(db: Connection, caller: Caller, organisations: Sequence[UUID]) -> dict[UUID, list[MandateRow]]:
    """Every mandate held at each of these organisations, past and to come, the latest first. None is missing."""
    caller.must(Right.READ_DIRECTORY)
    found: dict[UUID, list[MandateRow]] = {organisation: [] for organisation in organisations}
    for row in to_rows(MandateRow, await db.fetch(SQL["mandates_at"], caller.network, organisations)):
        found[row.organisation].append(row)
    return found


async def count_mandates(db: Connection, caller: Caller, filter: MandateFilter = ANY_MANDATE) -> int:
    caller.must(Right.READ_DIRECTORY)
    return int(await db.fetchval(SQL["count_mandates"], caller.network, *filter.values(day_of(caller.now))))

"""Collectivities (fr: collectivités), as clients see them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from maillage.domain.calendar import day_of
from maillage.domain.collectivities import CollectivityKind
from maillage.domain.collectivity_profiles import Competence, LegalForm
from maillage.graphql.arguments import Active, InLanguage
from maillage.graphql.cursors import Cursors
from maillage.graphql.ids import encode_id
from maillage.graphql.languages import words_in
from maillage.graphql.moments import Info, Moment
from maillage.graphql.references import COLLECTIVITY
from maillage.graphql.relay import Connection, Node, Page
from maillage.graphql.rows import connection, from_row
from maillage.graphql.sharing import SHARED, viewer_independent
from maillage.graphql.vocabulary import label, labelled
from maillage.projections import members
from maillage.projections.members import CollectivityRow, MembershipStatus
from maillage.projections.seats import SeatRow

if TYPE_CHECKING:
    from maillage.graphql.people import Mandate, Person

BY_NAME: Cursors[str, UUID] = Cursors("collectivities by name", tuple[str, UUID])


@viewer_independent
@strawberry.type(description="How many people live in a collectivity.")
class Population:
    year: int = strawberry.field(description="Of the count.")
    inhabitants: int = strawberry.field(description="How many.")
    source: str = strawberry.field(description="Who says so.")


@viewer_independent
@strawberry.type(description="How much waste a collectivity collected.")
class Tonnage:
    year: int = strawberry.field(description="Of the collection.")
    tonnes: Decimal = strawberry.field(description="How much, to the kilogram.")
    source: str = strawberry.field(description="Who says so.")


@viewer_independent
@strawberry.type(description="A stay on a seat of a collectivity (fr: siège), from a day to another.")
class Seat:
    seat: int = strawberry.field(description="Number of the seat within the collectivity, from 1.")
    substitute: bool = strawberry.field(description="Whether as its substitute (fr: suppléant·e); else its titular.")
    starts_on: date = strawberry.field(description="First day.")
    ends_on: date | None = strawberry.field(description="Last day; null while open-ended.")
    deliberation: str | None = strawberry.field(description="Reference of the act that designates a substitute.")
    active: bool = strawberry.field(description="Whether it is in force on the day shown.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[SeatRow]

    @classmethod
    def of(cls, moment: Moment, row: SeatRow) -> Seat:
        return from_row(cls, row, active=row.active_on(day_of(moment.caller.now)), moment=moment, row=row)

    @strawberry.field(description="Who sits there.", metadata=SHARED)
    async def person(self) -> Annotated[Person, strawberry.lazy("maillage.graphql.people")] | None:
        from maillage.graphql.people import person_of  # noqa: PLC0415  it names us

        return await person_of(self.moment, self.row.person)

    @strawberry.field(description="By which mandate.", metadata=SHARED)
    async def mandate(self) -> Annotated[Mandate, strawberry.lazy("maillage.graphql.people")] | None:
        from maillage.graphql.people import mandate_of  # noqa: PLC0415  it names us

        return await mandate_of(self.moment, self.row.mandate)


@viewer_independent
@strawberry.type(description="A collectivity of the territory (fr: collectivité). Needs `directory.read`.")
class Collectivity(Node):
    version: int = strawberry.field(description="Rises with each change of what is registered of it.")
    name: str = strawberry.field(description="Its name on the day shown.")
    kind: CollectivityKind = strawberry.field(description="What it is in law.")
    kind_label: str = labelled("kind")
    siren: str | None = strawberry.field(description="Its SIREN, nine digits.")
    status: MembershipStatus = strawberry.field(description="Whether it belongs to the network on the day shown.")
    status_label: str = labelled("status")
    member_since: date | None = strawberry.field(description="First day as a member, of this stay or the last one.")
    member_until: date | None = strawberry.field(description="First day outside; null while no end is known.")
    closed_on: date | None = strawberry.field(description="First day on which it exists no more, without a successor.")
    legal_form: LegalForm | None = strawberry.field(
        description="What it is in law, more closely; null while nobody says, like the next three."
    )
    legal_form_label: str | None = labelled("legal_form")
    collected_by: str | None = strawberry.field(description="Who collects.")
    collection: str | None = strawberry.field(description="How it is collected.")
    ambassadors: int | None = strawberry.field(description="Posts of ambassadors, filled or not.")
    competences: list[Competence] = strawberry.field(description="What it sees to; none while nobody says.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[CollectivityRow]

    @classmethod
    def of(cls, moment: Moment, row: CollectivityRow) -> Collectivity:
        return from_row(cls, row, id=encode_id(COLLECTIVITY, row.id), moment=moment, row=row)

    @strawberry.field(
        description="The one that stands in its place from `memberUntil` on, where a merger ends its stay.",
        metadata=SHARED,
    )
    async def merged_into(self) -> Annotated[Collectivity, strawberry.lazy("maillage.graphql.collectivities")] | None:
        return await collectivity_of(self.moment, self.row.successor)

    @strawberry.field(description="`competences` in words.", metadata=SHARED)
    def competence_labels(self, info: Info, locale: InLanguage = None) -> list[str]:
        return [label(each, words_in(info, locale)) for each in self.competences]

    @strawberry.field(description="Its population, one figure a year, the latest year first.", metadata=SHARED)
    async def populations(self) -> list[Population]:
        rows = await self.moment.loaders.populations.load(self.row.id)
        return [from_row(Population, row) for row in rows]

    @strawberry.field(description="Its tonnage, one figure a year, the latest year first.", metadata=SHARED)
    async def tonnages(self) -> list[Tonnage]:
        rows = await self.moment.loaders.tonnages.load(self.row.id)
        return [from_row(Tonnage, row) for row in rows]

    @strawberry.field(
        description="Who sits for it, by seat, titulars before substitutes, the latest first.", metadata=SHARED
    )
    async def seats(self, active: Active = None) -> list[Seat]:
        shown = [Seat.of(self.moment, row) for row in await self.moment.loaders.seats.load(self.row.id)]
        return [seat for seat in shown if active is None or seat.active is active]

    @strawberry.field(description="What people hold there, the latest first.", metadata=SHARED)
    async def mandates(
        self, active: Active = None
    ) -> list[Annotated[Mandate, strawberry.lazy("maillage.graphql.people")]]:
        from maillage.graphql.people import shown_mandates  # noqa: PLC0415  it names us

        return shown_mandates(self.moment, await self.moment.loaders.mandates_at.load(self.row.id), active)


@strawberry.input(description="Criteria that all have to be met; null leaves one out.")
class CollectivityFilter:
    status: MembershipStatus | None = strawberry.field(default=None, description="On the day shown.")
    kind: CollectivityKind | None = strawberry.field(default=None, description="What it is in law.")

    def value(self) -> members.CollectivityFilter:
        return members.CollectivityFilter(self.status, self.kind)


async def collectivity_page(moment: Moment, page: Page, asked: CollectivityFilter | None) -> Connection[Collectivity]:
    filter = asked.value() if asked else members.ANY_COLLECTIVITY
    return await connection(
        moment,
        page,
        BY_NAME,
        read=lambda window: members.collectivities(moment.db, moment.caller, window, filter),
        show=Collectivity.of,
        count=lambda: members.count_collectivities(moment.db, moment.caller, filter),
    )


async def collectivities_of(moment: Moment, ids: tuple[UUID, ...]) -> list[Collectivity]:
    """Those of the ids, in their order."""
    rows = await moment.loaders.collectivities.load_many(list(ids))
    return [Collectivity.of(moment, row) for row in rows if row]


async def collectivity_of(moment: Moment, id: UUID | None) -> Collectivity | None:
    row = await moment.loaders.collectivities.load(id) if id else None
    return Collectivity.of(moment, row) if row else None

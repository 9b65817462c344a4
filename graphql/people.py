"""People of the network and what they hold (fr: mandats et désignations), as clients see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, TypeAlias
from uuid import UUID

import strawberry

from maillage.domain.calendar import day_of
from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.posts import EmploymentKind
from maillage.domain.title_forms import TitleForm
from maillage.graphql.arguments import Active, InLanguage
from maillage.graphql.collectivities import Collectivity, collectivity_of
from maillage.graphql.cursors import Cursors
from maillage.graphql.ids import encode_id
from maillage.graphql.languages import words_in
from maillage.graphql.moments import Info, Moment
from maillage.graphql.organisations import Partner, Syndicate
from maillage.graphql.references import MANDATE, PERSON, organisation_of, uuid_of
from maillage.graphql.relay import Connection, Node, Page
from maillage.graphql.rows import connection, from_row
from maillage.graphql.sharing import SHARED, viewer_independent
from maillage.graphql.titles import title
from maillage.graphql.vocabulary import labelled
from maillage.projections import people
from maillage.projections.people import MandateRow, PersonRow
from maillage.projections.posts import post_on

BY_NAME: Cursors[str, UUID] = Cursors("people by name", tuple[str, UUID])
BY_FIRST_DAY: Cursors[date, UUID] = Cursors("mandates by first day", tuple[date, UUID])
ERASED = {"fr": "une personne effacée", "en": "an erased person"}

Organisation: TypeAlias = Annotated[
    Collectivity | Syndicate | Partner, strawberry.union("Organisation", description="Where a mandate is held.")
]


@viewer_independent
@strawberry.type(description="A person of the network. Needs `directory.read`.")
class Person(Node):
    version: int = strawberry.field(description="Rises with each change of this person's record.")
    given_name: str | None = strawberry.field(description="Null once the person is erased, like the next three.")
    family_name: str | None = strawberry.field(description="As the person writes it.")
    email: str | None = strawberry.field(description="Where to write.")
    phone: str | None = strawberry.field(description="Where to call.")
    title_form: TitleForm | None = strawberry.field(
        description="How the person wants to be titled in French; null: unsaid, or erased."
    )
    title_form_label: str | None = labelled("title_form")
    availability: str | None = strawberry.field(
        description="When this person can be asked, in the person's own words; null: unsaid, or erased."
    )
    registered_at: datetime = strawberry.field(description="When the network came to know this person.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[PersonRow]

    @classmethod
    def of(cls, moment: Moment, row: PersonRow) -> Person:
        return from_row(cls, row, id=encode_id(PERSON, row.id), moment=moment, row=row)

    @strawberry.field(description="Given name and family name; words for it once erased.", metadata=SHARED)
    def name(self, info: Info, locale: InLanguage = None) -> str:
        names = filter(None, (self.given_name, self.family_name))
        return " ".join(names) or ERASED[words_in(info, locale)]

    @strawberry.field(description="What this person can do, in alphabetical order.", metadata=SHARED)
    async def skills(self) -> list[str]:
        return [row.skill for row in await self.moment.loaders.skills.load(self.row.id)]

    @strawberry.field(description="What this person followed, the latest first.", metadata=SHARED)
    async def trainings(self) -> list[Training]:
        return [from_row(Training, row) for row in await self.moment.loaders.trainings.load(self.row.id)]

    @strawberry.field(description="What this person holds or held, the latest first.", metadata=SHARED)
    async def mandates(self, active: Active = None) -> list[Mandate]:
        return shown_mandates(self.moment, await self.moment.loaders.mandates_of.load(self.row.id), active)


@viewer_independent
@strawberry.type(description="A training that a person followed.")
class Training:
    title: str = strawberry.field(description="What it is called.")
    on: date = strawberry.field(description="Its last day.")


@viewer_independent
@strawberry.type(description="What an ambassador's mandate amounts to (fr: ETP), from a day to that of the next.")
class Post:
    on: date = strawberry.field(description="First day.")
    fte: Decimal = strawberry.field(description="Share of a full-time post, 0 to 1.")
    employment_kind: EmploymentKind | None = strawberry.field(description="What the person is employed as.")
    employment_kind_label: str | None = labelled("employment_kind")


@viewer_independent
@strawberry.type(description="What a person does for an organisation, from a day to another. Needs `directory.read`.")
class Mandate(Node):
    function: Function = strawberry.field(description="What the person does there.")
    starts_on: date = strawberry.field(description="First day.")
    ends_on: date | None = strawberry.field(description="Last day; null while open-ended.")
    deliberation: str | None = strawberry.field(description="Reference of the act that designates the person.")
    extension: str | None = strawberry.field(description="Reference of the act that extended it last.")
    ended: bool = strawberry.field(description="Whether it was ended expressly, and not by the calendar.")
    active: bool = strawberry.field(description="Whether it is in force on the day shown.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[MandateRow]

    @classmethod
    def of(cls, moment: Moment, row: MandateRow) -> Mandate:
        active = row.active_on(day_of(moment.caller.now))
        return from_row(cls, row, id=encode_id(MANDATE, row.id), active=active, moment=moment, row=row)

    @strawberry.field(
        description="`function` in words; in French in the form that the person chose, else in both.", metadata=SHARED
    )
    async def function_label(self, info: Info, locale: InLanguage = None) -> str:
        person = await self.moment.loaders.people.load(self.row.person)
        return title(self.function, person.title_form if person else None, words_in(info, locale))

    @strawberry.field(
        description="Of an ambassador, what it amounts to on the day shown; null where untold.", metadata=SHARED
    )
    async def post(self) -> Post | None:
        row = post_on(await self.moment.loaders.posts.load(self.row.id), day_of(self.moment.caller.now))
        return from_row(Post, row) if row else None

    @strawberry.field(description="The same on all days that were told, the first one first.", metadata=SHARED)
    async def posts(self) -> list[Post]:
        return [from_row(Post, row) for row in await self.moment.loaders.posts.load(self.row.id)]

    @strawberry.field(description="Who holds it.", metadata=SHARED)
    async def person(self) -> Person | None:
        return await person_of(self.moment, self.row.person)

    @strawberry.field(description="For whom.", metadata=SHARED)
    async def organisation(self) -> Organisation | None:
        return await organisation_at(self.moment, self.row.organisation_kind, self.row.organisation)


@strawberry.input(
    description="Criteria that all have to be met; null leaves one out. Mandates are in force on the day shown."
)
class PersonFilter:
    organisation: strawberry.ID | None = strawberry.field(
        default=None, description="A mandate at this collectivity, syndicate or partner."
    )
    function: Function | None = strawberry.field(default=None, description="A mandate of this function.")
    skill: str | None = strawberry.field(default=None, description="This skill, accents and capitals apart.")

    def value(self) -> people.PeopleFilter:
        at = None if self.organisation is None else organisation_of(self.organisation, "filter", "organisation")[1]
        return people.PeopleFilter(at, self.function, self.skill)


@strawberry.input(description="Criteria that all have to be met; null leaves one out.")
class MandateFilter:
    person: strawberry.ID | None = strawberry.field(default=None, description="Who holds it.")
    organisation: strawberry.ID | None = strawberry.field(default=None, description="For whom.")
    function: Function | None = strawberry.field(default=None, description="What the person does there.")
    active: bool | None = strawberry.field(default=None, description="Whether it is in force on the day shown.")

    def value(self) -> people.MandateFilter:
        person = None if self.person is None else uuid_of(self.person, [PERSON], "filter", "person")
        at = None if self.organisation is None else organisation_of(self.organisation, "filter", "organisation")[1]
        return people.MandateFilter(person, at, self.function, self.active)


async def person_page(moment: Moment, page: Page, asked: PersonFilter | None) -> Connection[Person]:
    filter = asked.value() if asked else people.EVERYBODY
    return await connection(
        moment,
        page,
        BY_NAME,
        read=lambda window: people.people(moment.db, moment.caller, window, filter),
        show=Person.of,
        count=lambda: people.count_people(moment.db, moment.caller, filter),
    )


async def mandate_page(moment: Moment, page: Page, asked: MandateFilter | None) -> Connection[Mandate]:
    filter = asked.value() if asked else people.ANY_MANDATE
    return await connection(
        moment,
        page,
        BY_FIRST_DAY,
        read=lambda window: people.mandates(moment.db, moment.caller, window, filter),
        show=Mandate.of,
        count=lambda: people.count_mandates(moment.db, moment.caller, filter),
    )


async def person_of(moment: Moment, id: UUID | None) -> Person | None:
    row = await moment.loaders.people.load(id) if id else None
    return Person.of(moment, row) if row else None


async def mandate_of(moment: Moment, id: UUID | None) -> Mandate | None:
    row = await moment.loaders.mandates.load(id) if id else None
    return Mandate.of(moment, row) if row else None


def shown_mandates(moment: Moment, rows: Sequence[MandateRow], active: bool | None) -> list[Mandate]:
    shown = [Mandate.of(moment, row) for row in rows]
    return [mandate for mandate in shown if active is None or mandate.active is active]


async def organisation_at(moment: Moment, kind: OrganisationKind, id: UUID) -> Organisation | None:
    match kind:
        case OrganisationKind.COLLECTIVITY:
            return await collectivity_of(moment, id)
        case OrganisationKind.PARTNER:
            partner = await moment.loaders.partners.load(id)
            return Partner.of(partner) if partner else None
        case OrganisationKind.SYNDICATE:
            network = await moment.loaders.networks.load(moment.caller.network)
            return Syndicate.of(network.syndicate) if network and network.syndicate else None

"""Who is asked to a meeting, what they answered, and who travels with whom, as clients see it."""

from __future__ import annotations

from datetime import datetime

import strawberry

from maillage.domain.invitation_facts import Answer
from maillage.graphql.moments import Moment
from maillage.graphql.people import Person, person_of
from maillage.graphql.rows import from_row
from maillage.graphql.sharing import SHARED, viewer_independent
from maillage.graphql.vocabulary import labelled
from maillage.projections.carpools import CarpoolRow
from maillage.projections.invitations import InvitationRow


@viewer_independent
@strawberry.type(description="One person invited to a meeting. Another date of the meeting asks for the answer again.")
class Invitation:
    invited_at: datetime = strawberry.field(description="When the invitation was sent.")
    answer: Answer | None = strawberry.field(description="The latest, about the date of now; null: not yet.")
    answer_label: str | None = labelled("answer")
    comment: str | None = strawberry.field(
        description="In the person's own words; null where none was given, and of others for a partner's contact."
    )
    answered_at: datetime | None = strawberry.field(description="When; null: not yet.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[InvitationRow]

    @classmethod
    def of(cls, moment: Moment, row: InvitationRow) -> Invitation:
        return from_row(cls, row, moment=moment, row=row)

    @strawberry.field(description="Who. Needs `directory.read`.", metadata=SHARED)
    async def person(self) -> Person | None:
        return await person_of(self.moment, self.row.person)

    @strawberry.field(description="Who comes instead, where the answer says so.", metadata=SHARED)
    async def substitute(self) -> Person | None:
        return await person_of(self.moment, self.row.substitute)


@viewer_independent
@strawberry.type(description="A car to a meeting with seats for others (fr: covoiturage), offered for the date of now.")
class Carpool:
    seats: int = strawberry.field(description="For others than the driver.")
    departs_from: str | None = strawberry.field(description="From where, in the driver's own words; null once erased.")
    offered_at: datetime = strawberry.field(description="When it was offered, or changed last.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[CarpoolRow]

    @classmethod
    def of(cls, moment: Moment, row: CarpoolRow) -> Carpool:
        return from_row(cls, row, moment=moment, row=row)

    @strawberry.field(description="Seats that nobody has taken.", metadata=SHARED)
    def seats_left(self) -> int:
        return self.row.seats - len(self.row.riders)

    @strawberry.field(description="Whose car it is.", metadata=SHARED)
    async def driver(self) -> Person | None:
        return await person_of(self.moment, self.row.driver)

    @strawberry.field(description="Who rides along, in the order in which they joined.", metadata=SHARED)
    async def riders(self) -> list[Person]:
        rows = await self.moment.loaders.people.load_many(list(self.row.riders))
        return [Person.of(self.moment, row) for row in rows if row]

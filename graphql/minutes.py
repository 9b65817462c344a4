"""The minutes of a meeting (fr: compte rendu), as clients see them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from maillage.domain.calendar import day_of
from maillage.graphql.collectivities import Collectivity, collectivity_of
from maillage.graphql.ids import encode_id
from maillage.graphql.moments import Moment
from maillage.graphql.people import Person, person_of
from maillage.graphql.references import MINUTES
from maillage.graphql.relay import Node
from maillage.graphql.rows import from_row
from maillage.graphql.sharing import SHARED, viewer_independent
from maillage.graphql.vocabulary import labelled
from maillage.projections.minutes import MinutesRow, MinutesStatus, RemarkRow

if TYPE_CHECKING:
    from maillage.graphql.meetings import Meeting


@viewer_independent
@strawberry.type(description="What one person remarked on minutes, in that person's own words.")
class MinutesRemark:
    text: str | None = strawberry.field(description="Null once its author is erased.")
    made_at: datetime = strawberry.field(description="When.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[RemarkRow]

    @strawberry.field(description="Who made it.", metadata=SHARED)
    async def author(self) -> Person | None:
        return await person_of(self.moment, self.row.author)


@viewer_independent
@strawberry.type(description="What corrects minutes that were approved, beside their text.")
class Erratum:
    erratum: str = strawberry.field(description="What is to be read instead.")
    corrected_at: datetime = strawberry.field(description="When.")


@viewer_independent
@strawberry.type(
    description="The minutes of a meeting (fr: compte rendu). Needs `meetings.read`. Until it is circulated, a draft "
    "shows to the coordinator and the auditors only."
)
class Minutes(Node):
    version: int = strawberry.field(description="Rises with each change: what `expectedVersion` is compared with.")
    text: str = strawberry.field(
        description="As it was circulated; for the coordinator and the auditors as it was drafted last."
    )
    drafted_at: datetime = strawberry.field(description="When this text was.")
    status: MinutesStatus = strawberry.field(description="Where they stand on the day shown.")
    status_label: str = labelled("status")
    circulated_at: datetime | None = strawberry.field(description="When they were circulated, the last time.")
    deadline: date | None = strawberry.field(description="The last day of the silence asked for then.")
    silence_approves: bool = strawberry.field(
        description="Whether they are approved from the day after it on, where nobody makes a remark."
    )
    approved_at: datetime | None = strawberry.field(description="When somebody approved them; null: nobody did.")
    approved_by_silence_on: date | None = strawberry.field(
        description="From which day on silence has approved them; null: it has not on the day shown."
    )
    moment: strawberry.Private[Moment]
    row: strawberry.Private[MinutesRow]

    @classmethod
    def of(cls, moment: Moment, row: MinutesRow) -> Minutes:
        day = day_of(moment.caller.now)
        then = {"status": row.status_on(day), "approved_by_silence_on": row.silent_since(day)}
        return from_row(cls, row, id=encode_id(MINUTES, row.id), **then, moment=moment, row=row)

    @strawberry.field(description="Whose minutes they are.", metadata=SHARED)
    async def meeting(self) -> Annotated[Meeting, strawberry.lazy("maillage.graphql.meetings")] | None:
        from maillage.graphql.meetings import meeting_of  # noqa: PLC0415  # which shows its minutes by this module

        return await meeting_of(self.moment, self.row.meeting)

    @strawberry.field(description="Who wrote this text; null: the program.", metadata=SHARED)
    async def author(self) -> Person | None:
        return await person_of(self.moment, self.row.author)

    @strawberry.field(description="What was remarked on them, on former texts too, in its order.", metadata=SHARED)
    async def remarks(self) -> list[MinutesRemark]:
        rows = await self.moment.loaders.remarks.load(self.row.id)
        return [from_row(MinutesRemark, row, moment=self.moment, row=row) for row in rows]

    @strawberry.field(description="What corrects them since they were approved, the first one first.", metadata=SHARED)
    async def errata(self) -> list[Erratum]:
        return [from_row(Erratum, row) for row in await self.moment.loaders.errata.load(self.row.id)]

    @strawberry.field(description="For whom they were approved; null: at a meeting, or not yet.", metadata=SHARED)
    async def approved_for(self) -> Collectivity | None:
        return await collectivity_of(self.moment, self.row.approved_for)

    @strawberry.field(description="Who approved them for it.", metadata=SHARED)
    async def approved_by(self) -> Person | None:
        return await person_of(self.moment, self.row.approved_by)

    @strawberry.field(description="The later meeting that approved them, where one did.", metadata=SHARED)
    async def approved_at_meeting(self) -> Annotated[Meeting, strawberry.lazy("maillage.graphql.meetings")] | None:
        from maillage.graphql.meetings import meeting_of  # noqa: PLC0415  # as above

        return await meeting_of(self.moment, self.row.approved_meeting)


async def minutes_of(moment: Moment, id: UUID | None) -> Minutes | None:
    row = await moment.loaders.minutes.load(id) if id else None
    return Minutes.of(moment, row) if row else None


async def minutes_at(moment: Moment, meeting: UUID) -> Minutes | None:
    row = await moment.loaders.minutes_at.load(meeting)
    return Minutes.of(moment, row) if row else None

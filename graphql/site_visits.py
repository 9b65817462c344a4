"""Site visits (fr: visites de site): their stops and visitors, as clients see them."""

from __future__ import annotations

from datetime import datetime

import strawberry

from maillage.domain.site_stop_facts import TO_BE_SEEN, FacilityKind, ProtectiveEquipment
from maillage.domain.site_stops import StopStatus
from maillage.graphql.arguments import InLanguage
from maillage.graphql.ids import encode_id
from maillage.graphql.languages import words_in
from maillage.graphql.moments import Info, Moment
from maillage.graphql.people import Person, person_of
from maillage.graphql.references import SITE_STOP
from maillage.graphql.rows import from_row
from maillage.graphql.sharing import SHARED, viewer_independent
from maillage.graphql.vocabulary import label, labelled
from maillage.projections.meetings import MeetingRow
from maillage.projections.site_stops import SiteStopRow, SiteVisitorRow, kinds_seen


@viewer_independent
@strawberry.type(description="Somebody who has a place at a stop.")
class SiteVisitor:
    joined_at: datetime = strawberry.field(description="When the place was taken.")
    acknowledged_at: datetime | None = strawberry.field(
        description="When the safety notice was acknowledged; null: not yet, or there is none."
    )
    visited: bool = strawberry.field(description="Whether this person did visit the stop.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[SiteVisitorRow]

    @strawberry.field(description="Who. Needs `directory.read`.", metadata=SHARED)
    async def person(self) -> Person | None:
        return await person_of(self.moment, self.row.person)


@viewer_independent
@strawberry.type(description="One facility that a site visit goes to see (fr: étape).")
class SiteStop:
    id: strawberry.ID = strawberry.field(description="Opaque; what the mutations on stops take.")
    facility_kind: FacilityKind = strawberry.field(description="What kind of facility it is.")
    facility_kind_label: str = labelled("facility_kind")
    place: str = strawberry.field(description="Name or address of the facility.")
    operator: str = strawberry.field(description="Who runs it.")
    starts_at: datetime = strawberry.field(description="From when.")
    ends_at: datetime = strawberry.field(description="Until when.")
    max_visitors: int = strawberry.field(description="How many the operator lets in.")
    ppe: list[ProtectiveEquipment] = strawberry.field(description="What every visitor has to wear.")
    safety_notice: str | None = strawberry.field(description="What a visitor has to know before entering.")
    safety_link: str | None = strawberry.field(description="Where that is to be read: https.")
    status: StopStatus = strawberry.field(description="Where it stands.")
    status_label: str = labelled("status")
    confirmed_at: datetime | None = strawberry.field(
        description="When the operator's confirmation was recorded; null: not yet."
    )
    visited_at: datetime | None = strawberry.field(description="When it was said to be visited.")
    reason: str | None = strawberry.field(description="Why it was missed.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[SiteStopRow]

    @classmethod
    def of(cls, moment: Moment, row: SiteStopRow) -> SiteStop:
        return from_row(cls, row, id=encode_id(SITE_STOP, row.id), moment=moment, row=row)

    @strawberry.field(description="`ppe` in words.", metadata=SHARED)
    def ppe_labels(self, info: Info, locale: InLanguage = None) -> list[str]:
        return [label(each, words_in(info, locale)) for each in self.row.ppe]

    @strawberry.field(description="Who has a place, in the order in which they took it.", metadata=SHARED)
    async def visitors(self) -> list[SiteVisitor]:
        rows = await self.moment.loaders.site_visitors.load(self.row.id)
        return [from_row(SiteVisitor, row, moment=self.moment, row=row) for row in rows]

    @strawberry.field(description="Places that nobody has taken.", metadata=SHARED)
    async def places_left(self) -> int:
        return self.row.max_visitors - len(await self.moment.loaders.site_visitors.load(self.row.id))


@viewer_independent
@strawberry.type(
    description="Which of the three facilities that a year's visit is to show were seen: a sorting centre, an energy "
    "recovery facility, a landfill."
)
class SiteCoverage:
    seen: list[FacilityKind] = strawberry.field(description="Those that were visited, each once.")
    missing: list[FacilityKind] = strawberry.field(description="Those that were not.")


@viewer_independent
@strawberry.type(description="What a meeting of the kind SITE_VISIT goes to see.")
class SiteVisit:
    stops: list[SiteStop] = strawberry.field(
        description="In the order of the day. Another date of the meeting leaves behind those planned for the old one."
    )
    coverage: SiteCoverage = strawberry.field(description="What of it counts for the indicator of site visits.")


async def site_visit_of(moment: Moment, meeting: MeetingRow) -> SiteVisit:
    rows = await moment.loaders.site_stops.load(meeting.id)
    seen = kinds_seen(rows)
    missing = [kind for kind in TO_BE_SEEN if kind not in seen]
    stops = [SiteStop.of(moment, row) for row in rows]
    return SiteVisit(stops=stops, coverage=SiteCoverage(seen=list(seen), missing=missing))

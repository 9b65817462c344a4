"""The activity (fr: fil d'activité): what happened, in words, with what it is about as it is now."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Annotated, Any, TypeAlias
from uuid import UUID

import strawberry

from maillage.graphql.action_items import ActionItem, action_item_of
from maillage.graphql.activity_options import POSITIONS, ActivityFilter, ActivityOrder
from maillage.graphql.arguments import InLanguage
from maillage.graphql.collectivities import Collectivity, collectivity_of
from maillage.graphql.date_polls import DatePoll, date_poll_of
from maillage.graphql.decisions import Decision, decision_of
from maillage.graphql.languages import words_in
from maillage.graphql.meetings import Meeting, meeting_of
from maillage.graphql.minutes import Minutes, minutes_of
from maillage.graphql.moments import Info, Moment
from maillage.graphql.networks import Network, network_of
from maillage.graphql.people import Person, person_of
from maillage.graphql.relay import Connection, Page
from maillage.graphql.rows import connection, from_row
from maillage.graphql.scalars import Cursor
from maillage.graphql.sharing import SHARED, viewer_independent
from maillage.graphql.vocabulary import labelled
from maillage.projections import timeline
from maillage.projections.audience import AudienceScope
from maillage.projections.timeline import SubjectKind

Subject: TypeAlias = Annotated[
    Network | Collectivity | Person | Meeting | DatePoll | Decision | ActionItem | Minutes,
    strawberry.union("Subject", description="What an entry of the activity is about."),
]


_READ: Mapping[SubjectKind, Callable[[Moment, UUID], Awaitable[Any]]] = MappingProxyType(
    {
        SubjectKind.NETWORK: lambda moment, _: network_of(moment),
        SubjectKind.COLLECTIVITY: collectivity_of,
        SubjectKind.PERSON: person_of,
        SubjectKind.MEETING: meeting_of,
        SubjectKind.DATE_POLL: date_poll_of,
        SubjectKind.DECISION: decision_of,
        SubjectKind.ACTION_ITEM: action_item_of,
        SubjectKind.MINUTES: minutes_of,
    }
)


@viewer_independent
@strawberry.type(description="One thing that happened. Needs `activity.read`.")
class Entry:
    id: strawberry.ID = strawberry.field(description="Opaque; the same wherever the entry shows.")
    cursor: Cursor = strawberry.field(description="Its place in the history: to go on from, or to look at as a past.")
    topic: str = strawberry.field(description="What happened, such as `decision.adopted`.")
    subject_kind: SubjectKind = strawberry.field(description="What it is about, by kind.")
    subject_kind_label: str = labelled("subject_kind")
    happened_at: datetime = strawberry.field(description="When it happened.")
    recorded_at: datetime = strawberry.field(description="When it was recorded.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[timeline.Entry]

    @classmethod
    def of(cls, moment: Moment, row: timeline.Entry) -> Entry:
        cursor = POSITIONS.encode(moment.seal, *row.position)
        return from_row(cls, row, id=cursor, cursor=cursor, moment=moment, row=row)

    @strawberry.field(description="What happened, as a sentence.", metadata=SHARED)
    def text(self, info: Info, locale: InLanguage = None) -> str:
        return self.row.text(words_in(info, locale))

    @strawberry.field(description="Who did it; null: the program itself, or a secret vote.", metadata=SHARED)
    async def actor(self) -> Person | None:
        return await person_of(self.moment, self.row.actor)

    @strawberry.field(description="A collectivity that it names.", metadata=SHARED)
    async def collectivity(self) -> Collectivity | None:
        return await collectivity_of(self.moment, self.row.collectivity)

    @strawberry.field(description="What it is about, as it is at the moment shown.", metadata=SHARED)
    async def subject(self) -> Subject | None:
        found: Subject | None = await _READ[self.row.subject_kind](self.moment, self.row.subject)
        return found


async def activity_page(
    moment: Moment, page: Page, asked: ActivityFilter | None, order: ActivityOrder
) -> Connection[Entry]:
    return await _entries(moment, page, asked.value() if asked else timeline.EVERYTHING, order)


async def entries_about(moment: Moment, subject: UUID, page: Page, order: ActivityOrder) -> Connection[Entry]:
    return await _entries(moment, page, timeline.EntryFilter(subject=subject), order)


async def _entries(moment: Moment, page: Page, filter: timeline.EntryFilter, order: ActivityOrder) -> Connection[Entry]:
    scope = AudienceScope.of(moment.caller)
    newest_first = order is ActivityOrder.LATEST_FIRST
    return await connection(
        moment,
        page,
        POSITIONS,
        read=lambda window: timeline.page(moment.db, scope, window, filter, newest_first=newest_first),
        show=Entry.of,
        count=lambda: timeline.count(moment.db, scope, filter),
        key=lambda row: row.position,
    )

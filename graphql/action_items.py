"""Action items of the network (fr: actions à mener), as clients see them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import strawberry

from maillage.domain.calendar import day_of
from maillage.graphql.collectivities import Collectivity, collectivity_of
from maillage.graphql.cursors import Cursors
from maillage.graphql.decisions import Decision, decision_of
from maillage.graphql.ids import encode_id
from maillage.graphql.meetings import Meeting, meeting_of
from maillage.graphql.moments import Moment
from maillage.graphql.people import Person, person_of
from maillage.graphql.references import ACTION_ITEM, COLLECTIVITY, DECISION, MEETING, PERSON, uuid_of
from maillage.graphql.relay import Connection, Node, Page
from maillage.graphql.rows import connection, from_row
from maillage.graphql.sharing import SHARED, viewer_independent
from maillage.graphql.vocabulary import labelled
from maillage.projections import action_items
from maillage.projections.action_items import ActionItemRow, ActionStatus

BY_DUE_DATE: Cursors[date, UUID] = Cursors("actions by due date", tuple[date, UUID])


@viewer_independent
@strawberry.type(description="Something that a person sees to until a day (fr: action à mener). Needs `actions.read`.")
class ActionItem(Node):
    version: int = strawberry.field(description="Rises with each change: what `expectedVersion` is compared with.")
    title: str = strawberry.field(description="What is to be done.")
    status: ActionStatus = strawberry.field(description="Where it stands.")
    status_label: str = labelled("status")
    due: date = strawberry.field(description="The last day in time.")
    first_due: date = strawberry.field(description="The last day in time as it was assigned, whatever moved since.")
    overdue: bool = strawberry.field(description="Whether on the day shown it is late, neither completed nor dropped.")
    evidence: str | None = strawberry.field(description="What shows that it is done; null unless it is completed.")
    reason: str | None = strawberry.field(description="Why its due date was moved last, or it was dropped or reopened.")
    assigned_at: datetime = strawberry.field(description="When it was assigned.")
    over_at: datetime | None = strawberry.field(description="When it was completed or dropped; null unless it is.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[ActionItemRow]

    @classmethod
    def of(cls, moment: Moment, row: ActionItemRow) -> ActionItem:
        overdue = row.overdue_on(day_of(moment.caller.now))
        return from_row(cls, row, id=encode_id(ACTION_ITEM, row.id), overdue=overdue, moment=moment, row=row)

    @strawberry.field(description="Who sees to it.", metadata=SHARED)
    async def owner(self) -> Person | None:
        return await person_of(self.moment, self.row.owner)

    @strawberry.field(description="For which member; null: for the network.", metadata=SHARED)
    async def collectivity(self) -> Collectivity | None:
        return await collectivity_of(self.moment, self.row.collectivity)

    @strawberry.field(description="Where it was agreed.", metadata=SHARED)
    async def meeting(self) -> Meeting | None:
        return await meeting_of(self.moment, self.row.meeting)

    @strawberry.field(description="What it carries out.", metadata=SHARED)
    async def decision(self) -> Decision | None:
        return await decision_of(self.moment, self.row.decision)


@strawberry.input(description="Criteria that all have to be met; null leaves one out.")
class ActionFilter:
    status: list[ActionStatus] | None = strawberry.field(default=None, description="Any of these.")
    owner: strawberry.ID | None = strawberry.field(default=None, description="Who sees to it.")
    collectivity: strawberry.ID | None = strawberry.field(default=None, description="For which member.")
    meeting: strawberry.ID | None = strawberry.field(default=None, description="Where it was agreed.")
    decision: strawberry.ID | None = strawberry.field(default=None, description="What it carries out.")
    due_before: date | None = strawberry.field(default=None, description="It falls due before this day.")
    overdue: bool | None = strawberry.field(default=None, description="Whether it is late on the day shown.")

    def value(self) -> action_items.ActionFilter:
        return action_items.ActionFilter(
            statuses=None if self.status is None else frozenset(self.status),
            owner=_optional(self.owner, PERSON, "owner"),
            collectivity=_optional(self.collectivity, COLLECTIVITY, "collectivity"),
            meeting=_optional(self.meeting, MEETING, "meeting"),
            decision=_optional(self.decision, DECISION, "decision"),
            due_before=self.due_before,
            overdue=self.overdue,
        )


def _optional(id: strawberry.ID | None, prefix: str, field: str) -> UUID | None:
    return None if id is None else uuid_of(id, [prefix], "filter", field)


async def action_page(moment: Moment, page: Page, asked: ActionFilter | None) -> Connection[ActionItem]:
    filter = asked.value() if asked else action_items.ANY_ACTION
    return await connection(
        moment,
        page,
        BY_DUE_DATE,
        read=lambda window: action_items.action_items(moment.db, moment.caller, window, filter),
        show=ActionItem.of,
        count=lambda: action_items.count_action_items(moment.db, moment.caller, filter),
    )


async def action_item_of(moment: Moment, id: UUID | None) -> ActionItem | None:
    row = await moment.loaders.action_items.load(id) if id else None
    return ActionItem.of(moment, row) if row else None

"""What came out of a meeting, as clients see it."""

from __future__ import annotations

from uuid import UUID

import strawberry

from maillage.graphql.action_items import ActionItem
from maillage.graphql.arguments import InLanguage
from maillage.graphql.collectivities import Collectivity
from maillage.graphql.decisions import Decision
from maillage.graphql.languages import words_in
from maillage.graphql.moments import Info, Moment
from maillage.graphql.sharing import SHARED, viewer_independent
from maillage.projections.decision_record import DecisionRecordRow, decision_record
from maillage.projections.decision_record_text import Document, in_english, in_french


@viewer_independent
@strawberry.type(
    description="What came out of a meeting that is closed (fr: relevé de décisions). Needs `meetings.read`, "
    "`decisions.read`, `actions.read` and `directory.read`."
)
class DecisionRecord:
    represented: list[Collectivity] = strawberry.field(
        description="Members that were represented at any time, by name."
    )
    represented_by_proxy: list[Collectivity] = strawberry.field(
        description="Members that nobody came for, and whose proxy was held by somebody who was there."
    )
    excused: list[Collectivity] = strawberry.field(
        description="Members that were not, somebody of whom had declined the invitation."
    )
    absent: list[Collectivity] = strawberry.field(description="Members that were not, without a word.")
    decisions: list[Decision] = strawberry.field(
        description="Adopted, rejected or deferred there, whatever became of them since; at most 500."
    )
    actions: list[ActionItem] = strawberry.field(description="Agreed there, by due date; at most 500.")
    row: strawberry.Private[DecisionRecordRow]

    @classmethod
    def of(cls, moment: Moment, row: DecisionRecordRow) -> DecisionRecord:
        return cls(
            represented=[Collectivity.of(moment, each) for each in row.represented],
            represented_by_proxy=[Collectivity.of(moment, each) for each in row.by_proxy],
            excused=[Collectivity.of(moment, each) for each in row.excused],
            absent=[Collectivity.of(moment, each) for each in row.absent],
            decisions=[Decision.of(moment, each) for each in row.decisions],
            actions=[ActionItem.of(moment, each) for each in row.actions],
            row=row,
        )

    @strawberry.field(description="Its title in a line.", metadata=SHARED)
    def title(self, info: Info, locale: InLanguage = None) -> str:
        return self._in(words_in(info, locale)).title

    @strawberry.field(description="All of it as plain text, as it is mailed to the members.", metadata=SHARED)
    def text(self, info: Info, locale: InLanguage = None) -> str:
        return self._in(words_in(info, locale)).text

    def _in(self, locale: str) -> Document:
        return in_french(self.row) if locale == "fr" else in_english(self.row)


async def decision_record_of(moment: Moment, meeting: UUID) -> DecisionRecord | None:
    row = await decision_record(moment.db, moment.caller, meeting)
    return DecisionRecord.of(moment, row) if row else None

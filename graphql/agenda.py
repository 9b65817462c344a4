"""Agendas of meetings (fr: ordres du jour), and what is suggested for the next one, as clients see them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from maillage.domain.agenda import ItemStatus, Purpose, Source, SourceKind
from maillage.domain.refusals import Refusal
from maillage.graphql.arguments import InLanguage
from maillage.graphql.decisions import Decision
from maillage.graphql.ids import encode_id
from maillage.graphql.languages import words_in
from maillage.graphql.moments import Info, Moment
from maillage.graphql.people import Person, person_of
from maillage.graphql.references import ACTION_ITEM, AGENDA_ITEM, DECISION
from maillage.graphql.relay import Node, fetch_nodes
from maillage.graphql.rows import from_row
from maillage.graphql.sharing import SHARED, viewer_independent
from maillage.graphql.vocabulary import labelled
from maillage.projections.agenda import AgendaItemRow, AgendaRow
from maillage.projections.meetings import MeetingRow
from maillage.projections.suggestions import Suggestion, SuggestionReason, suggested_agenda

if TYPE_CHECKING:
    from maillage.graphql.meetings import Meeting

SOURCES = {SourceKind.ACTION_ITEM: ACTION_ITEM, SourceKind.DECISION: DECISION}  # the prefixes of their ids


class AgendaLongerThanMeeting(Refusal):
    """A warning, no refusal: the items of an agenda take longer than its meeting."""

    SOURCE = "domain.md 3.5"
    FR = "L’ordre du jour dépasse la durée de la réunion de {minutes} min."
    EN = "The agenda is {minutes} minutes longer than the meeting."


@viewer_independent
@strawberry.type(description="One item of the agenda of a meeting (fr: point).")
class AgendaItem:
    id: strawberry.ID = strawberry.field(description="Opaque; the same in every meeting to which it is carried over.")
    title: str = strawberry.field(description="What it is called.")
    text: str | None = strawberry.field(description="What it is about.")
    purpose: Purpose = strawberry.field(description="What it is there for.")
    purpose_label: str = labelled("purpose")
    minutes: int | None = strawberry.field(description="How long it is meant to take; null: nobody said.")
    status: ItemStatus = strawberry.field(description="Where it stands in this meeting.")
    status_label: str = labelled("status")
    late: bool = strawberry.field(description="Whether it came onto the agenda after the opening.")
    notes: str | None = strawberry.field(description="What was noted of its discussion.")
    reason: str | None = strawberry.field(description="Why it was declined or dropped.")
    proposed_at: datetime = strawberry.field(description="When it was proposed for this meeting.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[AgendaItemRow]

    @classmethod
    def of(cls, moment: Moment, row: AgendaItemRow) -> AgendaItem:
        return from_row(cls, row, id=encode_id(AGENDA_ITEM, row.item), moment=moment, row=row)

    @strawberry.field(description="Who proposed it first; null: the program.", metadata=SHARED)
    async def proposed_by(self) -> Person | None:
        return await person_of(self.moment, self.row.proposed_by)

    @strawberry.field(description="What it is to take up: an action or a decision. Null without one.", metadata=SHARED)
    async def source(self) -> Node | None:
        kind, id = self.row.source_kind, self.row.source
        return await _source_of(self.moment, Source(kind, id)) if kind and id else None

    @strawberry.field(description="The meeting that left it open; null unless it was carried over.", metadata=SHARED)
    async def carried_from(self) -> Annotated[Meeting, strawberry.lazy("maillage.graphql.meetings")] | None:
        return await _meeting_of(self.moment, self.row.carried_from)

    @strawberry.field(description="To which meeting it is carried over, where that was said.", metadata=SHARED)
    async def carried_to(self) -> Annotated[Meeting, strawberry.lazy("maillage.graphql.meetings")] | None:
        return await _meeting_of(self.moment, self.row.to_meeting)

    @strawberry.field(description="The decisions that settled it. Needs `decisions.read`.", metadata=SHARED)
    async def decisions(self) -> list[Decision]:
        rows = await self.moment.loaders.decisions.load_many(list(self.row.decisions))
        return [Decision.of(self.moment, row) for row in rows if row]


@viewer_independent
@strawberry.type(description="What a meeting is to talk about (fr: ordre du jour), frozen when it opens.")
class Agenda:
    items: list[AgendaItem] = strawberry.field(
        description="Those that are or were on it, in their order; then the others as they were proposed."
    )
    published_at: datetime | None = strawberry.field(description="When it was published last.")
    changed_since_published: bool = strawberry.field(description="Whether it is another one than was published.")
    minutes: int = strawberry.field(description="How long what is on it is meant to take, as far as somebody said.")
    overrun_minutes: int = strawberry.field(description="By how much that is longer than the meeting; 0: it is not.")
    current_item: AgendaItem | None = strawberry.field(description="What the meeting is at now.")
    current_since: datetime | None = strawberry.field(description="Since when.")

    @classmethod
    def of(cls, moment: Moment, meeting: MeetingRow, row: AgendaRow) -> Agenda:
        items = [AgendaItem.of(moment, item) for item in row.items]
        return cls(
            items=items,
            published_at=row.published_at,
            changed_since_published=row.published_at is not None and row.published != row.order,
            minutes=row.minutes,
            overrun_minutes=row.overrun(meeting),
            current_item=next((item for item in items if item.row.item == row.current), None),
            current_since=row.current_since,
        )


@viewer_independent
@strawberry.type(description="Something that the next meeting might talk about.")
class AgendaSuggestion:
    id: strawberry.ID = strawberry.field(
        description="Of what it is about, or of the item itself where it is carried over: what `prepareAgenda` takes."
    )
    reason: SuggestionReason = strawberry.field(description="Why.")
    reason_label: str = labelled("reason")
    title: str = strawberry.field(description="What the item would be called.")
    purpose: Purpose = strawberry.field(description="What it would be there for.")
    purpose_label: str = labelled("purpose")
    minutes: int | None = strawberry.field(description="How long it was meant to take; null: nobody said.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[Suggestion]

    @classmethod
    def of(cls, moment: Moment, row: Suggestion) -> AgendaSuggestion:
        prefix = SOURCES[row.source.kind] if row.source else AGENDA_ITEM
        return from_row(cls, row, id=encode_id(prefix, row.id), moment=moment, row=row)

    @strawberry.field(description="Why, as a sentence.", metadata=SHARED)
    def text(self, info: Info, locale: InLanguage = None) -> str:
        return self.row.text(words_in(info, locale))

    @strawberry.field(description="The action or the decision that it is about; null without one.", metadata=SHARED)
    async def source(self) -> Node | None:
        return await _source_of(self.moment, self.row.source) if self.row.source else None

    @strawberry.field(description="The meeting that left it open; null unless it is carried over.", metadata=SHARED)
    async def carried_from(self) -> Annotated[Meeting, strawberry.lazy("maillage.graphql.meetings")] | None:
        return await _meeting_of(self.moment, self.row.meeting)


async def agenda_of(moment: Moment, meeting: MeetingRow) -> Agenda:
    row = await moment.loaders.agendas.load(meeting.id)
    return Agenda.of(moment, meeting, row)


async def suggestions_of(moment: Moment) -> list[AgendaSuggestion]:
    rows = await suggested_agenda(moment.db, moment.caller)
    return [AgendaSuggestion.of(moment, row) for row in rows]


async def _source_of(moment: Moment, source: Source) -> Node | None:
    from maillage.graphql.nodes import KINDS  # noqa: PLC0415  they hold the meeting, which holds us

    [found] = await fetch_nodes(moment, [strawberry.ID(encode_id(SOURCES[source.kind], source.id))], KINDS)
    return found  # type: ignore[no-any-return]  # an action or a decision


async def _meeting_of(moment: Moment, id: UUID | None) -> Meeting | None:
    from maillage.graphql.meetings import meeting_of  # noqa: PLC0415  it holds us

    return await meeting_of(moment, id)

"""Meetings (fr: réunions) and who is there, as clients see them."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from maillage.domain.formalities import Formality
from maillage.domain.meeting_facts import MeetingKind, Modality, Presence
from maillage.graphql.activity_options import ActivityOrder
from maillage.graphql.agenda import Agenda, agenda_of
from maillage.graphql.arguments import After, Before, First, Last, Ordered
from maillage.graphql.collectivities import Collectivity, collectivities_of, collectivity_of
from maillage.graphql.cursors import Cursors
from maillage.graphql.decisions import Decision, DecisionOrder, decision_page_of
from maillage.graphql.ids import encode_id
from maillage.graphql.invitations import Carpool, Invitation
from maillage.graphql.messages import WHO_WAS_REACHED, Message, States, message_page
from maillage.graphql.minutes import Minutes, minutes_at
from maillage.graphql.moments import Moment
from maillage.graphql.people import Mandate, Person, mandate_of, person_of
from maillage.graphql.proxies import Proxy
from maillage.graphql.quorums import QuorumRule
from maillage.graphql.references import MEETING
from maillage.graphql.relay import Connection, Node, Page
from maillage.graphql.rows import connection, from_row
from maillage.graphql.sharing import SHARED, viewer_independent
from maillage.graphql.site_visits import SiteVisit, site_visit_of
from maillage.graphql.vocabulary import labelled
from maillage.projections import meetings
from maillage.projections.meetings import MeetingRow, MeetingStatus, PresenceRow

if TYPE_CHECKING:
    from maillage.graphql.activity import Entry
    from maillage.graphql.attendance_sheets import AttendanceSheet
    from maillage.graphql.decision_records import DecisionRecord


@strawberry.enum(description="The order of meetings. Those without a date count as far in the future.")
class MeetingOrder(Enum):
    LATEST_FIRST = strawberry.enum_value("latest", description="By beginning, the latest first.")
    EARLIEST_FIRST = strawberry.enum_value("earliest", description="By beginning, the earliest first.")


@viewer_independent
@strawberry.type(description="The quorum of a meeting that was opened.")
class MeetingQuorum:
    represented: int = strawberry.field(description="Collectivities that count now; once closed, at the end.")
    needed: int = strawberry.field(description="How many it takes.")
    members: int = strawberry.field(description="Collectivities that were members on the day it was opened.")
    established: bool = strawberry.field(description="Whether it is enough now; once closed, at the end.")
    missed: bool = strawberry.field(description="Whether it closed without having been enough at any time.")


@viewer_independent
@strawberry.type(description="One stay of one person in a meeting.")
class Attendance:
    presence: Presence = strawberry.field(description="How the person attends.")
    presence_label: str = labelled("presence")
    seat: int | None = strawberry.field(
        description="Which seat of the collectivity, where the meeting goes by seats; null for who holds none."
    )
    substitute: bool = strawberry.field(
        description="Whether as a substitute on that seat, who counts while the titular is not there."
    )
    arrived_at: datetime = strawberry.field(description="Since when.")
    left_at: datetime | None = strawberry.field(description="Until when; null while there, or to the end.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[PresenceRow]

    @strawberry.field(description="Who.", metadata=SHARED)
    async def person(self) -> Person | None:
        return await person_of(self.moment, self.row.person)

    @strawberry.field(description="For whom; null: for the syndicate, a partner, or as a guest.", metadata=SHARED)
    async def collectivity(self) -> Collectivity | None:
        return await collectivity_of(self.moment, self.row.collectivity)

    @strawberry.field(
        description="By which mandate; null where it is for no collectivity, or without standing for it.",
        metadata=SHARED,
    )
    async def mandate(self) -> Mandate | None:
        return await mandate_of(self.moment, self.row.mandate)


@viewer_independent
@strawberry.type(
    description="A meeting of the network (fr: réunion). Needs `meetings.read`, or an invitation and "
    "`meetings.read-invited`."
)
class Meeting(Node):
    version: int = strawberry.field(description="Rises with each change: what `expectedVersion` is compared with.")
    title: str = strawberry.field(description="What it is called.")
    kind: MeetingKind = strawberry.field(description="What it is.")
    kind_label: str = labelled("kind")
    modality: Modality = strawberry.field(description="How one can attend.")
    modality_label: str = labelled("modality")
    status: MeetingStatus = strawberry.field(description="Where it stands.")
    status_label: str = labelled("status")
    planned_at: datetime = strawberry.field(description="When the wish to hold it was recorded.")
    starts_at: datetime | None = strawberry.field(description="Null until it is scheduled, like the next four.")
    ends_at: datetime | None = strawberry.field(description="When it is meant to end.")
    place: str | None = strawberry.field(description="Address or room, where there is one.")
    call_link: str | None = strawberry.field(description="Where to attend the call, where there is one: https.")
    quorum_rule: QuorumRule | None = strawberry.field(
        description="The network's on the day of scheduling; what the network sets later does not touch it."
    )
    formalities: list[Formality] = strawberry.field(
        description="What the network asked of itself on the day of scheduling; none before. Likewise kept."
    )
    reason: str | None = strawberry.field(description="Why it was rescheduled last, cancelled, or adjourned.")
    sequence: int = strawberry.field(
        description="Of its calendar entry (SEQUENCE of RFC 5545): raised by another date and by the cancellation."
    )
    opened_at: datetime | None = strawberry.field(description="When it was opened.")
    closed_at: datetime | None = strawberry.field(description="When it was closed.")
    quorum: MeetingQuorum | None = strawberry.field(description="Null until it is opened.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[MeetingRow]

    @classmethod
    def of(cls, moment: Moment, row: MeetingRow) -> Meeting:
        return from_row(cls, row, id=encode_id(MEETING, row.id), moment=moment, row=row)

    @strawberry.field(description="The meeting that it goes on with, whose agenda it has.", metadata=SHARED)
    async def reconvenes(self) -> Meeting | None:
        return await meeting_of(self.moment, self.row.reconvenes)

    @strawberry.field(description="The meeting that goes on with it.", metadata=SHARED)
    async def reconvened_by(self) -> Meeting | None:
        return await meeting_of(self.moment, self.row.reconvened_by)

    @strawberry.field(
        description="Who chairs it (fr: présidence de séance); null until it is opened, and where nobody was named. "
        "Needs `directory.read`.",
        metadata=SHARED,
    )
    async def chair(self) -> Person | None:
        return await person_of(self.moment, self.row.chair)

    @strawberry.field(description="Members of the network on the day it was opened; none before.", metadata=SHARED)
    async def members(self) -> list[Collectivity]:
        return await collectivities_of(self.moment, self.row.members)

    @strawberry.field(description="Who was there at any time; none until it is closed.", metadata=SHARED)
    async def attended(self) -> list[Collectivity]:
        return await collectivities_of(self.moment, self.row.attended)

    @strawberry.field(
        description="What it is to talk about (fr: ordre du jour), and what became of it.", metadata=SHARED
    )
    async def agenda(self) -> Agenda:
        return await agenda_of(self.moment, self.row)

    @strawberry.field(description="Who came and who left, in the order of arrival.", metadata=SHARED)
    async def attendance(self) -> list[Attendance]:
        rows = await self.moment.loaders.presences.load(self.row.id)
        return [from_row(Attendance, row, moment=self.moment, row=row) for row in rows]

    @strawberry.field(description="Its minutes, once they are circulated; drafts as `Minutes` says.", metadata=SHARED)
    async def minutes(self) -> Minutes | None:
        return await minutes_at(self.moment, self.row.id)

    @strawberry.field(description="Member by member, from the opening on; null before.", metadata=SHARED)
    async def attendance_sheet(
        self,
    ) -> Annotated[AttendanceSheet, strawberry.lazy("maillage.graphql.attendance_sheets")] | None:
        from maillage.graphql.attendance_sheets import attendance_sheet_of  # noqa: PLC0415  it shows stays of ours

        return await attendance_sheet_of(self.moment, self.row.id)

    @strawberry.field(description="What came out of it; null until it is closed.", metadata=SHARED)
    async def decision_record(
        self,
    ) -> Annotated[DecisionRecord, strawberry.lazy("maillage.graphql.decision_records")] | None:
        from maillage.graphql.decision_records import decision_record_of  # noqa: PLC0415  its actions lead to meetings

        return await decision_record_of(self.moment, self.row.id)

    @strawberry.field(description="Who is invited, in the order of the invitations.", metadata=SHARED)
    async def invitations(self) -> list[Invitation]:
        rows = await self.moment.loaders.invitations.load(self.row.id)
        return [Invitation.of(self.moment, row) for row in rows]

    @strawberry.field(description=WHO_WAS_REACHED, metadata=SHARED)
    async def messages(
        self,
        *,
        state: States = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Message] | None:
        return await message_page(self.moment, self.row.id, Page.asked(first, after, last, before), state)

    @strawberry.field(description="Cars to it with seats for others. Needs `meetings.read`.", metadata=SHARED)
    async def carpools(self) -> list[Carpool] | None:
        rows = await self.moment.loaders.carpools.load(self.row.id)
        return [Carpool.of(self.moment, row) for row in rows]

    @strawberry.field(description="What it goes to see; null unless it is a SITE_VISIT.", metadata=SHARED)
    async def site_visit(self) -> SiteVisit | None:
        return await site_visit_of(self.moment, self.row) if self.row.kind is MeetingKind.SITE_VISIT else None

    @strawberry.field(
        description="Who votes for collectivities that cannot come (fr: pouvoirs). Needs `meetings.read`.",
        metadata=SHARED,
    )
    async def proxies(self) -> list[Proxy] | None:
        rows = await self.moment.loaders.proxies.load(self.row.id)
        return [Proxy.of(self.moment, row) for row in rows]

    @strawberry.field(
        description="What is or was voted on there, or is meant to be. Needs `decisions.read`.", metadata=SHARED
    )
    async def decisions(
        self,
        *,
        order: Ordered[DecisionOrder] = DecisionOrder.LATEST_FIRST,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Decision] | None:
        return await decision_page_of(self.moment, self.row.id, Page.asked(first, after, last, before), order)

    @strawberry.field(
        description="What happened to it, as far as you may see it. Needs `activity.read`, or an invitation.",
        metadata=SHARED,
    )
    async def activity(
        self,
        *,
        order: Ordered[ActivityOrder] = ActivityOrder.LATEST_FIRST,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Annotated[Entry, strawberry.lazy("maillage.graphql.activity")]] | None:
        from maillage.graphql.activity import entries_about  # noqa: PLC0415  an entry may be about us

        return await entries_about(self.moment, self.row.id, Page.asked(first, after, last, before), order)


@strawberry.input(description="Criteria that all have to be met; null leaves one out.")
class MeetingFilter:
    status: list[MeetingStatus] | None = strawberry.field(default=None, description="Any of these.")
    kind: MeetingKind | None = strawberry.field(default=None, description="What it is.")
    since: datetime | None = strawberry.field(default=None, description="It begins then or later.")
    until: datetime | None = strawberry.field(default=None, description="It begins before.")

    def value(self) -> meetings.MeetingFilter:
        statuses = None if self.status is None else frozenset(self.status)
        return meetings.MeetingFilter(statuses, self.kind, self.since, self.until)


async def meeting_page(
    moment: Moment, page: Page, asked: MeetingFilter | None, order: MeetingOrder
) -> Connection[Meeting]:
    filter = asked.value() if asked else meetings.ANY_MEETING
    newest_first = order is MeetingOrder.LATEST_FIRST
    cursors: Cursors[datetime, UUID] = Cursors(f"meetings, {order.value} first", tuple[datetime, UUID])
    return await connection(
        moment,
        page,
        cursors,
        read=lambda window: meetings.meetings(moment.db, moment.caller, window, filter, newest_first=newest_first),
        show=Meeting.of,
        count=lambda: meetings.count_meetings(moment.db, moment.caller, filter),
    )


async def invited_page(moment: Moment, page: Page) -> Connection[Meeting]:
    """The meetings to which the caller is invited, the latest first."""
    filter = meetings.MeetingFilter(invited=True)
    cursors: Cursors[datetime, UUID] = Cursors("own invitations", tuple[datetime, UUID])
    return await connection(
        moment,
        page,
        cursors,
        read=lambda window: meetings.meetings(moment.db, moment.caller, window, filter),
        show=Meeting.of,
        count=lambda: meetings.count_meetings(moment.db, moment.caller, filter),
    )


async def meeting_of(moment: Moment, id: UUID | None) -> Meeting | None:
    row = await moment.loaders.meetings.load(id) if id else None
    return Meeting.of(moment, row) if row else None

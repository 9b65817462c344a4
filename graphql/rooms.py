"""The live room of a meeting, as clients see it: who is there, the quorum, the item, the ballot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import strawberry

from maillage.domain.ballots import Mode
from maillage.domain.refusals import NotFound
from maillage.eventstore.past import head
from maillage.graphql.activity_options import POSITIONS
from maillage.graphql.agenda import AgendaItem, agenda_of
from maillage.graphql.collectivities import Collectivity, collectivities_of
from maillage.graphql.decisions import Decision, Tally
from maillage.graphql.live import Position
from maillage.graphql.meetings import Attendance, Meeting
from maillage.graphql.moments import Moment
from maillage.graphql.quorums import Quorum
from maillage.graphql.rows import from_row
from maillage.graphql.scalars import Cursor
from maillage.graphql.sharing import SHARED, viewer_independent
from maillage.graphql.vocabulary import labelled
from maillage.projections import rooms
from maillage.projections.audience import AudienceScope
from maillage.projections.decisions import DecisionRow
from maillage.projections.meetings import MeetingRow, MeetingStatus


@viewer_independent
@strawberry.type(
    description="What a meeting votes on, as far as it may be seen: of a secret ballot nothing is counted."
)
class RoomBallot:
    decision: Decision = strawberry.field(description="What is put to the vote.")
    mode: Mode = strawberry.field(description="Who sees the votes.")
    mode_label: str = labelled("mode")
    votes_received: int | None = strawberry.field(
        description="How many collectivities have voted; null while a secret ballot is open."
    )
    tally: Tally | None = strawberry.field(
        description="The votes counted; null while it is open, or where a deferral ended it."
    )
    moment: strawberry.Private[Moment]
    row: strawberry.Private[DecisionRow]

    @classmethod
    def of(cls, moment: Moment, row: DecisionRow) -> RoomBallot:
        return from_row(cls, row, decision=Decision.of(moment, row), moment=moment, row=row)

    @strawberry.field(
        description="Who may vote and has not; null for a secret ballot. Once it is closed, who did not.",
        metadata=SHARED,
    )
    async def awaited(self) -> list[Collectivity] | None:
        if self.row.mode is not Mode.PUBLIC:
            return None
        loaders = self.moment.loaders
        spoken = {vote.collectivity for vote in await loaders.votes.load(self.row.id)}
        spoken |= {recusal.collectivity for recusal in await loaders.recusals.load(self.row.id)}
        return await collectivities_of(self.moment, tuple(each for each in self.row.members if each not in spoken))


@viewer_independent
@strawberry.type(description="The room of a meeting as it is now.")
class MeetingRoom:
    cursor: Cursor = strawberry.field(description="Go on after it when the connection was lost.")
    meeting: Meeting = strawberry.field(description="Whose room it is.")
    quorum: Quorum | None = strawberry.field(
        description="Who is represented now; once closed, at the end. Null until the meeting is opened."
    )
    moment: strawberry.Private[Moment]
    row: strawberry.Private[MeetingRow]

    @classmethod
    def of(cls, moment: Moment, row: MeetingRow, position: Position) -> MeetingRoom:
        cursor = Cursor(POSITIONS.encode(moment.seal, *position))
        return cls(cursor=cursor, meeting=Meeting.of(moment, row), quorum=_quorum(row), moment=moment, row=row)

    @strawberry.field(
        description="Who is there, in the order of arrival; once closed, who was at the end. Needs `meetings.read`.",
        metadata=SHARED,
    )
    async def present(self) -> list[Attendance] | None:
        rows = await self.moment.loaders.presences.load(self.row.id)
        return [from_row(Attendance, row, moment=self.moment, row=row) for row in rows if row.left_at is None]

    @strawberry.field(description="The item that the meeting is at; null: none.", metadata=SHARED)
    async def current_item(self) -> AgendaItem | None:
        return (await agenda_of(self.moment, self.row)).current_item

    @strawberry.field(
        description="The ballot that is open, the one opened last where there are several, else the last that was "
        "closed there; null before the first. Needs `decisions.read`.",
        metadata=SHARED,
    )
    async def ballot(self) -> RoomBallot | None:
        decision = await rooms.ballot_at(self.moment.db, self.moment.caller, self.row.id)
        row = await self.moment.loaders.decisions.load(decision) if decision else None
        return RoomBallot.of(self.moment, row) if row else None


def _quorum(row: MeetingRow) -> Quorum | None:
    counted = row.quorum
    if counted is None:
        return None
    return Quorum(
        represented=counted.represented,
        needed=counted.needed,
        members=counted.members,
        reached=counted.established,
    )


@dataclass(frozen=True)
class RoomChanges:
    """When something changed in one room that one audience may see: the last change stands for those before it."""

    moment: Moment
    scope: AudienceScope
    meeting: UUID

    @property
    def network_id(self) -> UUID:
        return self.scope.network

    async def head(self) -> int:
        return await head(self.moment.db, self.scope.network)

    async def page_after(self, position: Position, limit: int) -> Sequence[Position]:
        last = await rooms.last_change(self.moment.db, self.scope, self.meeting, position)
        return () if last is None else (last,)

    def position(self, entry: Position, /) -> Position:
        return entry


async def meeting_row(moment: Moment, id: UUID) -> MeetingRow:
    """NotFound, also for who is not invited and may see no other meeting."""
    row = await moment.loaders.meetings.load(id)
    if row is None:
        raise NotFound("id", kind="meeting", id=str(id))
    return row


def is_over(row: MeetingRow) -> bool:
    """Whether nothing more changes in the room."""
    return row.status in {MeetingStatus.CLOSED, MeetingStatus.ADJOURNED, MeetingStatus.CANCELLED}

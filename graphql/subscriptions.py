"""What is live: the activity from any place of the history on, and the room of a meeting as it is by now."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

import strawberry

from maillage.eventstore.past import head
from maillage.graphql.activity import Entry
from maillage.graphql.activity_options import POSITIONS, ActivityFilter
from maillage.graphql.arguments import Filtered
from maillage.graphql.live import Position, follow
from maillage.graphql.moments import Info, Moment
from maillage.graphql.queries import Slug, must_be_own
from maillage.graphql.references import MEETING, uuid_of
from maillage.graphql.rooms import MeetingRoom, RoomChanges, is_over, meeting_row
from maillage.graphql.scalars import Cursor
from maillage.graphql.sharing import SHARED, viewer_independent
from maillage.projections import timeline
from maillage.projections.audience import AudienceScope
from maillage.projections.timeline import EntryFilter


@viewer_independent
@strawberry.type(description="An entry of the live activity, with what it is about as it is by now.")
class ActivityEdge:
    cursor: Cursor = strawberry.field(description="Go on after it when the connection was lost.")
    entry: Entry = strawberry.field(description="What happened.")


@dataclass(frozen=True)
class _Timeline:
    """The entries of one network that one audience may see."""

    moment: Moment
    scope: AudienceScope
    filter: EntryFilter

    @property
    def network_id(self) -> UUID:
        return self.scope.network

    async def head(self) -> int:
        return await head(self.moment.db, self.scope.network)

    async def page_after(self, position: Position, limit: int) -> Sequence[timeline.Entry]:
        return await timeline.page_after(self.moment.db, self.scope, position, limit, self.filter)

    def position(self, entry: timeline.Entry, /) -> Position:
        return entry.position


@strawberry.type(description="What is pushed as it happens.")
class Subscription:
    @strawberry.subscription(
        description="Every entry after a cursor, then each new one as it happens: none missing, none twice, across "
        "lost connections. CURSOR_EXPIRED: begin again without a cursor. Needs `activity.read`.",
        metadata=SHARED,
    )
    async def activity(
        self,
        info: Info,
        *,
        slug: Slug = None,
        after: Annotated[
            Cursor | None, strawberry.argument(description="Where to go on; without it from now on.")
        ] = None,
        filter: Filtered[ActivityFilter] = None,
    ) -> AsyncGenerator[ActivityEdge, None]:
        moment = info.context.moment
        await must_be_own(moment, slug)
        source = _Timeline(moment, AudienceScope.of(moment.caller), filter.value() if filter else timeline.EVERYTHING)
        position = None if after is None else POSITIONS.decode_live(moment.seal, after)
        async for row in follow(info.context.live, source, info.context.tail, position):
            entry = Entry.of(moment.renewed(), row)
            yield ActivityEdge(cursor=entry.cursor, entry=entry)

    @strawberry.subscription(
        description="The room of a meeting as it is, at once and whenever something changed in it, once for all that "
        "one command changed; with a cursor, only what changed since. Ends with the meeting. Needs `meetings.read`, or "
        "an invitation and `meetings.read-invited`.",
        metadata=SHARED,
    )
    async def meeting_room(
        self,
        info: Info,
        *,
        id: Annotated[strawberry.ID, strawberry.argument(description="Of the meeting.")],
        after: Annotated[
            Cursor | None, strawberry.argument(description="Of the last room that was seen; without it at once.")
        ] = None,
    ) -> AsyncGenerator[MeetingRoom, None]:
        moment, meeting = info.context.moment, uuid_of(id, [MEETING], "id")
        changes = RoomChanges(moment, AudienceScope.of(moment.caller), meeting)
        waits = not is_over(await meeting_row(moment, meeting))
        since = timeline.BEGINNING if after is None else POSITIONS.decode_live(moment.seal, after)
        async for position in follow(info.context.live, changes, info.context.tail, since, waits=waits):
            present = moment.renewed()
            row = await meeting_row(present, meeting)
            yield MeetingRoom.of(present, row, position)
            if is_over(row):
                return

"""Who was reached, as clients see it: the messages about one meeting or one poll."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, TypeAlias
from uuid import UUID

import strawberry

from maillage.domain.messages import Delivery, MessageKind
from maillage.graphql.cursors import Cursors
from maillage.graphql.moments import Moment
from maillage.graphql.people import Person, person_of
from maillage.graphql.relay import Connection, Page
from maillage.graphql.rows import connection, from_row
from maillage.graphql.sharing import SHARED, viewer_independent
from maillage.graphql.vocabulary import labelled
from maillage.projections.messages import MessageFilter, MessageRow, count_messages, messages

LATEST_FIRST: Cursors[datetime, UUID] = Cursors("messages, latest first", tuple[datetime, UUID])
WHO_WAS_REACHED = (
    "Who was written to about it, the latest first, as that stands now, also under `asOf`. Needs `messages.read`."
)
States: TypeAlias = Annotated[list[Delivery] | None, strawberry.argument(description="Only those that stand there.")]


@viewer_independent
@strawberry.type(description="One message to one person. Its address and its text are read when it is sent.")
class Message:
    kind: MessageKind = strawberry.field(description="What it is about.")
    kind_label: str = labelled("kind")
    state: Delivery = strawberry.field(description="Where it stands.")
    state_label: str = labelled("state")
    written_at: datetime = strawberry.field(description="Since when it was to be sent.")
    settled_at: datetime | None = strawberry.field(description="Since when it stands there; null while it waits.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[MessageRow]

    @classmethod
    def of(cls, moment: Moment, row: MessageRow) -> Message:
        return from_row(cls, row, moment=moment, row=row)

    @strawberry.field(description="To whom. Needs `directory.read`.", metadata=SHARED)
    async def person(self) -> Person | None:
        return await person_of(self.moment, self.row.person)


async def message_page(moment: Moment, subject: UUID, page: Page, states: list[Delivery] | None) -> Connection[Message]:
    filter = MessageFilter(subject, states)
    return await connection(
        moment,
        page,
        LATEST_FIRST,
        read=lambda window: messages(moment.db, moment.caller, window, filter),
        show=Message.of,
        count=lambda: count_messages(moment.db, moment.caller, filter),
    )

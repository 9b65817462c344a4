"""Who asks: the person behind the token, and what it may do."""

from __future__ import annotations

from datetime import date

import strawberry

from maillage.domain.caller import RIGHTS, Role
from maillage.domain.mandates import Function
from maillage.domain.messages import OPTIONAL, MessageKind
from maillage.graphql.access import AccessToken, Session, shown_sessions, shown_tokens
from maillage.graphql.arguments import After, Before, First, Last
from maillage.graphql.calendar_feeds import CalendarFeed, calendar_feeds_of
from maillage.graphql.ids import encode_id
from maillage.graphql.meetings import Meeting, invited_page
from maillage.graphql.moments import Info, Moment
from maillage.graphql.references import MANDATE, NETWORK, PERSON, PREFIXES
from maillage.graphql.relay import Connection, Page
from maillage.graphql.rows import from_row
from maillage.graphql.vocabulary import labelled
from maillage.projections.oneself import Oneself, OwnMandateRow, oneself


@strawberry.type(description="A mandate of the viewer that is in force today.")
class OwnMandate:
    id: strawberry.ID = strawberry.field(description="Opaque; that of a `Mandate`.")
    organisation: strawberry.ID = strawberry.field(description="For whom, by id.")
    organisation_name: str = strawberry.field(description="For whom, by name.")
    function: Function = strawberry.field(description="What the viewer does there.")
    function_label: str = labelled("function")
    starts_on: date = strawberry.field(description="First day.")
    ends_on: date | None = strawberry.field(description="Last day; null while open-ended.")

    @classmethod
    def of(cls, row: OwnMandateRow) -> OwnMandate:
        prefix = PREFIXES[row.organisation_kind.value.lower()]
        ids = {"id": encode_id(MANDATE, row.id), "organisation": encode_id(prefix, row.organisation)}
        return from_row(cls, row, **ids)


@strawberry.type(description="A network of the viewer, and what the viewer is there.")
class ViewerNetwork:
    id: strawberry.ID = strawberry.field(description="Opaque; that of a `Network`.")
    slug: str = strawberry.field(description="What `network(slug:)` takes.")
    name: str = strawberry.field(description="Its name.")
    roles: list[Role] = strawberry.field(description="By appointment and by mandates in force today.")
    rights: list[str] = strawberry.field(description="What these roles allow, as descriptions name it.")
    mandates: list[OwnMandate] = strawberry.field(description="In force today.")


@strawberry.type(description="Whether the viewer wants messages of a kind by mail. Others are always sent.")
class NotificationPreference:
    kind: MessageKind = strawberry.field(description="Which messages.")
    kind_label: str = labelled("kind")
    wanted: bool = strawberry.field(description="True unless the viewer has said otherwise.")

    @classmethod
    def all_of(cls, row: Oneself) -> list[NotificationPreference]:
        return [cls(kind=kind, wanted=kind not in row.unwanted) for kind in MessageKind if kind in OPTIONAL]


@strawberry.type(description="Who asks. Needs nothing but a token.")
class Viewer:
    id: strawberry.ID = strawberry.field(description="Opaque; that of a `Person`.")
    given_name: str | None = strawberry.field(description="Null once erased, like the next three.")
    family_name: str | None = strawberry.field(description="As the person writes it.")
    email: str | None = strawberry.field(description="Where to write.")
    phone: str | None = strawberry.field(description="Where to call.")
    networks: list[ViewerNetwork] = strawberry.field(description="Those that this token reaches.")
    notification_preferences: list[NotificationPreference] = strawberry.field(
        description="What `setNotificationPreferences` changes."
    )
    moment: strawberry.Private[Moment]

    @strawberry.field(description="Where the viewer is signed in, the newest first.")
    async def sessions(self, info: Info) -> list[Session]:
        return await shown_sessions(info)

    @strawberry.field(description="Tokens of the viewer's scripts, the newest first.")
    async def tokens(self) -> list[AccessToken]:
        return await shown_tokens(self.moment)

    @strawberry.field(
        description="Meetings to which the viewer is invited, the latest first. "
        "Needs `meetings.read` or `meetings.read-invited`."
    )
    async def meetings(
        self, *, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Connection[Meeting] | None:
        return await invited_page(self.moment, Page.asked(first, after, last, before))

    @strawberry.field(
        description="The viewer's calendars that are not revoked, newest first, without their addresses. "
        "Needs `calendar.subscribe`."
    )
    async def calendar_feeds(self) -> list[CalendarFeed] | None:
        return await calendar_feeds_of(self.moment)


async def viewer_of(moment: Moment) -> Viewer | None:
    caller = moment.caller
    own = await oneself(moment.db, caller)
    if own is None:
        return None
    roles = [role for role in Role if role in caller.roles]
    network = ViewerNetwork(
        id=strawberry.ID(encode_id(NETWORK, caller.network)),
        slug=own.network_slug,
        name=own.network_name,
        roles=roles,
        rights=sorted({right.value for role in roles for right in RIGHTS[role]}),
        mandates=[OwnMandate.of(row) for row in own.mandates],
    )
    preferences = NotificationPreference.all_of(own)
    id = encode_id(PERSON, own.id)
    return from_row(Viewer, own, id=id, networks=[network], notification_preferences=preferences, moment=moment)

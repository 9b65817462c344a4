"""By what the viewer gets in: sessions of devices, tokens of scripts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from maillage.graphql.ids import encode_id
from maillage.graphql.moments import Info, Moment
from maillage.graphql.references import SESSION, TOKEN
from maillage.graphql.rows import from_row
from maillage.usecases.own_access import own_sessions, own_tokens


@strawberry.type(description="A device on which the viewer is signed in.")
class Session:
    id: strawberry.ID = strawberry.field(description="Opaque; what `revokeSession` takes.")
    device: str = strawberry.field(description="By its browser and system, or the name of its app; may be empty.")
    created_at: datetime = strawberry.field(description="When the viewer signed in there.")
    last_used_at: datetime = strawberry.field(description="To the hour.")
    ends_at: datetime = strawberry.field(description="When it ends if it is not used before.")
    is_current: bool = strawberry.field(description="Whether it is the one that asks.")


@strawberry.type(description="A personal access token of the viewer, for a script. It has the viewer's rights.")
class AccessToken:
    id: strawberry.ID = strawberry.field(description="Opaque; what `revokeToken` takes.")
    label: str = strawberry.field(description="What the viewer knows it by.")
    created_at: datetime = strawberry.field(description="When it was minted.")
    expires_at: datetime = strawberry.field(description="From when on it opens nothing.")
    last_used_at: datetime | None = strawberry.field(description="To the hour; null: never.")
    secret: str | None = strawberry.field(description="Told once, in the answer to `mintToken`; else null.")


async def shown_sessions(info: Info) -> list[Session]:
    moment, own = info.context.moment, info.context.session
    return [
        from_row(
            Session,
            each,
            id=encode_id(SESSION, each.session_id),
            device=each.client,
            ends_at=each.ends_at(),
            is_current=each.session_id == own,
        )
        for each in await own_sessions(moment.db, moment.caller)
    ]


async def shown_tokens(moment: Moment) -> list[AccessToken]:
    found = await own_tokens(moment.db, moment.caller)
    return [from_row(AccessToken, each, id=encode_id(TOKEN, each.token_id), secret=None) for each in found]


async def token_of(moment: Moment, token: UUID | None) -> AccessToken | None:
    """None once it opens nothing any more."""
    wanted = None if token is None else encode_id(TOKEN, token)
    return next((each for each in await shown_tokens(moment) if each.id == wanted), None)

"""What the viewer asks of the own sessions and tokens. Nothing of it is in the history: there is no position."""

from __future__ import annotations

from functools import wraps
from typing import Any, Self
from uuid import UUID

import strawberry

from maillage.eventstore.log import Outcome
from maillage.graphql.access import AccessToken, token_of
from maillage.graphql.arguments import Asked
from maillage.graphql.commands import CommandInput, Payload, carried_out
from maillage.graphql.inputs import id_field
from maillage.graphql.moments import Context, Info, Moment
from maillage.graphql.references import SESSION, TOKEN
from maillage.graphql.viewer import Viewer, viewer_of
from maillage.usecases import own_access
from maillage.usecases.own_access import DAYS, Minted


async def viewer(moment: Moment, _: UUID | None) -> Viewer | None:
    return await viewer_of(moment)


@strawberry.type(description="The answer to a command about the viewer's own access.")
class AccessPayload(Payload):
    SUBJECT = ("viewer", viewer)
    viewer: Viewer | None = strawberry.field(
        default=None, description="As it is now; null when the command is refused."
    )


@strawberry.type(description="The answer to `mintToken`.")
class MintedPayload(Payload):
    SUBJECT = ("token", token_of)
    token: AccessToken | None = strawberry.field(default=None, description="Null when the command is refused.")

    @classmethod
    async def of(cls, context: Context, outcome: Outcome) -> Self:
        payload = await super().of(context, outcome)
        if payload.token is not None and isinstance(outcome, Minted):
            payload.token.secret = outcome.secret
        return payload


@strawberry.input(description="A session to end.")
class RevokeSessionInput(CommandInput):
    session: strawberry.ID = id_field(SESSION, "One of the viewer's own.")


@strawberry.input(description="The end of all sessions.")
class SignOutEverywhereInput(CommandInput):
    pass


@strawberry.input(description="A token for a script.")
class MintTokenInput(CommandInput):
    label: str = strawberry.field(description="What to know it by, at most 80 characters.")
    days: int = strawberry.field(default=DAYS, description="How long it lives, 1 to 366.")


@strawberry.input(description="A token to end.")
class RevokeTokenInput(CommandInput):
    token: strawberry.ID = id_field(TOKEN, "One of the viewer's own.")


@strawberry.type(description="Part of the mutations.")
class AccessMutations:
    @strawberry.mutation(description="Ends a session on one device. Needs `access.manage-own`.")
    async def revoke_session(self, info: Info, input: Asked[RevokeSessionInput]) -> AccessPayload:
        return await carried_out(info, own_access.revoke_session, input, AccessPayload)

    @strawberry.mutation(
        description="Ends every session of the viewer, the one that asks too, and those that the same e-mail address "
        "opened in other networks. Tokens go on. Needs `access.manage-own`."
    )
    async def sign_out_everywhere(self, info: Info, input: Asked[SignOutEverywhereInput]) -> AccessPayload:
        return await carried_out(info, own_access.sign_out_everywhere, input, AccessPayload)

    @strawberry.mutation(
        description="Mints a personal access token with the viewer's rights, for a script. Only for who signed in by "
        "e-mail: a token makes no other. Needs `access.manage-own`."
    )
    async def mint_token(self, info: Info, input: Asked[MintTokenInput]) -> MintedPayload:
        @wraps(own_access.mint_token)
        async def of_this_session(*asked: Any, **fields: Any) -> Minted:
            return await own_access.mint_token(*asked, **fields, session=info.context.session)

        return await carried_out(info, of_this_session, input, MintedPayload)

    @strawberry.mutation(description="Ends a token. Needs `access.manage-own`.")
    async def revoke_token(self, info: Info, input: Asked[RevokeTokenInput]) -> AccessPayload:
        return await carried_out(info, own_access.revoke_token, input, AccessPayload)

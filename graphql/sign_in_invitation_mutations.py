"""What the coordinator asks so that people find the way in."""

from __future__ import annotations

import strawberry

from maillage.graphql.arguments import Asked
from maillage.graphql.commands import CommandInput, carried_out
from maillage.graphql.inputs import id_field
from maillage.graphql.moments import Info
from maillage.graphql.references import PERSON
from maillage.graphql.rule_mutations import NetworkPayload
from maillage.usecases import sign_in_invitations


@strawberry.input(description="People to be told where to sign in.")
class InviteToSignInInput(CommandInput):
    people: list[strawberry.ID] = id_field(PERSON, "Whom; who was invited before is written to again.")


@strawberry.type(description="Part of the mutations.")
class SignInInvitationMutations:
    @strawberry.mutation(
        description="Writes to people where to sign in. The message opens nothing by itself. Needs `people.manage`."
    )
    async def invite_to_sign_in(self, info: Info, input: Asked[InviteToSignInInput]) -> NetworkPayload:
        return await carried_out(info, sign_in_invitations.invite_to_sign_in, input, NetworkPayload)

"""What is asked of proxies for a meeting."""

from __future__ import annotations

import strawberry

from maillage.graphql.arguments import Asked
from maillage.graphql.commands import ChangeInput, carried_out
from maillage.graphql.inputs import id_field
from maillage.graphql.meeting_mutations import MeetingPayload
from maillage.graphql.moments import Info
from maillage.graphql.references import COLLECTIVITY, MEETING, PERSON
from maillage.usecases import proxies


@strawberry.input(description="The vote of a collectivity, put into the hands of another member's person.")
class GiveProxyInput(ChangeInput):
    meeting: strawberry.ID = id_field(MEETING, "Which meeting; it has its date.")
    collectivity: strawberry.ID = id_field(COLLECTIVITY, "Whose vote.")
    holder: strawberry.ID = id_field(
        PERSON, "Who will vote: a person of another member, who holds no other proxy there."
    )
    person: strawberry.ID | None = id_field(
        PERSON, "Who gives it; without it you. For another this needs `meetings.run`.", default=None
    )


@strawberry.input(description="A proxy that is taken back.")
class RevokeProxyInput(ChangeInput):
    meeting: strawberry.ID = id_field(MEETING, "Which meeting.")
    collectivity: strawberry.ID = id_field(COLLECTIVITY, "Whose vote.")


@strawberry.type(description="Part of the mutations.")
class ProxyMutations:
    @strawberry.mutation(
        description="Gives a proxy (fr: pouvoir) for a meeting that has its date, until it closes. Needs "
        "`ballots.vote` for your own collectivity, or `meetings.run`."
    )
    async def give_proxy(self, info: Info, input: Asked[GiveProxyInput]) -> MeetingPayload:
        return await carried_out(info, proxies.give_proxy, input, MeetingPayload)

    @strawberry.mutation(
        description="Takes a proxy back. Needs `ballots.vote` and your own collectivity, or to have given it; or "
        "`meetings.run`."
    )
    async def revoke_proxy(self, info: Info, input: Asked[RevokeProxyInput]) -> MeetingPayload:
        return await carried_out(info, proxies.revoke_proxy, input, MeetingPayload)

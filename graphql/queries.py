"""The roots of everything that is read."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import strawberry

from maillage.domain.refusals import Refusal
from maillage.graphql.as_of import AsOf, as_it_was
from maillage.graphql.moments import Info, Moment
from maillage.graphql.networks import Network, network_of
from maillage.graphql.nodes import KINDS
from maillage.graphql.relay import Node, fetch_nodes
from maillage.graphql.viewer import Viewer, viewer_of

Slug: TypeAlias = Annotated[
    str | None, strawberry.argument(description="Which network, by its address; without it, the token's own.")
]


class NotYourNetwork(Refusal):
    """The address is that of a network of the viewer."""

    SOURCE = "ours: nobody learns of networks but their own"
    FR = "Aucun de vos réseaux n’a l’adresse « {slug} »."
    EN = "None of your networks has the address '{slug}'."


async def must_be_own(moment: Moment, slug: str | None) -> None:
    """NotYourNetwork: no network has this address, or one that the caller has no part in; nobody learns which."""
    if slug is None:
        return
    own = await moment.loaders.networks.load(moment.caller.network)
    if own is None or own.slug != slug:
        raise NotYourNetwork("slug", slug=slug[:60])


@strawberry.type(description="What can be read.")
class Query:
    @strawberry.field(description="Who asks. Needs nothing but a token.")
    async def viewer(self, info: Info) -> Viewer | None:
        return await viewer_of(info.context.moment)

    @strawberry.field(
        description="A network, from which everything in it is reached; null before its founding. Needs `network.read`."
    )
    async def network(
        self,
        info: Info,
        *,
        slug: Slug = None,
        as_of: Annotated[
            AsOf | None, strawberry.argument(description="As it was then, and all that is reached from it.")
        ] = None,
    ) -> Network | None:
        present = info.context.moment
        await must_be_own(present, slug)
        moment = await as_it_was(info.context, as_of) if as_of else present
        return await network_of(moment) if moment else None

    @strawberry.field(description="The object of this id; null where there is none. Needs the right of its type.")
    async def node(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="Of any object.")]
    ) -> Node | None:
        [found] = await fetch_nodes(info.context.moment, [id], KINDS)
        return found  # type: ignore[no-any-return]  # a node of any type

    @strawberry.field(description="The objects of these ids, in their order. Needs the right of each type.")
    async def nodes(
        self, info: Info, ids: Annotated[list[strawberry.ID], strawberry.argument(description="At most 100.")]
    ) -> list[Node | None] | None:
        return await fetch_nodes(info.context.moment, ids, KINDS)

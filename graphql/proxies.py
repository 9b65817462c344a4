"""Proxies for a meeting (fr: pouvoirs), as clients see them."""

from __future__ import annotations

from datetime import datetime

import strawberry

from maillage.graphql.collectivities import Collectivity, collectivity_of
from maillage.graphql.moments import Moment
from maillage.graphql.people import Mandate, Person, mandate_of, person_of
from maillage.graphql.rows import from_row
from maillage.graphql.sharing import SHARED, viewer_independent
from maillage.projections.proxies import ProxyRow


@viewer_independent
@strawberry.type(description="The vote of a collectivity that cannot come, in the hands of another member's person.")
class Proxy:
    given_at: datetime = strawberry.field(description="When it was given.")
    counts: bool = strawberry.field(
        description="Whether a vote may be cast by it now: the meeting is open, its holder stands there for another "
        "member, nobody does for the collectivity, and the mandates of both are active. It counts for no quorum."
    )
    moment: strawberry.Private[Moment]
    row: strawberry.Private[ProxyRow]

    @classmethod
    def of(cls, moment: Moment, row: ProxyRow) -> Proxy:
        return from_row(cls, row, moment=moment, row=row)

    @strawberry.field(description="Whose vote it is.", metadata=SHARED)
    async def collectivity(self) -> Collectivity | None:
        return await collectivity_of(self.moment, self.row.collectivity)

    @strawberry.field(description="Who votes by it, for no other collectivity by proxy.", metadata=SHARED)
    async def holder(self) -> Person | None:
        return await person_of(self.moment, self.row.holder)

    @strawberry.field(description="Who gave it.", metadata=SHARED)
    async def person(self) -> Person | None:
        return await person_of(self.moment, self.row.person)

    @strawberry.field(description="By which mandate it was given.", metadata=SHARED)
    async def mandate(self) -> Mandate | None:
        return await mandate_of(self.moment, self.row.mandate)

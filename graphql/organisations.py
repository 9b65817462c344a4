"""Organisations that are no members: the syndicate and the partners."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import strawberry

from maillage.graphql.cursors import Cursors
from maillage.graphql.ids import encode_id
from maillage.graphql.moments import Moment
from maillage.graphql.references import PARTNER, SYNDICATE
from maillage.graphql.relay import Connection, Node, Page
from maillage.graphql.rows import connection, from_row
from maillage.graphql.sharing import viewer_independent
from maillage.projections.networks import SyndicateRow
from maillage.projections.partners import PartnerRow, count_partners, partners

BY_NAME: Cursors[str, UUID] = Cursors("partners by name", tuple[str, UUID])


@viewer_independent
@strawberry.type(description="The syndicate that employs the coordinator (fr: syndicat). Needs `network.read`.")
class Syndicate(Node):
    name: str = strawberry.field(description="Its name.")
    siren: str | None = strawberry.field(description="Its SIREN, nine digits.")

    @classmethod
    def of(cls, row: SyndicateRow) -> Syndicate:
        return from_row(cls, row, id=encode_id(SYNDICATE, row.id))


@viewer_independent
@strawberry.type(description="An outside partner of the network (fr: partenaire). Needs `directory.read`.")
class Partner(Node):
    name: str = strawberry.field(description="Its name.")
    associated: bool = strawberry.field(description="Whether it is a partner on the day shown.")
    partner_since: date = strawberry.field(description="First day as a partner.")
    partner_until: date | None = strawberry.field(description="First day as none any more; null while no end is known.")

    @classmethod
    def of(cls, row: PartnerRow) -> Partner:
        return from_row(cls, row, id=encode_id(PARTNER, row.id))


async def partner_page(moment: Moment, page: Page, associated: bool | None) -> Connection[Partner]:
    return await connection(
        moment,
        page,
        BY_NAME,
        read=lambda window: partners(moment.db, moment.caller, window, associated=associated),
        show=lambda _, row: Partner.of(row),
        count=lambda: count_partners(moment.db, moment.caller, associated=associated),
    )

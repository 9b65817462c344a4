"""Decisions of the network (fr: décisions), their ballots and votes, as clients see them."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from maillage.domain.ballots import Cause, Choice, Majority, Mode
from maillage.domain.decision_facts import DecisionStatus
from maillage.domain.deliberations import ActKind
from maillage.graphql.collectivities import Collectivity, collectivities_of, collectivity_of
from maillage.graphql.cursors import Cursors
from maillage.graphql.ids import encode_id
from maillage.graphql.moments import Moment
from maillage.graphql.people import Mandate, Organisation, Person, organisation_at, person_of
from maillage.graphql.quorums import Quorum
from maillage.graphql.references import DECISION, MEETING, uuid_of
from maillage.graphql.relay import Connection, Node, Page
from maillage.graphql.rows import connection, from_row
from maillage.graphql.scalars import Money
from maillage.graphql.sharing import SHARED, viewer_independent
from maillage.graphql.vocabulary import labelled
from maillage.projections import decisions
from maillage.projections.decisions import DecisionRow, DeliberationRow, ObjectionRow, RecusalRow, VoteRow

if TYPE_CHECKING:
    from maillage.graphql.meetings import Meeting


@strawberry.enum(description="The order of decisions.")
class DecisionOrder(Enum):
    LATEST_FIRST = strawberry.enum_value("latest", description="By proposal, the latest first.")
    EARLIEST_FIRST = strawberry.enum_value("earliest", description="By proposal, the earliest first.")


@viewer_independent
@strawberry.type(description="The votes of a closed ballot, one per collectivity.")
class Tally:
    yes: int = strawberry.field(description="For.")
    no: int = strawberry.field(description="Against.")
    abstain: int = strawberry.field(description="Neither.")
    cast: int = strawberry.field(description="Votes cast (fr: suffrages exprimés): for and against.")


@viewer_independent
@strawberry.type(description="The vote of one collectivity. Of a secret ballot only that it voted is ever shown.")
class Vote:
    choice: Choice | None = strawberry.field(description="Null for ever in a secret ballot, like all that follows.")
    choice_label: str | None = labelled("choice")
    voted_at: datetime | None = strawberry.field(description="When it was cast, or changed last.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[VoteRow]

    @strawberry.field(description="Whose vote it is.", metadata=SHARED)
    async def collectivity(self) -> Collectivity | None:
        return await collectivity_of(self.moment, self.row.collectivity)

    @strawberry.field(description="Who cast it.", metadata=SHARED)
    async def person(self) -> Person | None:
        return await person_of(self.moment, self.row.person)

    @strawberry.field(description="By which mandate; by proxy that of who gave it.", metadata=SHARED)
    async def mandate(self) -> Mandate | None:
        row = await self.moment.loaders.mandates.load(self.row.mandate) if self.row.mandate else None
        return Mandate.of(self.moment, row) if row else None

    @strawberry.field(
        description="Who gave the proxy (fr: pouvoir) by which it was cast; null: by none.", metadata=SHARED
    )
    async def proxy_of(self) -> Person | None:
        return await person_of(self.moment, self.row.proxy_of)


@viewer_independent
@strawberry.type(description="How a decision was put to the vote, the last time if a deferral ended a ballot before.")
class Ballot:
    mode: Mode = strawberry.field(description="Who sees the votes.")
    mode_label: str = labelled("mode")
    majority: Majority = strawberry.field(description="What adopts the decision.")
    majority_label: str = labelled("majority")
    opened_at: datetime = strawberry.field(description="When voting began.")
    closed_at: datetime | None = strawberry.field(description="Null while it is open, like the next two.")
    quorum_at_closing: Quorum | None = strawberry.field(
        description="Who was represented at the end, or had answered a consultation."
    )
    tally: Tally | None = strawberry.field(
        description="The votes counted; null too where the decision was deferred meanwhile or too few answered a "
        "consultation, which ends a ballot uncounted."
    )
    quorum_at_opening: Quorum = strawberry.field(
        description="Who was represented at the beginning; of a consultation nobody yet."
    )
    closes_on: date | None = strawberry.field(
        description="The last day on which a consultation is answered, in Europe/Paris; null at a meeting."
    )
    quorum_so_far: Quorum | None = strawberry.field(
        description="The answers to a consultation that is open; null in a secret one, and at a meeting."
    )
    votes_received: int | None = strawberry.field(
        description="How many collectivities have voted; null while a secret ballot is open."
    )
    moment: strawberry.Private[Moment]
    row: strawberry.Private[DecisionRow]

    @strawberry.field(description="Whose vote breaks a tie; null: a tie rejects.", metadata=SHARED)
    async def casting_vote(self) -> Collectivity | None:
        return await collectivity_of(self.moment, self.row.casting_vote)

    @strawberry.field(
        description="Who could vote when it opened; `recusals` of the decision tell who no more.", metadata=SHARED
    )
    async def members(self) -> list[Collectivity]:
        return await collectivities_of(self.moment, self.row.members)

    @strawberry.field(description="The votes that may be seen: none while a secret ballot is open.", metadata=SHARED)
    async def votes(self) -> list[Vote]:
        rows = await self.moment.loaders.votes.load(self.row.id)
        return [from_row(Vote, row, moment=self.moment, row=row) for row in rows]


@viewer_independent
@strawberry.type(description="What a decision said, until it was corrected.")
class Wording:
    title: str = strawberry.field(description="What it was called.")
    text: str = strawberry.field(description="What was decided.")
    reason: str | None = strawberry.field(description="Of the correction; null: as it was proposed.")
    since: datetime = strawberry.field(description="From when on.")


@viewer_independent
@strawberry.type(
    description="The act by which an organisation has bound itself to a decision: a deliberation, a decision taken by "
    "delegation, or a convention. It is taken elsewhere."
)
class Deliberation:
    kind: ActKind = strawberry.field(description="What kind of act it is.")
    kind_label: str = labelled("kind")
    body: str = strawberry.field(description="Which body, such as comité syndical.")
    number: str = strawberry.field(description="As that body numbers it.")
    taken_on: date = strawberry.field(description="When.")
    receipt: str | None = strawberry.field(description="Of the prefecture (fr: accusé de réception).")
    received_on: date | None = strawberry.field(description="By the prefecture.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[DeliberationRow]

    @strawberry.field(description="Whose body it is.", metadata=SHARED)
    async def organisation(self) -> Organisation | None:
        return await organisation_at(self.moment, self.row.organisation_kind, self.row.organisation)


@viewer_independent
@strawberry.type(
    description="A collectivity that takes no part in a decision (fr: déport), for a conflict of interest."
)
class Recusal:
    reason: str = strawberry.field(description="Why.")
    recused_at: datetime = strawberry.field(description="When.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[RecusalRow]

    @strawberry.field(description="Who neither votes nor counts for the quorum.", metadata=SHARED)
    async def collectivity(self) -> Collectivity | None:
        return await collectivity_of(self.moment, self.row.collectivity)


@viewer_independent
@strawberry.type(description="An objection of one collectivity to an adoption by consent.")
class Objection:
    reason: str | None = strawberry.field(description="Why, where it says so.")
    raised_at: datetime = strawberry.field(description="When.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[ObjectionRow]

    @strawberry.field(description="Who objects.", metadata=SHARED)
    async def collectivity(self) -> Collectivity | None:
        return await collectivity_of(self.moment, self.row.collectivity)

    @strawberry.field(description="Who said so.", metadata=SHARED)
    async def person(self) -> Person | None:
        return await person_of(self.moment, self.row.person)

    @strawberry.field(description="By which mandate; by proxy that of who gave it.", metadata=SHARED)
    async def mandate(self) -> Mandate | None:
        row = await self.moment.loaders.mandates.load(self.row.mandate)
        return Mandate.of(self.moment, row) if row else None

    @strawberry.field(description="Who gave the proxy by which it was raised; null: by none.", metadata=SHARED)
    async def proxy_of(self) -> Person | None:
        return await person_of(self.moment, self.row.proxy_of)


@viewer_independent
@strawberry.type(
    description="A decision of the network (fr: décision, never délibération). Needs `decisions.read`. "
    "While a secret ballot is open, nothing of it but its opening shows, `version` included."
)
class Decision(Node):
    version: int = strawberry.field(description="Rises with each change: what `expectedVersion` is compared with.")
    number: str | None = strawberry.field(description="Its place in the register, such as 2026-01; once adopted.")
    title: str = strawberry.field(description="What it is called.")
    text: str = strawberry.field(description="What is decided.")
    status: DecisionStatus = strawberry.field(description="Where it stands.")
    status_label: str = labelled("status")
    year: int = strawberry.field(description="Of its adoption or rejection, before it of its proposal.")
    cause: Cause | None = strawberry.field(description="Why it was rejected.")
    cause_label: str | None = labelled("cause")
    proposed_at: datetime = strawberry.field(description="When it was proposed.")
    deferral_reason: str | None = strawberry.field(description="Why it was deferred, the last time.")
    deferred_at: datetime | None = strawberry.field(description="When it was deferred, the last time.")
    ended_at: datetime | None = strawberry.field(description="When it was superseded or repealed.")
    review_on: date | None = strawberry.field(
        description="From when on its review is due, while it is in force; null: none is."
    )
    confirmed_at: datetime | None = strawberry.field(description="When it was reviewed and kept, the last time.")
    consent_quorum: Quorum | None = strawberry.field(
        description="Who was represented when it was adopted by consent; null: it was not."
    )
    amount: Money | None = strawberry.field(description="What it costs; null: nothing was said of it.")
    subject_to_deliberation: bool = strawberry.field(
        description="Whether it is adopted and its amount exceeds the network's threshold at the time it was stated, "
        "while a contributor has not bound itself yet by a deliberation, a delegated decision or a convention."
    )
    ballot: Ballot | None = strawberry.field(description="Null until it is put to the vote.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[DecisionRow]

    @classmethod
    def of(cls, moment: Moment, row: DecisionRow) -> Decision:
        given = {
            "id": encode_id(DECISION, row.id),
            "ballot": _ballot(moment, row) if row.mode else None,
            "amount": Money(amount=row.funding.amount) if row.funding else None,
            "subject_to_deliberation": bool(row.awaited_contributors),
        }
        return from_row(cls, row, **given, moment=moment, row=row)

    @strawberry.field(description="The collectivities that pay for it.", metadata=SHARED)
    async def contributors(self) -> list[Collectivity]:
        return await collectivities_of(self.moment, self.row.funding.contributors if self.row.funding else ())

    @strawberry.field(
        description="Those of them whose act is still missing; none unless it is subject to deliberation.",
        metadata=SHARED,
    )
    async def awaited_contributors(self) -> list[Collectivity]:
        return await collectivities_of(self.moment, self.row.awaited_contributors)

    @strawberry.field(
        description="Where it is or was taken, or is meant to be; null between meetings.", metadata=SHARED
    )
    async def meeting(self) -> Annotated[Meeting, strawberry.lazy("maillage.graphql.meetings")] | None:
        from maillage.graphql.meetings import meeting_of  # noqa: PLC0415  # which shows its decisions by this module

        return await meeting_of(self.moment, self.row.meeting)

    @strawberry.field(description="To its adoption by consent, those that were not withdrawn.", metadata=SHARED)
    async def objections(self) -> list[Objection]:
        rows = await self.moment.loaders.objections.load(self.row.id)
        return [from_row(Objection, row, moment=self.moment, row=row) for row in rows]

    @strawberry.field(description="Who takes no part in it.", metadata=SHARED)
    async def recusals(self) -> list[Recusal]:
        rows = await self.moment.loaders.recusals.load(self.row.id)
        return [from_row(Recusal, row, moment=self.moment, row=row) for row in rows]

    @strawberry.field(description="The deliberations that it refers to, the earliest first.", metadata=SHARED)
    async def deliberations(self) -> list[Deliberation]:
        rows = await self.moment.loaders.deliberations.load(self.row.id)
        return [from_row(Deliberation, row, moment=self.moment, row=row) for row in rows]

    @strawberry.field(description="The decision that superseded or repealed it, as `status` says.", metadata=SHARED)
    async def ended_by(self) -> Decision | None:
        return await decision_of(self.moment, self.row.ended_by)

    @strawberry.field(
        description="The decisions that it superseded or repealed, as their `status` says.", metadata=SHARED
    )
    async def ends(self) -> list[Decision]:
        rows = await self.moment.loaders.ended_by.load(self.row.id)
        return [Decision.of(self.moment, row) for row in rows]

    @strawberry.field(
        description="Every wording that it has had, the first one first; the last one is that of `title` and `text`.",
        metadata=SHARED,
    )
    async def wordings(self) -> list[Wording]:
        rows = await self.moment.loaders.wordings.load(self.row.id)
        return [from_row(Wording, row) for row in rows]


@strawberry.input(description="Criteria that all have to be met; null leaves one out.")
class DecisionFilter:
    status: list[DecisionStatus] | None = strawberry.field(default=None, description="Any of these.")
    year: int | None = strawberry.field(default=None, description="Of its adoption, rejection or else proposal.")
    meeting: strawberry.ID | None = strawberry.field(default=None, description="Where it is voted on.")

    def value(self) -> decisions.DecisionFilter:
        statuses = None if self.status is None else frozenset(self.status)
        meeting = None if self.meeting is None else uuid_of(self.meeting, [MEETING], "filter", "meeting")
        return decisions.DecisionFilter(statuses, self.year, meeting)


async def decision_page(
    moment: Moment, page: Page, asked: DecisionFilter | None, order: DecisionOrder
) -> Connection[Decision]:
    filter = asked.value() if asked else decisions.ANY_DECISION
    newest_first = order is DecisionOrder.LATEST_FIRST
    cursors: Cursors[datetime, UUID] = Cursors(f"decisions, {order.value} first", tuple[datetime, UUID])
    return await connection(
        moment,
        page,
        cursors,
        read=lambda window: decisions.decisions(moment.db, moment.caller, window, filter, newest_first=newest_first),
        show=Decision.of,
        count=lambda: decisions.count_decisions(moment.db, moment.caller, filter),
    )


async def decision_page_of(moment: Moment, meeting: UUID, page: Page, order: DecisionOrder) -> Connection[Decision]:
    """Those of one meeting, read together with the same page of the other meetings that the operation shows."""
    newest_first = order is DecisionOrder.LATEST_FIRST
    cursors: Cursors[datetime, UUID] = Cursors(f"decisions of {meeting}, {order.value} first", tuple[datetime, UUID])
    return await connection(
        moment,
        page,
        cursors,
        read=lambda window: moment.loaders.decisions_at(window, newest_first).load(meeting),
        show=Decision.of,
        count=lambda: moment.loaders.decision_counts.load(meeting),
    )


async def reviews_page(moment: Moment, page: Page, day: date) -> Connection[Decision]:
    cursors: Cursors[date, UUID] = Cursors("reviews due", tuple[date, UUID])
    return await connection(
        moment,
        page,
        cursors,
        read=lambda window: decisions.reviews_due(moment.db, moment.caller, window, day),
        show=Decision.of,
        count=lambda: decisions.count_reviews_due(moment.db, moment.caller, day),
        key=attrgetter("review_key"),
    )


async def decision_of(moment: Moment, id: UUID | None) -> Decision | None:
    row = await moment.loaders.decisions.load(id) if id else None
    return Decision.of(moment, row) if row else None


def _ballot(moment: Moment, row: DecisionRow) -> Ballot:
    times = {"opened_at": row.ballot_opened_at, "closed_at": row.ballot_closed_at}
    return from_row(Ballot, row, **times, moment=moment, row=row)

"""The network (fr: réseau), from which everything else is reached."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import strawberry

from maillage.domain import voting
from maillage.domain.ballots import Majority
from maillage.domain.calendar import day_of
from maillage.domain.formalities import Formality
from maillage.domain.network_facts import Cadence, SchoolZone
from maillage.domain.presets import VotingPreset, preset_of
from maillage.graphql.action_items import ActionFilter, ActionItem, action_page
from maillage.graphql.activity_options import ActivityFilter, ActivityOrder
from maillage.graphql.agenda import AgendaSuggestion, suggestions_of
from maillage.graphql.arguments import After, Before, Filtered, First, Last, Ordered
from maillage.graphql.collectivities import Collectivity, CollectivityFilter, collectivity_of, collectivity_page
from maillage.graphql.date_polls import DatePoll, DatePollFilter, date_poll_page
from maillage.graphql.decisions import Decision, DecisionFilter, DecisionOrder, decision_page, reviews_page
from maillage.graphql.ids import encode_id
from maillage.graphql.meetings import Meeting, MeetingFilter, MeetingOrder, meeting_page
from maillage.graphql.messages import Message, States, message_page
from maillage.graphql.moments import Moment
from maillage.graphql.organisations import Partner, Syndicate, partner_page
from maillage.graphql.people import Mandate, MandateFilter, Person, PersonFilter, mandate_page, person_page
from maillage.graphql.quorums import ConsultationRule, QuorumRule
from maillage.graphql.references import NETWORK
from maillage.graphql.relay import Connection, Node, Page
from maillage.graphql.rows import from_row
from maillage.graphql.sharing import SHARED, viewer_independent
from maillage.graphql.vocabulary import labelled
from maillage.projections.decisions import decision_of_number
from maillage.projections.networks import NetworkRow

if TYPE_CHECKING:
    from maillage.graphql.activity import Entry


@viewer_independent
@strawberry.type(description="Whether the network asks one formality of itself.")
class FormalitySetting:
    formality: Formality = strawberry.field(description="Which.")
    formality_label: str = labelled("formality")
    on: bool = strawberry.field(description="Whether it is turned on; by default it is not.")


@viewer_independent
@strawberry.type(description="Days on which no meeting is expected (fr: période de fermeture).")
class ClosurePeriod:
    first_day: date = strawberry.field(description="Its first day.")
    last_day: date = strawberry.field(description="Its last day, which is within it.")
    label: str = strawberry.field(description="What it is called.")


@viewer_independent
@strawberry.type(description="How members vote where a ballot says nothing else.")
class VotingRules:
    majority: Majority = strawberry.field(description="What adopts a decision.")
    majority_label: str = labelled("majority")
    moment: strawberry.Private[Moment]
    rules: strawberry.Private[voting.VotingRules]

    @strawberry.field(
        description="Whose vote breaks the tie of a public ballot, where it votes in it; null: a tie rejects.",
        metadata=SHARED,
    )
    async def casting_vote(self) -> Collectivity | None:
        return await collectivity_of(self.moment, self.rules.casting_vote)


@viewer_independent
@strawberry.type(description="What the network has set for itself, or the default.")
class NetworkSettings:
    cadence: Cadence = strawberry.field(description="How often it means to meet.")
    cadence_label: str = labelled("cadence")
    quorum_rule: QuorumRule = strawberry.field(description="Of the meetings that are scheduled from now on.")
    coordinator_share: Decimal = strawberry.field(description="Of a full-time post, 0 to 1.")
    reactivity_working_days: int = strawberry.field(
        description="Working days within which a need is to get its first answer, as the network wants it."
    )
    minutes_silence_days: int = strawberry.field(
        description="Days after which minutes are approved where nobody made a remark, counted from their circulation."
    )
    voting_rules: VotingRules = strawberry.field(
        description="Of the meetings that are scheduled and the consultations that are opened from now on."
    )
    voting_preset: VotingPreset | None = strawberry.field(
        description="By which `quorumRule` and `votingRules` are set; null: the network has rules of its own."
    )
    voting_preset_label: str | None = labelled("voting_preset")
    deliberation_threshold: Decimal | None = strawberry.field(
        description="In euros: above it an adopted decision is subject to the deliberation of each contributor; null: "
        "none is. Of the amounts stated from now on."
    )
    consultation_rule: ConsultationRule = strawberry.field(description="Of the consultations opened from now on.")
    school_zone: SchoolZone | None = strawberry.field(
        description="Whose school holidays are told beside the dates of a poll; null: none are."
    )
    school_zone_label: str | None = labelled("school_zone")
    formalities: list[FormalitySetting] = strawberry.field(description="Every one there is, on or off.")

    @classmethod
    def of(cls, moment: Moment, row: NetworkRow) -> NetworkSettings:
        formalities = [FormalitySetting(formality=each, on=each in row.formalities) for each in Formality]
        rules = from_row(VotingRules, row.voting_rules, moment=moment, rules=row.voting_rules)
        preset = preset_of(row.quorum_rule, row.voting_rules)
        return from_row(cls, row, formalities=formalities, voting_rules=rules, voting_preset=preset)


@viewer_independent
@strawberry.type(description="A network of collectivities (fr: réseau). Needs `network.read`.")
class Network(Node):
    version: int = strawberry.field(description="Rises with each change of its rules, members or partners.")
    name: str = strawberry.field(description="Its name.")
    slug: str = strawberry.field(description="Its address, unique in this installation.")
    founded_at: datetime = strawberry.field(description="When it was founded.")
    now: datetime = strawberry.field(description="The instant that is shown: of the request, or that of `asOf`.")
    settings: NetworkSettings = strawberry.field(description="Its rules.")
    closure_periods: list[ClosurePeriod] = strawberry.field(description="All that were declared, by their first day.")
    syndicate: Syndicate | None = strawberry.field(description="Who employs the coordinator, once described.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[NetworkRow]

    @classmethod
    def of(cls, moment: Moment, row: NetworkRow) -> Network:
        syndicate = Syndicate.of(row.syndicate) if row.syndicate else None
        closures = [from_row(ClosurePeriod, closure) for closure in row.closures]
        given = {
            "now": moment.caller.now,
            "settings": NetworkSettings.of(moment, row),
            "closure_periods": closures,
            "syndicate": syndicate,
        }
        return from_row(cls, row, id=encode_id(NETWORK, row.id), **given, moment=moment, row=row)

    @strawberry.field(
        description="Its coordinators on the day shown, in the order of their appointment; none: the post is vacant.",
        metadata=SHARED,
    )
    async def coordinators(self) -> list[Person]:
        rows = await self.moment.loaders.people.load_many(list(self.row.coordinators))
        return [Person.of(self.moment, row) for row in rows if row]

    @strawberry.field(description="Its collectivities, by name. Needs `directory.read`.", metadata=SHARED)
    async def collectivities(
        self,
        *,
        filter: Filtered[CollectivityFilter] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Collectivity] | None:
        return await collectivity_page(self.moment, Page.asked(first, after, last, before), filter)

    @strawberry.field(description="Its people, by name. Needs `directory.read`.", metadata=SHARED)
    async def people(
        self,
        *,
        filter: Filtered[PersonFilter] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Person] | None:
        return await person_page(self.moment, Page.asked(first, after, last, before), filter)

    @strawberry.field(description="What its people hold, the latest first. Needs `directory.read`.", metadata=SHARED)
    async def mandates(
        self,
        *,
        filter: Filtered[MandateFilter] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Mandate] | None:
        return await mandate_page(self.moment, Page.asked(first, after, last, before), filter)

    @strawberry.field(description="Its partners, by name. Needs `directory.read`.", metadata=SHARED)
    async def partners(
        self,
        *,
        associated: Annotated[
            bool | None,
            strawberry.argument(description="Those of the day shown, with false only the others, with null all."),
        ] = True,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Partner] | None:
        return await partner_page(self.moment, Page.asked(first, after, last, before), associated)

    @strawberry.field(description="Its meetings. Needs `meetings.read`.", metadata=SHARED)
    async def meetings(
        self,
        *,
        filter: Filtered[MeetingFilter] = None,
        order: Ordered[MeetingOrder] = MeetingOrder.LATEST_FIRST,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Meeting] | None:
        return await meeting_page(self.moment, Page.asked(first, after, last, before), filter, order)

    @strawberry.field(
        description="Who was invited to sign in, the latest first, and where each message stands now, also under "
        "`asOf`. Needs `messages.read`.",
        metadata=SHARED,
    )
    async def sign_in_invitations(
        self,
        *,
        state: States = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Message] | None:
        page = Page.asked(first, after, last, before)
        return await message_page(self.moment, self.moment.caller.network, page, state)

    @strawberry.field(description="Its polls of dates, the latest first. Needs `meetings.read`.", metadata=SHARED)
    async def date_polls(
        self,
        *,
        filter: Filtered[DatePollFilter] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[DatePoll] | None:
        return await date_poll_page(self.moment, Page.asked(first, after, last, before), filter)

    @strawberry.field(description="Its decisions. Needs `decisions.read`.", metadata=SHARED)
    async def decisions(
        self,
        *,
        filter: Filtered[DecisionFilter] = None,
        order: Ordered[DecisionOrder] = DecisionOrder.LATEST_FIRST,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Decision] | None:
        return await decision_page(self.moment, Page.asked(first, after, last, before), filter, order)

    @strawberry.field(
        description="Its decisions in force whose review is due, the longest due first. Needs `decisions.read`.",
        metadata=SHARED,
    )
    async def reviews_due(
        self,
        *,
        on: Annotated[
            date | None, strawberry.argument(description="On this day or before it; without it the day shown.")
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Decision] | None:
        day = day_of(self.moment.caller.now) if on is None else on
        return await reviews_page(self.moment, Page.asked(first, after, last, before), day)

    @strawberry.field(
        description="What its next meeting might talk about: what earlier ones left open, actions and reviews that "
        "fall due by the next regular one, decisions that wait. What is on an agenda to come is not among it. Needs "
        "`meetings.read`, `actions.read` and `decisions.read`.",
        metadata=SHARED,
    )
    async def suggested_agenda(self) -> list[AgendaSuggestion] | None:
        return await suggestions_of(self.moment)

    @strawberry.field(description="The adopted decision of this number. Needs `decisions.read`.", metadata=SHARED)
    async def decision(
        self, number: Annotated[str, strawberry.argument(description="Such as 2026-01.")]
    ) -> Decision | None:
        readable = number if number.isprintable() else ""  # PostgreSQL takes no U+0000
        row = await decision_of_number(self.moment.db, self.moment.caller, readable)
        return Decision.of(self.moment, row) if row else None

    @strawberry.field(description="Its actions, by due date. Needs `actions.read`.", metadata=SHARED)
    async def actions(
        self,
        *,
        filter: Filtered[ActionFilter] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[ActionItem] | None:
        return await action_page(self.moment, Page.asked(first, after, last, before), filter)

    @strawberry.field(
        description="What happened in it, as far as you may see it. Needs `activity.read`.", metadata=SHARED
    )
    async def activity(
        self,
        *,
        filter: Filtered[ActivityFilter] = None,
        order: Ordered[ActivityOrder] = ActivityOrder.LATEST_FIRST,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Annotated[Entry, strawberry.lazy("maillage.graphql.activity")]] | None:
        from maillage.graphql.activity import activity_page  # noqa: PLC0415  an entry may be about us

        return await activity_page(self.moment, Page.asked(first, after, last, before), filter, order)


async def network_of(moment: Moment) -> Network | None:
    """The network of this moment; None before its founding."""
    row = await moment.loaders.networks.load(moment.caller.network)
    return Network.of(moment, row) if row else None

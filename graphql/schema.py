"""The whole GraphQL schema, from one module per subject. `schema.graphql` is what it says."""

from __future__ import annotations

import strawberry

from maillage.graphql.access_mutations import AccessMutations
from maillage.graphql.action_item_mutations import ActionItemMutations
from maillage.graphql.agenda_item_mutations import AgendaItemMutations
from maillage.graphql.agenda_mutations import AgendaMutations
from maillage.graphql.calendar_feed_mutations import CalendarFeedMutations
from maillage.graphql.collectivity_mutations import CollectivityMutations
from maillage.graphql.collectivity_profile_mutations import CollectivityProfileMutations
from maillage.graphql.coordinator_mutations import CoordinatorMutations
from maillage.graphql.date_poll_mutations import DatePollMutations
from maillage.graphql.decision_mutations import DecisionMutations
from maillage.graphql.directory_import import DirectoryMutations
from maillage.graphql.figure_mutations import FigureMutations
from maillage.graphql.invitation_mutations import InvitationMutations
from maillage.graphql.meeting_mutations import MeetingMutations
from maillage.graphql.minutes_mutations import MinutesMutations
from maillage.graphql.network_mutations import NetworkMutations
from maillage.graphql.nodes import NODES
from maillage.graphql.people_mutations import PeopleMutations
from maillage.graphql.posting_mutations import PostingMutations
from maillage.graphql.preference_mutations import PreferenceMutations
from maillage.graphql.profile_mutations import ProfileMutations
from maillage.graphql.proxy_mutations import ProxyMutations
from maillage.graphql.queries import Query
from maillage.graphql.recording_mutations import RecordingMutations
from maillage.graphql.register_mutations import RegisterMutations
from maillage.graphql.rule_mutations import RuleMutations
from maillage.graphql.scalars import CONFIG
from maillage.graphql.seat_mutations import SeatMutations
from maillage.graphql.sign_in_invitation_mutations import SignInInvitationMutations
from maillage.graphql.site_visit_mutations import SiteVisitMutations
from maillage.graphql.subscriptions import Subscription


@strawberry.type(description="What can be asked for. A refusal of the rules is an answer; only wrong requests fail.")
class Mutation(
    RuleMutations,
    CoordinatorMutations,
    NetworkMutations,
    CollectivityMutations,
    CollectivityProfileMutations,
    FigureMutations,
    PeopleMutations,
    DirectoryMutations,
    ProfileMutations,
    PreferenceMutations,
    PostingMutations,
    SeatMutations,
    MeetingMutations,
    MinutesMutations,
    DatePollMutations,
    CalendarFeedMutations,
    InvitationMutations,
    SiteVisitMutations,
    ProxyMutations,
    AgendaMutations,
    AgendaItemMutations,
    DecisionMutations,
    ActionItemMutations,
    RecordingMutations,
    RegisterMutations,
    SignInInvitationMutations,
    AccessMutations,
):
    pass


schema = strawberry.Schema(query=Query, mutation=Mutation, subscription=Subscription, types=NODES, config=CONFIG)

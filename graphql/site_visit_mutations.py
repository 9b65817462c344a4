"""What is asked about the stops of a site visit, before it and while it is held."""

from __future__ import annotations

from datetime import datetime

import strawberry

from maillage.domain.site_stop_facts import FacilityKind, ProtectiveEquipment
from maillage.graphql.arguments import Asked
from maillage.graphql.commands import ChangeInput, carried_out
from maillage.graphql.inputs import WHY, id_field
from maillage.graphql.meeting_mutations import MeetingPayload
from maillage.graphql.moments import Info
from maillage.graphql.references import MEETING, PERSON, SITE_STOP
from maillage.usecases import site_stops


@strawberry.input(description="A facility that a site visit is to see.")
class PlanSiteStopInput(ChangeInput):
    meeting: strawberry.ID = id_field(MEETING, "Of which visit; it has its date.")
    facility_kind: FacilityKind = strawberry.field(description="What kind of facility it is.")
    place: str = strawberry.field(description="Its name or address, at most 200 characters.")
    operator: str = strawberry.field(description="Who runs it, at most 200 characters.")
    starts_at: datetime = strawberry.field(description="From when, within the times of the meeting.")
    ends_at: datetime = strawberry.field(description="Until when, likewise; stops do not overlap.")
    max_visitors: int = strawberry.field(description="How many the operator lets in, 1 to 500.")
    ppe: list[ProtectiveEquipment] = strawberry.field(
        default_factory=list, description="What every visitor has to wear; anything rarer stands in the safety notice."
    )
    safety_notice: str | None = strawberry.field(
        default=None,
        description="What a visitor has to know before entering, at most 2000 characters. With it or a link, nobody "
        "visits without having acknowledged it.",
    )
    safety_link: str | None = strawberry.field(default=None, description="Where that is to be read: https.")


@strawberry.input(description="One stop of a site visit.")
class ConfirmSiteStopInput(ChangeInput):
    meeting: strawberry.ID = id_field(MEETING, "Of which visit.")
    stop: strawberry.ID = id_field(SITE_STOP, "Which stop.")


@strawberry.input(description="Places at a stop.")
class JoinSiteStopInput(ConfirmSiteStopInput):
    people: list[strawberry.ID] | None = id_field(
        PERSON, "For whom; without it for yourself. Others need `meetings.run`.", default=None
    )


@strawberry.input(description="A place that is given back.")
class LeaveSiteStopInput(ConfirmSiteStopInput):
    person: strawberry.ID | None = id_field(
        PERSON, "Whose; without it your own. Another's needs `meetings.run`.", default=None
    )


@strawberry.input(description="A safety notice that was read.")
class AcknowledgeSafetyNoticeInput(ConfirmSiteStopInput):
    people: list[strawberry.ID] | None = id_field(
        PERSON, "By whom; without it by you. Others, who signed on paper, need `meetings.run`.", default=None
    )


@strawberry.input(description="A stop that was visited.")
class VisitSiteStopInput(ConfirmSiteStopInput):
    visitors: list[strawberry.ID] | None = id_field(
        PERSON, "Who did visit it; without it all who have a place.", default=None
    )


@strawberry.input(description="A stop that is not visited.")
class MissSiteStopInput(ConfirmSiteStopInput):
    reason: str = strawberry.field(description=WHY)


@strawberry.type(description="Part of the mutations.")
class SiteVisitMutations:
    @strawberry.mutation(
        description="Plans a stop of a site visit until it opens. Another date of the meeting leaves its stops behind. "
        "Needs `meetings.run`."
    )
    async def plan_site_stop(self, info: Info, input: Asked[PlanSiteStopInput]) -> MeetingPayload:
        return await carried_out(info, site_stops.plan_site_stop, input, MeetingPayload)

    @strawberry.mutation(description="Records that the operator confirms a stop. Needs `meetings.run`.")
    async def confirm_site_stop(self, info: Info, input: Asked[ConfirmSiteStopInput]) -> MeetingPayload:
        return await carried_out(info, site_stops.confirm_site_stop, input, MeetingPayload)

    @strawberry.mutation(
        description="Takes a place at a stop, as long as there are some. Needs `meetings.visit-sites`, and "
        "`meetings.run` for somebody else."
    )
    async def join_site_stop(self, info: Info, input: Asked[JoinSiteStopInput]) -> MeetingPayload:
        return await carried_out(info, site_stops.join_site_stop, input, MeetingPayload)

    @strawberry.mutation(
        description="Gives a place at a stop back. Needs `meetings.visit-sites`, and `meetings.run` for somebody else."
    )
    async def leave_site_stop(self, info: Info, input: Asked[LeaveSiteStopInput]) -> MeetingPayload:
        return await carried_out(info, site_stops.leave_site_stop, input, MeetingPayload)

    @strawberry.mutation(
        description="Says that the safety notice of a stop was read by who has a place there. Needs "
        "`meetings.visit-sites`, and `meetings.run` for somebody else."
    )
    async def acknowledge_safety_notice(self, info: Info, input: Asked[AcknowledgeSafetyNoticeInput]) -> MeetingPayload:
        return await carried_out(info, site_stops.acknowledge_safety_notice, input, MeetingPayload)

    @strawberry.mutation(
        description="Says that a stop was visited, while the meeting is open: a visit closes once each of its stops "
        "was visited or missed. Needs `meetings.run`."
    )
    async def visit_site_stop(self, info: Info, input: Asked[VisitSiteStopInput]) -> MeetingPayload:
        return await carried_out(info, site_stops.visit_site_stop, input, MeetingPayload)

    @strawberry.mutation(
        description="Says that a stop is not visited, until the meeting closes: what has to be another stop is given "
        "up and planned anew. Needs `meetings.run`."
    )
    async def miss_site_stop(self, info: Info, input: Asked[MissSiteStopInput]) -> MeetingPayload:
        return await carried_out(info, site_stops.miss_site_stop, input, MeetingPayload)

"""Rows by id, gathered so that a page of any length reads each kind once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Mapping
from datetime import datetime
from functools import cached_property, partial
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from strawberry.dataloader import DataLoader

from maillage.domain.caller import Caller
from maillage.eventstore.sql import Connection
from maillage.projections.action_items import ActionItemRow, action_items_by_id
from maillage.projections.agenda import AgendaRow, agendas_of
from maillage.projections.carpools import CarpoolRow, carpools_to
from maillage.projections.date_polls import DatePollRow, date_polls_by_id
from maillage.projections.decisions import (
    DecisionRow,
    DeliberationRow,
    ObjectionRow,
    RecusalRow,
    VoteRow,
    WordingRow,
    count_decisions_at,
    decisions_at,
    decisions_by_id,
    decisions_ended_by,
    deliberations_of,
    objections_to,
    recusals_of,
    votes_of,
    wordings_of,
)
from maillage.projections.figures import PopulationRow, TonnageRow, populations_of, tonnages_of
from maillage.projections.invitations import InvitationRow, invitations_to
from maillage.projections.meetings import MeetingRow, PresenceRow, meetings_by_id, presences_of
from maillage.projections.members import CollectivityRow, collectivities_by_id
from maillage.projections.minutes import (
    ErratumRow,
    MinutesRow,
    RemarkRow,
    errata_of,
    minutes_by_id,
    minutes_of,
    remarks_on,
)
from maillage.projections.networks import NetworkRow, network
from maillage.projections.paging import Window
from maillage.projections.partners import PartnerRow, partners_by_id
from maillage.projections.people import MandateRow, PersonRow, mandates_at, mandates_by_id, mandates_of, people_by_id
from maillage.projections.posts import PostRow, posts_of
from maillage.projections.profiles import SkillRow, TrainingRow, skills_of, trainings_of
from maillage.projections.proxies import ProxyRow, proxies_for
from maillage.projections.seats import SeatRow, seats_of
from maillage.projections.site_stops import SiteStopRow, SiteVisitorRow, site_stops_of, site_visitors_of

Row = TypeVar("Row")
ById: TypeAlias = DataLoader[UUID, Row | None]
Read: TypeAlias = Callable[[Connection, Caller, list[UUID]], Awaitable[Mapping[UUID, Row]]]


class Loaders:
    """The loaders of one moment, for one operation: they remember what they have read."""

    def __init__(self, db: Connection, caller: Caller) -> None:
        self._db, self._caller = db, caller
        self._pages: dict[Hashable, DataLoader[UUID, Any]] = {}

    @cached_property
    def networks(self) -> ById[NetworkRow]:
        return self._of(_own_network)

    @cached_property
    def collectivities(self) -> ById[CollectivityRow]:
        return self._of(collectivities_by_id)

    @cached_property
    def populations(self) -> DataLoader[UUID, list[PopulationRow]]:
        """By collectivity."""
        return self._of(populations_of)

    @cached_property
    def tonnages(self) -> DataLoader[UUID, list[TonnageRow]]:
        """By collectivity."""
        return self._of(tonnages_of)

    @cached_property
    def seats(self) -> DataLoader[UUID, list[SeatRow]]:
        """By collectivity."""
        return self._of(seats_of)

    @cached_property
    def partners(self) -> ById[PartnerRow]:
        return self._of(partners_by_id)

    @cached_property
    def people(self) -> ById[PersonRow]:
        return self._of(people_by_id)

    @cached_property
    def mandates(self) -> ById[MandateRow]:
        return self._of(mandates_by_id)

    @cached_property
    def mandates_of(self) -> DataLoader[UUID, list[MandateRow]]:
        """By person."""
        return self._of(mandates_of)

    @cached_property
    def mandates_at(self) -> DataLoader[UUID, list[MandateRow]]:
        """By organisation."""
        return self._of(mandates_at)

    @cached_property
    def posts(self) -> DataLoader[UUID, list[PostRow]]:
        """By mandate."""
        return self._of(posts_of)

    @cached_property
    def skills(self) -> DataLoader[UUID, list[SkillRow]]:
        """By person."""
        return self._of(skills_of)

    @cached_property
    def trainings(self) -> DataLoader[UUID, list[TrainingRow]]:
        """By person."""
        return self._of(trainings_of)

    @cached_property
    def meetings(self) -> ById[MeetingRow]:
        return self._of(meetings_by_id)

    @cached_property
    def presences(self) -> DataLoader[UUID, list[PresenceRow]]:
        """By meeting."""
        return self._of(presences_of)

    @cached_property
    def minutes(self) -> ById[MinutesRow]:
        return self._of(minutes_by_id)

    @cached_property
    def minutes_at(self) -> ById[MinutesRow]:
        """By meeting."""
        return self._of(minutes_of)

    @cached_property
    def remarks(self) -> DataLoader[UUID, list[RemarkRow]]:
        """By minutes."""
        return self._of(remarks_on)

    @cached_property
    def errata(self) -> DataLoader[UUID, list[ErratumRow]]:
        """By minutes."""
        return self._of(errata_of)

    @cached_property
    def date_polls(self) -> ById[DatePollRow]:
        return self._of(date_polls_by_id)

    @cached_property
    def invitations(self) -> DataLoader[UUID, list[InvitationRow]]:
        """By meeting."""
        return self._of(invitations_to)

    @cached_property
    def proxies(self) -> DataLoader[UUID, list[ProxyRow]]:
        """By meeting."""
        return self._of(proxies_for)

    @cached_property
    def carpools(self) -> DataLoader[UUID, list[CarpoolRow]]:
        """By meeting."""
        return self._of(carpools_to)

    @cached_property
    def site_stops(self) -> DataLoader[UUID, list[SiteStopRow]]:
        """By meeting."""
        return self._of(site_stops_of)

    @cached_property
    def site_visitors(self) -> DataLoader[UUID, list[SiteVisitorRow]]:
        """By stop."""
        return self._of(site_visitors_of)

    @cached_property
    def agendas(self) -> DataLoader[UUID, AgendaRow]:
        """By meeting."""
        return self._of(agendas_of)

    @cached_property
    def decisions(self) -> ById[DecisionRow]:
        return self._of(decisions_by_id)

    def decisions_at(
        self, window: Window[tuple[datetime, UUID]], newest_first: bool
    ) -> DataLoader[UUID, list[DecisionRow]]:
        """By meeting: the same page of each."""
        key = (window, newest_first)
        if key not in self._pages:
            self._pages[key] = self._of(partial(decisions_at, window=window, newest_first=newest_first))
        return self._pages[key]

    @cached_property
    def decision_counts(self) -> DataLoader[UUID, int]:
        """By meeting."""
        return self._of(count_decisions_at)

    @cached_property
    def votes(self) -> DataLoader[UUID, list[VoteRow]]:
        """By decision."""
        return self._of(votes_of)

    @cached_property
    def objections(self) -> DataLoader[UUID, list[ObjectionRow]]:
        """By decision."""
        return self._of(objections_to)

    @cached_property
    def action_items(self) -> ById[ActionItemRow]:
        return self._of(action_items_by_id)

    @cached_property
    def ended_by(self) -> DataLoader[UUID, list[DecisionRow]]:
        """By the decision that ended them."""
        return self._of(decisions_ended_by)

    @cached_property
    def wordings(self) -> DataLoader[UUID, list[WordingRow]]:
        """By decision."""
        return self._of(wordings_of)

    @cached_property
    def deliberations(self) -> DataLoader[UUID, list[DeliberationRow]]:
        """By decision."""
        return self._of(deliberations_of)

    @cached_property
    def recusals(self) -> DataLoader[UUID, list[RecusalRow]]:
        """By decision."""
        return self._of(recusals_of)

    def _of(self, read: Read[Any]) -> DataLoader[UUID, Any]:
        async def load(ids: list[UUID]) -> list[Any]:
            found = await read(self._db, self._caller, ids)
            return [found.get(id) for id in ids]

        return DataLoader(load)


async def _own_network(db: Connection, caller: Caller, _: list[UUID]) -> Mapping[UUID, NetworkRow]:
    """No other network is within the caller's reach."""
    row = await network(db, caller)
    return {row.id: row} if row else {}

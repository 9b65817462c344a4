"""The stops of a site visit: planned with an operator, joined by visitors, visited or missed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import date, datetime
from uuid import UUID, uuid4

from eventsourcing.domain import event

from maillage.domain.calendar import day_of
from maillage.domain.invitees import belongs
from maillage.domain.links import optional_link
from maillage.domain.meeting_facts import MeetingKind
from maillage.domain.meeting_items import MeetingItems
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.domain.refusals import optional_text, text
from maillage.domain.site_stop_facts import FacilityKind, ProtectiveEquipment, SiteStopFacts
from maillage.domain.site_stop_refusals import (
    NobodyVisits,
    NotASiteVisit,
    SafetyNoticeMissing,
    SafetyNoticeUnread,
    SiteStopFull,
    SiteStopIsOver,
    SiteStopOverlaps,
    SiteStopsUnsettled,
    SiteStopUnknown,
    VisitorCapacityOutOfRange,
    VisitorOutsideNetwork,
    VisitorWithoutPlace,
)
from maillage.domain.site_stops import SiteStop, StopStatus, Times

MOST_VISITORS = 500


class MeetingSiteStops(SiteStopFacts, MeetingItems, part=True):
    """The stops of a meeting that is a site visit. `Meeting` is the whole.

    A stop is never changed: what has to be another is missed, with its reason, and planned anew. Another date of the
    meeting leaves all stops behind, with the operators and the visitors who had agreed to the old one.
    """

    def plan_site_stop(
        self,
        *,
        facility_kind: FacilityKind,
        place: str,
        operator: str,
        starts_at: datetime,
        ends_at: datetime,
        max_visitors: int,
        ppe: Collection[ProtectiveEquipment],
        safety_notice: str | None,
        safety_link: str | None,
        at: datetime,
        stop: UUID | None = None,
    ) -> UUID:
        """The id of a new stop, until the visit opens.

        NotASiteVisit, VisitorCapacityOutOfRange, SiteStopOverlaps, and what `must_have_a_date`, `Times.within` and
        the texts refuse.
        """
        self.must_have_a_date()
        if self.kind is not MeetingKind.SITE_VISIT:
            raise NotASiteVisit("meeting", kind=self.kind.value)
        times, new = self._free(starts_at, ends_at), stop or uuid4()
        if not 1 <= max_visitors <= MOST_VISITORS:
            raise VisitorCapacityOutOfRange("max_visitors", visitors=max_visitors, least=1, most=MOST_VISITORS)
        where = {"place": text(place, "place", 200), "operator": text(operator, "operator", 200)}
        notice = optional_text(safety_notice, "safety_notice", 2_000, lines=True)
        safety = {"safety_notice": notice, "safety_link": optional_link(safety_link, "safety_link")}
        worn = tuple(each for each in ProtectiveEquipment if each in ppe)
        what = {"stop": new, "facility_kind": facility_kind, "max_visitors": max_visitors, "sequence": self.sequence}
        self.trigger_event(self.SiteStopPlanned, ppe=worn, timestamp=at, **what, **where, **asdict(times), **safety)
        return new

    def confirm_site_stop(self, *, stop: UUID, at: datetime) -> None:
        """What the operator said. SiteStopUnknown, SiteStopIsOver, MeetingIsCancelled, MeetingIsClosed."""
        if not self._stop_ahead(stop).confirmed:
            self.trigger_event(self.SiteStopConfirmed, stop=stop, timestamp=at)

    # Its visitors -----------------------------------------------------------------

    def join_site_stop(self, *, stop: UUID, people: Collection[Person], network: Network, at: datetime) -> None:
        """Takes a place for each who has none. NobodyVisits, VisitorOutsideNetwork, SiteStopFull, and as confirming."""
        ahead, day = self._stop_ahead(stop), self._visit_day()
        if not people:
            raise NobodyVisits("people")
        for person in people:
            if not belongs(person, network, day):
                raise VisitorOutsideNetwork("people", day=str(day))
        new = [each.id for each in people if each.id not in ahead.visitors]
        if len(ahead.visitors.union(new)) > ahead.max_visitors:
            raise SiteStopFull("stop", visitors=ahead.max_visitors)
        for each in dict.fromkeys(new):
            self.trigger_event(self.SiteStopJoined, stop=stop, person=each, timestamp=at)

    def leave_site_stop(self, *, stop: UUID, person: UUID, at: datetime) -> None:
        """VisitorWithoutPlace, and as confirming."""
        self._must_hold_places(self._stop_ahead(stop), {person}, "person")
        self.trigger_event(self.SiteStopLeft, stop=stop, person=person, timestamp=at)

    def acknowledge_safety_notice(self, *, stop: UUID, people: Collection[UUID], at: datetime) -> None:
        """By each of them, once. SafetyNoticeMissing, NobodyVisits, VisitorWithoutPlace, and as confirming."""
        ahead = self._stop_ahead(stop)
        if not ahead.has_notice:
            raise SafetyNoticeMissing("stop")
        if not people:
            raise NobodyVisits("people")
        self._must_hold_places(ahead, people, "people")
        for each in dict.fromkeys(people):
            if each not in ahead.acknowledged:
                self.trigger_event(self.SafetyNoticeAcknowledged, stop=stop, person=each, timestamp=at)

    # What became of it ------------------------------------------------------------

    def visit_site_stop(self, *, stop: UUID, visitors: Collection[UUID] | None, at: datetime) -> None:
        """While the meeting is open. `visitors` None: all who hold a place.

        MeetingNotOpen, MeetingIsClosed, SiteStopUnknown, SiteStopIsOver, NobodyVisits, VisitorWithoutPlace,
        SafetyNoticeUnread.
        """
        self.must_be_open()
        ahead = self._stop_ahead(stop)
        came = ahead.visitors if visitors is None else frozenset(visitors)
        if not came:
            raise NobodyVisits("visitors")
        self._must_hold_places(ahead, came, "visitors")
        if ahead.has_notice and (unread := came - ahead.acknowledged):
            raise SafetyNoticeUnread("visitors", visitors=len(unread))
        self.trigger_event(self.SiteStopVisited, stop=stop, visitors=tuple(sorted(came)), timestamp=at)

    def miss_site_stop(self, *, stop: UUID, reason: str, at: datetime) -> None:
        """Before the visit too: given up. TextMissing, TextTooLong, TextUnreadable, and as confirming."""
        self._stop_ahead(stop)
        self.trigger_event(self.SiteStopMissed, stop=stop, reason=text(reason, "reason", 500), timestamp=at)

    def _must_have_settled_stops(self) -> None:
        """SiteStopsUnsettled."""
        if left := self._stops_ahead():
            raise SiteStopsUnsettled("meeting", stops=len(left), place=self.stops[left[0]].place)

    def _miss_stops_ahead(self, reason: str, at: datetime) -> None:
        for stop in self._stops_ahead():
            self.trigger_event(self.SiteStopMissed, stop=stop, reason=reason, timestamp=at)

    def _stops_ahead(self) -> list[UUID]:
        return [id for id, stop in self.stops.items() if stop.status is StopStatus.PLANNED]

    def _free(self, starts_at: datetime, ends_at: datetime) -> Times:
        assert self.slot is not None  # it has a date
        times = Times.within(self.slot, starts_at, ends_at)
        for stop in self.stops.values():
            if stop.status is not StopStatus.MISSED and stop.times.overlap(times):
                raise SiteStopOverlaps("starts_at", place=stop.place, **stop.times.shown())
        return times

    def _stop_ahead(self, id: UUID) -> SiteStop:
        self.must_not_be_over()
        stop = self.stops.get(id)
        if stop is None:
            raise SiteStopUnknown("stop", stop=str(id))
        if stop.status is not StopStatus.PLANNED:
            raise SiteStopIsOver("stop", status=stop.status.value)
        return stop

    def _visit_day(self) -> date:
        assert self.slot is not None  # where there is a stop, there is a date
        return day_of(self.slot.starts_at)

    @staticmethod
    def _must_hold_places(stop: SiteStop, people: Collection[UUID], field: str) -> None:
        if not stop.visitors.issuperset(people):
            raise VisitorWithoutPlace(field)

    # What each fact changes: only what the rules read, and no rule, so that history always replays

    @event(SiteStopFacts.SiteStopPlanned)
    def _site_stop_planned(
        self,
        *,
        stop: UUID,
        place: str,
        starts_at: datetime,
        ends_at: datetime,
        max_visitors: int,
        safety_notice: str | None,
        safety_link: str | None,
    ) -> None:
        notice = safety_notice is not None or safety_link is not None
        self.stops[stop] = SiteStop(place, Times(starts_at, ends_at), max_visitors, notice)

    @event(SiteStopFacts.SiteStopConfirmed)
    def _site_stop_confirmed(self, stop: UUID) -> None:
        self.stops[stop] = replace(self.stops[stop], confirmed=True)

    @event(SiteStopFacts.SiteStopJoined)
    def _site_stop_joined(self, stop: UUID, person: UUID) -> None:
        self.stops[stop] = replace(self.stops[stop], visitors=self.stops[stop].visitors | {person})

    @event(SiteStopFacts.SiteStopLeft)
    def _site_stop_left(self, stop: UUID, person: UUID) -> None:
        self.stops[stop] = replace(self.stops[stop], visitors=self.stops[stop].visitors - {person})

    @event(SiteStopFacts.SafetyNoticeAcknowledged)
    def _safety_notice_acknowledged(self, stop: UUID, person: UUID) -> None:
        self.stops[stop] = replace(self.stops[stop], acknowledged=self.stops[stop].acknowledged | {person})

    @event(SiteStopFacts.SiteStopVisited)
    def _site_stop_visited(self, stop: UUID) -> None:
        self.stops[stop] = replace(self.stops[stop], status=StopStatus.VISITED)

    @event(SiteStopFacts.SiteStopMissed)
    def _site_stop_missed(self, stop: UUID) -> None:
        self.stops[stop] = replace(self.stops[stop], status=StopStatus.MISSED)

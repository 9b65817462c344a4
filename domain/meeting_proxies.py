"""Who votes for a collectivity that cannot come."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from eventsourcing.domain import event

from maillage.domain.attendance import standing
from maillage.domain.calendar import day_of, utc
from maillage.domain.formalities import Formality
from maillage.domain.meeting_refusals import CollectivityNotAtMeeting
from maillage.domain.meeting_schedule import State
from maillage.domain.meeting_site_stops import MeetingSiteStops
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.domain.proxy_facts import Proxy, ProxyFacts
from maillage.domain.proxy_refusals import (
    NoProxy,
    PresentWithoutProxy,
    ProxyAlreadyGiven,
    ProxyHeldByOther,
    ProxyHolderNotOfOther,
    ProxyHolderNotPresent,
    ProxyHolderTaken,
    ProxyLapsed,
    ProxyTakesSeat,
)
from maillage.domain.seats import Seats, seat_of


class MeetingProxies(ProxyFacts, MeetingSiteStops, part=True):
    """The proxies of a meeting (fr: pouvoirs), given before it or while it is open. `Meeting` is the whole.

    They hold whatever its date becomes, and count for no quorum. Source: domain.md section 2.2. A merger ends the
    mandates of the collectivity that goes, and so the proxies given by them: the successor gives its own.
    """

    def give_proxy(
        self,
        *,
        network: Network,
        person: Person,
        collectivity: UUID,
        holder: Person,
        seats: Seats = (),
        at: datetime,
    ) -> None:
        """`person` gives `holder` the vote of a collectivity. `seats` are those of it, where the meeting goes by seats.

        MeetingNotScheduled, MeetingIsCancelled, MeetingIsClosed, CollectivityNotAtMeeting, NoActiveMandate,
        ProxyTakesSeat, ProxyHolderNotOfOther, ProxyAlreadyGiven, ProxyHolderTaken.
        """
        day = self._day_of_proxies(at)
        members = self.members or network.members_on(day)
        if collectivity not in members:
            raise CollectivityNotAtMeeting("collectivity", collectivity=str(collectivity), members=len(members))
        given = Proxy(holder.id, person.id, self._mandate_of_giver(person, collectivity, seats, day))
        others = set(members) - {collectivity}
        if holder.id == person.id or holder.organisations_on(day).isdisjoint(others):
            raise ProxyHolderNotOfOther("holder", day=str(day))
        if self.proxies.get(collectivity) == given:
            return
        if collectivity in self.proxies:
            raise ProxyAlreadyGiven("collectivity")
        if any(each.holder == holder.id for each in self.proxies.values()):
            raise ProxyHolderTaken("holder")
        by = {"person": given.person, "mandate": given.mandate}
        self.trigger_event(self.ProxyGiven, collectivity=collectivity, holder=given.holder, timestamp=at, **by)

    def revoke_proxy(self, *, collectivity: UUID, at: datetime) -> None:
        """MeetingIsCancelled, MeetingIsClosed, NoProxy."""
        self.must_not_be_over()
        self._end_proxy(collectivity, self.proxy_of(collectivity), lapsed=False, at=at)

    def end_lapsed_proxies(self, *, person: Person, at: datetime) -> None:
        """Those of a meeting ahead that this person gave by a mandate that is not active on its day."""
        if self.state is not State.SCHEDULED:
            return
        day = self._day_of_proxies(at)
        for collectivity, proxy in list(self.proxies.items()):
            if proxy.person == person.id and not person.mandates[proxy.mandate].active_on(day):
                self._end_proxy(collectivity, proxy, lapsed=True, at=at)

    def proxy_of(self, collectivity: UUID) -> Proxy:
        """The one that a collectivity has given. NoProxy."""
        if collectivity not in self.proxies:
            raise NoProxy("collectivity")
        return self.proxies[collectivity]

    def mandate_by_proxy(
        self, *, holder: Person, giver: Person, collectivity: UUID, seats: Seats, at: datetime
    ) -> UUID:
        """That of the giver, by which the holder speaks for a collectivity now. `seats` as for `give_proxy`.

        NoProxy, ProxyHeldByOther, PresentWithoutProxy, ProxyHolderNotPresent, NoActiveMandate, ProxyLapsed,
        ProxyTakesSeat.
        """
        proxy, day = self.proxy_of(collectivity), day_of(utc(at, "at"))
        if proxy.holder != holder.id or proxy.person != giver.id:
            raise ProxyHeldByOther("collectivity")
        if collectivity in self.collectivities_present:
            raise PresentWithoutProxy("collectivity")
        own = self.present.get(holder.id)
        if own is None or own.collectivity is None or own not in standing(self.present.values()):
            raise ProxyHolderNotPresent("collectivity")
        holder.mandate_at(own.collectivity, day)
        if not giver.mandates[proxy.mandate].active_on(day):
            raise ProxyLapsed("collectivity", day=str(day))
        if Formality.SEATS in self.formalities and seat_of(seats, giver.id, day) is None:
            raise ProxyTakesSeat("collectivity", day=str(day))
        return proxy.mandate

    def _mandate_of_giver(self, person: Person, collectivity: UUID, seats: Seats, day: date) -> UUID:
        held = person.mandate_at(collectivity, day)
        if Formality.SEATS not in self.formalities:
            return held.id
        sits = seat_of(seats, person.id, day)
        if sits is None:
            raise ProxyTakesSeat("person", day=str(day))
        return sits.mandate

    def _day_of_proxies(self, at: datetime) -> date:
        """For which the mandates are looked at. MeetingNotScheduled, MeetingIsCancelled, MeetingIsClosed."""
        self.must_not_be_over()
        return day_of(utc(at, "at")) if self.state is State.OPEN else self.must_have_a_date()

    def _end_proxy(self, collectivity: UUID, proxy: Proxy, *, lapsed: bool, at: datetime) -> None:
        what = {"collectivity": collectivity, "holder": proxy.holder, "lapsed": lapsed}
        self.trigger_event(self.ProxyRevoked, timestamp=at, **what)

    # What each fact changes: only what the rules read, and no rule, so that history always replays

    @event(ProxyFacts.ProxyGiven)
    def _proxy_given(self, collectivity: UUID, person: UUID, mandate: UUID, holder: UUID) -> None:
        self.proxies[collectivity] = Proxy(holder, person, mandate)

    @event(ProxyFacts.ProxyRevoked)
    def _proxy_revoked(self, collectivity: UUID) -> None:
        del self.proxies[collectivity]

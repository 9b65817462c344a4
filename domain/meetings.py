"""Meetings (fr: réunions): when, where, and who is there."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Self
from uuid import UUID

from eventsourcing.domain import event

from maillage.domain.attendance import Participant, represented, standing, suits
from maillage.domain.calendar import day_of, utc
from maillage.domain.chairing import chair_on
from maillage.domain.formalities import Formality
from maillage.domain.meeting_facts import MeetingFacts, Presence
from maillage.domain.meeting_proxies import MeetingProxies
from maillage.domain.meeting_refusals import (
    AlreadyPresent,
    CollectivityNotAtMeeting,
    NothingToReconvene,
    NotPresent,
    PresenceImpossible,
)
from maillage.domain.meeting_schedule import State
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.domain.people_refusals import NoActiveMandate
from maillage.domain.presets import PRESETS, VotingPreset
from maillage.domain.quorum import Quorum
from maillage.domain.refusals import text
from maillage.domain.seats import Seat, Seats, seat_of


class Meeting(MeetingProxies):
    """One meeting, from the wish to hold it to its closing."""

    TOPIC = "meeting"

    # Holding it -----------------------------------------------------------------

    def open(self, *, network: Network, at: datetime, chair: Person | None = None, by: UUID | None = None) -> None:
        """For the members of the network that day. Where no `chair` is named, the coordinator `by` whom it opens is.

        MeetingNotScheduled, MeetingIsCancelled, MeetingAlreadyOpened, ChairNotEntitled.
        """
        self.must_have_a_date()
        day = day_of(utc(at, "at"))
        members, chairs = network.members_on(day), chair_on(day, named=chair, by=by, network=network)
        self.trigger_event(self.Opened, members=members, needed=self._needed(len(members)), chair=chairs, timestamp=at)

    def arrive(
        self, *, person: Person, collectivity: UUID | None, presence: Presence, seats: Seats = (), at: datetime
    ) -> None:
        """`collectivity` None: of the syndicate, a partner, or a guest, who counts for no quorum.

        Of several mandates there that are active on that day, the one granted first is kept. Where the meeting goes by
        seats, `seats` are those of the collectivity, and whoever holds none is there without counting.
        MeetingNotOpen, MeetingIsClosed, PresenceImpossible, AlreadyPresent, CollectivityNotAtMeeting, NoActiveMandate.
        """
        self.must_be_open()
        if not suits(presence, self.modality):
            raise PresenceImpossible("presence", presence=presence.value, modality=self.modality.value)
        if person.id in self.present:
            raise AlreadyPresent("person", person=str(person.id), presence=self.present[person.id].presence.value)
        before, (mandate, seat) = self.quorum, self._stand_of(person, collectivity, seats, at)
        fields = {"person": person.id, "collectivity": collectivity, "mandate": mandate, "seat": seat}
        self.trigger_event(self.ParticipantArrived, presence=presence, timestamp=at, **fields)
        self._say_whether_quorum_crossed(before, at)

    def leave(self, *, person: UUID, at: datetime) -> None:
        """MeetingNotOpen, MeetingIsClosed, NotPresent."""
        self.must_be_open()
        if person not in self.present:
            raise NotPresent("person", person=str(person))
        before = self.quorum
        self.trigger_event(self.ParticipantLeft, person=person, timestamp=at)
        self._say_whether_quorum_crossed(before, at)

    def close(self, *, at: datetime) -> None:
        """What is left open is carried over. MeetingNotOpen, MeetingIsClosed, AgendaItemsUndecided,

        SiteStopsUnsettled.
        """
        self.must_be_open()
        self._must_have_settled_stops()
        self._settle_agenda(at)
        self._end(at, adjourned=False)

    def adjourn(self, *, reason: str, at: datetime) -> None:
        """Before its end: it is closed with that, and its records are ready; what is open on its agenda stays open.

        The stops of a site visit that are still ahead are missed, for the same reason.
        A ballot that is open there takes no more votes and is counted or deferred as after any closing.
        MeetingNotOpen, MeetingIsClosed, TextMissing, TextTooLong, TextUnreadable.
        """
        self.must_be_open()
        kept = text(reason, "reason", 500)
        self._miss_stops_ahead(kept, at)
        self.trigger_event(self.Adjourned, reason=kept, timestamp=at)
        self._end(at, adjourned=True)

    @classmethod
    def reconvene(
        cls,
        *,
        of: Meeting,
        network: Network,
        starts_at: datetime,
        ends_at: datetime,
        place: str | None,
        call_link: str | None,
        at: datetime,
        id: UUID | None = None,
    ) -> Self:
        """Another meeting with its date, which goes on with one that was adjourned or had no quorum.

        Its agenda is what that one left open. NothingToReconvene, and what `schedule` refuses.
        """
        ended = of.closed_on
        if ended is None or not (of.adjourned or not of.established):
            raise NothingToReconvene("meeting")
        again = cls.plan(title=of.title, kind=of.kind, modality=of.modality, at=at, id=id)
        earliest = ended + timedelta(days=PRESETS[VotingPreset.NETWORK].reconvened_after)
        again.trigger_event(cls.Reconvened, of=of.id, earlier=of.goes_on_with, earliest=earliest, timestamp=at)
        slot: Any = {"starts_at": starts_at, "ends_at": ends_at, "place": place, "call_link": call_link}
        again.schedule(network=network, at=at, **slot)
        again.take_over_from(of, at=at)
        return again

    # What ballots ask of it -----------------------------------------------------

    @property
    def quorum(self) -> Quorum:
        """What counts in the room now; after closing, what counted then."""
        return Quorum(len(represented(self.present.values(), self.rule)), self.needed, len(self.members))

    def quorum_without(self, recused: frozenset[UUID]) -> Quorum:
        """What counts in a matter of which some are recused: neither members nor represented there.

        Source: domain.md section 3.6, whose words leave open how; CGCT L2131-11 counts so, unverified.
        """
        members = [member for member in self.members if member not in recused]
        if len(members) == len(self.members):
            return self.quorum
        counted = represented(self.present.values(), self.rule) - recused
        return Quorum(len(counted), self._needed(len(members)), len(members))

    def is_present_for(self, person: UUID, collectivity: UUID) -> bool:
        one = self.present.get(person)
        return one is not None and one.collectivity == collectivity and one in standing(self.present.values())

    def mandate_of(self, person: Person, collectivity: UUID, at: datetime) -> UUID:
        """By which somebody who is present for a collectivity speaks for it now: that of the seat. NoActiveMandate."""
        day, seated = day_of(utc(at, "at")), self.present[person.id].mandate
        if seated is None or not self.goes_by_seats:
            return person.mandate_at(collectivity, day).id
        if not person.held(seated).active_on(day):
            raise NoActiveMandate("collectivity", collectivity=str(collectivity), day=str(day))
        return seated

    def _needed(self, members: int) -> int:
        return min(1, members) if self.reconvenes else self.rule.needed(members)

    def _end(self, at: datetime, *, adjourned: bool) -> None:
        if not self.established:
            fields = {"represented": self.most_represented, "needed": self.needed, "members": len(self.members)}
            self.trigger_event(self.QuorumNotReached, timestamp=at, **fields)
        attended = tuple(sorted(self.attended))
        self.trigger_event(self.Closed, attended=attended, adjourned=adjourned, timestamp=at)

    @property
    def goes_by_seats(self) -> bool:
        return Formality.SEATS in self.formalities

    def _stand_of(
        self, person: Person, collectivity: UUID | None, seats: Seats, at: datetime
    ) -> tuple[UUID | None, Seat | None]:
        """By which mandate and seat the person stands there. CollectivityNotAtMeeting, NoActiveMandate."""
        if collectivity is None:
            return None, None
        if collectivity not in self.members:
            raise CollectivityNotAtMeeting("collectivity", collectivity=str(collectivity), members=len(self.members))
        day = day_of(utc(at, "at"))
        held = person.mandate_at(collectivity, day)
        if not self.goes_by_seats:
            return held.id, None
        sits = seat_of(seats, person.id, day)
        return (sits.mandate, Seat(sits.seat, sits.substitute)) if sits else (None, None)

    def _say_whether_quorum_crossed(self, before: Quorum, at: datetime) -> None:
        now = self.quorum
        if now.reached is not before.reached:
            crossed = self.QuorumEstablished if now.reached else self.QuorumLost
            self.trigger_event(crossed, represented=now.represented, needed=now.needed, timestamp=at)

    # What each fact changes: only what the rules read, and no rule, so that history always replays

    @event(MeetingFacts.Opened)
    def _opened(self, members: tuple[UUID, ...], needed: int) -> None:
        self.state, self.members, self.needed = State.OPEN, members, needed

    @event(MeetingFacts.ParticipantArrived)
    def _participant_arrived(
        self, person: UUID, collectivity: UUID | None, mandate: UUID | None, presence: Presence, seat: Seat | None
    ) -> None:
        stands_for = collectivity if mandate else None
        self.present[person] = Participant(stands_for, presence, seat, mandate if seat else None)
        self.attended |= {stands_for} if stands_for else set()
        self.most_represented = max(self.most_represented, self.quorum.represented)

    @event(MeetingFacts.ParticipantLeft)
    def _participant_left(self, person: UUID) -> None:
        del self.present[person]

    @event(MeetingFacts.QuorumEstablished)
    def _quorum_established(self) -> None:
        self.established = True

    @event(MeetingFacts.Closed)
    def _closed(self, adjourned: bool, timestamp: datetime) -> None:
        self.state, self.adjourned, self.closed_on = State.CLOSED, adjourned, day_of(timestamp)

    @event(MeetingFacts.Reconvened)
    def _reconvened(self, of: UUID, earlier: tuple[UUID, ...], earliest: date) -> None:
        self.reconvenes, self.goes_on_with, self.earliest = of, (*earlier, of), earliest

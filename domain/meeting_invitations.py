"""Who is asked to a meeting, who answers what, and who travels with whom."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from eventsourcing.domain import event

from maillage.domain.invitation_facts import Answer, Carpool, InvitationFacts, Reply
from maillage.domain.invitation_refusals import (
    AlreadyInCarpool,
    CarpoolFull,
    CarpoolUnknown,
    NobodyInvited,
    NotInvited,
    SeatsOutOfRange,
    SeatsTaken,
    SubstituteElsewhere,
    SubstituteMissing,
    SubstituteUnasked,
)
from maillage.domain.meeting_schedule import MeetingSchedule
from maillage.domain.people import Person
from maillage.domain.refusals import optional_text, text

MOST_SEATS = 8  # a driving licence of class B allows nine people in a car. Source: Code de la route R221-4


class MeetingInvitations(InvitationFacts, MeetingSchedule, part=True):
    """Before a meeting opens: invitations, answers, shared cars. Each verb refuses with what `must_have_a_date` does.

    Another date asks everybody anew: answers and offers of seats that were about the old one no longer count.
    """

    def send_invitations(self, *, people: Collection[UUID], at: datetime) -> None:
        """To those who have none yet. NobodyInvited."""
        self.must_have_a_date()
        if not people:
            raise NobodyInvited("people")
        self._invite(people, at)

    def answer_invitation(
        self, *, person: Person, answer: Answer, substitute: Person | None, comment: str | None, at: datetime
    ) -> None:
        """Until the meeting opens; a later answer replaces it. A substitute without an invitation gets one.

        NotInvited, SubstituteMissing, SubstituteUnasked, SubstituteElsewhere, TextTooLong, TextUnreadable.
        """
        day = self.must_have_a_date()
        if person.id not in self.invited:
            raise NotInvited("person", person=str(person.id))
        _must_suit(answer, person, substitute, day)
        kept = optional_text(comment, "comment", 500)
        reply = Reply(answer, substitute.id if substitute else None)
        if kept or reply != self.replies.get(person.id):  # what is sealed is read by no rule
            if substitute:
                self._invite({substitute.id}, at)
            said = {"answer": answer, "substitute": reply.substitute, "comment": kept, "sequence": self.sequence}
            self.trigger_event(self.AttendanceAnswered, person=person.id, timestamp=at, **said)

    # Shared cars ------------------------------------------------------------------

    def offer_carpool(self, *, person: UUID, seats: int, departs_from: str, at: datetime) -> None:
        """Seats beside the driver's; a later offer replaces it and keeps who rides along.

        SeatsOutOfRange, SeatsTaken, AlreadyInCarpool, TextMissing, TextTooLong, TextUnreadable.
        """
        self.must_have_a_date()
        kept = text(departs_from, "departs_from", 200)
        if not 1 <= seats <= MOST_SEATS:
            raise SeatsOutOfRange("seats", seats=seats, least=1, most=MOST_SEATS)
        if self._rides(person):
            raise AlreadyInCarpool("person")
        riders = self.carpools[person].riders if person in self.carpools else frozenset()
        if len(riders) > seats:
            raise SeatsTaken("seats", riders=len(riders), seats=seats)
        said = {"seats": seats, "departs_from": kept, "sequence": self.sequence}
        self.trigger_event(self.CarpoolOffered, person=person, timestamp=at, **said)

    def join_carpool(self, *, person: UUID, driver: UUID, at: datetime) -> None:
        """CarpoolUnknown, CarpoolFull, AlreadyInCarpool."""
        self.must_have_a_date()
        car = self.carpools.get(driver)
        if car is None:
            raise CarpoolUnknown("driver")
        if person in car.riders:
            return
        if person in self.carpools or self._rides(person):
            raise AlreadyInCarpool("person")
        if len(car.riders) >= car.seats:
            raise CarpoolFull("driver", seats=car.seats)
        said = {"driver": driver, "person": person, "sequence": self.sequence}
        self.trigger_event(self.CarpoolJoined, timestamp=at, **said)

    def _invite(self, people: Collection[UUID], at: datetime) -> None:
        if new := tuple(each for each in dict.fromkeys(people) if each not in self.invited):
            self.trigger_event(self.InvitationsSent, people=new, sequence=self.sequence, timestamp=at)

    def _rides(self, person: UUID) -> bool:
        return any(person in car.riders for car in self.carpools.values())

    # What each fact changes: only what the rules read, and no rule, so that history always replays

    @event(InvitationFacts.InvitationsSent)
    def _invitations_sent(self, people: tuple[UUID, ...]) -> None:
        self.invited |= set(people)

    @event(InvitationFacts.AttendanceAnswered)
    def _attendance_answered(self, person: UUID, answer: Answer, substitute: UUID | None) -> None:
        self.replies[person] = Reply(answer, substitute)

    @event(InvitationFacts.CarpoolOffered)
    def _carpool_offered(self, person: UUID, seats: int) -> None:
        self.carpools[person] = replace(self.carpools.get(person, Carpool(seats)), seats=seats)

    @event(InvitationFacts.CarpoolJoined)
    def _carpool_joined(self, driver: UUID, person: UUID) -> None:
        car = self.carpools[driver]
        self.carpools[driver] = replace(car, riders=car.riders | {person})


def _must_suit(answer: Answer, person: Person, substitute: Person | None, day: date) -> None:
    if substitute is None:
        if answer is Answer.SUBSTITUTE:
            raise SubstituteMissing("substitute", answer=answer.value)
        return
    if answer is not Answer.SUBSTITUTE:
        raise SubstituteUnasked("substitute", answer=answer.value)
    if substitute.id == person.id or person.organisations_on(day).isdisjoint(substitute.organisations_on(day)):
        raise SubstituteElsewhere("substitute", day=str(day))

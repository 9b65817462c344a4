"""The rules of invitations, answers and shared cars."""

from datetime import date
from typing import Any

from maillage.domain.invitation_facts import Answer
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
from maillage.domain.meeting_refusals import MeetingAlreadyOpened, MeetingIsCancelled, MeetingNotScheduled
from maillage.domain.meetings import Meeting
from maillage.domain.refusals import TextMissing, TextTooLong
from tests.cases import each
from tests.domain.rooms import opened, person, person_id, planned, scheduled
from tests.story import NINE, fact, given, minutes

ANNE, YVES, ZOE = (person_id(number) for number in range(3))
ELSEWHERE = "On 2026-03-02 this person holds no mandate at an organisation of the one to be replaced."
LATER = {"starts_at": minutes(90), "ends_at": minutes(180), "place": None, "call_link": None, "reason": "salle prise"}
moved = fact(Meeting.Rescheduled, **LATER, sequence=1)


def invited(*people: Any, sequence: int = 0) -> Any:
    return fact(Meeting.InvitationsSent, people=people, sequence=sequence)


def answered(who: Any, answer: Answer, substitute: Any = None, *, comment: str | None = None, sequence: int = 0) -> Any:
    said = {"answer": answer, "substitute": substitute, "comment": comment, "sequence": sequence}
    return fact(Meeting.AttendanceAnswered, person=who, **said)


def offered(driver: Any, seats: int = 2, sequence: int = 0) -> Any:
    return fact(Meeting.CarpoolOffered, person=driver, seats=seats, departs_from="Mairie d’Arzal", sequence=sequence)


def joined(driver: Any, who: Any) -> Any:
    return fact(Meeting.CarpoolJoined, driver=driver, person=who, sequence=0)


def inviting(*past: Any, people: Any = (ZOE, ANNE)) -> given:
    return given(planned(), scheduled(), *past).when(Meeting.send_invitations, people=people)


def answering(*past: Any, **fields: Any) -> given:
    usual = {"person": person(0), "answer": Answer.ACCEPTED, "substitute": None, "comment": None}
    return given(planned(), scheduled(), *past).when(Meeting.answer_invitation, **usual | fields)


def offering(*past: Any, **fields: Any) -> given:
    usual = {"person": ANNE, "seats": 2, "departs_from": " Mairie d’Arzal "}
    return given(planned(), scheduled(), *past).when(Meeting.offer_carpool, **usual | fields)


def joining(*past: Any, who: Any = YVES, driver: Any = ANNE) -> given:
    return given(planned(), scheduled(), *past).when(Meeting.join_carpool, person=who, driver=driver)


def test_invitations_go_to_those_who_have_none_yet():
    inviting().then(invited(ZOE, ANNE))
    inviting(people=(ANNE, ANNE)).then(invited(ANNE))
    inviting(invited(ANNE)).then(invited(ZOE))
    inviting(invited(ANNE, ZOE)).then_nothing()
    inviting(invited(ANNE), moved).then(invited(ZOE, sequence=1))
    inviting(people=()).then_refused(NobodyInvited, "The invitation names nobody.", "people")


def test_an_answer_is_the_latest_of_a_person_who_is_invited():
    for answer in (Answer.ACCEPTED, Answer.DECLINED, Answer.TENTATIVE):
        answering(invited(ANNE), answer=answer).then(answered(ANNE, answer))
    answering(invited(ANNE), answered(ANNE, Answer.ACCEPTED)).then_nothing()
    answering(invited(ANNE), answered(ANNE, Answer.DECLINED)).then(answered(ANNE, Answer.ACCEPTED))
    answering(invited(ANNE), answered(ANNE, Answer.ACCEPTED), comment=" retard ").then(
        answered(ANNE, Answer.ACCEPTED, comment="retard")
    )
    answering(invited(YVES)).then_refused(NotInvited, "This person is not invited to the meeting.", "person")
    answering(invited(ANNE), comment="x" * 501).then_refused(
        TextTooLong, "The field comment has 501 characters, 500 at most.", "comment"
    )


def test_another_date_asks_for_the_answers_again():
    before = [invited(ANNE), answered(ANNE, Answer.ACCEPTED)]
    answering(*before, moved).then(answered(ANNE, Answer.ACCEPTED, sequence=1))
    given(planned(), scheduled(), *before).when(Meeting.reschedule, **LATER).then(moved)
    given(planned(), scheduled(), moved).when(Meeting.cancel, reason="neige").then(
        fact(Meeting.Cancelled, reason="neige", sequence=2)
    )


def test_a_substitute_is_invited_and_stands_where_the_invited_one_does():
    colleague, answer = person(1, collectivity=NINE[0]), {"answer": Answer.SUBSTITUTE}
    sent = answered(ANNE, Answer.SUBSTITUTE, YVES)
    answering(invited(ANNE), substitute=colleague, **answer).then(invited(YVES), sent)
    answering(invited(ANNE, YVES), substitute=colleague, **answer).then(sent)
    gone = person(1, collectivity=NINE[0], ends_on=date(2026, 3, 1))
    for nobody in (person(1), gone, person(0)):
        answering(invited(ANNE), substitute=nobody, **answer).then_refused(SubstituteElsewhere, ELSEWHERE, "substitute")
    answering(invited(ANNE), **answer).then_refused(
        SubstituteMissing, "The answer SUBSTITUTE names no substitute.", "substitute"
    )
    answering(invited(ANNE), substitute=colleague).then_refused(
        SubstituteUnasked, "The answer ACCEPTED takes no substitute.", "substitute"
    )


def test_a_car_takes_as_many_as_it_has_seats():
    offering().then(offered(ANNE))
    offering(offered(ANNE, 1), joined(ANNE, YVES), seats=1).then(offered(ANNE, 1))
    joining(offered(ANNE, 1)).then(joined(ANNE, YVES))
    joining(offered(ANNE, 1), joined(ANNE, YVES)).then_nothing()
    joining(offered(ANNE, 1), joined(ANNE, YVES), who=ZOE).then_refused(
        CarpoolFull, "The 1 seats of this car are taken.", "driver"
    )
    joining(offered(ANNE, 1), joined(ANNE, YVES), offered(ANNE), who=ZOE).then(joined(ANNE, ZOE))
    offering(offered(ANNE), joined(ANNE, YVES), joined(ANNE, ZOE), seats=1).then_refused(
        SeatsTaken, "2 people ride along already, 1 seats would be left.", "seats"
    )
    for seats in (-1, 0, 9):
        offering(seats=seats).then_refused(
            SeatsOutOfRange, f"The number of seats is {seats}; it goes from 1 to 8.", "seats"
        )
    offering(departs_from=" ").then_refused(TextMissing, "The field departs_from is blank.", "departs_from")


def test_one_travels_in_one_car():
    taken = "This person has a car to the meeting already."
    both = [offered(ANNE), offered(ZOE)]
    joining(*both, joined(ZOE, YVES)).then_refused(AlreadyInCarpool, taken, "person")
    joining(*both, who=ZOE).then_refused(AlreadyInCarpool, taken, "person")
    joining(*both, who=ANNE).then_refused(AlreadyInCarpool, taken, "person")
    offering(offered(ZOE), joined(ZOE, ANNE)).then_refused(AlreadyInCarpool, taken, "person")
    unknown = "This person offers no seats for the meeting."
    joining().then_refused(CarpoolUnknown, unknown, "driver")
    joining(offered(ANNE), moved).then_refused(CarpoolUnknown, unknown, "driver")


@each(
    ("past", "why", "said"),
    [
        ([planned()], MeetingNotScheduled, "The meeting has no date yet."),
        ([planned(), scheduled(), invited(ANNE), opened()], MeetingAlreadyOpened, None),
        (
            [planned(), scheduled(), fact(Meeting.Cancelled, reason="neige", sequence=1)],
            MeetingIsCancelled,
            "The meeting is cancelled.",
        ),
    ],
)
def test_people_are_asked_and_answer_between_the_date_and_the_opening(past, why, said):
    answer = {"person": person(0), "answer": Answer.ACCEPTED, "substitute": None, "comment": None}
    for verb, fields in [
        (Meeting.send_invitations, {"people": (ANNE,)}),
        (Meeting.answer_invitation, answer),
        (Meeting.offer_carpool, {"person": ANNE, "seats": 2, "departs_from": "Arzal"}),
        (Meeting.join_carpool, {"person": YVES, "driver": ANNE}),
    ]:
        given(*past).when(verb, **fields).then_refused(why, said or "The meeting has already been opened.", "meeting")

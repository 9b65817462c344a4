"""Who chairs a meeting."""

from datetime import date
from typing import Any
from uuid import UUID

from maillage.domain.mandates import Function
from maillage.domain.meeting_refusals import ChairNotEntitled
from maillage.domain.meetings import Meeting
from maillage.domain.network import Network
from tests.cases import each
from tests.domain.rooms import network, person, person_id, planned, scheduled
from tests.story import NINE, TODAY, Place, fact, given

YESTERDAY, TOMORROW = date(2026, 3, 1), date(2026, 3, 3)
ELECTED = Function.ELECTED_REPRESENTATIVE
ELSEWHERE = UUID(int=999)


def appointed(number: int, on: date = TODAY) -> Place:
    return fact(Network.CoordinatorAppointed, person=person_id(number), on=on)


def relieved(number: int, on: date = TODAY) -> Place:
    return fact(Network.CoordinatorRelieved, person=person_id(number), on=on, vacancy=True)


def opening(*facts: Place, **fields: Any) -> given:
    return given(planned(), scheduled()).when(Meeting.open, network=network(*facts), **fields)


def chaired_by(chair: UUID | None) -> Place:
    return fact(Meeting.Opened, members=NINE, needed=5, chair=chair)


def test_the_coordinator_who_opens_a_meeting_chairs_it():
    opening(appointed(0), by=person_id(0)).then(chaired_by(person_id(0)))


@each("by", [None, person_id(1)])
def test_nobody_chairs_what_no_coordinator_of_the_day_opens(by):
    opening(appointed(0), appointed(1, TOMORROW), by=by).then(chaired_by(None))


@each(
    "chair",
    [person(2, collectivity=ELSEWHERE), person(3, function=ELECTED), person(3, function=ELECTED, ends_on=TODAY)],
)
def test_another_coordinator_or_an_elected_representative_chairs_where_named(chair):
    opening(appointed(0), appointed(2), by=person_id(0), chair=chair).then(chaired_by(chair.id))


@each(
    "chair",
    [
        person(1),  # an officer
        person(1, function=Function.AMBASSADOR),
        person(1, function=ELECTED, ends_on=YESTERDAY),  # a mandate that ended
        person(1, function=ELECTED, collectivity=ELSEWHERE),  # at no member
        person(2),  # a coordinator from tomorrow on
        person(3),  # a coordinator until yesterday
    ],
)
def test_nobody_else_chairs(chair):
    past = (appointed(0), appointed(2, TOMORROW), appointed(3, YESTERDAY), relieved(3))
    opening(*past, by=person_id(0), chair=chair).then_refused(
        ChairNotEntitled,
        "This person neither coordinates the network nor is an elected representative of a member on 2026-03-02.",
        "chair",
    )


def test_the_representative_of_a_member_that_left_chairs_no_more():
    left = fact(Network.CollectivityWithdrawn, collectivity=NINE[3], on=TODAY, reason=None, settlement_ref=None)
    opening(left, chair=person(3, function=ELECTED)).then_refused(
        ChairNotEntitled,
        "This person neither coordinates the network nor is an elected representative of a member on 2026-03-02.",
        "chair",
    )

"""Seats of a collectivity: who is titular and who the substitute, and for whom they stand in a meeting."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from maillage.domain.attendance import Participant, represented
from maillage.domain.collectivities import Collectivity, CollectivityKind
from maillage.domain.formalities import Formality
from maillage.domain.mandates import Function, Mandate, OrganisationKind
from maillage.domain.meeting_facts import Presence
from maillage.domain.meetings import Meeting
from maillage.domain.people import Person
from maillage.domain.people_refusals import MandateUnknown, NoActiveMandate
from maillage.domain.quorum import QuorumRule
from maillage.domain.refusals import TextTooLong
from maillage.domain.seat_refusals import (
    MandateElsewhere,
    SeatEndsBeforeStart,
    SeatNotHeld,
    SeatOccupied,
    SeatOutOfRange,
    SeatOutsideMandate,
    TitularIsSubstitute,
)
from maillage.domain.seats import Seat, SeatPeriod, seat_of
from tests.cases import each
from tests.domain.rooms import mandate_id, opened, person, person_id, planned, scheduled
from tests.story import NINE, NOON, STREAM, TODAY, Place, fact, given, replayed

SINCE, DAY = date(2026, 1, 1), timedelta(days=1)
END = date(2026, 12, 31)
HERE = STREAM  # the collectivity
registered = fact(Collectivity.Registered, name="Arzal", kind=CollectivityKind.COMMUNE, siren=None)


def at_home(number: int, ends_on: date | None = None) -> Any:
    """Person `number`, with a mandate at the collectivity."""
    return person(number, collectivity=HERE, ends_on=ends_on)


def held(number: int, seat: int = 1, starts_on: date = SINCE, ends_on: date | None = None) -> dict[str, Any]:
    who = {"mandate": mandate_id(number), "person": person_id(number)}
    return {"seat": seat, **who, "starts_on": starts_on, "ends_on": ends_on}


def taken(number: int, **fields: Any) -> Place:
    return fact(Collectivity.SeatTaken, **held(number, **fields))


def designated(number: int, deliberation: str | None = None, **fields: Any) -> Place:
    return fact(Collectivity.SubstituteDesignated, **held(number, **fields), deliberation=deliberation)


def moved(number: int, ends_on: date | None, **fields: Any) -> Place:
    return fact(Collectivity.SeatEndMoved, **held(number, ends_on=ends_on, **fields))


def taking(*facts: Place, number: int = 1, ends_on: date | None = None, **fields: Any) -> given:
    who = {"seat": 1, "person": at_home(number, ends_on), "mandate": mandate_id(number)}
    return given(registered, *facts).when(Collectivity.take_seat, **who | fields)


def designating(*facts: Place, number: int = 2, ends: date | None = None, **fields: Any) -> given:
    who = {"seat": 1, "person": at_home(number, ends), "mandate": mandate_id(number)}
    return given(registered, *facts).when(Collectivity.designate_substitute, **who | fields)


def test_a_mandate_takes_a_seat_for_as_long_as_it_lasts():
    taking().then(taken(1))
    taking(ends_on=END).then(taken(1, ends_on=END))
    taking(starts_on=TODAY).then(taken(1, starts_on=TODAY))
    taking(taken(1)).then_nothing()
    taking(taken(2), seat=2).then(taken(1, seat=2))


def test_a_substitute_is_designated_for_days_within_the_own_mandate():
    designating(taken(1)).then(designated(2))
    designating(ends=END).then(designated(2, ends_on=END))
    days = {"starts_on": TODAY, "ends_on": TODAY + DAY}
    designating(taken(1), **days, deliberation="2026-15").then(designated(2, **days, deliberation="2026-15"))
    designating(taken(1), designated(2)).then_nothing()


def test_a_seat_has_one_titular_at_a_time_and_one_substitute():
    told = "The seat 1 is held already from 2026-01-01 on."
    taking(taken(2, ends_on=TODAY), starts_on=TODAY).then_refused(SeatOccupied, told, "seat")
    taking(taken(2, ends_on=TODAY), starts_on=TODAY + DAY).then(taken(1, starts_on=TODAY + DAY))
    designating(designated(3)).then_refused(SeatOccupied, told, "seat")


def test_nobody_is_titular_and_substitute_of_one_seat():
    told = "This person would be both titular and substitute of the seat 1."
    designating(taken(2)).then_refused(TitularIsSubstitute, told, "seat")
    taking(designated(1)).then_refused(TitularIsSubstitute, told, "seat")
    designating(taken(2), seat=2).then(designated(2, seat=2))
    taking(designated(1, ends_on=TODAY), starts_on=TODAY + DAY).then(taken(1, starts_on=TODAY + DAY))


def test_a_seat_is_held_within_a_mandate_there():
    eve = SINCE - DAY
    for told, refusal, path, fields in (
        ("There is no seat 0: seats go from 1 to 99.", SeatOutOfRange, "seat", {"seat": 0}),
        ("There is no seat 100: seats go from 1 to 99.", SeatOutOfRange, "seat", {"seat": 100}),
        ("The mandate does not run on 2025-12-31.", SeatOutsideMandate, "starts_on", {"starts_on": eve}),
        ("This mandate is not held at this collectivity.", MandateElsewhere, "mandate", {"person": person(2)}),
        ("This person has no such mandate.", MandateUnknown, "mandate", {"person": at_home(4)}),
    ):
        designating(**fields).then_refused(refusal, told, path)
        taking(number=2, **fields).then_refused(refusal, told, path)
    before = {"starts_on": TODAY, "ends_on": TODAY - DAY}
    told = "The seat would be held until 2026-03-01, before 2026-03-02."
    designating(**before).then_refused(SeatEndsBeforeStart, told, "ends_on")
    told = "The mandate does not run on 2027-01-01."
    designating(ends=END, ends_on=END + DAY).then_refused(SeatOutsideMandate, told, "ends_on")
    told = "The field deliberation has 201 characters, 200 at most."
    designating(deliberation="é" * 201).then_refused(TextTooLong, told, "deliberation")


def test_a_seat_is_left_on_a_day_and_free_from_the_next_one_on():
    leaving = {"seat": 1, "mandate": mandate_id(1), "on": TODAY}
    given(registered, taken(1)).when(Collectivity.leave_seat, **leaving).then(moved(1, TODAY))
    taking(taken(2), moved(2, TODAY), starts_on=TODAY + DAY).then(taken(1, starts_on=TODAY + DAY))
    told = "This mandate does not hold the seat 1 on 2026-03-02."
    for facts in ([], [taken(2)], [taken(1, ends_on=TODAY - DAY)], [taken(1, starts_on=TODAY + DAY)]):
        given(registered, *facts).when(Collectivity.leave_seat, **leaving).then_refused(SeatNotHeld, told, "seat")


def following(*facts: Place, was: date | None, now: date | None) -> given:
    fields = {"mandate": mandate_id(1), "was": was, "now": now}
    return given(registered, *facts).when(Collectivity.follow_mandate, **fields)


def test_seats_follow_the_end_of_their_mandate():
    later = END + DAY
    following(taken(1), taken(2, seat=2), was=None, now=END).then(moved(1, END))
    following(taken(1, ends_on=END), was=END, now=later).then(moved(1, later))
    following(taken(1, ends_on=END), was=END, now=None).then(moved(1, None))
    following(designated(1, ends_on=TODAY), was=END, now=later).then_nothing()
    following(designated(1, ends_on=END), was=None, now=TODAY).then(moved(1, TODAY))
    following(taken(1, starts_on=END), was=None, now=TODAY).then(moved(1, TODAY, starts_on=END))
    given(registered, taken(1, starts_on=END), moved(1, TODAY, starts_on=END), taken(2)).when(
        Collectivity.follow_mandate, mandate=mandate_id(1), was=None, now=END
    ).then_nothing()


def test_a_mandate_is_not_extended_over_a_seat_that_another_one_took():
    following(taken(1, ends_on=TODAY), taken(2, starts_on=END), was=TODAY, now=END).then_refused(
        SeatOccupied, "The seat 1 is held already from 2026-12-31 on.", "on"
    )


def test_a_merger_takes_seats_over_under_free_numbers():
    on = date(2027, 1, 1)
    old = replayed(registered, taken(1), designated(2), taken(3, seat=4, ends_on=END), stream=NINE[1])
    goes_on = {
        mandate_id(n): Mandate(mandate_id(n + 10), HERE, Function.OFFICER, on, None if n == 1 else END + 2 * DAY)
        for n in (1, 2)
    }
    there = {n: at_home(n) for n in (1, 2)}
    for number, one in there.items():
        one.mandates[mandate_id(number + 10)] = goes_on[mandate_id(number)]
    people = {person_id(number): one for number, one in there.items()}
    fields = {"of": old, "on": on, "mandates": goes_on, "people": people.__getitem__}
    given(registered, taken(8, seat=2)).when(Collectivity.take_over_seats, **fields).then(
        fact(Collectivity.SeatTaken, **held(1, 3, on) | {"mandate": mandate_id(11)}),
        fact(
            Collectivity.SubstituteDesignated,
            **held(2, 3, on, END + 2 * DAY) | {"mandate": mandate_id(12)},
            deliberation=None,
        ),
    )


def test_a_seat_that_is_to_change_hands_after_a_merger_still_does():
    """Its titular had told the last day there, and another was to follow: that day is kept."""
    on, last = date(2027, 1, 1), date(2027, 1, 31)
    follows = taken(2, starts_on=last + DAY)
    old = replayed(registered, taken(1), moved(1, last), follows, stream=NINE[1])
    goes_on = {mandate_id(n): Mandate(mandate_id(n + 10), HERE, Function.OFFICER, on, None) for n in (1, 2)}
    people = {person_id(n): at_home(n) for n in (1, 2)}
    for n in (1, 2):
        people[person_id(n)].mandates[mandate_id(n + 10)] = goes_on[mandate_id(n)]
    fields = {"of": old, "on": on, "mandates": goes_on, "people": people.__getitem__}
    first, second = ({"mandate": mandate_id(n + 10)} for n in (1, 2))
    given(registered).when(Collectivity.take_over_seats, **fields).then(
        fact(Collectivity.SeatTaken, **held(1, 1, on) | first),
        fact(Collectivity.SeatEndMoved, **held(1, 1, on, last) | first),
        fact(Collectivity.SeatTaken, **held(2, 1, last + DAY) | second),
    )


def test_somebody_sits_as_a_titular_before_a_substitute():
    who = person_id(1)
    substitute = SeatPeriod(1, True, mandate_id(1), who, SINCE, None)
    titular = SeatPeriod(2, False, mandate_id(1), who, SINCE, END)
    for seats, day, sits in (
        ((substitute, titular), TODAY, titular),
        ((substitute, titular), END + DAY, substitute),
        ((titular,), SINCE - DAY, None),
        ((SeatPeriod(1, False, mandate_id(2), person_id(2), SINCE, None),), TODAY, None),
    ):
        assert seat_of(seats, who, day) == sits


# In a meeting -----------------------------------------------------------------

WHERE = {"presence": Presence.ONSITE, "collectivity": NINE[0]}
by_seats = [planned(), scheduled(formalities=(Formality.SEATS,)), opened(NINE[:1])]


def seated(number: int, *, substitute: bool = False) -> SeatPeriod:
    return SeatPeriod(1, substitute, mandate_id(number), person_id(number), SINCE, None)


def came(number: int, seat: Seat | None) -> Place:
    mandate = mandate_id(number) if seat else None
    return fact(Meeting.ParticipantArrived, person=person_id(number), mandate=mandate, seat=seat, **WHERE)


def arriving(*facts: Place, number: int, seats: tuple[SeatPeriod, ...]) -> given:
    who = person(number, collectivity=NINE[0])
    return given(*by_seats, *facts).when(Meeting.arrive, person=who, seats=seats, **WHERE)


TITULAR, SUBSTITUTE = Seat(1, substitute=False), Seat(1, substitute=True)
established = fact(Meeting.QuorumEstablished, represented=1, needed=1)
lost = fact(Meeting.QuorumLost, represented=0, needed=1)


def test_by_seats_a_titular_or_a_substitute_stands_for_a_collectivity_and_nobody_else():
    seats = (seated(1), seated(2, substitute=True))
    arriving(number=1, seats=seats).then(came(1, TITULAR), established)
    arriving(number=2, seats=seats).then(came(2, SUBSTITUTE), established)
    arriving(number=3, seats=seats).then(came(3, None))
    assert replayed(*by_seats, came(3, None)).attended == set()


def test_a_substitute_counts_while_the_titular_is_not_in_the_room():
    both = [came(2, SUBSTITUTE), established, came(1, TITULAR)]
    room = replayed(*by_seats, *both)
    assert [room.is_present_for(person_id(n), NINE[0]) for n in (1, 2, 3)] == [True, False, False]
    given(*by_seats, *both).when(Meeting.leave, person=person_id(1)).then(
        fact(Meeting.ParticipantLeft, person=person_id(1))
    )
    alone = replayed(*by_seats, *both, fact(Meeting.ParticipantLeft, person=person_id(1)))
    assert alone.is_present_for(person_id(2), NINE[0])


@each("remote_counts", [True, False])
def test_a_titular_from_afar_leaves_no_room_for_the_substitute(remote_counts):
    room = [Participant(NINE[0], Presence.REMOTE, TITULAR), Participant(NINE[0], Presence.ONSITE, SUBSTITUTE)]
    assert represented(room, QuorumRule(remote_counts=remote_counts)) == (
        frozenset(NINE[:1]) if remote_counts else set()
    )


def test_who_holds_no_seat_has_no_voice():
    room = replayed(*by_seats, came(3, None))
    assert room.collectivities_present == frozenset()
    assert not room.is_present_for(person_id(3), NINE[0])


def test_by_seats_somebody_speaks_by_the_mandate_that_holds_the_seat():
    """Who holds two there, the older one without a seat; and no more once it has ended."""
    granted = {"organisation": NINE[0], "organisation_kind": OrganisationKind.COLLECTIVITY, "deliberation": None}
    facts = [fact(Person.Registered, given_name="Anne", family_name="Le Goff")]
    for mandate, function, last in ((7, Function.OFFICER, None), (1, Function.ELECTED_REPRESENTATIVE, TODAY)):
        held = {"mandate": mandate_id(mandate), "function": function, "starts_on": SINCE, "ends_on": last}
        facts.append(fact(Person.MandateGranted, **granted, **held))
    anne = replayed(*facts, stream=person_id(1))
    room = replayed(*by_seats, came(1, TITULAR))
    assert anne.mandate_at(NINE[0], TODAY).id == mandate_id(7)
    assert room.mandate_of(anne, NINE[0], NOON) == mandate_id(1)
    with pytest.raises(NoActiveMandate):
        room.mandate_of(anne, NINE[0], NOON + DAY)

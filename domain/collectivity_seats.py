"""The seats of a collectivity, kept on its stream: so two mandates never share one, whoever holds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from uuid import UUID

from eventsourcing.domain import event

from maillage.domain.base import Aggregate
from maillage.domain.mandates import Mandate
from maillage.domain.people import Person
from maillage.domain.refusals import optional_text
from maillage.domain.seat_facts import SeatFacts
from maillage.domain.seat_refusals import (
    MandateElsewhere,
    SeatEndsBeforeStart,
    SeatNotHeld,
    SeatOccupied,
    SeatOutOfRange,
    SeatOutsideMandate,
    TitularIsSubstitute,
)
from maillage.domain.seats import SeatPeriod, Seats

MOST_SEATS = 99


class CollectivitySeats(SeatFacts, Aggregate, part=True):
    """Who sits for a collectivity. `Collectivity` is the whole."""

    seat_periods: dict[tuple[int, UUID, date], SeatPeriod]  # by `SeatPeriod.key`, none of them void

    @property
    def seats(self) -> Seats:
        return tuple(self.seat_periods.values())

    def take_seat(
        self, *, seat: int, person: Person, mandate: UUID, starts_on: date | None = None, at: datetime
    ) -> None:
        """As its titular, to the end of the mandate; without a day from its beginning.

        MandateUnknown, MandateElsewhere, SeatOutOfRange, SeatOutsideMandate, SeatOccupied, TitularIsSubstitute.
        """
        held = self._mandate_here(person, mandate)
        wanted = SeatPeriod(seat, False, mandate, person.id, starts_on or held.starts_on, held.last_day)
        _must_be_within(wanted, held)
        if self.seat_periods.get(wanted.key) == wanted:
            return
        self._must_be_free(wanted, "seat")
        self.trigger_event(self.SeatTaken, timestamp=at, **_told(wanted))

    def designate_substitute(
        self,
        *,
        seat: int,
        person: Person,
        mandate: UUID,
        starts_on: date | None = None,
        ends_on: date | None = None,
        deliberation: str | None = None,
        at: datetime,
    ) -> None:
        """`mandate` is the substitute's own; without days, the whole of it.

        MandateUnknown, MandateElsewhere, SeatOutOfRange, SeatEndsBeforeStart, SeatOutsideMandate, SeatOccupied,
        TitularIsSubstitute, TextTooLong.
        """
        held = self._mandate_here(person, mandate)
        days = (starts_on or held.starts_on, ends_on or held.last_day)
        wanted = SeatPeriod(seat, True, mandate, person.id, *days)
        _must_be_within(wanted, held)
        act = optional_text(deliberation, "deliberation", 200)
        if self.seat_periods.get(wanted.key) == wanted:
            return
        self._must_be_free(wanted, "seat")
        self.trigger_event(self.SubstituteDesignated, deliberation=act, timestamp=at, **_told(wanted))

    def leave_seat(self, *, seat: int, mandate: UUID, on: date, at: datetime) -> None:
        """`on` is the last day there, as titular or substitute; the mandate goes on. SeatNotHeld."""
        held = next(
            (each for each in self.seats if (each.seat, each.mandate) == (seat, mandate) and each.covers(on)), None
        )
        if held is None:
            raise SeatNotHeld("seat", seat=seat, on=str(on))
        self._move_end(held, on, at)

    def follow_mandate(self, *, mandate: UUID, was: date | None, now: date | None, at: datetime) -> None:
        """What lasted as long as the mandate still does, and nothing longer: its last day `was` and is `now` another.

        SeatOccupied, TitularIsSubstitute.
        """
        for held in [each for each in self.seats if each.mandate == mandate]:
            beyond = now is not None and (held.ends_on is None or now < held.ends_on)
            if beyond or held.ends_on == was:
                self._move_end(held, now, at)

    def take_over_seats(
        self,
        *,
        of: CollectivitySeats,
        on: date,
        mandates: Mapping[UUID, Mandate],
        people: Callable[[UUID], Person],
        at: datetime,
    ) -> None:
        """Those of one that merges into this, from the day `on`: each seat under the next free number.

        `of` has not followed the mandates yet that end with the merger; `mandates` go on here in place of others.
        """
        numbers: dict[int, int] = {}
        lasting = [each for each in of.seats if each.mandate in mandates and each.lasts_to(on)]
        for held in sorted(lasting, key=lambda each: (each.seat, each.substitute, each.starts_on)):
            goes_on = mandates[held.mandate]
            begins = max(on, held.starts_on, goes_on.starts_on)
            if not (goes_on.active_on(begins) and held.lasts_to(begins)):
                continue
            number = numbers.setdefault(held.seat, self._next_number())
            who, mandate = people(held.person), goes_on.id
            last = held.ends_on if held.ends_on and goes_on.lasts_to(held.ends_on) else None
            if held.substitute:
                self.designate_substitute(
                    seat=number, person=who, mandate=mandate, starts_on=begins, ends_on=last, at=at
                )
            else:
                self.take_seat(seat=number, person=who, mandate=mandate, starts_on=begins, at=at)
                if last is not None:
                    self.leave_seat(seat=number, mandate=mandate, on=last, at=at)

    def _next_number(self) -> int:
        return max((each.seat for each in self.seats), default=0) + 1

    def _mandate_here(self, person: Person, mandate: UUID) -> Mandate:
        held = person.held(mandate)
        if held.organisation != self.id:
            raise MandateElsewhere("mandate")
        return held

    def _must_be_free(self, wanted: SeatPeriod, field: str) -> None:
        for other in self.seats:
            if other.seat != wanted.seat or not other.overlaps(wanted):
                continue
            if other.substitute is wanted.substitute and other.key == wanted.key:
                continue  # itself, from the same day on
            if other.substitute is wanted.substitute:
                raise SeatOccupied(field, seat=wanted.seat, since=str(other.starts_on))
            if other.person == wanted.person:
                raise TitularIsSubstitute(field, seat=wanted.seat)

    def _move_end(self, held: SeatPeriod, day: date | None, at: datetime) -> None:
        moved = held.until(day)
        if moved == held:
            return
        if not moved.void:
            self._must_be_free(moved, "on")
        self.trigger_event(self.SeatEndMoved, timestamp=at, **_told(moved))

    def _seat(self, period: SeatPeriod) -> None:
        self.seat_periods[period.key] = period

    # What each fact changes: only what the rules read, and no rule, so that history always replays

    @event(SeatFacts.SeatTaken)
    def _seat_taken(self, seat: int, mandate: UUID, person: UUID, starts_on: date, ends_on: date | None) -> None:
        self._seat(SeatPeriod(seat, False, mandate, person, starts_on, ends_on))

    @event(SeatFacts.SubstituteDesignated)
    def _substitute_designated(
        self, seat: int, mandate: UUID, person: UUID, starts_on: date, ends_on: date | None
    ) -> None:
        self._seat(SeatPeriod(seat, True, mandate, person, starts_on, ends_on))

    @event(SeatFacts.SeatEndMoved)
    def _seat_end_moved(self, seat: int, mandate: UUID, starts_on: date, ends_on: date | None) -> None:
        moved = self.seat_periods.pop((seat, mandate, starts_on)).until(ends_on)
        if not moved.void:
            self._seat(moved)


def _must_be_within(wanted: SeatPeriod, held: Mandate) -> None:
    if not 1 <= wanted.seat <= MOST_SEATS:
        raise SeatOutOfRange("seat", seat=wanted.seat, least=1, most=MOST_SEATS)
    if wanted.ends_on is not None and wanted.ends_on < wanted.starts_on:
        raise SeatEndsBeforeStart("ends_on", starts_on=str(wanted.starts_on), ends_on=str(wanted.ends_on))
    for field, day in (("starts_on", wanted.starts_on), ("ends_on", wanted.ends_on)):
        if day is not None and not held.active_on(day):
            raise SeatOutsideMandate(field, day=str(day))


def _told(period: SeatPeriod) -> dict[str, object]:
    who = {"seat": period.seat, "mandate": period.mandate, "person": period.person}
    return {**who, "starts_on": period.starts_on, "ends_on": period.ends_on}

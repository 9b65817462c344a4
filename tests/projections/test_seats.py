"""Seats as they are read: by seat, titulars before substitutes, as their ends were last told."""

from datetime import date

from maillage.domain.caller import Role
from maillage.domain.collectivities import Collectivity
from maillage.projections.seats import SeatRow, seats_of
from tests.projections.story import Chronicle, caller, write


async def test_seats_come_as_they_were_last_told_without_those_that_came_to_nothing(db):
    """In one batch, or each in a batch of its own."""
    one, other = Chronicle(1), Chronicle(2)
    since, last = date(2026, 1, 1), date(2026, 12, 31)
    for it in (one, other):
        place = it.admit(1, "Arc Sud")
        sits = [{"seat": 1, "mandate": it.mandate(n), "person": it.person(n), "starts_on": since} for n in (1, 2, 3)]
        it.add(Collectivity.SubstituteDesignated, place, **sits[1], ends_on=None, deliberation="2026-15")
        it.add(Collectivity.SeatTaken, place, **sits[0], ends_on=None)
        it.add(Collectivity.SeatEndMoved, place, **sits[0], ends_on=last)
        it.add(Collectivity.SeatTaken, place, **sits[2] | {"seat": 2}, ends_on=None)
        it.add(Collectivity.SeatEndMoved, place, **sits[2] | {"seat": 2}, ends_on=date(2025, 12, 31))
    await write(db, one.facts)
    for recorded in other.facts:
        await write(db, [recorded])
    for it in (one, other):
        reader, place, nowhere = caller(it, Role.AMB), it.collectivity(1), it.collectivity(2)
        assert await seats_of(db, reader, [place, nowhere]) == {
            place: [
                SeatRow(place, 1, False, it.mandate(1), it.person(1), since, last, None),
                SeatRow(place, 1, True, it.mandate(2), it.person(2), since, None, "2026-15"),
            ],
            nowhere: [],
        }

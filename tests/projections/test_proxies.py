"""Proxies as members read them: which stand, and which count now."""

from datetime import date
from typing import Any

from maillage.domain.caller import Role
from maillage.domain.collectivities import Collectivity
from maillage.domain.formalities import Formality
from maillage.domain.mandates import Function
from maillage.domain.meeting_facts import Presence
from maillage.domain.meetings import Meeting
from maillage.domain.people import Person
from maillage.domain.seats import Seat
from maillage.projections.proxies import proxies_for
from tests.projections.story import Chronicle, caller, write


async def test_a_proxy_counts_in_an_open_meeting_while_its_holder_is_there_and_nobody_else(db):
    chronicle = Chronicle()
    first, second, third = (chronicle.admit(number, name) for number, name in ((1, "A"), (2, "B"), (3, "C")))
    for number, member in ((2, first), (3, second), (4, third)):
        chronicle.register(number, "Anne", "Le Goff")
        chronicle.grant(number, member, Function.OFFICER)
    meeting = chronicle.hold(1, (first, second, third))

    async def shown() -> list[Any]:
        await write(db, chronicle.facts)
        rows = (await proxies_for(db, caller(chronicle, Role.AMB), [meeting]))[meeting]
        return [(row.collectivity, row.holder, row.represents, row.counts) for row in rows]

    chronicle.give_proxy(meeting, 4, third, 2)
    mine = (third, chronicle.person(2))
    assert await shown() == [(*mine, False, False)]
    chronicle.arrive(meeting, 2, None)
    assert await shown() == [(*mine, False, False)], "a guest holds no proxy"
    chronicle.add(Meeting.ParticipantLeft, meeting, person=chronicle.person(2))
    chronicle.arrive(meeting, 2, first)
    assert await shown() == [(*mine, True, True)]
    chronicle.arrive(meeting, 4, third, Presence.REMOTE)
    assert await shown() == [(*mine, True, False)], "who is there votes"
    chronicle.add(Meeting.ParticipantLeft, meeting, person=chronicle.person(4))
    assert await shown() == [(*mine, True, True)]
    chronicle.add(Meeting.ParticipantLeft, meeting, person=chronicle.person(2))
    assert await shown() == [(*mine, True, False)], "it stays told that they were there"
    revoked = {"collectivity": third, "holder": chronicle.person(2), "lapsed": False}
    chronicle.add(Meeting.ProxyRevoked, meeting, **revoked)
    assert await shown() == []
    chronicle.give_proxy(meeting, 4, third, 3)
    chronicle.arrive(meeting, 3, second)
    assert await shown() == [(third, chronicle.person(3), True, True)]
    ended = {"mandate": chronicle.mandate(3), "on": date(2026, 3, 1), "reason": None}
    chronicle.add(Person.MandateEnded, chronicle.person(3), **ended)
    assert await shown() == [(third, chronicle.person(3), False, False)], "the holder is of no member any more"
    extended = {"mandate": chronicle.mandate(3), "ends_on": None, "deliberation": None}
    chronicle.add(Person.MandateExtended, chronicle.person(3), **extended)
    assert await shown() == [(third, chronicle.person(3), True, True)]
    ended = {"mandate": chronicle.mandate(4), "on": date(2026, 3, 1), "reason": None}
    chronicle.add(Person.MandateEnded, chronicle.person(4), **ended)
    assert await shown() == [(third, chronicle.person(3), False, False)], "it lapsed"


async def test_by_seats_who_gave_a_proxy_sits_and_its_holder_does_not_stand_beside_the_titular(db):
    chronicle = Chronicle()
    first, second = (chronicle.admit(number, name) for number, name in ((1, "A"), (2, "B")))
    for number, member in ((2, first), (3, first), (4, second)):
        chronicle.register(number, "Anne", "Le Goff")
        chronicle.grant(number, member, Function.OFFICER)
    meeting = chronicle.hold(1, (first, second), formalities=(Formality.SEATS,))
    sits = {"seat": 1, "mandate": chronicle.mandate(4), "person": chronicle.person(4), "starts_on": date(2026, 1, 1)}
    chronicle.add(Collectivity.SeatTaken, second, **sits, ends_on=None)
    chronicle.give_proxy(meeting, 4, second, 2)
    chronicle.arrive(meeting, 2, first, seat=Seat(1, True))
    chronicle.arrive(meeting, 3, first, Presence.REMOTE, seat=Seat(1, False))

    async def counts() -> bool:
        await write(db, chronicle.facts)
        (row,) = (await proxies_for(db, caller(chronicle, Role.AMB), [meeting]))[meeting]
        return row.counts

    assert not await counts()
    chronicle.add(Meeting.ParticipantLeft, meeting, person=chronicle.person(3))
    assert await counts()
    chronicle.add(Collectivity.SeatEndMoved, second, **sits, ends_on=date(2026, 2, 1))
    assert not await counts(), "who gave it sits no more"

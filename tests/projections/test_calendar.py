"""Which meetings stand in whose calendar."""

from datetime import timedelta

import pytest

from maillage.domain.calendar import day_of
from maillage.domain.calendar_feeds import FeedKind
from maillage.domain.caller import Role
from maillage.domain.meetings import Meeting
from maillage.domain.network import Network
from maillage.domain.refusals import NotAllowed
from maillage.projections.calendar import KEPT, calendar, closures
from tests.projections.story import NOW, Chronicle, caller, write
from tests.projections.test_meetings import START, plan, schedule


def told(chronicle: Chronicle) -> None:
    """Meeting 1 invites person 1, meeting 2 person 2, meeting 3 nobody; 4 has no date; 5 invites 1 and is cancelled."""
    for number in range(1, 6):
        plan(chronicle, number)
        if number != 4:
            schedule(chronicle, number, START + timedelta(days=number))
    for number, guest in ((1, 1), (2, 2), (5, 1)):
        people = (chronicle.person(guest),)
        chronicle.add(Meeting.InvitationsSent, chronicle.meeting(number), people=people, sequence=0)
    chronicle.add(Meeting.Cancelled, chronicle.meeting(5), reason="Neige", sequence=1)


async def titles(db, reader, kind: FeedKind, **options) -> list[str]:
    return [meeting.title for meeting, _ in await calendar(db, reader, kind, **options)]


@pytest.mark.parametrize(
    ("role", "kind", "shown"),
    [
        (Role.AMB, FeedKind.PERSON, ["M1", "M3", "M5"]),
        (Role.COORD, FeedKind.PERSON, ["M1", "M3", "M5"]),
        (Role.PART, FeedKind.PERSON, ["M1", "M5"]),
        (Role.REP, FeedKind.NETWORK, ["M1", "M2", "M3", "M5"]),
        (Role.AUD, FeedKind.NETWORK, ["M1", "M2", "M3", "M5"]),
        (Role.PART, FeedKind.NETWORK, ["M1", "M5"]),
    ],
)
async def test_a_calendar_holds_what_its_kind_says_and_its_reader_may_read(db, role, kind, shown):
    chronicle = Chronicle()
    told(chronicle)
    await write(db, chronicle.facts)
    assert await titles(db, caller(chronicle, role), kind) == shown


async def test_who_holds_nothing_reads_no_calendar(db):
    with pytest.raises(NotAllowed):
        await calendar(db, caller(Chronicle()), FeedKind.PERSON)


@pytest.mark.parametrize("page", [1, 2, 3, 4, 5])
async def test_a_calendar_is_whole_whatever_the_page(db, page):
    chronicle = Chronicle()
    told(chronicle)
    await write(db, chronicle.facts)
    assert await titles(db, caller(chronicle, Role.REP), FeedKind.NETWORK, page=page) == ["M1", "M2", "M3", "M5"]


async def test_a_meeting_leaves_the_calendar_a_year_after_it_began(db):
    chronicle = Chronicle()
    for number, begins in ((1, NOW - KEPT - timedelta(seconds=1)), (2, NOW - KEPT), (3, NOW + timedelta(days=3000))):
        plan(chronicle, number)
        schedule(chronicle, number, begins)
    await write(db, chronicle.facts)
    assert await titles(db, caller(chronicle, Role.REP), FeedKind.NETWORK) == ["M2", "M3"]


async def test_a_closure_is_shown_as_it_was_declared_last_until_a_year_after_it(db):
    chronicle = Chronicle()
    today = day_of(NOW)
    for first, last, label in ((-400, -380, "Ancienne"), (30, 40, "Été"), (30, 50, "Pause d’été")):
        days = {"first_day": today + timedelta(days=first), "last_day": today + timedelta(days=last)}
        chronicle.add(Network.ClosurePeriodDeclared, **days, label=label)
    await write(db, chronicle.facts)
    last = chronicle.facts[-1]
    [row] = await closures(db, caller(chronicle, Role.REP))
    assert (row.last_day, row.label) == (today + timedelta(days=50), "Pause d’été")
    assert (row.declared_at, row.changed_seq) == (last.fact.timestamp, last.seq)
    assert await closures(db, caller(Chronicle(2), Role.REP)) == []
    with pytest.raises(NotAllowed):
        await closures(db, caller(chronicle, Role.PART))


async def test_another_network_s_meetings_are_in_no_calendar_of_this_one(db):
    here, there = Chronicle(1), Chronicle(2)
    told(there)
    await write(db, there.facts)
    assert await titles(db, caller(here, Role.REP), FeedKind.NETWORK) == []

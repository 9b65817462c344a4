"""Polls of dates as members read them, and whom there is to ask."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from holidays.countries.france import France

from maillage.domain.caller import Role
from maillage.domain.closures import Closure
from maillage.domain.date_poll_facts import Availability, Invitee
from maillage.domain.date_polls import DatePoll
from maillage.domain.day_flags import SCHOOL_YEARS_UNTIL, DayFlag, FlagKind, day_flags
from maillage.domain.meeting_facts import MeetingKind, Modality
from maillage.domain.network import Network
from maillage.domain.network_facts import SchoolZone
from maillage.domain.refusals import NotAllowed
from maillage.domain.turnout import Outlook
from maillage.projections import date_polls
from maillage.projections.belonging import belonging
from maillage.projections.date_polls import AnswerRow, DatePollFilter, DatePollRow, DatePollStatus
from maillage.projections.paging import Window
from tests.projections.story import Chronicle, caller, offered, whole_story, write

ALL_ROWS: Window[Any] = Window(1000)
HOUR = timedelta(hours=1)


def invited(it: Chronicle, *members: int) -> tuple[Invitee, ...]:
    return tuple(Invitee(it.person(number), (it.collectivity(number),)) for number in members)


async def read(db: Any, chronicle: Chronicle, number: int = 1) -> DatePollRow:
    await write(db, chronicle.facts)
    id = chronicle.date_poll(number)
    return (await date_polls.date_polls_by_id(db, caller(chronicle, Role.AMB), [id]))[id]


async def test_a_poll_is_read_as_it_was_opened_with_the_days_of_its_network(db):
    chronicle = Chronicle()
    chronicle.add(Network.SchoolZoneSet, zone=SchoolZone.ZONE_B)
    closure = Closure(date(2026, 4, 3), date(2026, 4, 4), "Pont")
    chronicle.add(Network.ClosurePeriodDeclared, **vars(closure))
    poll = chronicle.open_poll(1, invited(chronicle, 1, 2))
    opened = chronicle.facts[-1]
    assert await read(db, chronicle) == DatePollRow(
        id=poll,
        title="Rencontre 1",
        kind=MeetingKind.REGULAR,
        modality=Modality.HYBRID,
        status=DatePollStatus.OPEN,
        meeting=None,
        deadline=datetime(2026, 4, 1, 12, tzinfo=UTC),
        members=3,
        needed=2,
        chosen=None,
        reason=None,
        reminded_at=None,
        opened_at=opened.fact.timestamp,
        ended_at=None,
        options=(offered(1), offered(2)),
        invited=invited(chronicle, 1, 2),
        answers=(),
        school_zone=SchoolZone.ZONE_B,
        closures=(closure,),
        version=1,
        changed_seq=opened.seq,
    )


async def test_the_latest_answer_counts_and_who_has_not_answered_for_every_date_is_missing(db):
    chronicle = Chronicle()
    poll = chronicle.open_poll(1, invited(chronicle, 1, 2, 3))
    chronicle.answer_poll(poll, 1, {1: Availability.NO, 2: Availability.NO})
    chronicle.answer_poll(poll, 2, {2: Availability.YES})
    chronicle.answer_poll(poll, 1, {1: Availability.YES})
    last = chronicle.facts[-1].fact.timestamp
    row = await read(db, chronicle)
    assert row.missing == [chronicle.person(2), chronicle.person(3)]
    assert row.answers_for(1) == [AnswerRow(chronicle.person(1), 1, Availability.YES, last)]
    assert [row.turnout_of(option).outlook for option in (1, 2)] == [Outlook.UNCERTAIN, Outlook.UNCERTAIN]
    chronicle.answer_poll(poll, 2, {1: Availability.IF_NEEDED})
    chronicle.answer_poll(poll, 3, {1: Availability.NO, 2: Availability.NO})
    row = await read(db, chronicle)
    assert row.missing == []
    assert [row.turnout_of(option).outlook for option in (1, 2)] == [Outlook.ENOUGH, Outlook.OUT_OF_REACH]
    chronicle.add(DatePoll.OptionAdded, poll, option=offered(3))
    assert (await read(db, chronicle)).missing == [chronicle.person(number) for number in (1, 2, 3)]


async def test_polls_are_listed_and_who_reads_no_meetings_reads_those_that_ask(db):
    story = whole_story()
    await write(db, story.facts)
    everybody = caller(story, Role.AUD)
    one, two, three = (story.date_poll(number) for number in (1, 2, 3))

    async def found(who: Any, filter: DatePollFilter = date_polls.ANY_POLL) -> list[Any]:
        rows = await date_polls.date_polls(db, who, ALL_ROWS, filter)
        assert await date_polls.count_date_polls(db, who, filter) == len(rows)
        return [row.id for row in rows]

    assert await found(everybody) == [three, two, one]
    assert await found(everybody, DatePollFilter(frozenset({DatePollStatus.CLOSED}))) == [one]
    assert await found(everybody, DatePollFilter(meeting=story.meeting(5))) == [two]
    newest = await date_polls.date_polls(db, everybody, Window(1))
    assert await date_polls.date_polls(db, everybody, Window(1, after=newest[0].key)) != newest
    partner = replace(caller(story, Role.PART), person=story.person(5))
    assert await found(partner) == []
    assert await date_polls.date_polls_by_id(db, partner, [one]) == {}
    asked = replace(partner, person=story.person(2))
    assert await found(asked) == [three, two, one]
    assert set(await date_polls.date_polls_by_id(db, asked, [one, two])) == {one, two}
    elsewhere = caller(Chronicle(2), Role.AUD)
    assert (await found(elsewhere), await date_polls.date_polls_by_id(db, elsewhere, [one])) == ([], {})
    for read_ in (
        lambda who: date_polls.date_polls(db, who, ALL_ROWS),
        lambda who: date_polls.count_date_polls(db, who),
        lambda who: date_polls.date_polls_by_id(db, who, [one]),
    ):
        with pytest.raises(NotAllowed):
            await read_(caller(story))


async def test_everybody_with_a_part_in_the_network_that_day_is_known_with_the_members(db):
    story = whole_story()
    await write(db, story.facts)
    who = caller(story, Role.COORD)
    first, second = story.collectivity(1), story.collectivity(2)
    on_the_tenth = {1: (), 2: (first,), 3: (second,), 5: ()}  # the third member has left, its person with it
    expected = {story.person(number): members for number, members in on_the_tenth.items()}
    assert await belonging(db, who, date(2026, 3, 10)) == expected
    assert set(await belonging(db, who, date(2026, 4, 1))) == {story.person(number) for number in (1, 2, 4, 5)}
    assert await belonging(db, caller(Chronicle(2), Role.COORD), date(2026, 3, 10)) == {}
    with pytest.raises(NotAllowed):
        await belonging(db, caller(story, Role.PART), date(2026, 3, 10))


# What the days fall on, told here because it takes the library half a second to load ----


def flags(day: date, zone: SchoolZone | None = None, *closures: Closure, hours: int = 2) -> list[Any]:
    begins = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    found = day_flags(begins, begins + hours * HOUR, zone, closures)
    return [(flag.kind.value, flag.label) for flag in found]


def test_days_are_flagged_as_public_holidays_closures_and_school_holidays():
    zone_b, all_saints = SchoolZone.ZONE_B, ("PUBLIC_HOLIDAY", "Toussaint")
    bridge = Closure(date(2026, 11, 2), date(2026, 11, 3), "Pont")
    for day, zone, expected in [
        (date(2026, 9, 21), zone_b, []),
        (date(2026, 11, 1), None, [all_saints]),
        (date(2026, 11, 1), zone_b, [all_saints, ("SCHOOL_HOLIDAYS", "Vacances de la Toussaint")]),
        (date(2026, 11, 2), zone_b, [("CLOSURE", "Pont")]),
        (date(2027, 2, 15), SchoolZone.ZONE_A, [("SCHOOL_HOLIDAYS", "Vacances d'hiver")]),
        (date(2027, 2, 15), SchoolZone.ZONE_C, [("SCHOOL_HOLIDAYS", "Vacances d'hiver")]),
        (date(2027, 2, 15), zone_b, []),
        (date(2026, 5, 15), zone_b, [("SCHOOL_HOLIDAYS", "Pont de l'Ascension")]),
    ]:
        assert flags(day, zone, bridge) == expected, (day, zone)
    night = datetime(2026, 10, 31, 22, 30, tzinfo=UTC)  # 23:30 in Paris, where an hour later it is All Saints' Day
    assert day_flags(night, night + HOUR / 2, None, ()) == ()
    assert day_flags(night, night + HOUR, None, ()) == (DayFlag(FlagKind.PUBLIC_HOLIDAY, "Toussaint"),)
    week = flags(date(2026, 12, 24), zone_b, hours=168)
    assert week == [("PUBLIC_HOLIDAY", "Noël"), ("SCHOOL_HOLIDAYS", "Vacances de Noël")]


def test_a_school_year_that_no_order_has_set_is_told_to_be_unknown():
    assert flags(SCHOOL_YEARS_UNTIL, SchoolZone.ZONE_B) == [("SCHOOL_HOLIDAYS", "Vacances d'été")]
    beyond = SCHOOL_YEARS_UNTIL + timedelta(days=1)
    assert flags(beyond, SchoolZone.ZONE_B) == [("SCHOOL_HOLIDAYS_UNKNOWN", None)]
    assert flags(beyond) == []


def test_the_library_takes_its_school_years_from_the_orders_that_we_go_by():
    """Where a later version of it cites another order, SCHOOL_YEARS_UNTIL moves on."""
    years = str(France.__doc__)
    last = SCHOOL_YEARS_UNTIL.year
    assert f"({last - 1}-{last})" in years
    assert f"({last}-{last + 1})" not in years

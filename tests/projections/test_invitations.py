"""Who is invited, what they answered, and who travels with whom, as members read it."""

from typing import Any

from maillage.domain.caller import Role
from maillage.domain.invitation_facts import Answer
from maillage.domain.meetings import Meeting
from maillage.projections import meetings
from maillage.projections.carpools import carpools_to
from maillage.projections.invitations import invitations_to
from maillage.projections.meetings import MeetingFilter
from maillage.projections.paging import Window
from tests.projections.story import Chronicle, caller, write
from tests.projections.test_meetings import START, plan, schedule


def prepared(chronicle: Chronicle) -> Any:
    """A meeting with a date, to which people 1 to 3 are invited, and a car of person 2 to it."""
    plan(chronicle, 1)
    schedule(chronicle, 1, START)
    meeting = chronicle.meeting(1)
    one, two, three = (chronicle.person(number) for number in (1, 2, 3))
    chronicle.add(Meeting.InvitationsSent, meeting, people=(one, two), sequence=0)
    chronicle.add(Meeting.InvitationsSent, meeting, people=(three,), sequence=0)
    chronicle.answer(meeting, two, Answer.DECLINED, comment="En congé")
    chronicle.answer(meeting, one, Answer.SUBSTITUTE, three)
    chronicle.add(Meeting.CarpoolOffered, meeting, person=two, seats=2, sequence=0, departs_from="Mairie")
    chronicle.add(Meeting.CarpoolJoined, meeting, driver=two, person=three, sequence=0)
    chronicle.add(Meeting.CarpoolJoined, meeting, driver=two, person=one, sequence=0)
    return meeting


async def test_the_latest_answer_counts_until_the_meeting_gets_another_date(db):
    chronicle = Chronicle()
    meeting, reader = prepared(chronicle), caller(chronicle, Role.AMB)
    one, two, three = (chronicle.person(number) for number in (1, 2, 3))

    async def shown() -> list[Any]:
        await write(db, chronicle.facts)
        rows = (await invitations_to(db, reader, [meeting]))[meeting]
        return [(row.person, row.answer, row.substitute, row.comment) for row in rows]

    assert await shown() == [
        (one, Answer.SUBSTITUTE, three, None),
        (two, Answer.DECLINED, None, "En congé"),
        (three, None, None, None),
    ]
    [car] = (await carpools_to(db, reader, [meeting]))[meeting]
    assert (car.driver, car.seats, car.departs_from, car.riders) == (two, 2, "Mairie", (three, one))

    moved = {"starts_at": START, "ends_at": START.replace(hour=20), "place": None, "call_link": None}
    chronicle.add(Meeting.Rescheduled, meeting, **moved, reason="Neige", sequence=1)
    assert await shown() == [(one, None, None, None), (two, None, None, None), (three, None, None, None)]
    assert (await carpools_to(db, reader, [meeting]))[meeting] == []
    chronicle.answer(meeting, two, Answer.ACCEPTED, sequence=1)
    chronicle.add(Meeting.Cancelled, meeting, reason="Grève", sequence=2)
    assert await shown() == [(one, None, None, None), (two, Answer.ACCEPTED, None, None), (three, None, None, None)]
    [row] = await meetings.meetings(db, reader, Window(9))
    assert (row.sequence, row.slot_sequence) == (2, 1)


async def test_one_reads_the_meetings_to_which_one_is_invited(db):
    chronicle = Chronicle()
    prepared(chronicle)
    plan(chronicle, 2)
    await write(db, chronicle.facts)
    reader, own = caller(chronicle, Role.AMB), MeetingFilter(invited=True)
    assert [row.title for row in await meetings.meetings(db, reader, Window(9), own)] == ["M1"]
    assert await meetings.count_meetings(db, reader, own) == 1
    assert await meetings.count_meetings(db, reader) == 2

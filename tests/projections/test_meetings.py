"""Meetings as members read them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from maillage.domain.caller import Role
from maillage.domain.meeting_facts import MeetingKind, Modality, Presence
from maillage.domain.meetings import Meeting
from maillage.domain.quorum import QuorumRule
from maillage.domain.voting import VotingRules
from maillage.projections import meetings
from maillage.projections.meetings import MeetingFilter, MeetingQuorum, MeetingRow, MeetingStatus
from maillage.projections.paging import Window
from tests.projections.story import Chronicle, caller, write

START = datetime(2026, 3, 3, 13, 30, tzinfo=UTC)


async def read(db: Any, chronicle: Chronicle, number: int = 1) -> MeetingRow:
    await write(db, chronicle.facts)
    id = chronicle.meeting(number)
    return (await meetings.meetings_by_id(db, caller(chronicle, Role.AMB), [id]))[id]


def plan(chronicle: Chronicle, number: int, kind: MeetingKind = MeetingKind.REGULAR) -> None:
    chronicle.add(Meeting.Planned, chronicle.meeting(number), title=f"M{number}", kind=kind, modality=Modality.HYBRID)


def schedule(chronicle: Chronicle, number: int, start: datetime) -> None:
    slot = {"starts_at": start, "ends_at": start + timedelta(hours=2), "place": "Redon"}
    rules = {"quorum_rule": QuorumRule(), "formalities": (), "voting_rules": VotingRules()}
    chronicle.add(Meeting.Scheduled, chronicle.meeting(number), **slot, call_link=None, **rules)


async def test_a_planned_meeting_has_no_date_no_rule_and_no_quorum(db):
    chronicle = Chronicle()
    plan(chronicle, 1)
    row = await read(db, chronicle)
    assert (row.status, row.title, row.kind, row.modality) == (
        MeetingStatus.PLANNED,
        "M1",
        MeetingKind.REGULAR,
        Modality.HYBRID,
    )
    assert (row.starts_at, row.quorum_rule, row.quorum, row.members, row.attended) == (None, None, None, (), ())
    assert (row.planned_at, row.dated_at) == (chronicle.facts[-1].fact.timestamp, None)


async def test_a_meeting_goes_from_its_first_date_to_another_and_is_cancelled(db):
    chronicle = Chronicle()
    plan(chronicle, 1)
    schedule(chronicle, 1, START)
    row = await read(db, chronicle)
    assert (row.status, row.starts_at, row.ends_at, row.place, row.call_link) == (
        MeetingStatus.SCHEDULED,
        START,
        START + timedelta(hours=2),
        "Redon",
        None,
    )
    assert (row.quorum_rule, row.reason, row.sort_at) == (QuorumRule(), None, START)
    assert row.dated_at == chronicle.facts[-1].fact.timestamp

    later = {"starts_at": START + timedelta(days=1), "ends_at": START + timedelta(days=1, hours=1), "place": None}
    call = "https://visio.example/redon"
    chronicle.add(Meeting.Rescheduled, chronicle.meeting(1), **later, call_link=call, reason="Neige", sequence=1)
    row = await read(db, chronicle)
    assert (row.status, row.starts_at, row.place, row.call_link, row.reason) == (
        MeetingStatus.SCHEDULED,
        later["starts_at"],
        None,
        call,
        "Neige",
    )

    chronicle.add(Meeting.Cancelled, chronicle.meeting(1), reason="Grève", sequence=2)
    row = await read(db, chronicle)
    assert (row.status, row.reason, row.version) == (MeetingStatus.CANCELLED, "Grève", 4)
    assert (row.sequence, row.dated_at) == (2, chronicle.facts[-1].fact.timestamp)


async def test_the_quorum_counts_collectivities_in_the_room_as_the_rule_of_the_meeting_says(db):
    chronicle = Chronicle()
    members = tuple(chronicle.admit(number, f"C{number}") for number in (1, 2, 3))
    for number, rule in ((1, QuorumRule()), (2, QuorumRule(remote_counts=False))):
        meeting = chronicle.hold(number, members, rule)
        chronicle.arrive(meeting, 1, members[0])
        chronicle.arrive(meeting, 2, members[0])
        chronicle.arrive(meeting, 3, members[1], Presence.REMOTE)
        chronicle.arrive(meeting, 4, None)
    row = await read(db, chronicle, 1)
    assert row.chair == chronicle.person(1)
    assert row.quorum == MeetingQuorum(represented=2, needed=2, members=3, established=False, missed=False)
    assert (await read(db, chronicle, 2)).quorum == MeetingQuorum(1, 2, 3, established=False, missed=False)


async def test_a_collectivity_counts_until_its_last_person_leaves(db):
    chronicle = Chronicle()
    members = tuple(chronicle.admit(number, f"C{number}") for number in (1, 2))
    meeting = chronicle.hold(1, members)
    chronicle.arrive(meeting, 1, members[0])
    chronicle.arrive(meeting, 2, members[0])
    chronicle.add(Meeting.ParticipantLeft, meeting, person=chronicle.person(1))
    row = await read(db, chronicle)
    assert row.quorum is not None
    assert row.quorum.represented == 1
    chronicle.add(Meeting.ParticipantLeft, meeting, person=chronicle.person(2))
    row = await read(db, chronicle)
    assert row.quorum is not None
    assert row.quorum.represented == 0


async def test_quorum_established_then_lost_then_missed(db):
    chronicle = Chronicle()
    meeting = chronicle.hold(1, [chronicle.admit(1, "C")])
    seen = []
    for kind, fields in [
        (Meeting.QuorumEstablished, {"represented": 1, "needed": 1}),
        (Meeting.QuorumLost, {"represented": 0, "needed": 1}),
        (Meeting.QuorumNotReached, {"represented": 0, "needed": 1, "members": 1}),
    ]:
        chronicle.add(kind, meeting, **fields)
        row = await read(db, chronicle)
        assert row.quorum is not None
        seen.append((row.quorum.established, row.quorum.missed))
    assert seen == [(True, False), (False, False), (False, True)]


async def test_a_closed_meeting_says_who_attended(db):
    chronicle = Chronicle()
    members = tuple(chronicle.admit(number, f"C{number}") for number in (1, 2))
    meeting = chronicle.hold(1, members)
    chronicle.add(Meeting.Closed, meeting, attended=members[:1])
    row = await read(db, chronicle)
    assert (row.status, row.members, row.attended) == (MeetingStatus.CLOSED, members, members[:1])
    assert row.closed_at == chronicle.facts[-1].fact.timestamp


async def test_presences_are_stays_in_the_order_of_arrival(db):
    chronicle = Chronicle()
    member = chronicle.admit(1, "C")
    meeting = chronicle.hold(1, [member])
    chronicle.arrive(meeting, 2, member)
    chronicle.arrive(meeting, 1, None, Presence.REMOTE)
    chronicle.add(Meeting.ParticipantLeft, meeting, person=chronicle.person(2))
    chronicle.arrive(meeting, 2, member, Presence.REMOTE)
    await write(db, chronicle.facts)
    at = [recorded.fact.timestamp for recorded in chronicle.facts]
    nobody = chronicle.meeting(9)
    found = await meetings.presences_of(db, caller(chronicle, Role.REP), [meeting, nobody])
    assert [(row.person, row.collectivity, row.presence, row.arrived_at, row.left_at) for row in found[meeting]] == [
        (chronicle.person(2), member, Presence.ONSITE, at[-4], at[-2]),
        (chronicle.person(1), None, Presence.REMOTE, at[-3], None),
        (chronicle.person(2), member, Presence.REMOTE, at[-1], None),
    ]
    assert [row.mandate for row in found[meeting]] == [chronicle.mandate(2), None, chronicle.mandate(2)]
    assert found[nobody] == []


async def test_meetings_are_filtered_by_status_kind_and_period_and_counted_alike(db):
    chronicle = Chronicle()
    for number in (1, 2, 3):
        plan(chronicle, number, MeetingKind.TRAINING if number == 2 else MeetingKind.REGULAR)
    schedule(chronicle, 2, START)
    schedule(chronicle, 3, START + timedelta(days=1))
    chronicle.add(Meeting.Cancelled, chronicle.meeting(3), reason="Neige", sequence=1)
    await write(db, chronicle.facts)
    reader = caller(chronicle, Role.AUD)
    for filter, expected in [
        (MeetingFilter(), ["M1", "M3", "M2"]),
        (MeetingFilter(statuses=frozenset({MeetingStatus.PLANNED, MeetingStatus.SCHEDULED})), ["M1", "M2"]),
        (MeetingFilter(statuses=frozenset()), []),
        (MeetingFilter(kind=MeetingKind.TRAINING), ["M2"]),
        (MeetingFilter(since=START), ["M3", "M2"]),
        (MeetingFilter(since=START, until=START + timedelta(days=1)), ["M2"]),
        (MeetingFilter(since=START + timedelta(seconds=1)), ["M3"]),
    ]:
        found = await meetings.meetings(db, reader, Window(9), filter)
        assert [row.title for row in found] == expected
        assert await meetings.count_meetings(db, reader, filter) == len(expected)
    oldest = await meetings.meetings(db, reader, Window(1), newest_first=False)
    assert [row.title for row in oldest] == ["M2"]

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from ical.event import EventStatus

from maillage.domain.calendar import instant
from maillage.domain.invitation_facts import Answer
from maillage.projections.calendar import ClosureRow
from maillage.projections.meetings import MeetingStatus
from maillage.reports.calendar import Closed, Entry, Mailbox, feed, invitation
from tests.reports.meetings import DATED_AT, ENDS_AT, MEETING, PLANNED_AT, STARTS_AT, agenda, meeting
from tests.reports.reading import properties, read, read_one

PARIS = ZoneInfo("Europe/Paris")
NETWORK = Mailbox("Réseau du Vallon", "reseau@vallon.example")
ANNE = Mailbox("Anne Le Goff", "anne@vallon.example")


def entry(**fields) -> Entry:
    return Entry(meeting(**fields))


def test_a_meeting_becomes_an_entry_that_another_library_reads():
    link = "https://reseau.example/"
    event = read_one(feed("Réseau du Vallon", [Entry(meeting(), url=link)]))
    assert (event.uid, event.sequence, event.status) == (str(MEETING), 0, EventStatus.CONFIRMED)
    assert (event.summary, event.location, str(event.url)) == ("Comité de mars", "Salle des fêtes, Vallon", link)
    assert (event.dtstart, event.dtend) == (STARTS_AT, ENDS_AT)
    assert event.dtstart.tzinfo.key == "Europe/Paris"
    assert (event.created, event.dtstamp, event.last_modified) == (PLANNED_AT, DATED_AT, DATED_AT)
    assert event.description == f"Détails : {link}"


def test_a_feed_says_what_it_is_and_how_often_to_look():
    lines = properties(feed("Réseau du Vallon", []))
    told = {"METHOD:PUBLISH", "NAME:Réseau du Vallon", "X-WR-CALNAME:Réseau du Vallon"}
    assert told | {"REFRESH-INTERVAL;VALUE=DURATION:PT4H", "X-PUBLISHED-TTL:PT4H"} <= set(lines)


def test_a_feed_keeps_the_order_and_the_same_rows_make_the_same_bytes():
    entries = [entry(), entry(id=UUID(int=7), title="Atelier")]
    made = feed("Réseau", entries)
    assert made == feed("Réseau", entries)
    assert [event.summary for event in read(made).events] == ["Comité de mars", "Atelier"]


def test_another_date_raises_the_sequence_and_tells_why():
    event = read_one(feed("Réseau", [entry(sequence=2, reason="Salle prise")]))
    assert (event.sequence, event.description) == (2, "Motif : Salle prise")


def test_a_cancelled_meeting_stays_as_cancelled():
    event = read_one(feed("Réseau", [entry(status=MeetingStatus.CANCELLED, sequence=1, reason="Neige")]))
    assert (event.status, event.summary) == (EventStatus.CANCELLED, "Annulée : Comité de mars")
    assert (event.sequence, event.description) == (1, "Motif : Neige")


@pytest.mark.parametrize("status", [MeetingStatus.SCHEDULED, MeetingStatus.OPEN, MeetingStatus.CLOSED])
def test_every_other_state_is_a_confirmed_one(status):
    assert read_one(feed("Réseau", [entry(status=status)])).status is EventStatus.CONFIRMED


def test_a_call_is_told_three_times_for_the_programs_that_know_one_of_them():
    link = "https://visio.example/vallon?a=1,2;b"
    made = feed("Réseau", [entry(place=None, call_link=link)])
    assert read_one(made).location == link
    assert read_one(made).description == f"Visioconférence : {link}"
    assert f"CONFERENCE;FEATURE=VIDEO;LABEL=Visioconférence;VALUE=URI:{link}" in properties(made)


def test_a_place_goes_before_the_call():
    event = read_one(feed("Réseau", [entry(call_link="https://visio.example/vallon")]))
    assert event.location == "Salle des fêtes, Vallon"


def test_a_published_agenda_is_told_and_changes_the_entry():
    published = DATED_AT + timedelta(days=3)
    told = agenda("Bilan, chiffres ; suite", "Journée portes ouvertes", published_at=published, minutes=15)
    event = read_one(feed("Réseau", [Entry(meeting(), told)]))
    assert event.description == (
        "Ordre du jour :\n1. Bilan, chiffres ; suite (15 min)\n2. Journée portes ouvertes (15 min)"
    )
    assert (event.dtstamp, event.last_modified) == (published, published)


def test_an_agenda_that_is_not_published_is_not_told():
    unpublished = replace(agenda("Bilan", published_at=DATED_AT), published=(), published_at=None)
    event = read_one(feed("Réseau", [Entry(meeting(), unpublished)]))
    assert (event.description, event.dtstamp) == (None, DATED_AT)


def test_a_closure_is_days_on_which_nobody_is_busy():
    days = (date(2026, 7, 13), date(2026, 8, 21))
    made = feed("Réseau", [entry()], [Closed(UUID(int=1), ClosureRow(*days, "Pause d’été", DATED_AT, 7))])
    event = read(made).events[-1]
    assert (event.summary, event.dtstart, event.dtend) == ("Fermeture : Pause d’été", days[0], date(2026, 8, 22))
    assert (event.sequence, event.dtstamp, event.status) == (7, DATED_AT, EventStatus.CONFIRMED)
    assert "TRANSP:TRANSPARENT" in properties(made)
    moved = feed("Réseau", [], [Closed(UUID(int=1), ClosureRow(days[0], days[0], "Pause", DATED_AT, 9))])
    assert read_one(moved).uid == event.uid


# When ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "hours"), [("2026-03-02", 24), ("2026-03-29", 23), ("2026-10-25", 25)], ids=["usual", "short", "long"]
)
def test_a_meeting_of_a_whole_civil_day_is_an_all_day_event(on, hours):
    first = date.fromisoformat(on)
    starts_at, ends_at = instant(first), instant(first + timedelta(days=1))
    assert ends_at - starts_at == timedelta(hours=hours)
    event = read_one(feed("Réseau", [entry(starts_at=starts_at, ends_at=ends_at)]))
    assert (event.dtstart, event.dtend) == (first, first + timedelta(days=1))


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "written"),
    [
        ("2026-03-29T00:30Z", "2026-03-29T01:30Z", ["TZID=Europe/Paris:20260329T013000", "20260329T033000"]),
        ("2026-10-24T23:30Z", "2026-10-25T00:30Z", ["TZID=Europe/Paris:20261025T013000", "20261025T023000"]),
        # The second 02:30 of that night: as a local time it would be the first.
        ("2026-10-25T01:30Z", "2026-10-25T02:30Z", ["20261025T013000Z", "TZID=Europe/Paris:20261025T033000"]),
        # A day and an hour, so no whole day.
        ("2026-03-28T23:00Z", "2026-03-29T23:00Z", ["TZID=Europe/Paris:20260329T000000", "20260330T010000"]),
    ],
    ids=["into summer", "into winter", "the second time", "not a whole day"],
)
def test_an_entry_across_the_clock_change_keeps_its_instants(starts_at, ends_at, written):
    start, end = datetime.fromisoformat(starts_at), datetime.fromisoformat(ends_at)
    made = feed("Réseau", [entry(starts_at=start, ends_at=end)])
    event = read_one(made)
    assert (event.dtstart.astimezone(UTC), event.dtend.astimezone(UTC)) == (start, end)
    for line, value in zip(("DTSTART", "DTEND"), written, strict=True):
        assert any(each.startswith(line) and each.endswith(value) for each in properties(made))


@pytest.mark.parametrize("year", [1997, 2026, 2027, 2040, 2099])
def test_the_time_zone_in_the_file_changes_when_paris_does(year):
    [zone] = read(feed("Réseau", [])).timezones
    summer, winter = zone.daylight[0], zone.standard[0]
    forward, back = (_last_sunday(year, month) for month in (3, 10))
    for rule, day, hour in ((summer, forward, 2), (winter, back, 3)):
        [occurrence] = [at for at in _years(rule, year) if at.year == year]
        assert occurrence == datetime.combine(day, datetime.min.time()).replace(hour=hour)
        before = datetime.combine(day, datetime.min.time(), UTC) + timedelta(minutes=59)
        assert before.astimezone(PARIS).utcoffset() == rule.tz_offset_from.offset
        assert (before + timedelta(minutes=1)).astimezone(PARIS).utcoffset() == rule.tz_offset_to.offset


def _last_sunday(year: int, month: int) -> date:
    return max(day for number in range(25, 32) if (day := date(year, month, number)).weekday() == 6)


def _years(rule, until: int) -> list[datetime]:
    first, last = datetime(1996, 1, 1), datetime(until + 1, 1, 1)  # noqa: DTZ001
    return list(rule.rrule.as_rrule(rule.dtstart).between(first, last))


# Invitations of one person --------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (None, "NEEDS-ACTION"),
        (Answer.ACCEPTED, "ACCEPTED"),
        (Answer.DECLINED, "DECLINED"),
        (Answer.TENTATIVE, "TENTATIVE"),
        (Answer.SUBSTITUTE, "DECLINED"),
    ],
)
def test_an_invitation_asks_one_person_in_the_name_of_the_network(answer, told):
    made = invitation(entry(sequence=1), organizer=NETWORK, attendee=ANNE, answer=answer)
    assert (made.name, made.media) == ("reunion.ics", 'text/calendar; charset="utf-8"; method=REQUEST')
    assert read(made.content).method == "REQUEST"
    event = read_one(made.content)
    assert (event.uid, event.sequence, event.dtstart) == (str(MEETING), 1, STARTS_AT)
    assert (event.organizer.common_name, str(event.organizer.uri)) == (NETWORK.name, f"mailto:{NETWORK.address}")
    [attendee] = event.attendees
    assert (attendee.common_name, str(attendee.uri)) == (ANNE.name, f"mailto:{ANNE.address}")
    assert (attendee.status, attendee.rsvp) == (told, False)


def test_the_cancellation_takes_the_invitation_back():
    row = entry(status=MeetingStatus.CANCELLED, sequence=1, reason="Neige")
    made = invitation(row, organizer=NETWORK, attendee=ANNE)
    assert made.media == 'text/calendar; charset="utf-8"; method=CANCEL'
    assert read(made.content).method == "CANCEL"
    event = read_one(made.content)
    assert (event.uid, event.sequence, event.status) == (str(MEETING), 1, EventStatus.CANCELLED)


def test_an_invitation_is_the_entry_of_the_feed():
    asked = read_one(invitation(entry(), organizer=NETWORK, attendee=ANNE).content)
    shown = read_one(feed("Réseau", [entry()]))
    apart = {"organizer", "attendees"}
    assert asked.model_dump(exclude=apart) == shown.model_dump(exclude=apart)

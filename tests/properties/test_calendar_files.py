"""Whatever a member may write comes back from the file as it was, and every line is one that RFC 5545 allows."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.refusals import Refusal, text
from maillage.reports.calendar import Entry, Mailbox, feed, invitation
from tests.properties.few import FEW
from tests.reports.meetings import DATED_AT, agenda, meeting
from tests.reports.reading import read, read_one


def accepted(value: str) -> bool:
    try:
        return text(value, "title", 500) == value
    except Refusal:
        return False


PIECES = st.sampled_from(["\\", "\\n", ",", ";", ":", '"', "^", "^n", "é", "’", "👩‍🚒", "\u2028", "\x85", " ", "%0A"])
TEXTS = (st.text(max_size=120) | st.lists(PIECES, max_size=60).map("".join)).filter(accepted)


@FEW
@given(TEXTS, TEXTS, TEXTS)
def test_every_text_survives_its_feed(title, place, item):
    row = meeting(title=title, place=place)
    made = feed(title, [Entry(row, agenda(item, published_at=DATED_AT))])
    event = read_one(made)
    assert (event.summary, event.location) == (title, place)
    assert event.description == f"Ordre du jour :\n1. {item}"


@FEW
@given(TEXTS)
def test_every_name_survives_its_invitation(name):
    one = Mailbox(name, "anne@vallon.example")
    [event] = read(invitation(Entry(meeting()), organizer=one, attendee=one).content).events
    assert event.organizer.common_name == event.attendees[0].common_name == name


instants = st.integers(0, 100 * 365 * 24 * 60).map(
    lambda late: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(minutes=late)
)


@FEW
@given(instants, st.integers(1, 3 * 24 * 60))
def test_every_instant_survives_its_feed(starts_at, length):
    ends_at = starts_at + timedelta(minutes=length)
    event = read_one(feed("Réseau", [Entry(meeting(starts_at=starts_at, ends_at=ends_at))]))
    if isinstance(event.dtstart, datetime):
        assert (event.dtstart.astimezone(UTC), event.dtend.astimezone(UTC)) == (starts_at, ends_at)
    else:
        assert (event.dtend - event.dtstart).days == round(length / (24 * 60))

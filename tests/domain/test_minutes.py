"""The rules of minutes: when they are drafted, how they are agreed to, what still corrects them."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from maillage.domain.formalities import Formality
from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.meeting_refusals import MeetingIsClosed, MeetingNotOpen
from maillage.domain.meetings import Meeting
from maillage.domain.minutes import LONGEST, Minutes
from maillage.domain.minutes_refusals import (
    MeetingNotClosed,
    MinutesAlreadyCirculated,
    MinutesApprovedAtTheirMeeting,
    MinutesApprovedByAuthor,
    MinutesApprovedOutsideMembers,
    MinutesAreApproved,
    MinutesNotApproved,
    MinutesNotCirculated,
)
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.domain.people_refusals import NoActiveMandate
from maillage.domain.refusals import TextMissing, TextTooLong
from maillage.domain.silences import Silence
from tests.domain.rooms import MEETING, arrived, meeting_with, network, opened, person, person_id, planned, scheduled
from tests.story import NINE, NOON, Place, fact, given, replayed

AUTHOR, TEXT = person_id(0), "Présents : Arzal.\nLe tri progresse."
LATER = UUID(int=9)  # another meeting
DEADLINE = date(2026, 3, 12)
closed = fact(Meeting.Closed, attended=())
HELD = replayed(planned(), scheduled(), opened(), closed, stream=MEETING)
STRICT = replayed(planned(), scheduled(formalities=(Formality.MINUTES_APPROVAL,)), opened(), closed, stream=MEETING)
drafted = fact(Minutes.Drafted, meeting=MEETING, author=AUTHOR, text=TEXT)
redrafted = fact(Minutes.Redrafted, author=AUTHOR, text="Le tri recule.")
circulated = fact(Minutes.Circulated, deadline=DEADLINE, silence_approves=True)
waiting = fact(Minutes.Circulated, deadline=DEADLINE, silence_approves=False)
remarked = fact(Minutes.RemarkMade, author=person_id(1), text="J’y étais.")


def said_on(day: int) -> Place:
    """The remark, on a day of March."""
    return fact(Minutes.RemarkMade, author=person_id(1), text="J’y étais.", timestamp=on(day))


approved = fact(Minutes.Approved, collectivity=NINE[1], person=person_id(1), mandate=UUID(int=601), meeting=None)
corrected = fact(Minutes.Corrected, erratum="Lire « 12 t ».")
AWAITED = "The minutes are circulated already, and await remarks until 2026-03-12."
AGREED = "The minutes are approved: only an erratum corrects them."
NOT_SENT = "The minutes are not circulated yet."
OWN = "Minutes are approved by another collectivity than that of who drafted them."


def on(day: int) -> datetime:
    """Noon of a day of March."""
    return NOON + timedelta(days=day - 2)


def drafting(**fields: Any) -> given:
    return given().when(Minutes.draft, **{"meeting": HELD, "author": AUTHOR, "text": TEXT} | fields)


def redrafting(*past: Place, **fields: Any) -> given:
    return given(drafted, *past).when(Minutes.redraft, **{"author": AUTHOR, "text": " Le tri recule. "} | fields)


def circulating(*past: Place, **fields: Any) -> given:
    return given(drafted, *past).when(Minutes.circulate, **{"meeting": HELD, "network": network()} | fields)


def remarking(*past: Place, **fields: Any) -> given:
    return given(drafted, *past).when(Minutes.remark, **{"author": person_id(1), "text": " J’y étais. "} | fields)


def approving(*past: Place, by: int = 1, **fields: Any) -> given:
    who = {"person": person(by), "collectivity": NINE[by], "authors": [person(0)], "network": network()}
    return given(drafted, *past).when(Minutes.approve, **who | fields)


def approving_at(*past: Place, present: int = 2, **fields: Any) -> given:
    room = {"meeting": room_with(present), "authors": [person(0)]}
    return given(drafted, *past).when(Minutes.approve_at, **room | fields)


def room_with(present: int, *later: Place) -> Any:
    return replayed(planned(), scheduled(), opened(), *map(arrived, range(present)), *later, stream=LATER)


def correcting(*past: Place, **fields: Any) -> given:
    return given(drafted, *past).when(Minutes.correct, **{"erratum": " Lire « 12 t ». "} | fields)


def test_minutes_are_drafted_of_a_meeting_that_is_closed():
    drafting(text=f" {TEXT}\n").then(drafted)
    for held in (replayed(planned(), stream=MEETING), meeting_with(3)):
        message = "The meeting is not closed: its minutes come after it."
        drafting(meeting=held).then_refused(MeetingNotClosed, message, "meeting")
    drafting(text=" ").then_refused(TextMissing, "The field text is blank.", "text")
    message = f"The field text has {LONGEST + 1} characters, {LONGEST} at most."
    drafting(text="x" * (LONGEST + 1)).then_refused(TextTooLong, message, "text")


def test_minutes_are_redrafted_until_they_are_circulated_and_again_on_a_remark():
    redrafting().then(redrafted)
    redrafting(text=TEXT).then_nothing()
    redrafting(circulated, remarked).then(redrafted)
    redrafting(circulated).then_refused(MinutesAlreadyCirculated, AWAITED, "text")
    redrafting(waiting).then_refused(MinutesAlreadyCirculated, AWAITED, "text")
    redrafting(circulated, approved).then_refused(MinutesAreApproved, AGREED, "minutes")
    redrafting(circulated, at=on(13)).then_refused(MinutesAreApproved, AGREED, "minutes")


def test_minutes_are_circulated_for_as_many_days_as_the_network_sets():
    circulating().then(circulated)
    longer = network(fact(Network.MinutesSilenceSet, days=15, decision=None))
    circulating(network=longer).then(fact(Minutes.Circulated, deadline=date(2026, 3, 17), silence_approves=True))
    circulating(circulated, remarked, redrafted).then(circulated)


def test_silence_approves_unless_the_meeting_was_scheduled_under_the_formality():
    circulating(meeting=STRICT).then(waiting)


def test_minutes_are_circulated_once_for_each_text():
    for past in ([circulated], [waiting], [circulated, remarked]):
        circulating(*past).then_refused(MinutesAlreadyCirculated, AWAITED, "minutes")
    circulating(circulated, approved).then_refused(MinutesAreApproved, AGREED, "minutes")


def test_a_remark_is_made_in_ones_own_name_while_minutes_are_circulated():
    remarking(circulated).then(remarked)
    remarking(circulated, remarked).then(remarked)
    remarking(waiting, at=on(20)).then(said_on(20))
    remarking().then_refused(MinutesNotCirculated, NOT_SENT, "minutes")
    remarking(circulated, remarked, redrafted).then_refused(MinutesNotCirculated, NOT_SENT, "minutes")
    remarking(circulated, approved).then_refused(MinutesAreApproved, AGREED, "minutes")
    remarking(circulated, text="\n").then_refused(TextMissing, "The field text is blank.", "text")


def test_silence_approves_on_the_day_after_its_last_one_and_a_remark_stops_it():
    for silence, day, done in [
        (Silence(DEADLINE, approves=True), DEADLINE, False),
        (Silence(DEADLINE, approves=True), date(2026, 3, 13), True),
        (Silence(DEADLINE, approves=True, broken=True), date(2026, 4, 13), False),
        (Silence(DEADLINE, approves=False), date(2026, 4, 13), False),
    ]:
        assert silence.has_approved(day) is done, (silence, day)
    remarking(circulated, at=on(12)).then(said_on(12))
    remarking(circulated, at=on(13)).then_refused(MinutesAreApproved, AGREED, "minutes")
    late = datetime.fromisoformat("2026-03-12T23:30:00+00:00")  # the 13th in Paris
    remarking(circulated, at=late).then_refused(MinutesAreApproved, AGREED, "minutes")


def test_somebody_of_another_collectivity_approves():
    approving(circulated).then(approved)
    approving(waiting, remarked).then(approved)
    coordinator = replayed(fact(Person.Registered, given_name="Anne", family_name="Le Goff"), stream=AUTHOR)
    approving(circulated, authors=[coordinator]).then(approved)  # whose author stands for nobody
    approving().then_refused(MinutesNotCirculated, NOT_SENT, "minutes")
    approving(circulated, approved).then_refused(MinutesAreApproved, AGREED, "minutes")
    approving(circulated, at=on(13)).then_refused(MinutesAreApproved, AGREED, "minutes")


def test_minutes_are_not_approved_by_their_author_nor_by_a_colleague():
    approving(circulated, by=0).then_refused(MinutesApprovedByAuthor, OWN, "collectivity")
    colleague = person(5, collectivity=NINE[0])
    approving(circulated, person=colleague, collectivity=NINE[0]).then_refused(
        MinutesApprovedByAuthor, OWN, "collectivity"
    )
    twice = replayed(
        *[mandate(place, number) for place, number in ((0, 600), (1, 601))], stream=AUTHOR
    )  # the author for another collectivity of theirs
    approving(circulated, person=twice, authors=[]).then_refused(MinutesApprovedByAuthor, OWN, "collectivity")
    other = fact(Minutes.Redrafted, author=person_id(1), text="Le tri recule.")
    approving(other, circulated, authors=[person(0), person(1)]).then_refused(
        MinutesApprovedByAuthor, OWN, "collectivity"
    )


def mandate(place: int, number: int) -> Place:
    if number == 600:
        return fact(Person.Registered, given_name="Anne", family_name="Le Goff")
    held = {"organisation": NINE[place], "organisation_kind": OrganisationKind.COLLECTIVITY}
    days = {"starts_on": date(2026, 1, 1), "ends_on": None, "deliberation": None}
    return fact(Person.MandateGranted, mandate=UUID(int=number), function=Function.OFFICER, **held, **days)


def test_an_approval_is_that_of_a_member():
    absent = network(members=NINE[2:])
    approving(circulated, network=absent).then_refused(
        MinutesApprovedOutsideMembers, "This collectivity is no member of the network on 2026-03-02.", "collectivity"
    )
    approving(circulated, person=person(2)).then_refused(
        NoActiveMandate, "This person has no active mandate at this collectivity on 2026-03-02.", "collectivity"
    )


def test_a_later_meeting_approves_where_another_collectivity_is_present():
    at_meeting = fact(Minutes.Approved, collectivity=None, person=None, mandate=None, meeting=LATER)
    approving_at(circulated).then(at_meeting)
    approving_at(waiting, remarked).then(at_meeting)
    for present in (0, 1):
        approving_at(circulated, present=present).then_refused(MinutesApprovedByAuthor, OWN, "meeting")
    approving_at().then_refused(MinutesNotCirculated, NOT_SENT, "minutes")
    approving_at(circulated, approved).then_refused(MinutesAreApproved, AGREED, "minutes")
    own = "A meeting does not approve its own minutes."
    approving_at(circulated, meeting=HELD).then_refused(MinutesApprovedAtTheirMeeting, own, "meeting")
    ahead = replayed(planned(), stream=LATER)
    approving_at(circulated, meeting=ahead).then_refused(MeetingNotOpen, "The meeting is not open.", "meeting")
    over = room_with(2, closed)
    approving_at(circulated, meeting=over).then_refused(MeetingIsClosed, "The meeting is closed.", "meeting")


def test_after_approval_only_an_erratum_corrects():
    correcting(circulated, approved).then(corrected)
    correcting(circulated, at=on(13)).then(fact(Minutes.Corrected, erratum="Lire « 12 t ».", timestamp=on(13)))
    correcting(circulated, approved, corrected).then(corrected)
    message = "The minutes are not approved yet: redraft them."
    for past in ([], [circulated], [waiting], [circulated, remarked, redrafted]):
        correcting(*past).then_refused(MinutesNotApproved, message, "minutes")
    correcting(waiting, at=on(30)).then_refused(MinutesNotApproved, message, "minutes")
    correcting(circulated, approved, erratum=" ").then_refused(TextMissing, "The field erratum is blank.", "erratum")

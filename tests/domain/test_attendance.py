"""The rules of who is in the room, and the quorum as people move."""

from datetime import date, datetime
from uuid import UUID

from maillage.domain.calendar import NaiveDateTime
from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.meeting_facts import Modality, Presence
from maillage.domain.meeting_refusals import (
    AlreadyPresent,
    CollectivityNotAtMeeting,
    MeetingIsClosed,
    MeetingNotOpen,
    NotPresent,
    PresenceImpossible,
)
from maillage.domain.meetings import Meeting
from maillage.domain.people import Person
from maillage.domain.people_refusals import NoActiveMandate
from maillage.domain.quorum import QuorumRule
from tests.cases import each
from tests.domain.rooms import (
    HALF,
    arrived,
    established,
    left,
    mandate_id,
    opened,
    person,
    person_id,
    planned,
    scheduled,
)
from tests.story import NINE, fact, given

STRANGER = UUID(int=999)
cancelled = fact(Meeting.Cancelled, reason="neige", sequence=1)
closed = fact(Meeting.Closed, attended=())
lost = fact(Meeting.QuorumLost, represented=4, needed=5)
IN_PERSON = QuorumRule(remote_counts=False)
four = [arrived(number) for number in range(4)]
five = [*four, arrived(4), established()]


def arriving(*past, number=0, modality=Modality.HYBRID, rule=HALF, **fields) -> given:
    usual = {"person": person(number), "collectivity": NINE[number], "presence": Presence.ONSITE}
    return given(planned(modality), scheduled(rule), opened(), *past).when(Meeting.arrive, **usual | fields)


def leaving(*past, number=0, rule=HALF) -> given:
    return given(planned(), scheduled(rule), opened(), *past).when(Meeting.leave, person=person_id(number))


def test_a_participant_arrives():
    by = {"collectivity": NINE[0], "mandate": mandate_id(0)}
    arriving().then(fact(Meeting.ParticipantArrived, person=person_id(0), presence=Presence.ONSITE, seat=None, **by))


@each(("ended_on", "by"), [(None, 0), (date(2026, 3, 2), 0), (date(2026, 3, 1), 50)])
def test_of_two_mandates_that_are_active_the_one_granted_first_is_kept(ended_on, by):
    elected = {"function": Function.ELECTED_REPRESENTATIVE, "starts_on": date(2025, 1, 1), "ends_on": None}
    who = person(0, ends_on=ended_on)
    where = {"organisation": NINE[0], "organisation_kind": OrganisationKind.COLLECTIVITY, "deliberation": None}
    fact(Person.MandateGranted, mandate=mandate_id(50), **where, **elected)(who.id, 3).mutate(who)
    arrival = {"collectivity": NINE[0], "mandate": mandate_id(by), "presence": Presence.ONSITE}
    arriving(person=who).then(fact(Meeting.ParticipantArrived, person=person_id(0), seat=None, **arrival))


def test_who_comes_from_no_collectivity_counts_for_no_quorum():
    for_nobody = {"collectivity": None, "mandate": None}
    guest = fact(Meeting.ParticipantArrived, person=person_id(7), presence=Presence.REMOTE, seat=None, **for_nobody)
    arriving(*four, number=7, collectivity=None, presence=Presence.REMOTE).then(guest)


@each(("modality", "presence"), [(Modality.ON_SITE, Presence.REMOTE), (Modality.REMOTE, Presence.ONSITE)])
def test_one_attends_as_the_meeting_allows(modality, presence):
    arriving(modality=modality, presence=presence).then_refused(
        PresenceImpossible,
        f"The presence {presence.value} does not suit a meeting that is {modality.value}.",
        "presence",
    )


@each(
    ("modality", "presence"),
    [
        (Modality.ON_SITE, Presence.ONSITE),
        (Modality.REMOTE, Presence.REMOTE),
        (Modality.HYBRID, Presence.ONSITE),
        (Modality.HYBRID, Presence.REMOTE),
    ],
)
def test_a_hybrid_meeting_takes_both_ways_to_attend(modality, presence):
    arriving(modality=modality, presence=presence).then(arrived(0, presence))


@each("presence", list(Presence))
def test_nobody_is_present_twice(presence):
    arriving(arrived(0, Presence.REMOTE), presence=presence).then_refused(
        AlreadyPresent, "This person is already present (REMOTE).", "person"
    )


def test_who_has_left_may_come_back():
    arriving(arrived(0), left(0)).then(arrived(0))


def test_one_stands_for_a_member_of_the_meeting():
    arriving(person=person(0, collectivity=STRANGER), collectivity=STRANGER).then_refused(
        CollectivityNotAtMeeting, "This collectivity is not one of the 9 members of the meeting.", "collectivity"
    )


@each("who", [person(0, ends_on=date(2026, 3, 1)), person(0, collectivity=NINE[1])])
def test_one_stands_for_a_collectivity_by_an_active_mandate(who):
    arriving(person=who).then_refused(
        NoActiveMandate, "This person has no active mandate at this collectivity on 2026-03-02.", "collectivity"
    )


def test_a_mandate_is_counted_by_the_day_in_paris():
    late = datetime.fromisoformat("2026-03-02T23:30:00+00:00")  # the third of March in Paris
    arriving(person=person(0, ends_on=date(2026, 3, 2)), at=late).then_refused(
        NoActiveMandate, "This person has no active mandate at this collectivity on 2026-03-03.", "collectivity"
    )


def test_nobody_arrives_at_a_naive_instant():
    arriving(at=datetime(2026, 3, 2, 12)).then_refused(  # noqa: DTZ001
        NaiveDateTime, "The field at is 2026-03-02T12:00:00, without an offset from UTC.", "at"
    )


# While it is open ----------------------------------------------------------------


@each("past", [[], [scheduled()], [scheduled(), cancelled]])
def test_nobody_arrives_or_leaves_before_the_opening(past):
    arrival = {"person": person(0), "collectivity": NINE[0], "presence": Presence.ONSITE}
    for command, fields in [(Meeting.arrive, arrival), (Meeting.leave, {"person": person_id(0)})]:
        given(planned(), *past).when(command, **fields).then_refused(
            MeetingNotOpen, "The meeting is not open.", "meeting"
        )


@each("story", [arriving(closed), leaving(arrived(0), closed)])
def test_nobody_arrives_or_leaves_after_the_closing(story):
    story.then_refused(MeetingIsClosed, "The meeting is closed.", "meeting")


def test_a_participant_leaves():
    leaving(arrived(0)).then(fact(Meeting.ParticipantLeft, person=person_id(0)))


@each("past", [[], [arrived(0), left(0)]])
def test_only_who_is_present_leaves(past):
    leaving(*past).then_refused(NotPresent, "This person is not present.", "person")


# The quorum as people move ---------------------------------------------------------


def test_the_fifth_of_nine_establishes_the_quorum():
    arriving(*four, number=4).then(arrived(4), fact(Meeting.QuorumEstablished, represented=5, needed=5))


def test_the_sixth_says_nothing_more():
    arriving(*five, number=5).then(arrived(5))


def test_a_second_person_of_a_collectivity_does_not_count_again():
    arriving(*four, number=4, person=person(4, collectivity=NINE[0]), collectivity=NINE[0]).then(
        arrived(4, collectivity=NINE[0])
    )


def test_the_quorum_is_lost_when_the_fifth_leaves():
    leaving(*five, number=4).then(left(4), fact(Meeting.QuorumLost, represented=4, needed=5))


def test_the_quorum_holds_while_a_colleague_stays():
    colleague = arrived(8, collectivity=NINE[4])
    leaving(*five, colleague, number=4).then(left(4))


def test_the_quorum_is_found_again():
    arriving(*five, left(4), lost, number=5).then(arrived(5), established())


@each(("rule", "said"), [(QuorumRule(), [established()]), (IN_PERSON, [])])
def test_remote_participants_count_where_the_rule_says_so(rule, said):
    arriving(*four, number=4, presence=Presence.REMOTE, rule=rule).then(arrived(4, Presence.REMOTE), *said)


def test_who_attended_remotely_is_told_at_closing_even_where_it_did_not_count():
    given(planned(), scheduled(IN_PERSON), opened(), arrived(0, Presence.REMOTE)).when(Meeting.close).then(
        fact(Meeting.QuorumNotReached, represented=0, needed=5, members=9),
        fact(Meeting.Closed, attended=NINE[:1]),
    )

"""The rules of preparing and holding a meeting. Who attends is in `test_attendance`."""

from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

from maillage.domain.ballots import Majority
from maillage.domain.calendar import NaiveDateTime
from maillage.domain.formalities import Formality
from maillage.domain.links import LinkInvalid
from maillage.domain.meeting_facts import MeetingKind, Modality, Presence
from maillage.domain.meeting_refusals import (
    MeetingAlreadyOpened,
    MeetingAlreadyScheduled,
    MeetingEndsBeforeStart,
    MeetingInThePast,
    MeetingIsCancelled,
    MeetingIsClosed,
    MeetingNotOpen,
    MeetingNotScheduled,
    UnsuitedToModality,
)
from maillage.domain.meetings import Meeting
from maillage.domain.network import Network
from maillage.domain.quorum import QuorumRule
from maillage.domain.refusals import TextMissing, TextTooLong
from maillage.domain.voting import VotingRules
from tests.cases import each
from tests.domain.rooms import arrived, established, left, network, opened, person_id, planned, scheduled
from tests.story import NINE, fact, given, minutes, replayed

TWO_THIRDS = QuorumRule(2, 3)
cancelled = fact(Meeting.Cancelled, reason="neige", sequence=1)
closed = fact(Meeting.Closed, attended=())
LIGHT = {"quorum_rule": QuorumRule(), "formalities": (), "voting_rules": VotingRules()}
NOWHERE: dict[str, str | None] = {"place": None, "call_link": None}
AT_PEAULE = NOWHERE | {"place": "Péaule"}
CALL = "https://visio.example/tri?pwd=a%20b#x"


def scheduling(*past, command=Meeting.schedule, modality=Modality.HYBRID, **fields) -> given:
    usual = {"starts_at": minutes(60), "ends_at": minutes(180), "place": "Péaule", "call_link": None}
    by = {"network": network()} if command is Meeting.schedule else {"reason": "salle prise"}
    return given(planned(modality), *past).when(command, **usual | by | fields)


def rescheduling(*past, **fields) -> given:
    return scheduling(*past, command=Meeting.reschedule, **fields)


def test_a_meeting_is_planned_without_a_date():
    given().when(Meeting.plan, title="Bilan du tri", kind=MeetingKind.REGULAR, modality=Modality.HYBRID).then(
        fact(Meeting.Planned, title="Bilan du tri", kind=MeetingKind.REGULAR, modality=Modality.HYBRID)
    )


def test_a_meeting_has_a_title():
    given().when(Meeting.plan, title="", kind=MeetingKind.REGULAR, modality=Modality.HYBRID).then_refused(
        TextMissing, "The field title is blank.", "title"
    )


def test_a_meeting_is_not_planned_at_a_naive_instant():
    given().when(
        Meeting.plan,
        title="Bilan",
        kind=MeetingKind.REGULAR,
        modality=Modality.HYBRID,
        at=datetime(2026, 3, 2, 12),  # noqa: DTZ001
    ).then_refused(NaiveDateTime, "The field at is 2026-03-02T12:00:00, without an offset from UTC.", "at")


# Its date ------------------------------------------------------------------------


def test_a_meeting_is_scheduled_under_the_networks_quorum_rule():
    of_two_thirds = network(fact(Network.QuorumRuleSet, rule=TWO_THIRDS, decision=None))
    scheduling(network=of_two_thirds).then(scheduled(TWO_THIRDS))


def test_a_meeting_is_scheduled_under_the_networks_formalities_which_stay_whatever_the_network_asks_later():
    citing = Formality.RULE_CHANGES_CITE_DECISION
    formal = network(fact(Network.FormalityTurnedOn, formality=citing, decision=None))
    scheduling(network=formal).then(scheduled(formalities=(citing,)))
    assert replayed(planned(), scheduled(formalities=(citing,))).formalities == {citing}


def test_a_meeting_is_scheduled_under_the_networks_voting_rules():
    said = {"majority": Majority.TWO_THIRDS, "casting_vote": NINE[0]}
    strict = network(fact(Network.VotingRulesSet, **said, decision=None))
    scheduling(network=strict).then(scheduled(voting_rules=VotingRules(**said)))
    assert replayed(planned(), scheduled(voting_rules=VotingRules(**said))).voting_rules == VotingRules(**said)


def test_a_date_is_kept_in_utc():
    paris = timezone(timedelta(hours=1))
    scheduling(starts_at=datetime(2026, 3, 2, 14, tzinfo=paris), place=" ").then(
        fact(Meeting.Scheduled, starts_at=minutes(60), ends_at=minutes(180), **NOWHERE, **LIGHT)
    )


def test_a_meeting_may_lie_across_the_clock_change():
    starts_at, ends_at = (datetime(2026, 3, 29, hour, 30, tzinfo=UTC) for hour in (0, 1))
    scheduling(starts_at=starts_at, ends_at=ends_at).then(
        fact(Meeting.Scheduled, starts_at=starts_at, ends_at=ends_at, **AT_PEAULE, **LIGHT)
    )


setting_a_date = each("moving", [scheduling, lambda **fields: rescheduling(scheduled(), **fields)])


@setting_a_date
def test_no_meeting_starts_in_the_past(moving):
    moving(starts_at=minutes(-1)).then_refused(
        MeetingInThePast, "The meeting would start at 2026-03-02 12:59, and it is 2026-03-02 13:00.", "starts_at"
    )


@setting_a_date
@each("ends_at", [60, 59])
def test_a_meeting_ends_after_it_starts(moving, ends_at):
    moving(ends_at=minutes(ends_at)).then_refused(
        MeetingEndsBeforeStart,
        f"The meeting would end at {minutes(60 + ends_at):%Y-%m-%d %H:%M}, and it starts at 2026-03-02 14:00.",
        "ends_at",
    )


@setting_a_date
@each("field", ["starts_at", "ends_at", "at"])
def test_a_date_is_no_naive_instant(moving, field):
    moving(**{field: datetime(2026, 3, 2, 14)}).then_refused(  # noqa: DTZ001
        NaiveDateTime, f"The field {field} is 2026-03-02T14:00:00, without an offset from UTC.", field
    )


@setting_a_date
def test_a_place_is_bounded(moving):
    moving(place="x" * 501).then_refused(TextTooLong, "The field place has 501 characters, 500 at most.", "place")


# Where it is held -----------------------------------------------------------------


@each("place", [None, "Péaule"])
def test_a_hybrid_meeting_has_a_place_and_a_call(place):
    slot = {"starts_at": minutes(90), "ends_at": minutes(180), "place": place, "call_link": CALL}
    asked = slot | {"place": f" {place} " if place else None, "call_link": f" {CALL} "}
    scheduling(**asked).then(fact(Meeting.Scheduled, **slot, **LIGHT))
    rescheduling(scheduled(), **asked).then(fact(Meeting.Rescheduled, **slot, reason="salle prise", sequence=1))


@each("modality", list(Modality))
def test_place_and_call_may_come_later(modality):
    scheduling(modality=modality, **NOWHERE).then(
        fact(Meeting.Scheduled, starts_at=minutes(60), ends_at=minutes(180), **NOWHERE, **LIGHT)
    )


@each(
    ("modality", "where"),
    [(Modality.ON_SITE, {"place": "Péaule"}), (Modality.REMOTE, {"call_link": CALL}), (Modality.HYBRID, AT_PEAULE)],
)
def test_a_meeting_is_held_where_its_modality_has_it(modality, where):
    where = NOWHERE | where
    scheduling(modality=modality, **where).then(
        fact(Meeting.Scheduled, starts_at=minutes(60), ends_at=minutes(180), **where, **LIGHT)
    )


@each("past", [{}, {"past": [scheduled()]}])
@each(
    ("modality", "where", "field"),
    [(Modality.ON_SITE, {"call_link": CALL}, "call_link"), (Modality.REMOTE, {"place": "Péaule"}, "place")],
)
def test_nobody_is_sent_where_the_modality_lets_nobody_attend(past, modality, where, field):
    command = Meeting.reschedule if past else Meeting.schedule
    scheduling(*past.get("past", []), command=command, modality=modality, **NOWHERE | where).then_refused(
        UnsuitedToModality, f"The field {field} does not suit a meeting that is {modality.value}.", field
    )


@setting_a_date
@each("link", ["visio.example/tri", "http://visio.example/tri", "demander à Anne"])
def test_a_call_link_is_an_https_address(moving, link):
    moving(call_link=link).then_refused(
        LinkInvalid, f"The field call_link is '{link}', which is no complete https address.", "call_link"
    )


def test_another_call_alone_reschedules_a_meeting():
    moved = {"starts_at": minutes(60), "ends_at": minutes(180), "place": "Péaule", "call_link": CALL}
    rescheduling(scheduled(), call_link=CALL).then(fact(Meeting.Rescheduled, **moved, reason="salle prise", sequence=1))


# Scheduled and rescheduled ----------------------------------------------------------


def test_a_meeting_is_scheduled_once():
    scheduling(scheduled()).then_refused(
        MeetingAlreadyScheduled,
        "The meeting is already scheduled for 2026-03-02 14:00: reschedule it with a reason.",
        "meeting",
    )


def test_a_meeting_is_rescheduled_and_keeps_its_quorum_rule():
    moved = {"starts_at": minutes(90), "ends_at": minutes(180), **NOWHERE}
    rescheduling(scheduled(TWO_THIRDS), **moved).then(
        fact(Meeting.Rescheduled, **moved, reason="salle prise", sequence=1)
    )
    given(planned(), scheduled(TWO_THIRDS), fact(Meeting.Rescheduled, **moved, reason="salle prise", sequence=1)).when(
        Meeting.open, network=network()
    ).then(fact(Meeting.Opened, members=NINE, needed=7))


def test_the_same_date_and_place_again_write_nothing():
    rescheduling(scheduled()).then_nothing()


def test_rescheduling_needs_a_reason():
    rescheduling(scheduled(), starts_at=minutes(90), reason=" ").then_refused(
        TextMissing, "The field reason is blank.", "reason"
    )


def test_a_meeting_without_a_date_is_not_rescheduled():
    rescheduling().then_refused(MeetingNotScheduled, "The meeting has no date yet.", "meeting")


# Its cancelling ------------------------------------------------------------------


@each("past", [[planned()], [planned(), scheduled()]])
def test_a_meeting_to_come_is_cancelled(past):
    given(*past).when(Meeting.cancel, reason=" neige ").then(fact(Meeting.Cancelled, reason="neige", sequence=1))


def test_cancelling_needs_a_reason():
    given(planned()).when(Meeting.cancel, reason="").then_refused(TextMissing, "The field reason is blank.", "reason")


@each(
    "story",
    [
        scheduling(cancelled),
        rescheduling(scheduled(), cancelled),
        given(planned(), scheduled(), cancelled).when(Meeting.open, network=network()),
        given(planned(), cancelled).when(Meeting.cancel, reason="encore"),
    ],
)
def test_a_cancelled_meeting_stays_cancelled(story):
    story.then_refused(MeetingIsCancelled, "The meeting is cancelled.", "meeting")


@each("past", [[opened()], [opened(), closed]])
@each(
    ("command", "fields"),
    [
        (
            Meeting.schedule,
            {"starts_at": minutes(60), "ends_at": minutes(90), "place": None, "call_link": None, "network": network()},
        ),
        (
            Meeting.reschedule,
            {"starts_at": minutes(60), "ends_at": minutes(90), "place": None, "call_link": None, "reason": "salle"},
        ),
        (Meeting.cancel, {"reason": "neige"}),
        (Meeting.open, {"network": network()}),
    ],
)
def test_a_meeting_that_has_opened_keeps_its_date(past, command, fields):
    given(planned(), scheduled(), *past).when(command, **fields).then_refused(
        MeetingAlreadyOpened, "The meeting has already been opened.", "meeting"
    )


# Opening and closing ---------------------------------------------------------------


def test_a_meeting_opens_for_the_members_of_that_day():
    left_today = fact(
        Network.CollectivityWithdrawn, collectivity=NINE[8], on=date(2026, 3, 2), reason=None, settlement_ref=None
    )
    given(planned(), scheduled()).when(Meeting.open, network=network(left_today)).then(
        fact(Meeting.Opened, members=NINE[:8], needed=5)
    )


def test_a_meeting_without_a_date_does_not_open():
    given(planned()).when(Meeting.open, network=network()).then_refused(
        MeetingNotScheduled, "The meeting has no date yet.", "meeting"
    )


def test_a_rule_changed_after_scheduling_does_not_touch_the_meeting():
    changed = network(fact(Network.QuorumRuleSet, rule=TWO_THIRDS, decision=None))
    given(planned(), scheduled()).when(Meeting.open, network=changed).then(fact(Meeting.Opened, members=NINE, needed=5))


def test_a_meeting_closes_with_who_attended_at_any_time():
    for_nobody = {"collectivity": None, "mandate": None}
    guest = fact(Meeting.ParticipantArrived, person=person_id(8), presence=Presence.ONSITE, seat=None, **for_nobody)
    coming = [guest, arrived(4), arrived(3), arrived(2), arrived(1), arrived(0), established(), left(4)]
    given(planned(), scheduled(), opened(), *coming).when(Meeting.close).then(fact(Meeting.Closed, attended=NINE[:5]))


def test_who_attended_is_told_in_one_order():
    pair = (UUID(int=7), UUID(int=40))  # which a set holds the other way round
    coming = [arrived(0, collectivity=pair[1]), arrived(1, collectivity=pair[0]), established(2, 2)]
    given(planned(), scheduled(), opened(pair), *coming).when(Meeting.close).then(fact(Meeting.Closed, attended=pair))


@each("later", [[left(0), left(1)], [left(0), left(1), arrived(1)]])
def test_closing_says_that_the_quorum_was_never_reached(later):
    coming = [arrived(0), arrived(1), arrived(2), *later]
    given(planned(), scheduled(), opened(), *coming).when(Meeting.close).then(
        fact(Meeting.QuorumNotReached, represented=3, needed=5, members=9),
        fact(Meeting.Closed, attended=NINE[:3]),
    )


def test_a_meeting_is_closed_once():
    given(planned(), scheduled(), opened(), closed).when(Meeting.close).then_refused(
        MeetingIsClosed, "The meeting is closed.", "meeting"
    )


@each("past", [[], [scheduled()], [scheduled(), cancelled]])
def test_only_an_open_meeting_is_closed(past):
    given(planned(), *past).when(Meeting.close).then_refused(MeetingNotOpen, "The meeting is not open.", "meeting")

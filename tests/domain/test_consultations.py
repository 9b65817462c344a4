"""Ballots between meetings: their delay, their quorum, and what happens without it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from maillage.domain.ballots import Cause, Choice, Majority, Mode, Tally
from maillage.domain.closures import Closure
from maillage.domain.consultations import (
    ConsultationDelayOutOfRange,
    ConsultationRule,
    ConsultationTooLong,
    ConsultationTooShort,
)
from maillage.domain.decision_facts import DecisionStatus
from maillage.domain.decision_refusals import (
    BallotAlreadyOpened,
    BallotAtOtherMeeting,
    BallotIsClosed,
    BallotsOff,
    CastingVoteInSecret,
    CollectivityCannotVote,
    CollectivityRecused,
    ConsultationIsOver,
    ConsultationNotOver,
    DecisionAlreadyTaken,
    VoterHoldsNoSeat,
)
from maillage.domain.decisions import Decision
from maillage.domain.formalities import Formality
from maillage.domain.network import Network
from maillage.domain.people_refusals import NoActiveMandate
from maillage.domain.quorum import Quorum, QuorumRule, QuorumRuleOutOfRange
from maillage.domain.seats import SeatPeriod
from maillage.domain.working_days import working_days
from tests.cases import each
from tests.domain.rooms import mandate_id, meeting_with, network, person, person_id
from tests.story import NINE, TODAY, fact, given, replayed

LAST_DAY = date(2026, 3, 9)  # five working days after Monday 2 March
LATE = datetime(2026, 3, 9, 22, 59, tzinfo=UTC)  # one minute before midnight in Paris
AFTER = LATE + timedelta(minutes=1)
HOLIDAYS = {date(2026, 4, 6): "Lundi de Pâques", date(2026, 5, 14): "Ascension"}.get
YES, NO, ABSTAIN = Choice.YES, Choice.NO, Choice.ABSTAIN
NEW_MEMBER = UUID(int=999)
proposed = fact(Decision.Proposed, meeting=None, title="Stand commun", text="Un stand à la foire.")
adopted = fact(Decision.Adopted, number="2026-01")
ballots_on = fact(Network.FormalityTurnedOn, formality=Formality.BALLOTS, decision=None)
VOTING = network(ballots_on)


def opened(mode=Mode.PUBLIC, majority=Majority.SIMPLE, members=NINE, rule=ConsultationRule(), **terms):  # noqa: B008
    usual = {"mode": mode, "majority": majority, "members": members, "casting_vote": None, "closes_on": LAST_DAY}
    usual |= {"by_seats": False}
    return fact(Decision.ConsultationOpened, rule=rule, **usual | terms)


def opening(*past, of=VOTING, closes_on=LAST_DAY, mode=Mode.PUBLIC, **fields) -> given:
    terms = {"network": of, "closes_on": closes_on, "mode": mode, "majority": Majority.SIMPLE, "holidays": HOLIDAYS}
    return given(proposed, *past).when(Decision.open_consultation, **terms | fields)


def vote(number, choice=YES, kind=Decision.VoteCast):
    who = {"person": person_id(number), "mandate": mandate_id(number)}
    return fact(kind, collectivity=NINE[number], choice=choice, **who)


def votes(*choices):
    return [vote(number, choice) for number, choice in enumerate(choices)]


def answering(*past, number=0, choice=YES, **fields) -> given:
    usual = {"meeting": None, "person": person(number), "collectivity": NINE[number], "choice": choice}
    return given(proposed, *past).when(Decision.cast_vote, **usual | fields)


def closing(*past, at=AFTER, highest=None, meeting=None) -> given:
    return given(proposed, *past).when(Decision.close_ballot, meeting=meeting, highest=highest, at=at)


def closed(tally, answers, needed=5, members=9, at=AFTER):
    quorum = Quorum(answers, needed, members)
    return fact(Decision.BallotClosed, tally=tally, quorum=quorum, timestamp=at)


def left_open(answers, needed=5, members=9):
    """How a consultation ends without its quorum."""
    figures = {"represented": answers, "needed": needed, "members": members}
    return closed(None, answers, needed, members), fact(Decision.QuorumNotReached, **figures, timestamp=AFTER)


# Its days --------------------------------------------------------------------------


@each(
    ("after", "until", "days"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), 0),
        (date(2026, 3, 2), date(2026, 3, 1), 0),
        (date(2026, 3, 2), date(2026, 3, 3), 1),
        (date(2026, 3, 2), date(2026, 3, 9), 5),  # a weekend
        (date(2026, 3, 6), date(2026, 3, 8), 0),
        (date(2026, 4, 3), date(2026, 4, 7), 1),  # Easter Monday
        (date(2026, 5, 12), date(2026, 5, 15), 2),  # Ascension Day
        (date(2026, 7, 10), date(2026, 7, 20), 3),  # the network is closed from the 11th to the 15th
    ],
)
def test_working_days_leave_out_weekends_public_holidays_and_closures(after, until, days):
    summer = Closure(date(2026, 7, 11), date(2026, 7, 15), "Pont")
    assert working_days(after, until, [summer], HOLIDAYS) == days


def test_a_consultation_lasts_five_working_days_or_more():
    opening().then(opened())
    opening(closes_on=date(2026, 3, 8)).then_refused(
        ConsultationTooShort, "The consultation would leave the members 4 working days, 5 needed.", "closes_on"
    )
    opening(closes_on=date(2026, 3, 1)).then_refused(
        ConsultationTooShort, "The consultation would leave the members 0 working days, 5 needed.", "closes_on"
    )


def test_the_day_of_the_opening_is_that_of_paris_and_is_not_counted():
    midnight = datetime(2026, 3, 2, 23, tzinfo=UTC)
    opening(at=midnight).then_refused(
        ConsultationTooShort, "The consultation would leave the members 4 working days, 5 needed.", "closes_on"
    )


def test_days_on_which_the_network_is_closed_do_not_count():
    days = {"first_day": date(2026, 3, 9), "last_day": date(2026, 3, 10), "label": "Pont"}
    closed_meanwhile = network(ballots_on, fact(Network.ClosurePeriodDeclared, **days))
    opening(of=closed_meanwhile, closes_on=date(2026, 3, 10)).then_refused(
        ConsultationTooShort, "The consultation would leave the members 4 working days, 5 needed.", "closes_on"
    )
    opening(of=closed_meanwhile, closes_on=date(2026, 3, 11)).then(opened(closes_on=date(2026, 3, 11)))


def test_a_consultation_lasts_180_days_at_most():
    last = TODAY + timedelta(days=180)
    opening(closes_on=last).then(opened(closes_on=last))
    opening(closes_on=last + timedelta(days=1)).then_refused(
        ConsultationTooLong, "The consultation would last 181 days, 180 at most.", "closes_on"
    )


def test_the_network_sets_the_delay_and_the_quorum_of_the_consultations_to_come():
    rule = ConsultationRule(2, 3, 1)
    short = network(ballots_on, fact(Network.ConsultationRuleSet, rule=rule, decision=None))
    opening(of=short, closes_on=date(2026, 3, 3)).then(opened(rule=rule, closes_on=date(2026, 3, 3)))
    closing(opened(rule=rule), *votes(YES, YES, YES, YES, YES, YES)).then(*left_open(6, 7))


@each("rule", [ConsultationRule(), ConsultationRule(0, 1, 1), ConsultationRule(1, 1, 30), ConsultationRule(2, 3, 10)])
def test_a_rule_of_consultations_is_kept(rule):
    assert rule.checked() == rule


def test_a_rule_of_consultations_is_within_its_bounds():
    for days in (-1, 0, 31):
        with pytest.raises(ConsultationDelayOutOfRange):
            ConsultationRule(working_days=days).checked()
    with pytest.raises(QuorumRuleOutOfRange):
        ConsultationRule(3, 2).checked()


@each(
    ("rule", "answers", "members", "reached"),
    [
        (ConsultationRule(), 4, 9, False),
        (ConsultationRule(), 5, 9, True),
        (ConsultationRule(), 4, 8, False),
        (ConsultationRule(), 5, 8, True),
        (ConsultationRule(), 1, 1, True),
        (ConsultationRule(), 0, 0, False),
        (ConsultationRule(0, 1), 0, 9, False),
        (ConsultationRule(0, 1), 1, 9, True),
        (ConsultationRule(1, 1), 9, 9, True),
    ],
)
def test_the_quorum_is_that_of_the_answers(rule, answers, members, reached):
    assert rule.quorum(answers, members).reached is reached
    assert rule.quorum(answers, members).needed == QuorumRule(rule.numerator, rule.denominator).needed(members)


# Opening it ------------------------------------------------------------------------


@each("mode", list(Mode))
def test_a_consultation_asks_the_members_of_the_day(mode):
    later = fact(Network.CollectivityAdmitted, collectivity=NEW_MEMBER, on=date(2026, 3, 3))
    opening(of=network(ballots_on, later), mode=mode).then(opened(mode))


def test_no_consultation_unless_the_network_has_turned_ballots_on():
    opening(of=network()).then_refused(
        BallotsOff, "The network has not turned ballots on: the decision is adopted by consent.", "decision"
    )


def test_no_consultation_while_a_ballot_is_open_or_after_the_decision_is_taken():
    opening(opened()).then_refused(BallotAlreadyOpened, "This decision is already put to the vote.", "decision")
    past = [opened(), *votes(YES, YES, YES, YES, YES), closed(Tally(5, 0, 0), 5), adopted]
    opening(*past).then_refused(DecisionAlreadyTaken, "This decision has already been adopted or rejected.", "decision")


def test_a_casting_vote_is_that_of_a_member_in_public():
    opening(casting_vote=NINE[3]).then(opened(casting_vote=NINE[3]))
    opening(casting_vote=NEW_MEMBER).then_refused(
        CollectivityCannotVote, "This collectivity is not one of the 9 members that may vote.", "casting_vote"
    )
    opening(casting_vote=NINE[0], mode=Mode.SECRET).then_refused(
        CastingVoteInSecret, "A secret ballot has no casting vote.", "casting_vote"
    )


def test_who_is_recused_is_not_asked():
    recused = fact(Decision.VoterRecused, collectivity=NINE[0], reason="terrain")
    opening(recused).then(opened(members=NINE[1:]))


# Answering it ----------------------------------------------------------------------


@each(("mode", "kind"), [(Mode.PUBLIC, Decision.VoteCast), (Mode.SECRET, Decision.SecretVoteCast)])
def test_a_member_answers_from_anywhere_by_a_mandate(mode, kind):
    answering(opened(mode)).then(vote(0, YES, kind))


def test_an_answer_changes_until_the_end_of_the_last_day():
    answering(opened(), vote(0), choice=NO, at=LATE).then(
        fact(
            Decision.VoteChanged,
            **{"collectivity": NINE[0], "choice": NO, "person": person_id(0), "mandate": mandate_id(0)},
            timestamp=LATE,
        )
    )
    answering(opened(), vote(0)).then_nothing()


def test_no_answer_after_the_last_day_even_before_the_count():
    answering(opened(), at=AFTER).then_refused(ConsultationIsOver, "The consultation ended on 2026-03-09.", "decision")


def test_only_who_has_a_mandate_at_a_member_answers():
    answering(opened(), person=person(0, ends_on=date(2026, 3, 1))).then_refused(
        NoActiveMandate, "This person has no active mandate at this collectivity on 2026-03-02.", "collectivity"
    )
    answering(opened(), collectivity=NEW_MEMBER).then_refused(
        CollectivityCannotVote, "This collectivity is not one of the 9 members that may vote.", "collectivity"
    )
    recused = fact(Decision.VoterRecused, collectivity=NINE[0], reason="terrain")
    answering(opened(), recused).then_refused(CollectivityRecused, "This collectivity is recused.", "collectivity")


@each(("holder", "substitute"), [(0, False), (0, True)])
def test_with_seats_on_whoever_holds_a_seat_answers_and_nobody_else(holder, substitute):
    seat = SeatPeriod(1, substitute, mandate_id(holder), person_id(holder), date(2026, 1, 1), None)
    with_seats = network(ballots_on, fact(Network.FormalityTurnedOn, formality=Formality.SEATS, decision=None))
    opening(of=with_seats).then(opened(by_seats=True))
    answering(opened(by_seats=True), seats=(seat,)).then(vote(0))
    answering(opened(by_seats=True), seats=(replace(seat, person=person_id(1)),)).then_refused(
        VoterHoldsNoSeat, "You are neither titular nor substitute of a seat of this collectivity.", "collectivity"
    )
    answering(opened(by_seats=True), seats=(replace(seat, ends_on=date(2026, 3, 1)),)).then_refused(
        VoterHoldsNoSeat, "You are neither titular nor substitute of a seat of this collectivity.", "collectivity"
    )


def test_a_consultation_is_answered_at_no_meeting():
    message = "The ballot was opened at another meeting."
    answering(opened(), meeting=meeting_with(5)).then_refused(BallotAtOtherMeeting, message, "meeting")
    closing(opened(), meeting=meeting_with(5)).then_refused(BallotAtOtherMeeting, message, "meeting")


# Closing it ------------------------------------------------------------------------


def test_a_consultation_with_its_quorum_adopts_under_the_next_number():
    past = [opened(), *votes(YES, YES, NO, ABSTAIN, ABSTAIN)]
    closing(*past, highest="2026-09").then(
        closed(Tally(2, 1, 2), 5), fact(Decision.Adopted, number="2026-10", timestamp=AFTER)
    )


def test_a_consultation_with_its_quorum_rejects():
    closing(opened(), *votes(NO, YES, NO, ABSTAIN, ABSTAIN)).then(
        closed(Tally(1, 2, 2), 5), fact(Decision.Rejected, cause=Cause.NOT_ENOUGH_VOTES, timestamp=AFTER)
    )


@each("answers", [0, 4])
def test_without_its_quorum_a_consultation_decides_nothing_and_is_not_counted(answers):
    closing(opened(), *votes(*[YES] * answers)).then(*left_open(answers))


def test_what_a_consultation_left_open_can_be_decided_otherwise():
    past = [proposed, opened(), vote(0, NO), *left_open(1)]
    assert replayed(*past).status is DecisionStatus.PROPOSED
    opening(*past[1:]).then(opened())
    answering(*past[1:], opened()).then(vote(0))
    given(*past).when(Decision.adopt_by_consent, meeting=meeting_with(5), highest=None).then(
        fact(Decision.AdoptedByConsent, meeting=UUID(int=2), number="2026-01", quorum=Quorum(5, 5, 9))
    )
    answering(*past[1:]).then_refused(BallotIsClosed, "The ballot is closed.", "decision")


def test_a_consultation_is_not_counted_before_its_last_day_has_passed():
    closing(opened(), *votes(YES, YES, YES, YES, YES), at=LATE).then_refused(
        ConsultationNotOver,
        "The consultation lasts until 2026-03-09 included, and not all members have answered.",
        "decision",
    )


def test_a_consultation_that_all_have_answered_is_counted_at_once():
    closing(opened(), *votes(*[YES] * 9), at=LATE).then(
        closed(Tally(9, 0, 0), 9, at=LATE), fact(Decision.Adopted, number="2026-01", timestamp=LATE)
    )
    recused = fact(Decision.VoterRecused, collectivity=NINE[8], reason="terrain")
    closing(opened(), *votes(*[YES] * 8), recused, at=LATE).then(
        closed(Tally(8, 0, 0), 8, 5, 8, at=LATE), fact(Decision.Adopted, number="2026-01", timestamp=LATE)
    )


def test_a_recused_member_counts_neither_among_the_answers_nor_the_members():
    recused = [fact(Decision.VoterRecused, collectivity=NINE[number], reason="terrain") for number in (0, 8)]
    closing(opened(), *votes(NO, YES, YES, YES), *recused).then(*left_open(3, 4, 7))
    closing(opened(), *votes(NO, YES, YES, YES, YES), *recused).then(
        closed(Tally(4, 0, 0), 4, 4, 7), fact(Decision.Adopted, number="2026-01", timestamp=AFTER)
    )


def test_an_absolute_majority_is_that_of_all_who_were_asked():
    past = [opened(majority=Majority.ABSOLUTE), *votes(YES, YES, YES, YES, ABSTAIN)]
    closing(*past).then(
        closed(Tally(4, 0, 1), 5), fact(Decision.Rejected, cause=Cause.NOT_ENOUGH_VOTES, timestamp=AFTER)
    )


def test_a_casting_vote_breaks_the_tie_of_a_consultation():
    past = [opened(casting_vote=NINE[0]), *votes(YES, NO, ABSTAIN, ABSTAIN, ABSTAIN)]
    closing(*past).then(closed(Tally(1, 1, 3), 5), fact(Decision.Adopted, number="2026-01", timestamp=AFTER))


def test_a_consultation_ends_uncounted_when_the_decision_is_deferred():
    given(proposed, opened(), vote(0)).when(Decision.defer, meeting=None, reason="à chiffrer").then(
        fact(Decision.BallotClosed, tally=None, quorum=Quorum(1, 5, 9)),
        fact(Decision.Deferred, reason="à chiffrer"),
    )

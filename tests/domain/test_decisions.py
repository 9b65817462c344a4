"""The rules of a decision and its ballot."""

from datetime import date, datetime
from uuid import UUID

from maillage.domain.ballots import Cause, Choice, Majority, Mode, Tally
from maillage.domain.decision_refusals import (
    AlreadyObjects,
    BallotAlreadyOpened,
    BallotAtOtherMeeting,
    BallotIsClosed,
    BallotNotOpen,
    BallotsOff,
    CastingVoteInSecret,
    CollectivityCannotVote,
    CollectivityRecused,
    ConsentHasObjections,
    DecisionAlreadyTaken,
    NobodyRepresented,
    NoObjection,
    QuorumNotReached,
    VoterNotPresent,
)
from maillage.domain.decisions import Decision
from maillage.domain.formalities import Formality
from maillage.domain.meeting_facts import Presence
from maillage.domain.meeting_refusals import MeetingIsClosed, MeetingNotOpen
from maillage.domain.meetings import Meeting
from maillage.domain.people_refusals import NoActiveMandate
from maillage.domain.quorum import Quorum
from maillage.domain.refusals import TextMissing, TextTooLong, TextUnreadable
from tests.cases import each
from tests.domain.rooms import (
    MEETING,
    VOTING,
    arrived,
    left,
    mandate_id,
    meeting_with,
    opened,
    person,
    person_id,
    planned,
    scheduled,
)
from tests.story import NINE, fact, given, replayed

NEW_MEMBER = UUID(int=999)
YES, NO, ABSTAIN = Choice.YES, Choice.NO, Choice.ABSTAIN
ONSITE = Presence.ONSITE
proposed = fact(Decision.Proposed, meeting=MEETING, title="Stand commun", text="Un stand à la foire.")
adopted = fact(Decision.Adopted, number="2026-01")
meeting_closed = fact(Meeting.Closed, attended=NINE[:5])


def ballot(mode=Mode.PUBLIC, majority=Majority.SIMPLE, casting_vote=None):
    fields = {"mode": mode, "majority": majority, "quorum": Quorum(5, 5, 9), "members": NINE}
    fields["casting_vote"] = casting_vote
    return fact(Decision.BallotOpened, meeting=MEETING, **fields)


def vote(number, choice=YES, kind=Decision.VoteCast):
    who = {"person": person_id(number), "mandate": mandate_id(number)}
    return fact(kind, collectivity=NINE[number], choice=choice, **who)


def votes(*choices):
    return [vote(number, choice) for number, choice in enumerate(choices)]


def ballot_closed(yes, no=0, abstain=0, quorum=Quorum(5, 5, 9)):  # noqa: B008, a frozen value
    return fact(Decision.BallotClosed, tally=Tally(yes, no, abstain), quorum=quorum)


def opening(*past, meeting=None, mode=Mode.PUBLIC, casting_vote=None) -> given:
    terms = {"mode": mode, "majority": Majority.SIMPLE, "casting_vote": casting_vote}
    return given(proposed, *past).when(Decision.open_ballot, meeting=meeting or meeting_with(5), **terms)


def voting(*past, number=0, choice=YES, meeting=None, **fields) -> given:
    usual = {"meeting": meeting or meeting_with(5), "person": person(number), "collectivity": NINE[number]}
    return given(proposed, *past).when(Decision.cast_vote, choice=choice, **usual | fields)


def closing(*past, meeting=None, highest=None, **fields) -> given:
    room = meeting or meeting_with(5)
    return given(proposed, *past).when(Decision.close_ballot, meeting=room, highest=highest, **fields)


def objection(number, reason="coût"):
    who = {"collectivity": NINE[number], "person": person_id(number), "mandate": mandate_id(number)}
    return fact(Decision.ObjectionRaised, meeting=MEETING, reason=reason, **who)


def withdrawn(number, by=None):
    who = {"person": person_id(by or number), "mandate": mandate_id(by or number)}
    return fact(Decision.ObjectionWithdrawn, collectivity=NINE[number], **who)


def consented(represented=5, number="2026-01"):
    return fact(Decision.AdoptedByConsent, meeting=MEETING, number=number, quorum=Quorum(represented, 5, 9))


def objecting(*past, number=0, meeting=None, **fields) -> given:
    who = {"meeting": meeting or meeting_with(5), "person": person(number), "collectivity": NINE[number]}
    return given(proposed, *past).when(Decision.raise_objection, **{"reason": " coût "} | who | fields)


def withdrawing(*past, number=0, **fields) -> given:
    who = {"person": person(number), "collectivity": NINE[number]}
    return given(proposed, *past).when(Decision.withdraw_objection, **who | fields)


def consenting(*past, meeting=None, highest=None) -> given:
    room = meeting or meeting_with(5)
    return given(proposed, *past).when(Decision.adopt_by_consent, meeting=room, highest=highest)


def deferring(*past, meeting=None, reason=" à chiffrer ") -> given:
    return given(proposed, *past).when(Decision.defer, meeting=meeting, reason=reason)


broken_off = fact(Decision.BallotClosed, tally=None, quorum=Quorum(5, 5, 9))
deferred = fact(Decision.Deferred, reason="à chiffrer")
TAKEN_BY_BALLOT = [ballot(), ballot_closed(1), adopted]
REJECTED = [ballot(), ballot_closed(0), fact(Decision.Rejected, cause=Cause.NO_VOTES_CAST)]
TAKEN_BY_CONSENT = [consented()]


# Proposing -----------------------------------------------------------------------


@each("meeting", [MEETING, None])
def test_a_decision_is_proposed(meeting):
    given().when(Decision.propose, title=" Stand ", text="Un stand.\r\nÀ la foire.", meeting=meeting).then(
        fact(Decision.Proposed, meeting=meeting, title="Stand", text="Un stand.\nÀ la foire.")
    )


@each("blank", ["title", "text"])
def test_a_decision_has_a_title_and_a_text(blank):
    words = {"title": "Stand", "text": "Un stand."} | {blank: "\n"}
    given().when(Decision.propose, meeting=None, **words).then_refused(
        TextMissing, f"The field {blank} is blank.", blank
    )


def test_the_text_of_a_decision_is_bounded():
    given().when(Decision.propose, title="Stand", text="x" * 10_001, meeting=None).then_refused(
        TextTooLong, "The field text has 10001 characters, 10000 at most.", "text"
    )


def test_a_text_may_have_lines_but_no_other_control_character():
    given().when(Decision.propose, title="Stand", text="Un\n\tstand\x07", meeting=None).then_refused(
        TextUnreadable, "The field text has a forbidden character (U+0007) at position 10.", "text"
    )


# Consent -------------------------------------------------------------------------


def test_a_decision_is_adopted_by_consent_with_the_next_number():
    consenting(highest="2026-09").then(consented(number="2026-10"))


@each("present", [1, 4])
def test_consent_shows_the_quorum_and_needs_none(present):
    consenting(meeting=meeting_with(present)).then(consented(present))


def test_where_quorum_blocks_consent_needs_it_too():
    strict = (Formality.QUORUM_BLOCKS,)
    consenting(meeting=meeting_with(5, formalities=strict)).then(consented(5))
    message = "4 of 9 members are represented, 5 needed."
    consenting(meeting=meeting_with(4, formalities=strict)).then_refused(QuorumNotReached, message, "meeting")
    consenting(recused(0), meeting=meeting_with(5, formalities=strict)).then_refused(
        QuorumNotReached, "4 of 8 members are represented, 5 needed.", "meeting"
    )


def test_consent_is_that_of_somebody():
    guest = fact(
        Meeting.ParticipantArrived, person=person_id(0), collectivity=None, mandate=None, presence=ONSITE, seat=None
    )
    consenting(meeting=meeting_with(0, guest)).then_refused(
        NobodyRepresented, "No member is represented at the meeting.", "meeting"
    )


def test_an_objection_of_a_member_hinders_consent_even_when_it_has_left():
    consenting(objection(0), objection(1), meeting=meeting_with(5, left(0))).then_refused(
        ConsentHasObjections,
        "Objections that stand: 2. Have them withdrawn, or put the decision to the vote.",
        "decision",
    )


def test_an_objection_that_was_withdrawn_or_of_who_is_no_member_any_more_hinders_no_consent():
    consenting(objection(0), withdrawn(0)).then(consented())
    few = replayed(planned(), scheduled(), opened(NINE[1:]), arrived(1), stream=MEETING)
    consenting(objection(0), meeting=few).then(
        fact(Decision.AdoptedByConsent, meeting=MEETING, number="2026-01", quorum=Quorum(1, 5, 8))
    )


def test_an_objection_does_not_hinder_a_ballot():
    opening(objection(0)).then(ballot())


def test_consent_needs_an_open_meeting():
    ahead = replayed(planned(), scheduled(), stream=MEETING)
    consenting(meeting=ahead).then_refused(MeetingNotOpen, "The meeting is not open.", "meeting")
    over = meeting_with(5, meeting_closed)
    consenting(meeting=over).then_refused(MeetingIsClosed, "The meeting is closed.", "meeting")


@each("verb", [consenting, objecting, withdrawing])
def test_no_consent_and_no_objection_while_a_ballot_is_open_or_after_the_decision_is_taken(verb):
    verb(objection(0), ballot()).then_refused(
        BallotAlreadyOpened, "This decision is already put to the vote.", "decision"
    )
    for past in (TAKEN_BY_BALLOT, REJECTED, TAKEN_BY_CONSENT):
        verb(*past).then_refused(
            DecisionAlreadyTaken, "This decision has already been adopted or rejected.", "decision"
        )


@each(("reason", "kept"), [(" coût ", "coût"), (None, None), (" ", None)])
def test_who_is_present_for_a_collectivity_objects_by_a_mandate(reason, kept):
    objecting(reason=reason).then(objection(0, kept))


def test_the_reason_of_an_objection_is_bounded():
    objecting(reason="x" * 501).then_refused(TextTooLong, "The field reason has 501 characters, 500 at most.", "reason")


def test_a_collectivity_objects_once_until_it_withdraws():
    objecting(objection(0)).then_refused(
        AlreadyObjects, "This collectivity has an objection that stands already.", "collectivity"
    )
    objecting(objection(0), withdrawn(0)).then(objection(0))


def test_only_who_is_in_the_room_for_a_member_objects():
    objecting(meeting=meeting_with(5, left(0))).then_refused(
        VoterNotPresent, "You are not present at the meeting for this collectivity.", "collectivity"
    )
    objecting(collectivity=NEW_MEMBER).then_refused(
        CollectivityCannotVote, "This collectivity is not one of the 9 members that may vote.", "collectivity"
    )
    objecting(person=person(0, ends_on=date(2026, 3, 1))).then_refused(
        NoActiveMandate, "This person has no active mandate at this collectivity on 2026-03-02.", "collectivity"
    )
    objecting(meeting=meeting_with(5, meeting_closed)).then_refused(
        MeetingIsClosed, "The meeting is closed.", "meeting"
    )


def test_a_collectivity_withdraws_its_objection_whoever_raised_it():
    colleague = person(8, collectivity=NINE[0])
    withdrawing(objection(0), person=colleague).then(withdrawn(0, by=8))


@each("past", [[], [objection(1)], [objection(0), withdrawn(0)]])
def test_only_an_objection_that_stands_is_withdrawn(past):
    withdrawing(*past).then_refused(NoObjection, "This collectivity has no objection that stands.", "collectivity")


def test_who_withdraws_an_objection_has_an_active_mandate_there():
    withdrawing(objection(0), person=person(0, ends_on=date(2026, 3, 1))).then_refused(
        NoActiveMandate, "This person has no active mandate at this collectivity on 2026-03-02.", "collectivity"
    )


# Recusal -------------------------------------------------------------------------


def recused(number):
    return fact(Decision.VoterRecused, collectivity=NINE[number], reason="terrain")


def recusing(*past, number=0, reason=" terrain ") -> given:
    return given(proposed, *past).when(Decision.recuse, collectivity=NINE[number], reason=reason)


def ballot_without(number, quorum):
    terms = {"mode": Mode.PUBLIC, "majority": Majority.SIMPLE, "members": NINE[:number] + NINE[number + 1 :]}
    terms["casting_vote"] = None
    return fact(Decision.BallotOpened, meeting=MEETING, quorum=quorum, **terms)


@each("past", [[], [deferred], [ballot()], [ballot(Mode.SECRET)], [ballot(), broken_off, deferred]])
def test_a_collectivity_is_recused_before_the_ballot_or_while_it_is_open(past):
    recusing(*past).then(fact(Decision.VoterRecused, collectivity=NINE[0], reason="terrain"))


@each(("present", "number", "quorum"), [(6, 0, Quorum(5, 5, 8)), (5, 8, Quorum(5, 5, 8))])
def test_a_recused_collectivity_counts_neither_as_a_member_nor_as_represented(present, number, quorum):
    opening(recused(number), meeting=meeting_with(present)).then(ballot_without(number, quorum))


def test_no_ballot_where_the_quorum_is_only_reached_with_who_is_recused():
    opening(recused(0), meeting=meeting_with(5)).then_refused(
        QuorumNotReached, "4 of 8 members are represented, 5 needed.", "meeting"
    )


def test_who_is_recused_neither_votes_nor_objects():
    voting(recused(0), ballot_without(0, Quorum(5, 5, 8))).then_refused(
        CollectivityRecused, "This collectivity is recused.", "collectivity"
    )
    voting(ballot(), recused(0)).then_refused(CollectivityRecused, "This collectivity is recused.", "collectivity")
    objecting(recused(0)).then_refused(CollectivityRecused, "This collectivity is recused.", "collectivity")


@each("mode", list(Mode))
def test_a_vote_cast_before_a_recusal_does_not_count(mode):
    kind = {Mode.PUBLIC: Decision.VoteCast, Mode.SECRET: Decision.SecretVoteCast}[mode]
    past = [ballot(mode), vote(0, NO, kind), vote(1, YES, kind), recused(0)]
    closing(*past, meeting=meeting_with(6)).then(ballot_closed(1, quorum=Quorum(5, 5, 8)), adopted)


def test_an_absolute_majority_counts_no_recused_member():
    past = [ballot(majority=Majority.ABSOLUTE), *votes(YES, YES, YES, YES), recused(7), recused(8)]
    closing(*past).then(ballot_closed(4, quorum=Quorum(5, 4, 7)), adopted)


def test_an_objection_of_who_is_recused_hinders_no_consent_and_its_presence_makes_none():
    consenting(objection(0), recused(0), meeting=meeting_with(2)).then(
        fact(Decision.AdoptedByConsent, meeting=MEETING, number="2026-01", quorum=Quorum(1, 5, 8))
    )
    consenting(recused(0), meeting=meeting_with(1)).then_refused(
        NobodyRepresented, "No member is represented at the meeting.", "meeting"
    )


def test_a_collectivity_is_recused_once_for_a_reason_and_only_who_could_vote():
    recusing(recused(0)).then_refused(CollectivityRecused, "This collectivity is recused.", "collectivity")
    recusing(reason=" ").then_refused(TextMissing, "The field reason is blank.", "reason")
    given(proposed, ballot()).when(Decision.recuse, collectivity=NEW_MEMBER, reason="terrain").then_refused(
        CollectivityCannotVote, "This collectivity is not one of the 9 members that may vote.", "collectivity"
    )


@each("past", [TAKEN_BY_BALLOT, REJECTED, TAKEN_BY_CONSENT])
def test_nobody_is_recused_once_the_decision_is_taken(past):
    recusing(*past).then_refused(
        DecisionAlreadyTaken, "This decision has already been adopted or rejected.", "decision"
    )


# Deferring -----------------------------------------------------------------------


def test_a_decision_is_deferred_with_its_reason():
    deferring().then(fact(Decision.Deferred, reason="à chiffrer"))


def test_a_decision_may_be_deferred_once_more():
    deferring(deferred).then(deferred)


@each("mode", list(Mode))
def test_deferring_ends_an_open_ballot_uncounted_so_that_no_secret_vote_waits_for_ever(mode):
    kind = {Mode.PUBLIC: Decision.VoteCast, Mode.SECRET: Decision.SecretVoteCast}[mode]
    deferring(ballot(mode), vote(0, YES, kind), meeting=meeting_with(5)).then(broken_off, deferred)
    assert Decision.SecretVoteCast.RELEASED_BY == Decision.BallotClosed.TOPIC


def test_an_open_ballot_is_ended_at_its_meeting():
    for meeting in (None, replayed(planned(), scheduled(), stream=UUID(int=3))):
        deferring(ballot(), meeting=meeting).then_refused(
            BallotAtOtherMeeting, "The ballot was opened at another meeting.", "meeting"
        )


@each(
    ("reason", "why", "message"),
    [
        (" ", TextMissing, "The field reason is blank."),
        ("x" * 501, TextTooLong, "The field reason has 501 characters, 500 at most."),
    ],
)
def test_a_deferral_says_why(reason, why, message):
    deferring(reason=reason).then_refused(why, message, "reason")


@each("past", [TAKEN_BY_BALLOT, REJECTED, TAKEN_BY_CONSENT])
def test_a_decision_that_is_taken_is_deferred_no_more(past):
    deferring(*past).then_refused(
        DecisionAlreadyTaken, "This decision has already been adopted or rejected.", "decision"
    )


def test_a_deferred_decision_is_put_to_the_vote_again_or_adopted_by_consent():
    opening(deferred).then(ballot())
    opening(ballot(), vote(0), broken_off, deferred).then(ballot())
    consenting(ballot(), broken_off, deferred).then(consented())


@each("verb", [voting, closing])
def test_a_ballot_that_a_deferral_ended_is_closed(verb):
    verb(ballot(), broken_off, deferred).then_refused(BallotIsClosed, "The ballot is closed.", "decision")


def test_votes_before_a_deferral_do_not_count_after_it():
    past = [ballot(), vote(0, NO), vote(1, NO), broken_off, deferred, ballot()]
    closing(*past, vote(0)).then(ballot_closed(1), adopted)
    voting(*past, choice=NO).then(vote(0, NO))


# Opening the ballot ----------------------------------------------------------------


@each("mode", list(Mode))
def test_a_ballot_opens_with_the_quorum_of_that_moment(mode):
    opening(mode=mode).then(ballot(mode))


def test_no_ballot_unless_the_network_had_turned_them_on():
    for others in ((), (Formality.QUORUM_BLOCKS,)):
        opening(meeting=meeting_with(9, formalities=others)).then_refused(
            BallotsOff, "The network has not turned ballots on: the decision is adopted by consent.", "meeting"
        )


def test_no_ballot_without_quorum():
    opening(meeting=meeting_with(4)).then_refused(
        QuorumNotReached, "4 of 9 members are represented, 5 needed.", "meeting"
    )


def test_no_ballot_after_the_quorum_is_lost():
    lost = fact(Meeting.QuorumLost, represented=4, needed=5)
    opening(meeting=meeting_with(5, left(4), lost)).then_refused(
        QuorumNotReached, "4 of 9 members are represented, 5 needed.", "meeting"
    )


def test_no_ballot_in_a_network_without_members():
    nobody = fact(Meeting.Opened, members=(), needed=0)
    empty = replayed(planned(), scheduled(formalities=VOTING), nobody, stream=MEETING)
    opening(meeting=empty).then_refused(QuorumNotReached, "0 of 0 members are represented, 0 needed.", "meeting")


def test_no_ballot_before_the_meeting_opens():
    opening(meeting=replayed(planned(), scheduled(), stream=MEETING)).then_refused(
        MeetingNotOpen, "The meeting is not open.", "meeting"
    )


def test_no_ballot_after_the_meeting_has_closed():
    opening(meeting=meeting_with(5, meeting_closed)).then_refused(MeetingIsClosed, "The meeting is closed.", "meeting")


def test_no_other_ballot_while_one_is_open():
    opening(ballot()).then_refused(BallotAlreadyOpened, "This decision is already put to the vote.", "decision")


@each("past", [TAKEN_BY_BALLOT, REJECTED, TAKEN_BY_CONSENT])
def test_a_decision_that_is_taken_is_put_to_the_vote_no_more(past):
    opening(*past).then_refused(DecisionAlreadyTaken, "This decision has already been adopted or rejected.", "decision")


# Voting --------------------------------------------------------------------------


@each("choice", list(Choice))
def test_a_collectivity_votes_and_the_mandate_is_kept(choice):
    voting(ballot(), choice=choice).then(
        fact(Decision.VoteCast, collectivity=NINE[0], choice=choice, person=person_id(0), mandate=mandate_id(0))
    )


def test_another_vote_of_a_collectivity_changes_its_vote():
    changed = fact(Decision.VoteChanged, collectivity=NINE[0], choice=NO, person=person_id(0), mandate=mandate_id(0))
    voting(ballot(), vote(0), choice=NO).then(changed)


def test_a_secret_vote_waits_for_the_ballot_to_close():
    cast = fact(Decision.SecretVoteCast, collectivity=NINE[0], choice=YES, person=person_id(0), mandate=mandate_id(0))
    voting(ballot(Mode.SECRET)).then(cast)


def test_a_secret_vote_is_changed_in_secret():
    changed = fact(
        Decision.SecretVoteChanged, collectivity=NINE[0], choice=NO, person=person_id(0), mandate=mandate_id(0)
    )
    voting(ballot(Mode.SECRET), vote(0, YES, Decision.SecretVoteCast), choice=NO).then(changed)


@each(
    "past",
    [
        [ballot(), vote(0)],
        [ballot(), vote(0, NO), vote(0, YES, Decision.VoteChanged)],
        [ballot(Mode.SECRET), vote(0, YES, Decision.SecretVoteCast)],
        [ballot(Mode.SECRET), vote(0, NO, Decision.SecretVoteCast), vote(0, YES, Decision.SecretVoteChanged)],
    ],
)
def test_the_same_choice_again_writes_nothing(past):
    voting(*past).then_nothing()


def test_no_vote_before_the_ballot():
    voting().then_refused(BallotNotOpen, "No ballot is open for this decision.", "decision")


def test_no_vote_after_the_ballot_has_closed():
    voting(ballot(), ballot_closed(0), fact(Decision.Rejected, cause=Cause.NO_VOTES_CAST)).then_refused(
        BallotIsClosed, "The ballot is closed.", "decision"
    )


def test_no_vote_at_another_meeting():
    elsewhere = replayed(planned(), scheduled(), stream=UUID(int=3))
    voting(ballot(), meeting=elsewhere).then_refused(
        BallotAtOtherMeeting, "The ballot was opened at another meeting.", "meeting"
    )


def test_no_vote_after_the_meeting_has_closed():
    voting(ballot(), meeting=meeting_with(5, meeting_closed)).then_refused(
        MeetingIsClosed, "The meeting is closed.", "meeting"
    )


def test_only_a_member_of_the_ballot_votes():
    voting(ballot(), collectivity=NEW_MEMBER, person=person(0, collectivity=NEW_MEMBER)).then_refused(
        CollectivityCannotVote, "This collectivity is not one of the 9 members that may vote.", "collectivity"
    )


@each(("number", "later"), [(5, []), (0, [left(0)])])
def test_only_who_is_present_votes(number, later):
    voting(ballot(), number=number, meeting=meeting_with(5, *later)).then_refused(
        VoterNotPresent, "You are not present at the meeting for this collectivity.", "collectivity"
    )


def test_one_votes_only_for_the_collectivity_for_which_one_is_present():
    voting(ballot(), collectivity=NINE[1]).then_refused(
        VoterNotPresent, "You are not present at the meeting for this collectivity.", "collectivity"
    )


def test_who_votes_has_an_active_mandate_there():
    voting(ballot(), person=person(0, ends_on=date(2026, 3, 1))).then_refused(
        NoActiveMandate, "This person has no active mandate at this collectivity on 2026-03-02.", "collectivity"
    )


def test_departures_during_the_vote_do_not_undo_the_ballot():
    lost = fact(Meeting.QuorumLost, represented=4, needed=5)
    voting(ballot(), meeting=meeting_with(5, left(4), lost)).then(vote(0))


# Closing the ballot ----------------------------------------------------------------


def test_a_decision_is_adopted_with_the_next_number():
    closing(ballot(), *votes(YES, YES, NO, ABSTAIN), highest="2026-09").then(
        ballot_closed(2, 1, 1), fact(Decision.Adopted, number="2026-10")
    )


def test_the_first_decision_of_a_year_has_number_one():
    closing(ballot(), vote(0)).then(ballot_closed(1), fact(Decision.Adopted, number="2026-01"))


def test_the_year_of_a_number_is_that_of_paris():
    midnight = datetime.fromisoformat("2026-12-31T23:00:00+00:00")
    closing(ballot(), vote(0), at=midnight).then(
        fact(Decision.BallotClosed, tally=Tally(1, 0, 0), quorum=Quorum(5, 5, 9), timestamp=midnight),
        fact(Decision.Adopted, number="2027-01", timestamp=midnight),
    )


@each(
    ("choices", "tally", "cause"),
    [
        ((YES, NO, NO), (1, 2, 0), Cause.NOT_ENOUGH_VOTES),
        ((YES, NO, ABSTAIN), (1, 1, 1), Cause.TIE),
        ((ABSTAIN, ABSTAIN), (0, 0, 2), Cause.NO_VOTES_CAST),
        ((), (0, 0, 0), Cause.NO_VOTES_CAST),
    ],
)
def test_a_decision_is_rejected_and_takes_no_number(choices, tally, cause):
    closing(ballot(), *votes(*choices)).then(ballot_closed(*tally), fact(Decision.Rejected, cause=cause))


@each("mode", list(Mode))
def test_a_changed_vote_counts_once_as_it_was_changed(mode):
    cast, changed = {
        Mode.PUBLIC: (Decision.VoteCast, Decision.VoteChanged),
        Mode.SECRET: (Decision.SecretVoteCast, Decision.SecretVoteChanged),
    }[mode]
    closing(ballot(mode), vote(0, YES, cast), vote(0, NO, changed)).then(
        ballot_closed(0, 1), fact(Decision.Rejected, cause=Cause.NOT_ENOUGH_VOTES)
    )


def test_an_absolute_majority_counts_every_member_of_the_ballot():
    closing(ballot(majority=Majority.ABSOLUTE), *votes(YES, YES, YES, YES)).then(
        ballot_closed(4), fact(Decision.Rejected, cause=Cause.NOT_ENOUGH_VOTES)
    )


def test_a_ballot_closes_with_the_quorum_of_that_moment_even_when_it_is_lost():
    lost = fact(Meeting.QuorumLost, represented=4, needed=5)
    closing(ballot(), vote(0), meeting=meeting_with(5, left(4), lost)).then(
        ballot_closed(1, quorum=Quorum(4, 5, 9)), adopted
    )


def test_a_ballot_is_closed_even_after_its_meeting():
    closing(ballot(), vote(0), meeting=meeting_with(6, meeting_closed)).then(
        ballot_closed(1, quorum=Quorum(6, 5, 9)), adopted
    )


def test_a_ballot_that_never_opened_is_not_closed():
    closing().then_refused(BallotNotOpen, "No ballot is open for this decision.", "decision")


def test_a_ballot_is_closed_once():
    closing(ballot(), vote(0), ballot_closed(1), adopted).then_refused(
        BallotIsClosed, "The ballot is closed.", "decision"
    )


def test_a_ballot_is_closed_at_its_meeting():
    elsewhere = replayed(planned(), scheduled(), stream=UUID(int=3))
    closing(ballot(), meeting=elsewhere).then_refused(
        BallotAtOtherMeeting, "The ballot was opened at another meeting.", "meeting"
    )


def test_an_adopted_decision_tells_its_number():
    assert replayed(proposed, ballot(), vote(0), ballot_closed(1), adopted).number == "2026-01"


# The casting vote ------------------------------------------------------------------


def test_a_public_ballot_names_whose_vote_breaks_a_tie():
    opening(casting_vote=NINE[3]).then(ballot(casting_vote=NINE[3]))


def test_a_secret_ballot_has_no_casting_vote():
    opening(mode=Mode.SECRET, casting_vote=NINE[3]).then_refused(
        CastingVoteInSecret, "A secret ballot has no casting vote.", "casting_vote"
    )


def test_only_who_may_vote_has_a_casting_vote():
    message = "This collectivity is not one of the 9 members that may vote."
    opening(casting_vote=NEW_MEMBER).then_refused(CollectivityCannotVote, message, "casting_vote")
    message = "This collectivity is not one of the 8 members that may vote."
    room = meeting_with(6)
    opening(recused(0), casting_vote=NINE[0], meeting=room).then_refused(
        CollectivityCannotVote, message, "casting_vote"
    )


@each(("number", "said"), [(0, adopted), (1, None), (2, None), (3, None)])
def test_a_casting_vote_breaks_a_tie_only_as_it_was_cast(number, said):
    past = [ballot(casting_vote=NINE[number]), *votes(YES, NO, ABSTAIN)]
    closing(*past).then(ballot_closed(1, 1, 1), said or fact(Decision.Rejected, cause=Cause.TIE))


def test_a_casting_vote_of_who_is_recused_breaks_no_tie():
    past = [ballot(casting_vote=NINE[0]), *votes(YES, NO, YES), recused(0)]
    closing(*past, meeting=meeting_with(6)).then(
        ballot_closed(1, 1, quorum=Quorum(5, 5, 8)), fact(Decision.Rejected, cause=Cause.TIE)
    )

"""How votes make a decision."""

from maillage.domain.ballots import Cause, Choice, Majority, Tally
from tests.cases import each

SIMPLE, ABSOLUTE, TWO_THIRDS = Majority
NOT_ENOUGH, TIE, NONE_CAST = Cause


@each(
    ("votes", "majority", "outcome"),
    [
        ((2, 1, 0), SIMPLE, None),
        ((1, 0, 8), SIMPLE, None),
        ((1, 2, 0), SIMPLE, NOT_ENOUGH),
        ((2, 2, 1), SIMPLE, TIE),
        ((0, 0, 0), SIMPLE, NONE_CAST),
        ((0, 0, 9), SIMPLE, NONE_CAST),
        ((5, 0, 0), ABSOLUTE, None),
        ((5, 4, 0), ABSOLUTE, None),
        ((4, 0, 5), ABSOLUTE, NOT_ENOUGH),
        ((4, 4, 1), ABSOLUTE, TIE),
        ((0, 0, 9), ABSOLUTE, NONE_CAST),
        ((6, 3, 0), TWO_THIRDS, None),
        ((2, 1, 6), TWO_THIRDS, None),
        ((5, 3, 1), TWO_THIRDS, NOT_ENOUGH),
        ((3, 3, 0), TWO_THIRDS, TIE),
        ((0, 4, 0), TWO_THIRDS, NOT_ENOUGH),
    ],
)
def test_nine_members_decide_by_each_majority(votes, majority, outcome):
    assert Tally(*votes).outcome(majority, members=9) is outcome


def test_half_of_the_members_is_no_absolute_majority():
    assert Tally(4, 0, 0).outcome(ABSOLUTE, members=8) is NOT_ENOUGH


def test_votes_are_counted_by_choice():
    assert Tally.of([Choice.YES, Choice.ABSTAIN, Choice.YES, Choice.NO]) == Tally(2, 1, 1)


@each(
    ("votes", "majority", "casting", "outcome"),
    [
        ((2, 2, 1), SIMPLE, Choice.YES, None),
        ((2, 2, 1), SIMPLE, Choice.NO, TIE),
        ((2, 2, 1), SIMPLE, Choice.ABSTAIN, TIE),
        ((2, 2, 1), SIMPLE, None, TIE),
        ((1, 2, 0), SIMPLE, Choice.YES, NOT_ENOUGH),
        ((2, 1, 0), SIMPLE, Choice.NO, None),
        ((0, 0, 9), SIMPLE, Choice.ABSTAIN, NONE_CAST),
        ((4, 4, 1), ABSOLUTE, Choice.YES, TIE),
        ((3, 3, 0), TWO_THIRDS, Choice.YES, TIE),
    ],
)
def test_a_casting_vote_breaks_a_tie_of_a_simple_majority_and_nothing_else(votes, majority, casting, outcome):
    assert Tally(*votes).outcome(majority, 9, casting) is outcome

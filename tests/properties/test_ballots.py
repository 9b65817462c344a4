"""What holds for every tally."""

from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.ballots import Majority, Tally
from tests.properties.few import FEW

SIMPLE, ABSOLUTE, TWO_THIRDS = Majority


tallies = st.builds(Tally, *[st.integers(0, 12)] * 3)


@FEW
@given(tallies, st.integers(0, 12))
def test_abstentions_are_no_votes_cast(tally, more):
    other = Tally(tally.yes, tally.no, tally.abstain + more)
    assert all(tally.outcome(each, 36) is other.outcome(each, 36) for each in Majority)


@FEW
@given(st.integers(0, 12), st.integers(0, 12))
def test_a_tie_adopts_nothing(each, abstain):
    assert all(Tally(each, each, abstain).outcome(majority, 36) is not None for majority in Majority)


@FEW
@given(tallies, st.sampled_from(Majority))
def test_one_more_yes_never_rejects_what_was_adopted(tally, majority):
    if tally.outcome(majority, 36) is None:
        assert Tally(tally.yes + 1, tally.no, tally.abstain).outcome(majority, 36) is None


@FEW
@given(tallies)
def test_whatever_two_thirds_or_all_members_adopt_a_simple_majority_adopts(tally):
    if None in {tally.outcome(ABSOLUTE, 36), tally.outcome(TWO_THIRDS, 36)}:
        assert tally.outcome(SIMPLE, 36) is None

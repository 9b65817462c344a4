"""What holds for every quorum rule."""

from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.quorum import QuorumRule
from tests.properties.few import FEW

rules = st.integers(1, 1000).flatmap(lambda below: st.builds(QuorumRule, st.integers(0, below), st.just(below)))


@FEW
@given(rules, st.integers(1, 500))
def test_the_number_needed_is_the_smallest_above_the_share(rule, members):
    needed = rule.needed(members)
    assert 1 <= needed <= members
    assert needed == members or needed * rule.denominator > members * rule.numerator
    assert (needed - 1) * rule.denominator <= members * rule.numerator


@FEW
@given(rules, st.integers(0, 500))
def test_one_more_member_never_lowers_the_number_needed(rule, members):
    assert rule.needed(members) <= rule.needed(members + 1)

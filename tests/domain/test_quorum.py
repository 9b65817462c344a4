"""How many collectivities a quorum needs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.quorum import Quorum, QuorumRule
from tests.domain.few import FEW

rules = st.integers(1, 1000).flatmap(lambda below: st.builds(QuorumRule, st.integers(0, below), st.just(below)))


@pytest.mark.parametrize(
    ("rule", "members", "needed"),
    [
        ((1, 2), 0, 0),
        ((1, 2), 1, 1),
        ((1, 2), 2, 2),
        ((1, 2), 8, 5),
        ((1, 2), 9, 5),
        ((1, 2), 10, 6),
        ((1, 3), 9, 4),
        ((2, 3), 9, 7),
        ((2, 3), 3, 3),
        ((0, 1), 9, 1),
        ((1, 1), 9, 9),
    ],
)
def test_a_quorum_is_strictly_more_than_its_share_and_never_more_than_all(rule, members, needed):
    assert QuorumRule(*rule).needed(members) == needed


@pytest.mark.parametrize(
    ("represented", "needed", "reached"), [(4, 5, False), (5, 5, True), (6, 5, True), (0, 0, False)]
)
def test_a_quorum_is_reached_by_the_number_it_needs(represented, needed, reached):
    assert Quorum(represented, needed, 9).reached is reached


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

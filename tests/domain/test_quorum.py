"""How many collectivities a quorum needs."""

from maillage.domain.quorum import Quorum, QuorumRule
from tests.cases import each


@each(
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


@each(("represented", "needed", "reached"), [(4, 5, False), (5, 5, True), (6, 5, True), (0, 0, False)])
def test_a_quorum_is_reached_by_the_number_it_needs(represented, needed, reached):
    assert Quorum(represented, needed, 9).reached is reached

"""What the network and a statutory body decide by, case by case."""

from maillage.domain.attendance import Participant, represented
from maillage.domain.ballots import Cause, Choice, Tally
from maillage.domain.meeting_facts import Presence
from maillage.domain.presets import NETWORK, STATUTORY
from tests.cases import each
from tests.story import NINE


@each(
    ("preset", "members", "needed"),
    [(NETWORK, 9, 5), (NETWORK, 8, 5), (NETWORK, 1, 1), (STATUTORY, 9, 5), (STATUTORY, 8, 5), (STATUTORY, 2, 2)],
)
def test_more_than_half_of_the_members_are_needed(preset, members, needed):
    assert preset.quorum_rule.needed(members) == needed


@each(("preset", "counted"), [(NETWORK, 2), (STATUTORY, 1)])
def test_who_attends_by_call_counts_in_a_network_and_not_in_a_statutory_body(preset, counted):
    room = [Participant(NINE[0], Presence.ONSITE), Participant(NINE[1], Presence.REMOTE)]
    assert len(represented(room, preset.quorum_rule)) == counted


@each("preset", [NETWORK, STATUTORY])
@each(("votes", "outcome"), [((2, 1, 6), None), ((1, 2, 0), Cause.NOT_ENOUGH_VOTES)])
def test_both_decide_by_the_votes_cast(preset, votes, outcome):
    assert Tally(*votes).outcome(preset.majority, 9) is outcome


@each(("preset", "outcome"), [(NETWORK, Cause.TIE), (STATUTORY, None)])
def test_a_tie_rejects_unless_a_casting_vote_is_for(preset, outcome):
    casting = Choice.YES if preset.casting_vote else None
    assert Tally(2, 2, 0).outcome(preset.majority, 9, casting) is outcome


def test_every_rule_has_its_source_and_what_that_doubts_is_unverified():
    sources = NETWORK.sources + STATUTORY.sources
    assert all(source.rule and source.text for source in sources)
    assert [source.text for source in sources if source.unverified] == ["CGCT L5211-11-1"]

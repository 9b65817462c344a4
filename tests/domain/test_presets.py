"""What the network and a statutory body decide by, case by case."""

from uuid import UUID

from maillage.domain.attendance import Participant, represented
from maillage.domain.ballots import Cause, Choice, Majority, Mode, Tally
from maillage.domain.decision_refusals import CollectivityCannotVote
from maillage.domain.decisions import Decision
from maillage.domain.meeting_facts import Presence
from maillage.domain.network import Network
from maillage.domain.network_refusals import CastingVoteNotNamed, CastingVoteOfNoMember
from maillage.domain.presets import PRESETS, VotingPreset, preset_of
from maillage.domain.quorum import Quorum, QuorumRule
from maillage.domain.voting import VotingRules
from tests.cases import each
from tests.domain.rooms import MEETING, meeting_with
from tests.story import NINE, TODAY, fact, given

BY_NETWORK, BY_LAW = VotingPreset.NETWORK, VotingPreset.STATUTORY
NEW_MEMBER = UUID(int=999)
PRESIDENT = NINE[0]
ON_SITE_ONLY = QuorumRule(1, 2, remote_counts=False)


# Quorum, majority and tie ------------------------------------------------------------


@each(
    ("preset", "members", "needed"),
    [
        *((BY_NETWORK, 9, 5), (BY_NETWORK, 8, 5), (BY_NETWORK, 2, 2), (BY_NETWORK, 1, 1)),
        *((BY_LAW, 9, 5), (BY_LAW, 8, 5), (BY_LAW, 2, 2), (BY_LAW, 1, 1)),
    ],
)
def test_more_than_half_of_the_members_are_needed(preset, members, needed):
    assert PRESETS[preset].quorum_rule.needed(members) == needed


@each(
    ("preset", "on_site", "remote", "counted"),
    [
        *((BY_NETWORK, 1, 1, 2), (BY_NETWORK, 0, 5, 5), (BY_NETWORK, 5, 0, 5)),
        *((BY_LAW, 1, 1, 1), (BY_LAW, 0, 5, 0), (BY_LAW, 5, 0, 5)),
    ],
)
def test_who_attends_by_call_counts_in_a_network_and_not_in_a_statutory_body(preset, on_site, remote, counted):
    room = [Participant(member, Presence.ONSITE) for member in NINE[:on_site]]
    room += [Participant(member, Presence.REMOTE) for member in NINE[on_site : on_site + remote]]
    assert len(represented(room, PRESETS[preset].quorum_rule)) == counted


@each("preset", list(VotingPreset))
@each(
    ("votes", "outcome"),
    [
        ((2, 1, 6), None),  # abstentions are left out
        ((1, 0, 8), None),
        ((1, 2, 0), Cause.NOT_ENOUGH_VOTES),
        ((0, 0, 9), Cause.NO_VOTES_CAST),
    ],
)
def test_both_decide_by_the_votes_cast(preset, votes, outcome):
    assert Tally(*votes).outcome(PRESETS[preset].majority, 9) is outcome


@each(
    ("preset", "president", "outcome"),
    [
        *((BY_NETWORK, Choice.YES, Cause.TIE), (BY_NETWORK, Choice.NO, Cause.TIE)),
        *((BY_LAW, Choice.YES, None), (BY_LAW, Choice.NO, Cause.TIE), (BY_LAW, Choice.ABSTAIN, Cause.TIE)),
        (BY_LAW, None, Cause.TIE),
    ],
)
def test_a_tie_rejects_unless_a_casting_vote_is_for(preset, president, outcome):
    casting = president if PRESETS[preset].casting_vote else None
    assert Tally(2, 2, 1).outcome(PRESETS[preset].majority, 9, casting) is outcome


@each(
    ("rules", "mode", "voting", "casting_vote"),
    [
        (VotingRules(), Mode.PUBLIC, NINE, None),
        (VotingRules(casting_vote=PRESIDENT), Mode.PUBLIC, NINE, PRESIDENT),
        (VotingRules(casting_vote=PRESIDENT), Mode.SECRET, NINE, None),
        (VotingRules(casting_vote=PRESIDENT), Mode.PUBLIC, NINE[1:], None),  # recused, or a member no more
    ],
)
def test_the_president_breaks_the_tie_of_a_public_ballot_where_the_president_votes(rules, mode, voting, casting_vote):
    assert rules.casting_vote_in(mode, voting) == casting_vote


# As a setting of the network ---------------------------------------------------------


def applying(*past, preset=BY_LAW, casting_vote=PRESIDENT) -> given:
    admitted = [fact(Network.CollectivityAdmitted, collectivity=one, on=TODAY) for one in NINE]
    founded = fact(Network.Founded, name="Réseau", slug="reseau")
    return given(founded, *admitted, *past).when(Network.apply_voting_preset, preset=preset, casting_vote=casting_vote)


by_law = (
    fact(Network.VotingRulesSet, majority=Majority.SIMPLE, casting_vote=PRESIDENT, decision=None),
    fact(Network.QuorumRuleSet, rule=ON_SITE_ONLY, decision=None),
)


def test_a_network_decides_like_a_statutory_body_once_it_says_so():
    applying().then(*by_law)
    applying(*by_law).then_nothing()


def test_it_goes_back_to_the_rules_of_a_network():
    back = {"majority": Majority.SIMPLE, "casting_vote": None, "decision": None}
    applying(*by_law, preset=BY_NETWORK, casting_vote=None).then(
        fact(Network.VotingRulesSet, **back), fact(Network.QuorumRuleSet, rule=QuorumRule(), decision=None)
    )


def test_a_statutory_body_has_a_president_who_sits_for_a_member():
    applying(casting_vote=None).then_refused(
        CastingVoteNotNamed,
        "Say whose vote breaks a tie: the collectivity for which the president sits.",
        "casting_vote",
    )
    applying(casting_vote=NEW_MEMBER).then_refused(
        CastingVoteOfNoMember,
        "The casting vote is that of a member of the network, and this collectivity is none.",
        "casting_vote",
    )


@each(
    ("quorum_rule", "rules", "preset"),
    [
        (QuorumRule(), VotingRules(), BY_NETWORK),
        (ON_SITE_ONLY, VotingRules(casting_vote=PRESIDENT), BY_LAW),
        (ON_SITE_ONLY, VotingRules(), None),
        (QuorumRule(), VotingRules(casting_vote=PRESIDENT), None),
        (QuorumRule(2, 3), VotingRules(), None),
        (QuorumRule(), VotingRules(Majority.ABSOLUTE), None),
    ],
)
def test_a_network_has_a_preset_or_rules_of_its_own(quorum_rule, rules, preset):
    assert preset_of(quorum_rule, rules) is preset


@each(
    ("asked", "rules", "majority", "casting_vote"),
    [
        ({}, VotingRules(), Majority.SIMPLE, None),
        ({}, VotingRules(Majority.TWO_THIRDS, PRESIDENT), Majority.TWO_THIRDS, PRESIDENT),
        ({"majority": Majority.SIMPLE}, VotingRules(Majority.TWO_THIRDS), Majority.SIMPLE, None),
        ({"casting_vote": NINE[1]}, VotingRules(casting_vote=PRESIDENT), Majority.SIMPLE, NINE[1]),
        ({"mode": Mode.SECRET}, VotingRules(casting_vote=PRESIDENT), Majority.SIMPLE, None),
    ],
)
def test_a_ballot_follows_the_rules_that_its_meeting_was_scheduled_under(asked, rules, majority, casting_vote):
    terms = {"mode": Mode.PUBLIC} | asked
    room = meeting_with(5, voting_rules=rules)
    proposed = fact(Decision.Proposed, meeting=MEETING, title="Stand", text="Un stand.")
    told = {"mode": terms["mode"], "majority": majority, "casting_vote": casting_vote, "members": NINE}
    given(proposed).when(Decision.open_ballot, meeting=room, **terms).then(
        fact(Decision.BallotOpened, meeting=MEETING, quorum=Quorum(5, 5, 9), **told)
    )


def test_who_is_asked_for_as_casting_vote_still_votes_whatever_the_rules():
    room = meeting_with(5, voting_rules=VotingRules(casting_vote=PRESIDENT))
    proposed = fact(Decision.Proposed, meeting=MEETING, title="Stand", text="Un stand.")
    given(proposed).when(Decision.open_ballot, meeting=room, mode=Mode.PUBLIC, casting_vote=NEW_MEMBER).then_refused(
        CollectivityCannotVote, "This collectivity is not one of the 9 members that may vote.", "casting_vote"
    )


def test_every_rule_has_its_source_and_what_that_doubts_is_unverified():
    sources = [source for preset in PRESETS.values() for source in preset.sources]
    assert all(source.rule and source.text and source.kept_by for source in sources)
    doubted = [source.rule.partition(" ")[0] for source in sources if source.unverified]
    assert doubted == ["Who", "One"]

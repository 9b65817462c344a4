"""What a decision costs, who pays it, and whose deliberation it waits for."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from maillage.domain.ballots import Majority, Mode, Tally
from maillage.domain.decision_refusals import BallotAlreadyOpened, DecisionAlreadyTaken
from maillage.domain.decisions import Decision
from maillage.domain.deliberations import ActKind, Deliberation
from maillage.domain.funding import AmountOutOfRange, ContributorNotMember, Funding
from maillage.domain.mandates import OrganisationKind
from maillage.domain.network import Network
from maillage.domain.quorum import Quorum
from tests.cases import each
from tests.domain.rooms import MEETING, network
from tests.story import NINE, SYNDICATE, fact, given, replayed

LIMIT = Decimal("10000.00")
NEW_MEMBER = UUID(int=999)
proposed = fact(Decision.Proposed, meeting=MEETING, title="Vidéo", text="Une vidéo.")
consented = fact(Decision.AdoptedByConsent, meeting=MEETING, number="2026-01", quorum=Quorum(5, 5, 9))
limited = fact(Network.DeliberationThresholdSet, threshold=LIMIT, decision=None)
ballot = fact(
    Decision.BallotOpened,
    **{"meeting": MEETING, "mode": Mode.PUBLIC, "majority": Majority.SIMPLE, "quorum": Quorum(5, 5, 9)},
    **{"members": NINE, "casting_vote": None},
)
counted = fact(Decision.BallotClosed, tally=Tally(1, 0, 0), quorum=Quorum(5, 5, 9))


def stated(amount="12500.00", contributors=NINE[:2], threshold=LIMIT):
    return fact(Decision.AmountStated, amount=Decimal(amount), contributors=contributors, threshold=threshold)


def stating(*past, amount="12500", contributors=NINE[:2], of=None) -> given:
    terms = {"amount": Decimal(amount), "contributors": contributors, "network": of or network(limited)}
    return given(proposed, *past).when(Decision.state_amount, **terms)


def referenced(organisation, kind=ActKind.DELIBERATION, at=OrganisationKind.COLLECTIVITY, on=date(2026, 2, 10)):
    act = Deliberation(organisation, at, "Conseil", "7", on, kind=kind)
    return fact(Decision.DeliberationReferenced, deliberation=act)


def test_an_amount_is_stated_with_two_decimals_and_those_who_pay_it_once():
    stating(contributors=(NINE[1], NINE[0], NINE[1])).then(stated())
    stating(stated(), amount="9000.5").then(stated("9000.50"))
    stating(stated()).then_nothing()
    stating(of=network()).then(stated(threshold=None))


@each("amount", ["0.01", "999999999.99"])
def test_an_amount_may_be_as_small_as_a_cent_and_just_below_a_billion(amount):
    stating(amount=amount).then(stated(amount))


@each("amount", ["0", "-1", "0.001", "1000000000", "NaN", "Infinity", "1E+400"])
def test_any_other_amount_is_a_slip(amount):
    message = f"The amount {Decimal(amount)} is not from 0.01 to 999999999.99 euros with two decimals at most."
    stating(amount=amount).then_refused(AmountOutOfRange, message, "amount")
    given(fact(Network.Founded, name="Réseau", slug="reseau")).when(
        Network.set_deliberation_threshold, threshold=Decimal(amount)
    ).then_refused(AmountOutOfRange, message, "threshold")


@each("contributors", [(), (NEW_MEMBER,), (NINE[0], NEW_MEMBER)])
def test_members_pay_for_a_decision(contributors):
    message = "The contributing collectivities are members of the network, and it takes one at least."
    stating(contributors=contributors).then_refused(ContributorNotMember, message, "contributors")


def test_the_amount_of_what_is_put_to_the_vote_or_taken_stays():
    stating(ballot).then_refused(BallotAlreadyOpened, "This decision is already put to the vote.", "decision")
    for past in ([consented], [ballot, counted, fact(Decision.Adopted, number="2026-01")]):
        stating(*past).then_refused(
            DecisionAlreadyTaken, "This decision has already been adopted or rejected.", "decision"
        )


@each(
    ("amount", "threshold", "acted", "awaited"),
    [
        ("10000.00", LIMIT, (), ()),  # at the threshold, not above it
        ("10000.01", LIMIT, (), NINE[:2]),
        ("10000.01", LIMIT, (NINE[0],), NINE[1:2]),
        ("10000.01", LIMIT, NINE[:2], ()),
        ("10000.01", LIMIT, (NINE[2], SYNDICATE), NINE[:2]),
        ("999999.00", None, (), ()),
    ],
)
def test_above_the_threshold_each_contributor_has_to_deliberate(amount, threshold, acted, awaited):
    assert Funding(Decimal(amount), NINE[:2], threshold).awaited(acted) == awaited


@each("kind", list(ActKind))
def test_any_act_that_binds_a_contributor_will_do(kind):
    past = [proposed, stated(), consented]
    assert replayed(*past).awaited_contributors(network()) == NINE[:2]
    assert replayed(*past, referenced(NINE[0], kind)).awaited_contributors(network()) == NINE[1:2]
    assert replayed(*past, referenced(NINE[0], kind), referenced(NINE[1], kind)).awaited_contributors(network()) == ()


def test_after_a_merger_the_successor_deliberates_for_a_contributor():
    """Nobody else could any more. What it had decided before was for itself."""
    day = date(2026, 2, 1)
    grown = network(fact(Network.CollectivitiesMerged, merged=(NINE[0],), into=NINE[2], on=day))
    for on, awaited in ((day - timedelta(1), NINE[:2]), (day, NINE[1:2])):
        adopted = replayed(proposed, stated(), consented, referenced(NINE[2], on=on))
        assert adopted.awaited_contributors(grown) == awaited
    before = replayed(proposed, stated(), consented, referenced(NINE[0], on=day - timedelta(1)))
    assert before.awaited_contributors(grown) == NINE[1:2]


def test_only_what_is_adopted_and_in_force_waits():
    assert replayed(proposed, stated()).awaited_contributors(network()) == ()
    assert replayed(proposed, consented).awaited_contributors(network()) == ()
    assert (
        replayed(proposed, stated(), consented, fact(Decision.Repealed, by=UUID(int=7))).awaited_contributors(network())
        == ()
    )


def test_a_network_sets_the_threshold_and_gives_it_up():
    founded = fact(Network.Founded, name="Réseau", slug="reseau")
    given(founded).when(Network.set_deliberation_threshold, threshold=Decimal(10000)).then(limited)
    given(founded, limited).when(Network.set_deliberation_threshold, threshold=LIMIT).then_nothing()
    given(founded, limited).when(Network.set_deliberation_threshold, threshold=None).then(
        fact(Network.DeliberationThresholdSet, threshold=None, decision=None)
    )

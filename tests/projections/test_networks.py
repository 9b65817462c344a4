"""The network as its members read it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from maillage.domain.ballots import Majority
from maillage.domain.caller import Role
from maillage.domain.closures import Closure
from maillage.domain.consultations import ConsultationRule
from maillage.domain.formalities import Formality
from maillage.domain.network import Network
from maillage.domain.network_facts import Cadence
from maillage.domain.quorum import QuorumRule
from maillage.domain.voting import VotingRules
from maillage.projections import networks
from maillage.projections.networks import NetworkRow, SyndicateRow
from maillage.projections.standing import standing
from tests.projections.story import BEGINNING, NOW, Chronicle, caller, whole_story, write


async def read(db: Any, chronicle: Chronicle) -> NetworkRow:
    await write(db, chronicle.facts)
    row = await networks.network(db, caller(chronicle, Role.AUD))
    assert row is not None
    return row


async def test_a_founded_network_stands_at_the_defaults_of_the_domain(db):
    chronicle = Chronicle()
    row = await read(db, chronicle)
    assert replace(row, founded_at=BEGINNING) == NetworkRow(
        id=chronicle.network,
        name="Réseau du centre",
        slug="reseau-1",
        coordinators=(),
        cadence=Cadence.BIMONTHLY,
        quorum_rule=QuorumRule(1, 2, True),
        coordinator_share=Decimal("0.10"),
        reactivity_working_days=5,
        minutes_silence_days=10,
        voting_rules=VotingRules(),
        deliberation_threshold=None,
        consultation_rule=ConsultationRule(),
        formalities=(),
        closures=(),
        school_zone=None,
        syndicate=None,
        founded_at=BEGINNING,
        version=1,
        changed_seq=1,
    )


async def test_what_a_network_has_set_replaces_the_defaults(db):
    chronicle = whole_story()
    row = await read(db, chronicle)
    assert row.cadence is Cadence.MONTHLY
    assert row.quorum_rule == QuorumRule(2, 3, False)
    assert row.coordinator_share == Decimal("0.125")
    assert row.reactivity_working_days == 3
    assert row.minutes_silence_days == 15
    assert row.voting_rules == VotingRules(Majority.TWO_THIRDS)
    assert row.consultation_rule == ConsultationRule(1, 2, 3)
    assert row.syndicate == SyndicateRow(chronicle.syndicate, "Sittom", "200000172")


async def test_a_formality_is_on_from_one_fact_until_the_other(db):
    chronicle, citing = Chronicle(), Formality.RULE_CHANGES_CITE_DECISION
    for kind, on in ((Network.FormalityTurnedOn, (citing,)), (Network.FormalityTurnedOff, ())):
        chronicle.add(kind, formality=citing, decision=None)
        assert (await read(db, chronicle)).formalities == on


async def test_the_version_is_that_of_the_stream_whatever_the_fact(db):
    chronicle = whole_story()
    row = await read(db, chronicle)
    last = [recorded for recorded in chronicle.facts if recorded.fact.originator_id == chronicle.network][-1]
    assert isinstance(last.fact, Network.CollectivityWithdrawn)
    assert (row.version, row.changed_seq) == (chronicle.versions[chronicle.network], last.seq)


async def test_coordinators_come_in_the_order_of_their_appointment(db):
    chronicle = Chronicle()
    for number in (3, 1, 2):
        chronicle.add(Network.CoordinatorAppointed, person=chronicle.person(number), on=NOW.date())
    tomorrow = NOW.date() + timedelta(days=1)
    chronicle.add(Network.CoordinatorAppointed, person=chronicle.person(4), on=tomorrow)
    assert (await read(db, chronicle)).coordinators == tuple(map(chronicle.person, (3, 1, 2)))


async def test_a_coordinator_is_one_until_the_day_of_relief_as_it_was_last_told(db):
    """Told with the appointment in one batch, or each in a batch of its own; and again after coming back."""
    one, other = Chronicle(1), Chronicle(2)
    for chronicle in (one, other):
        person = chronicle.person(1)
        chronicle.add(Network.CoordinatorAppointed, person=person, on=date(2026, 3, 2))
        for day in (date(2026, 3, 10), date(2026, 5, 1), date(2026, 4, 1)):
            chronicle.add(Network.CoordinatorRelieved, person=person, on=day, vacancy=True)
        chronicle.add(Network.CoordinatorAppointed, person=person, on=date(2026, 6, 1))
        chronicle.add(Network.CoordinatorRelieved, person=person, on=date(2026, 7, 1), vacancy=True)
    await write(db, one.facts)
    for recorded in other.facts:
        await write(db, [recorded])
    for chronicle in (one, other):
        for day, there in [((3, 1), 0), ((3, 2), 1), ((3, 31), 1), ((4, 1), 0), ((6, 1), 1), ((7, 1), 0)]:
            then = datetime(2026, *day, 12, tzinfo=UTC)
            row = await networks.network(db, caller(chronicle, Role.AUD, now=then))
            assert row.coordinators == (chronicle.person(1),) * there, day
            held = await standing(db, chronicle.network, chronicle.person(1), then.date())
            assert (Role.COORD in held.roles) == bool(there), day


async def test_closures_come_by_their_first_day_as_they_were_last_declared(db):
    chronicle = Chronicle()
    for first, last, label in [((8, 1), (8, 16), "Été"), ((5, 15), (5, 15), "Pont"), ((8, 1), (8, 31), "Congés")]:
        days = {"first_day": date(2026, *first), "last_day": date(2026, *last)}
        chronicle.add(Network.ClosurePeriodDeclared, **days, label=label)
    assert (await read(db, chronicle)).closures == (
        Closure(date(2026, 5, 15), date(2026, 5, 15), "Pont"),
        Closure(date(2026, 8, 1), date(2026, 8, 31), "Congés"),
    )


async def test_an_address_leads_to_its_network_and_an_unknown_one_nowhere(db):
    one, two = Chronicle(1), Chronicle(2)
    await write(db, one.facts + two.facts)
    assert await networks.network_of_slug(db, "reseau-2") == two.network
    assert await networks.network_of_slug(db, "reseau-3") is None

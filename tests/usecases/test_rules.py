"""Rules of the network that cite a decision: what is relied on, and what a refusal leaves."""

from __future__ import annotations

from uuid import uuid4

import pytest

from maillage.domain.decision_refusals import DecisionNotInForce
from maillage.domain.formalities import Formality
from maillage.domain.network_facts import Cadence
from maillage.domain.network_refusals import DecisionNotCited
from maillage.domain.quorum import QuorumRule
from maillage.domain.refusals import NotFound
from maillage.usecases import register, rules
from tests.usecases.world import peopled

CITING = Formality.RULE_CHANGES_CITE_DECISION
QUORUM = {"rule": QuorumRule(2, 3)}


async def test_a_founded_network_changes_its_rules_freely(world):
    assert (await world.do(rules.set_quorum_rule, **QUORUM)).first


@pytest.mark.parametrize(
    ("usecase", "fields"),
    [
        (rules.set_quorum_rule, QUORUM),
        (rules.set_cadence, {"cadence": Cadence.MONTHLY}),
        (rules.turn_formality_off, {"formality": CITING}),
    ],
)
async def test_where_the_network_asks_for_it_a_rule_is_changed_by_an_adopted_decision_only(
    world, refused, usecase, fields
):
    await world.do(rules.turn_formality_on, formality=CITING)
    refusal = await refused(DecisionNotCited, world.do(usecase, **fields))
    assert refusal.path == ("decision",)
    await refused(DecisionNotInForce, world.do(usecase, **fields, decision=await world.proposed()))
    await refused(NotFound, world.do(usecase, **fields, decision=uuid4()))
    assert (await world.do(usecase, **fields, decision=await world.adopted())).first


async def test_a_decision_that_was_repealed_is_cited_no_more(world, refused):
    decision = await world.adopted()
    await world.do(register.repeal_decision, decision=decision, ended_by=await world.adopted())
    await refused(DecisionNotInForce, world.do(rules.set_quorum_rule, **QUORUM, decision=decision))


async def test_another_network_s_decision_is_not_cited(world, log, refused):
    decision = await world.adopted()
    neighbour = await peopled(log)
    await refused(NotFound, neighbour.do(rules.set_quorum_rule, **QUORUM, decision=decision))

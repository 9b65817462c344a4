"""What becomes of adopted decisions, through the use cases."""

from __future__ import annotations

import asyncio

import pytest

from maillage.domain.decision_refusals import DecisionEndsItself, DecisionNotInForce, DecisionNotInRegister
from maillage.domain.refusals import NotFound
from maillage.usecases import decisions, register


@pytest.fixture
async def two(world):
    """Two decisions in force."""
    meeting = await world.opened(0)
    proposed = [await world.proposed() for _ in range(2)]
    return [await world.made(decisions.adopt_by_consent, decision=each, meeting=meeting) for each in proposed]


@pytest.mark.parametrize("verb", [register.supersede_decision, register.repeal_decision])
async def test_a_decision_is_ended_once_and_by_another_in_force(world, refused, two, verb):
    first, second = two
    await refused(DecisionEndsItself, world.do(verb, decision=first, ended_by=first))
    await refused(DecisionNotInForce, world.do(verb, decision=first, ended_by=await world.proposed()))
    await refused(NotFound, world.do(verb, decision=first, ended_by=world.members[0]))
    await world.do(verb, decision=first, ended_by=second)
    await refused(DecisionNotInForce, world.do(verb, decision=first, ended_by=second))
    await refused(DecisionNotInForce, world.do(verb, decision=second, ended_by=first))


async def test_of_two_decisions_that_end_each_other_at_once_one_stays_in_force(world, two):
    first, second = two
    answers = await asyncio.gather(
        world.do(register.supersede_decision, decision=first, ended_by=second),
        world.do(register.repeal_decision, decision=second, ended_by=first),
        return_exceptions=True,
    )
    assert [type(answer) for answer in answers if isinstance(answer, BaseException)] == [DecisionNotInForce]


async def test_a_proposal_is_not_corrected(world, refused):
    fields = {"decision": await world.proposed(), "title": "Stand", "reason": "Coquille"}
    await refused(DecisionNotInRegister, world.do(register.correct_decision, **fields))


async def test_a_correction_that_changes_nothing_writes_nothing(world, two):
    again = await world.do(register.correct_decision, decision=two[0], title=" Stand commun ", reason="Coquille")
    assert again.first is None

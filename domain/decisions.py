"""Decisions (fr: décisions): proposed, put to the vote, adopted or rejected."""

from __future__ import annotations

from maillage.domain.base import Aggregate
from maillage.domain.decision_facts import DecisionFacts


class Decision(DecisionFacts, Aggregate):
    """One decision of the network."""

    TOPIC = "decision"

"""Formalities (fr: formalités): what a network may ask of itself. Each is off until the network turns it on."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Formality(Enum):
    """Only those that a rule of the domain honours. Source: domain.md section 1.1, light by default."""

    RULE_CHANGES_CITE_DECISION = "RULE_CHANGES_CITE_DECISION"  # a change of the network's rules names why
    BALLOTS = "BALLOTS"  # a decision may be put to the vote; off, it is adopted by consent only
    QUORUM_BLOCKS = "QUORUM_BLOCKS"  # without quorum nothing is decided; off, the quorum is shown there
    MINUTES_APPROVAL = "MINUTES_APPROVAL"  # somebody of another collectivity approves minutes; silence does not
    AGENDA_ACCEPTANCE = "AGENDA_ACCEPTANCE"  # items wait for the coordinator, late ones for all; none is left open
    SEATS = "SEATS"  # only who holds a seat, or stands in for who does, represents a collectivity at a meeting


def in_order(formalities: Iterable[Formality]) -> tuple[Formality, ...]:
    """As facts keep them: sorted by name, so that the same ones are always stored alike."""
    return tuple(sorted(formalities, key=lambda each: each.value))

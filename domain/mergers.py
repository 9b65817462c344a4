"""Mergers of collectivities (fr: fusions): who answers from which day on for what another one held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Merger:
    """One collectivity goes into another, which stands in its place from that day on."""

    into: UUID
    on: date  # first day


def holder_on(mergers: Mapping[UUID, Merger], collectivity: UUID, day: date) -> UUID:
    """Who answers that day for what a collectivity took on: itself, or the one that it merged into, however often.

    Whatever an aggregate keeps under the name of a collectivity moves so, by the calendar alone: nothing is written on
    the day, and nothing that is taken on meanwhile is left behind.
    """
    while (merger := mergers.get(collectivity)) and merger.on <= day:
        collectivity = merger.into
    return collectivity

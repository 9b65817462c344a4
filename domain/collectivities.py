"""Collectivities (fr: collectivités): the members that a network may admit."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from uuid import UUID

from eventsourcing.domain import event

from maillage.domain.base import Aggregate, Fact, FirstFact
from maillage.domain.refusals import text
from maillage.domain.siren import optional_siren


class CollectivityKind(Enum):
    """A commune is no EPCI, whatever the action sheet's "nine EPCI of which one commune" says."""

    EPCI = "EPCI"  # établissement public de coopération intercommunale
    COMMUNE = "COMMUNE"


class Collectivity(Aggregate):
    """One collectivity of the territory. Its membership is the network's to say."""

    TOPIC = "collectivity"

    class Registered(FirstFact):
        TOPIC = "collectivity.registered"
        name: str
        kind: CollectivityKind
        siren: str | None  # nine digits, unique in a network

    class Renamed(Fact):
        TOPIC = "collectivity.renamed"
        name: str
        on: date  # first day under this name; of several for one day, the latest fact counts

    @classmethod
    def register(
        cls, *, name: str, kind: CollectivityKind, siren: str | None, at: datetime, id: UUID | None = None
    ) -> Collectivity:
        """TextMissing, TextTooLong, SirenInvalid."""
        fields = {"name": text(name, "name", 120), "kind": kind, "siren": optional_siren(siren)}
        return cls._create(cls.Registered, id=id, timestamp=at, **fields)

    def rename(self, *, name: str, on: date, at: datetime) -> None:
        """`on` is the first day under the new name. TextMissing, TextTooLong, TextUnreadable."""
        kept = text(name, "name", 120)
        if kept != self.name_on(on):
            self.trigger_event(self.Renamed, name=kept, on=on, timestamp=at)

    def name_on(self, day: date) -> str:
        """What it is called on a civil day, as known now."""
        past = [first for first in self.names if first <= day]
        return self.names[max(past)] if past else self.first_name

    # What each fact changes: only what the rules read, and no rule, so that history always replays

    @event(Registered)
    def __init__(self, name: str) -> None:
        self.first_name = name
        self.names: dict[date, str] = {}  # those that followed, by their first day

    @event(Renamed)
    def _renamed(self, name: str, on: date) -> None:
        self.names[on] = name

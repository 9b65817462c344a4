"""Collectivities (fr: collectivités): the members that a network may admit."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from uuid import UUID

from eventsourcing.domain import event

from maillage.domain.base import Aggregate, FirstFact
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

    @classmethod
    def register(
        cls, *, name: str, kind: CollectivityKind, siren: str | None, at: datetime, id: UUID | None = None
    ) -> Collectivity:
        """TextMissing, TextTooLong, SirenInvalid."""
        fields = {"name": text(name, "name", 120), "kind": kind, "siren": optional_siren(siren)}
        return cls._create(cls.Registered, id=id, timestamp=at, **fields)

    @event(Registered)
    def __init__(self) -> None:
        """No rule of a collectivity reads what it is yet."""

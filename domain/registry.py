"""Every aggregate and every fact that the log can hold, by topic."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from maillage.domain.action_items import ActionItem
from maillage.domain.base import Aggregate, Fact
from maillage.domain.collectivities import Collectivity
from maillage.domain.date_polls import DatePoll
from maillage.domain.decisions import Decision
from maillage.domain.meetings import Meeting
from maillage.domain.minutes import Minutes
from maillage.domain.network import Network
from maillage.domain.people import Person

AGGREGATES: tuple[type[Aggregate], ...] = (
    Network,
    Collectivity,
    Person,
    Meeting,
    Minutes,
    DatePoll,
    Decision,
    ActionItem,
)


def facts_of(aggregate: type[Aggregate]) -> dict[str, type[Fact]]:
    """The fact classes of one aggregate by topic. Its bare `Event` is their parent, never stored."""
    kinds = (kind for name, kind in vars(aggregate).items() if name != "Event" and isinstance(kind, type))
    return {kind.TOPIC: kind for kind in kinds if issubclass(kind, Fact)}


def every_fact() -> Mapping[str, type[Fact]]:
    return MappingProxyType({topic: kind for aggregate in AGGREGATES for topic, kind in facts_of(aggregate).items()})

"""The network (fr: réseau): its rules, its members, its partners."""

from __future__ import annotations

from maillage.domain.base import Aggregate
from maillage.domain.network_facts import NetworkFacts


class Network(NetworkFacts, Aggregate):
    """One network of collectivities."""

    TOPIC = "network"

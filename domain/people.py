"""People (fr: personnes): who they are and what mandates they hold."""

from __future__ import annotations

from maillage.domain.base import Aggregate
from maillage.domain.people_facts import PersonFacts


class Person(PersonFacts, Aggregate):
    """One person of the network."""

    TOPIC = "person"

"""What the log can hold about a person. What is private of it is sealed under that person's key."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from maillage.domain.base import Fact, FirstFact, Personal
from maillage.domain.mandates import Function, OrganisationKind


class PersonFacts:
    """Facts of one person of one network. A sealed field is None once the person is erased."""

    class Registered(FirstFact):
        TOPIC = "person.registered"
        given_name: Annotated[str | None, Personal()]
        family_name: Annotated[str | None, Personal()]

    class ContactDetailsGiven(Fact):
        TOPIC = "person.contact-details-given"
        email: Annotated[str | None, Personal()]
        phone: Annotated[str | None, Personal()]

    class MandateGranted(Fact):
        TOPIC = "person.mandate-granted"
        mandate: UUID
        organisation: UUID  # a collectivity, the syndicate or a partner, as its kind says
        organisation_kind: OrganisationKind
        function: Function
        starts_on: date
        ends_on: date | None  # last day, None while open-ended
        deliberation: str | None  # reference of the act that designates the person

    class MandateEnded(Fact):
        TOPIC = "person.mandate-ended"
        mandate: UUID
        on: date  # last day; of several facts about one mandate, the latest counts
        reason: Annotated[str | None, Personal()]  # why somebody leaves may be about their health or family

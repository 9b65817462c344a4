"""What the log can hold about a person. What is private of it is sealed under that person's key."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from maillage.domain.base import Audience, Fact, FirstFact, Personal
from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.messages import MessageKind
from maillage.domain.posts import EmploymentKind
from maillage.domain.title_forms import TitleForm


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

    class TitleFormChosen(Fact):
        TOPIC = "person.title-form-chosen"
        form: Annotated[TitleForm | None, Personal()]  # None: both forms, as before anything was said

    class AvailabilityDeclared(Fact):
        TOPIC = "person.availability-declared"
        availability: Annotated[str | None, Personal()]  # in the person's own words, which may tell of health or family

    class NotificationPreferencesSet(Fact):
        TOPIC = "person.notification-preferences-set"
        AUDIENCE = Audience.COORDINATION  # who reads no mail is nobody else's business
        unwanted: tuple[MessageKind, ...]  # sorted; all others are sent, those that a later version adds too

    # What a person can do at work is no identity and no contact: like mandates it is plain, and read by rules.

    class SkillDeclared(Fact):
        TOPIC = "person.skill-declared"
        skill: str

    class SkillWithdrawn(Fact):
        TOPIC = "person.skill-withdrawn"
        skill: str  # as it was declared

    class TrainingRecorded(Fact):
        TOPIC = "person.training-recorded"
        title: str
        on: date  # last day of the training

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

    class MandateExtended(Fact):
        """The end that it has, set when it was granted or told later, gives way to a later one."""

        TOPIC = "person.mandate-extended"
        mandate: UUID
        ends_on: date | None  # last day; None: open-ended from now on
        deliberation: str | None  # reference of the act that extends it

    class AmbassadorOnboarded(Fact):
        TOPIC = "person.ambassador-onboarded"
        mandate: UUID  # as ambassador of a collectivity
        on: date  # from that day on, until a later one is told; told again for a day, the latest fact counts
        fte: Decimal  # of a full-time post, 0 to 1, four decimals at most
        employment_kind: EmploymentKind | None

    class AmbassadorDeparted(Fact):
        """Told after the ends of the person's mandates, one of them at least as ambassador."""

        TOPIC = "person.ambassador-departed"
        on: date  # last day

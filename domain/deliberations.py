"""Statutory deliberations (fr: délibérations) that decisions of the network refer to. They are taken elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from uuid import UUID

from maillage.domain.calendar import civil
from maillage.domain.mandates import OrganisationKind
from maillage.domain.refusals import Refusal, optional_text, text


class DeliberationToCome(Refusal):
    """A deliberation is referred to once it is taken, and its receipt once it is given, not before it."""

    SOURCE = "ours: what is not taken yet binds nobody"
    FR = "Le champ {field} désigne le {day}, hors de la période du {earliest} au {today}."
    EN = "The field {field} is {day}, outside the days from {earliest} to {today}."


class ActKind(Enum):
    """By which kind of act an organisation binds itself. Source: domain.md section 3.6."""

    DELIBERATION = "DELIBERATION"  # of its deliberative body
    DELEGATED_DECISION = "DELEGATED_DECISION"  # of whom that body has empowered
    CONVENTION = "CONVENTION"  # an agreement that it has signed


@dataclass(frozen=True)
class Deliberation:
    """A deliberation or another act that binds an organisation, by what finds it there.

    Of one organisation, a number is that of one act.
    """

    organisation: UUID
    organisation_kind: OrganisationKind
    body: str  # such as comité syndical, conseil communautaire
    number: str
    on: date  # when it was taken
    receipt: str | None = None  # of the prefecture (fr: accusé de réception)
    received_on: date | None = None  # by the prefecture
    kind: ActKind = ActKind.DELIBERATION

    def checked(self, today: date) -> Deliberation:
        """With texts as they are kept. TextMissing, TextTooLong, DayOutOfRange, DeliberationToCome."""
        on, received_on = civil(self.on, "on"), self.received_on and civil(self.received_on, "received_on")
        if today < on:
            raise DeliberationToCome("on", field="on", day=str(on), earliest="1900-01-01", today=str(today))
        if received_on is not None and not on <= received_on <= today:
            figures = {"day": str(received_on), "earliest": str(on), "today": str(today)}
            raise DeliberationToCome("received_on", field="received_on", **figures)
        return replace(
            self,
            body=text(self.body, "body", 120),
            number=text(self.number, "number", 60),
            receipt=optional_text(self.receipt, "receipt", 120),
        )

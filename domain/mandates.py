"""What a person holds at an organisation, from which day to which, and the role that this gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import MappingProxyType
from uuid import UUID

from maillage.domain.caller import Role


class OrganisationKind(Enum):
    """Where a mandate may be held."""

    COLLECTIVITY = "COLLECTIVITY"
    SYNDICATE = "SYNDICATE"
    PARTNER = "PARTNER"


class Function(Enum):
    """What a person does for an organisation."""

    AMBASSADOR = "AMBASSADOR"  # ambassadeur, ambassadrice du tri et de la prévention
    OFFICER = "OFFICER"  # technicien, technicienne ; référent, référente
    ELECTED_REPRESENTATIVE = "ELECTED_REPRESENTATIVE"  # élu, élue
    AUDITOR = "AUDITOR"  # reads the whole history for the syndicate
    PARTNER_CONTACT = "PARTNER_CONTACT"  # interlocuteur, interlocutrice chez un partenaire


# Each function is held at one kind of organisation and gives one role. Source: domain.md section 3.
_HELD_AT: Mapping[Function, tuple[OrganisationKind, Role]] = MappingProxyType(
    {
        Function.AMBASSADOR: (OrganisationKind.COLLECTIVITY, Role.AMB),
        Function.OFFICER: (OrganisationKind.COLLECTIVITY, Role.REP),
        Function.ELECTED_REPRESENTATIVE: (OrganisationKind.COLLECTIVITY, Role.REP),
        Function.AUDITOR: (OrganisationKind.SYNDICATE, Role.AUD),
        Function.PARTNER_CONTACT: (OrganisationKind.PARTNER, Role.PART),
    }
)


def kind_of(function: Function) -> OrganisationKind:
    """The kind of organisation at which a function is held."""
    return _HELD_AT[function][0]


def role_of(function: Function) -> Role:
    """The role that an active mandate of this function gives."""
    return _HELD_AT[function][1]


@dataclass(frozen=True)
class Mandate:
    """A person's mandate. Both days are within it; without an end it lasts until it is ended."""

    id: UUID
    organisation: UUID
    function: Function
    starts_on: date
    ends_on: date | None  # as granted
    ended_on: date | None = None  # by a later fact, not after `ends_on`

    @property
    def last_day(self) -> date | None:
        """None while open-ended."""
        return self.ended_on or self.ends_on

    def lasts_to(self, day: date) -> bool:
        """Whether it has not ended before that day, begun or not."""
        return self.last_day is None or day <= self.last_day

    def active_on(self, day: date) -> bool:
        return self.starts_on <= day and self.lasts_to(day)

    def is_like(self, other: Mandate) -> bool:
        """The same function at the same organisation."""
        return (self.organisation, self.function) == (other.organisation, other.function)

    def overlaps(self, other: Mandate) -> bool:
        """Whether a day lies within both."""
        return self.lasts_to(other.starts_on) and other.lasts_to(self.starts_on)

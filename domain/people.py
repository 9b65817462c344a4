"""People (fr: personnes): who they are and what mandates they hold."""

from __future__ import annotations

import dataclasses
import re
from datetime import date, datetime
from uuid import UUID, uuid4

from eventsourcing.domain import event

from maillage.domain.base import Aggregate
from maillage.domain.calendar import day_of, utc
from maillage.domain.mandates import Function, Mandate, OrganisationKind, kind_of
from maillage.domain.network import Network
from maillage.domain.people_facts import PersonFacts
from maillage.domain.people_refusals import (
    EmailInvalid,
    FunctionElsewhere,
    MandateAlreadyEnded,
    MandateEndsBeforeStart,
    MandateEndsEarlier,
    MandateOverlaps,
    MandateUnknown,
    NoActiveMandate,
    OrganisationNotInNetwork,
    PhoneInvalid,
)
from maillage.domain.refusals import optional_text, text

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"\+?(?:[ .()-]*\d){3,15}")


class Person(PersonFacts, Aggregate):
    """One person of one network."""

    TOPIC = "person"

    @classmethod
    def register(cls, *, given_name: str, family_name: str, at: datetime, id: UUID | None = None) -> Person:
        """TextMissing, TextTooLong, TextUnreadable."""
        names = {"given_name": text(given_name, "given_name", 80), "family_name": text(family_name, "family_name", 80)}
        return cls._create(cls.Registered, id=id, timestamp=at, **names)

    def give_contact_details(self, *, email: str | None, phone: str | None, at: datetime) -> None:
        """Both replace what was known; None takes a detail back. EmailInvalid, PhoneInvalid, TextTooLong."""
        kept_email, kept_phone = optional_text(email, "email", 254), optional_text(phone, "phone", 30)
        if kept_email and not EMAIL.fullmatch(kept_email):
            raise EmailInvalid("email", field="email")
        if kept_phone and not PHONE.fullmatch(kept_phone):
            raise PhoneInvalid("phone", field="phone")
        # What was given is sealed and read by no rule: the same details again are a new fact.
        if kept_email or kept_phone or self.details_given:
            self.trigger_event(self.ContactDetailsGiven, email=kept_email, phone=kept_phone, timestamp=at)

    # Mandates -------------------------------------------------------------------

    def grant_mandate(
        self,
        *,
        network: Network,
        organisation: UUID,
        organisation_kind: OrganisationKind,
        function: Function,
        starts_on: date,
        ends_on: date | None,
        deliberation: str | None,
        at: datetime,
        mandate: UUID | None = None,
    ) -> UUID:
        """The id of the new mandate. Both days are within it; it may have started before the network was founded.

        FunctionElsewhere, MandateEndsBeforeStart, OrganisationNotInNetwork, MandateOverlaps, TextTooLong.
        """
        if organisation_kind is not kind_of(function):
            kinds = {"expected": kind_of(function).value, "organisation_kind": organisation_kind.value}
            raise FunctionElsewhere("function", function=function.value, **kinds)
        if ends_on is not None and ends_on < starts_on:
            raise MandateEndsBeforeStart("ends_on", starts_on=str(starts_on), ends_on=str(ends_on))
        day = day_of(utc(at, "at"))
        if not network.has_organisation(organisation_kind, organisation, day):
            raise OrganisationNotInNetwork("organisation", organisation_kind=organisation_kind.value, day=str(day))
        wanted = Mandate(mandate or uuid4(), organisation, function, starts_on, ends_on)
        self._must_not_overlap(wanted, "starts_on")
        self.trigger_event(
            self.MandateGranted,
            mandate=wanted.id,
            organisation=organisation,
            organisation_kind=organisation_kind,
            function=function,
            starts_on=starts_on,
            ends_on=ends_on,
            deliberation=optional_text(deliberation, "deliberation", 200),
            timestamp=at,
        )
        return wanted.id

    def end_mandate(self, *, mandate: UUID, on: date, reason: str | None, at: datetime) -> None:
        """`on` is the last day; until it has passed, another one within what was granted replaces it.

        MandateUnknown, MandateAlreadyEnded, MandateEndsBeforeStart, MandateEndsEarlier, MandateOverlaps, TextTooLong.
        """
        held = self.mandates.get(mandate)
        if held is None:
            raise MandateUnknown("mandate", mandate=str(mandate))
        if held.ended_on is not None and not held.lasts_to(day_of(utc(at, "at"))):
            raise MandateAlreadyEnded("mandate", ends_on=str(held.ended_on))
        if on < held.starts_on:
            raise MandateEndsBeforeStart("on", starts_on=str(held.starts_on), ends_on=str(on))
        if held.ends_on is not None and held.ends_on < on:
            raise MandateEndsEarlier("on", ends_on=str(held.ends_on), on=str(on))
        self._must_not_overlap(dataclasses.replace(held, ended_on=on), "on")
        kept = optional_text(reason, "reason", 500)
        if on != held.ended_on:
            self.trigger_event(self.MandateEnded, mandate=mandate, on=on, reason=kept, timestamp=at)

    def mandate_at(self, organisation: UUID, day: date) -> Mandate:
        """The mandate by which this person stands for an organisation that day, the oldest grant. NoActiveMandate."""
        for mandate in self.mandates.values():
            if mandate.organisation == organisation and mandate.active_on(day):
                return mandate
        raise NoActiveMandate("collectivity", collectivity=str(organisation), day=str(day))

    def _must_not_overlap(self, wanted: Mandate, field: str) -> None:
        for held in self.mandates.values():
            if held.id != wanted.id and held.is_like(wanted) and held.overlaps(wanted):
                raise MandateOverlaps(field, since=str(held.starts_on), function=held.function.value)

    # What each fact changes: only what the rules read, and no rule, so that history always replays

    @event(PersonFacts.Registered)
    def __init__(self) -> None:
        self.details_given = False
        self.mandates: dict[UUID, Mandate] = {}

    @event(PersonFacts.ContactDetailsGiven)
    def _contact_details_given(self) -> None:
        self.details_given = True

    @event(PersonFacts.MandateGranted)
    def _mandate_granted(
        self, mandate: UUID, organisation: UUID, function: Function, starts_on: date, ends_on: date | None
    ) -> None:
        self.mandates[mandate] = Mandate(mandate, organisation, function, starts_on, ends_on)

    @event(PersonFacts.MandateEnded)
    def _mandate_ended(self, mandate: UUID, on: date) -> None:
        self.mandates[mandate] = dataclasses.replace(self.mandates[mandate], ended_on=on)

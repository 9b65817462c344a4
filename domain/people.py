"""People (fr: personnes): who they are and what mandates they hold."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from eventsourcing.domain import event

from maillage.domain.base import Aggregate
from maillage.domain.calendar import day_of, utc
from maillage.domain.mandates import Function, Mandate, OrganisationKind, kind_of
from maillage.domain.messages import OPTIONAL, MessageKind
from maillage.domain.network import Network
from maillage.domain.people_facts import PersonFacts
from maillage.domain.people_refusals import (
    EmailInvalid,
    ExtensionNotLater,
    FteBeyondFullTime,
    FteOutOfRange,
    FteOutsideMandate,
    FunctionElsewhere,
    MandateAlreadyEnded,
    MandateEndsBeforeStart,
    MandateEndsEarlier,
    MandateOpenEnded,
    MandateOverlaps,
    MandateUnknown,
    MessageAlwaysSent,
    NoActiveMandate,
    NotAnAmbassador,
    NothingToDepartFrom,
    OrganisationNotInNetwork,
    PhoneInvalid,
    SkillNotDeclared,
    TrainingToCome,
)
from maillage.domain.posts import FULL_TIME, EmploymentKind, Post, fullest_day, normal_share
from maillage.domain.refusals import optional_text, text
from maillage.domain.title_forms import TitleForm

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"\+?(?:[ .()-]*\d){3,15}")

Minted = Callable[[UUID], UUID]


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
        kept_email, kept_phone = self.checked_details(email=email, phone=phone)
        # What was given is sealed and read by no rule: the same details again are a new fact.
        if kept_email or kept_phone or self.details_given:
            self.trigger_event(self.ContactDetailsGiven, email=kept_email, phone=kept_phone, timestamp=at)

    @staticmethod
    def checked_details(*, email: str | None, phone: str | None) -> tuple[str | None, str | None]:
        """As they are kept. EmailInvalid, PhoneInvalid, TextTooLong, TextUnreadable."""
        kept_email, kept_phone = optional_text(email, "email", 254), optional_text(phone, "phone", 30)
        if kept_email and not EMAIL.fullmatch(kept_email):
            raise EmailInvalid("email", field="email")
        if kept_phone and not PHONE.fullmatch(kept_phone):
            raise PhoneInvalid("phone", field="phone")
        return kept_email, kept_phone

    # What others find this person by ----------------------------------------------

    def choose_title_form(self, *, form: TitleForm | None, at: datetime) -> None:
        """None takes the choice back: titles are then written in both forms."""
        if form or self.title_form_chosen:  # sealed like the details above
            self.trigger_event(self.TitleFormChosen, form=form, timestamp=at)

    def declare_availability(self, *, availability: str | None, at: datetime) -> None:
        """It replaces what was said before; None takes it back. TextTooLong, TextUnreadable."""
        kept = optional_text(availability, "availability", 500)
        if kept or self.availability_declared:  # sealed like the details above
            self.trigger_event(self.AvailabilityDeclared, availability=kept, timestamp=at)

    def set_notification_preferences(self, *, unwanted: Collection[MessageKind], at: datetime) -> None:
        """What this person does without by mail; it replaces what was said before. MessageAlwaysSent."""
        for kind in unwanted:
            if kind not in OPTIONAL:
                raise MessageAlwaysSent("unwanted", kind=kind.value)
        if set(unwanted) != self.unwanted_messages:
            kept = tuple(sorted(set(unwanted), key=lambda kind: kind.value))
            self.trigger_event(self.NotificationPreferencesSet, unwanted=kept, timestamp=at)

    def declare_skill(self, *, skill: str, at: datetime) -> None:
        """Upper and lower case being alike, declared once. TextMissing, TextTooLong, TextUnreadable."""
        kept = text(skill, "skill", 80)
        if kept.casefold() not in self.skills:
            self.trigger_event(self.SkillDeclared, skill=kept, timestamp=at)

    def withdraw_skill(self, *, skill: str, at: datetime) -> None:
        """SkillNotDeclared, TextMissing, TextTooLong, TextUnreadable."""
        kept = text(skill, "skill", 80)
        if kept.casefold() not in self.skills:
            raise SkillNotDeclared("skill", skill=kept)
        self.trigger_event(self.SkillWithdrawn, skill=self.skills[kept.casefold()], timestamp=at)

    def record_training(self, *, title: str, on: date, at: datetime) -> None:
        """`on` is its last day. The same title and day is told once. TrainingToCome, TextMissing, TextTooLong."""
        kept, today = text(title, "title", 120), day_of(utc(at, "at"))
        if today < on:
            raise TrainingToCome("on", on=str(on), today=str(today))
        if (kept.casefold(), on) not in self.trainings:
            self.trigger_event(self.TrainingRecorded, title=kept, on=on, timestamp=at)

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

        FunctionElsewhere, MandateEndsBeforeStart, CollectivityIsMerged, OrganisationNotInNetwork, MandateOverlaps,
        TextTooLong.
        """
        if organisation_kind is not kind_of(function):
            kinds = {"expected": kind_of(function).value, "organisation_kind": organisation_kind.value}
            raise FunctionElsewhere("function", function=function.value, **kinds)
        if ends_on is not None and ends_on < starts_on:
            raise MandateEndsBeforeStart("ends_on", starts_on=str(starts_on), ends_on=str(ends_on))
        _must_take_mandates(network, organisation_kind, organisation, day_of(utc(at, "at")), "organisation")
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

        MandateUnknown, MandateAlreadyEnded, MandateEndsBeforeStart, MandateEndsEarlier, MandateOverlaps,
        FteBeyondFullTime, TextTooLong.
        """
        held = self.held(mandate)
        if held.ended_on is not None and not held.lasts_to(day_of(utc(at, "at"))):
            raise MandateAlreadyEnded("mandate", ends_on=str(held.ended_on))
        if on < held.starts_on:
            raise MandateEndsBeforeStart("on", starts_on=str(held.starts_on), ends_on=str(on))
        if held.ends_on is not None and held.ends_on < on:
            raise MandateEndsEarlier("on", ends_on=str(held.ends_on), on=str(on))
        moved = dataclasses.replace(held, ended_on=on)
        self._must_not_overlap(moved, "on")
        self._must_fill_one_post(moved, self.posts.get(mandate, {}), "on")
        kept = optional_text(reason, "reason", 500)
        if on != held.ended_on:
            self.trigger_event(self.MandateEnded, mandate=mandate, on=on, reason=kept, timestamp=at)

    def extend_mandate(
        self, *, network: Network, mandate: UUID, ends_on: date | None, deliberation: str | None, at: datetime
    ) -> None:
        """To a later last day, until the one it has is past; None for an open end. It can be ended within that again.

        MandateUnknown, MandateOpenEnded, MandateAlreadyEnded, ExtensionNotLater, CollectivityIsMerged,
        OrganisationNotInNetwork, MandateOverlaps, FteBeyondFullTime, TextTooLong.
        """
        held, day = self.held(mandate), day_of(utc(at, "at"))
        if held.last_day is None:
            raise MandateOpenEnded("mandate")
        if held.last_day < day:
            raise MandateAlreadyEnded("mandate", ends_on=str(held.last_day))
        if ends_on is not None and ends_on <= held.last_day:
            raise ExtensionNotLater("ends_on", last_day=str(held.last_day))
        _must_take_mandates(network, kind_of(held.function), held.organisation, day, "mandate")
        longer = dataclasses.replace(held, ends_on=ends_on, ended_on=None)
        self._must_not_overlap(longer, "ends_on")
        self._must_fill_one_post(longer, self.posts.get(mandate, {}), "ends_on")
        kept = optional_text(deliberation, "deliberation", 200)
        self.trigger_event(self.MandateExtended, mandate=mandate, ends_on=ends_on, deliberation=kept, timestamp=at)

    def follow_merger(
        self, *, network: Network, merged: Collection[UUID], minted: Minted, at: datetime
    ) -> dict[UUID, Mandate]:
        """Ends on the eve what is held at collectivities that merge, and grants the same at the successor from then on.

        `network` knows the merger; `minted` gives the id of the mandate in place of another. What has ended stays.
        Which mandate goes on in place of each.
        """
        in_place: dict[UUID, Mandate] = {}
        for held in [each for each in self.mandates.values() if each.organisation in merged]:
            merger = network.mergers[held.organisation]
            begins, today = max(merger.on, held.starts_on), day_of(utc(at, "at"))
            if not (held.lasts_to(begins) and held.lasts_to(today)):
                continue
            if held.starts_on < merger.on:
                self.end_mandate(mandate=held.id, on=merger.on - timedelta(days=1), reason=None, at=at)
            wanted = Mandate(minted(held.id), merger.into, held.function, begins, held.last_day)
            alike = (each for each in self.mandates.values() if each.is_like(wanted) and each.overlaps(wanted))
            in_place[held.id] = next(alike, wanted)
            if in_place[held.id] is wanted:
                self._go_on(held, wanted, network, at)
        return in_place

    def _go_on(self, held: Mandate, wanted: Mandate, network: Network, at: datetime) -> None:
        self.grant_mandate(
            network=network,
            organisation=wanted.organisation,
            organisation_kind=OrganisationKind.COLLECTIVITY,
            function=wanted.function,
            starts_on=wanted.starts_on,
            ends_on=wanted.ends_on,
            deliberation=None,
            at=at,
            mandate=wanted.id,
        )
        if posts := {day: post for day, post in self.posts.get(held.id, {}).items() if day <= wanted.starts_on}:
            post = posts[max(posts)]
            self.onboard_as_ambassador(
                mandate=wanted.id, on=wanted.starts_on, fte=post.fte, employment_kind=post.employment_kind, at=at
            )

    def depart(self, *, on: date, reason: str | None, at: datetime) -> None:
        """Ends every mandate that is in force on the last day `on`; those that begin later stay.

        NothingToDepartFrom, TextTooLong.
        """
        today = day_of(utc(at, "at"))
        left = [each for each in self.mandates.values() if each.active_on(on) and each.lasts_to(today)]
        if not left:
            raise NothingToDepartFrom("on", on=str(on))
        kept = optional_text(reason, "reason", 500)
        ended = [mandate for mandate in left if mandate.last_day != on]
        for mandate in ended:
            self.trigger_event(self.MandateEnded, mandate=mandate.id, on=on, reason=kept, timestamp=at)
        if any(mandate.function is Function.AMBASSADOR for mandate in ended):
            self.trigger_event(self.AmbassadorDeparted, on=on, timestamp=at)

    def onboard_as_ambassador(
        self, *, mandate: UUID, on: date, fte: Decimal, employment_kind: EmploymentKind | None, at: datetime
    ) -> None:
        """What the mandate amounts to from the day `on` to the next that is told, or to its end.

        MandateUnknown, NotAnAmbassador, FteOutOfRange, FteOutsideMandate, FteBeyondFullTime.
        """
        held = self.held(mandate)
        if held.function is not Function.AMBASSADOR:
            raise NotAnAmbassador("mandate", function=held.function.value)
        share = normal_share(fte)
        if share is None:
            raise FteOutOfRange("fte", fte=str(fte)[:40])
        if not held.active_on(on):
            raise FteOutsideMandate("on", on=str(on))
        wanted = Post(share, employment_kind)
        self._must_fill_one_post(held, {**self.posts.get(mandate, {}), on: wanted}, "fte")
        if self.posts.get(mandate, {}).get(on) != wanted:
            fields = {"mandate": mandate, "on": on, "fte": share, "employment_kind": employment_kind}
            self.trigger_event(self.AmbassadorOnboarded, timestamp=at, **fields)

    def mandate_at(self, organisation: UUID, day: date) -> Mandate:
        """The mandate by which this person stands for an organisation that day, the oldest grant. NoActiveMandate."""
        for mandate in self.mandates.values():
            if mandate.organisation == organisation and mandate.active_on(day):
                return mandate
        raise NoActiveMandate("collectivity", collectivity=str(organisation), day=str(day))

    def organisations_on(self, day: date) -> frozenset[UUID]:
        """Those where this person holds a mandate that is active on that day."""
        return frozenset(mandate.organisation for mandate in self.mandates.values() if mandate.active_on(day))

    def held(self, mandate: UUID) -> Mandate:
        """One of this person's, in force or not. MandateUnknown."""
        held = self.mandates.get(mandate)
        if held is None:
            raise MandateUnknown("mandate", mandate=str(mandate))
        return held

    def _must_not_overlap(self, wanted: Mandate, field: str) -> None:
        for held in self.mandates.values():
            if held.id != wanted.id and held.is_like(wanted) and held.overlaps(wanted):
                raise MandateOverlaps(field, since=str(held.starts_on), function=held.function.value)

    def _must_fill_one_post(self, mandate: Mandate, posts: Mapping[date, Post], field: str) -> None:
        others = [(self.mandates[id], each) for id, each in self.posts.items() if id != mandate.id]
        day, total = fullest_day([*others, (mandate, posts)])
        if total > FULL_TIME:
            raise FteBeyondFullTime(field, total=str(total), day=str(day))

    # What each fact changes: only what the rules read, and no rule, so that history always replays

    @event(PersonFacts.Registered)
    def __init__(self) -> None:
        self.details_given = False
        self.title_form_chosen = False
        self.availability_declared = False
        self.unwanted_messages: frozenset[MessageKind] = frozenset()
        self.skills: dict[str, str] = {}  # as declared, by what makes two of them one
        self.trainings: frozenset[tuple[str, date]] = frozenset()
        self.mandates: dict[UUID, Mandate] = {}
        self.posts: dict[UUID, dict[date, Post]] = {}  # by mandate, then by first day

    @event(PersonFacts.ContactDetailsGiven)
    def _contact_details_given(self) -> None:
        self.details_given = True

    @event(PersonFacts.TitleFormChosen)
    def _title_form_chosen(self) -> None:
        self.title_form_chosen = True

    @event(PersonFacts.AvailabilityDeclared)
    def _availability_declared(self) -> None:
        self.availability_declared = True

    @event(PersonFacts.NotificationPreferencesSet)
    def _notification_preferences_set(self, unwanted: tuple[MessageKind, ...]) -> None:
        self.unwanted_messages = frozenset(unwanted)

    @event(PersonFacts.SkillDeclared)
    def _skill_declared(self, skill: str) -> None:
        self.skills[skill.casefold()] = skill

    @event(PersonFacts.SkillWithdrawn)
    def _skill_withdrawn(self, skill: str) -> None:
        del self.skills[skill.casefold()]

    @event(PersonFacts.TrainingRecorded)
    def _training_recorded(self, title: str, on: date) -> None:
        self.trainings |= {(title.casefold(), on)}

    @event(PersonFacts.MandateGranted)
    def _mandate_granted(
        self, mandate: UUID, organisation: UUID, function: Function, starts_on: date, ends_on: date | None
    ) -> None:
        self.mandates[mandate] = Mandate(mandate, organisation, function, starts_on, ends_on)

    @event(PersonFacts.MandateEnded)
    def _mandate_ended(self, mandate: UUID, on: date) -> None:
        self.mandates[mandate] = dataclasses.replace(self.mandates[mandate], ended_on=on)

    @event(PersonFacts.MandateExtended)
    def _mandate_extended(self, mandate: UUID, ends_on: date | None) -> None:
        self.mandates[mandate] = dataclasses.replace(self.mandates[mandate], ends_on=ends_on, ended_on=None)

    @event(PersonFacts.AmbassadorOnboarded)
    def _ambassador_onboarded(
        self, mandate: UUID, on: date, fte: Decimal, employment_kind: EmploymentKind | None
    ) -> None:
        self.posts.setdefault(mandate, {})[on] = Post(fte, employment_kind)


def _must_take_mandates(network: Network, kind: OrganisationKind, organisation: UUID, day: date, field: str) -> None:
    network.must_not_be_merged(organisation, field)
    if not network.has_organisation(kind, organisation, day):
        raise OrganisationNotInNetwork(field, organisation_kind=kind.value, day=str(day))

"""Networks, people and meetings that the stories of meetings and decisions begin with."""

from datetime import date
from typing import Any
from uuid import UUID

from maillage.domain.formalities import Formality
from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.meeting_facts import MeetingKind, Modality, Presence
from maillage.domain.meetings import Meeting
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.domain.quorum import QuorumRule
from maillage.domain.voting import VotingRules
from tests.story import NINE, Place, fact, minutes, replayed

MEETING = UUID(int=2)
HALF = QuorumRule()
BY_DEFAULT = VotingRules()
VOTING = (Formality.BALLOTS,)


def person_id(number: int) -> UUID:
    return UUID(int=500 + number)


def mandate_id(number: int) -> UUID:
    return UUID(int=600 + number)


def person(
    number: int,
    *,
    collectivity: UUID | None = None,
    ends_on: date | None = None,
    function: Function = Function.OFFICER,
) -> Any:
    """Person `number`, an officer of the collectivity of the same number unless told otherwise."""
    granted = fact(
        Person.MandateGranted,
        mandate=mandate_id(number),
        organisation=collectivity or NINE[number],
        organisation_kind=OrganisationKind.COLLECTIVITY,
        function=function,
        starts_on=date(2026, 1, 1),
        ends_on=ends_on,
        deliberation=None,
    )
    return replayed(
        fact(Person.Registered, given_name="Anne", family_name="Le Goff"), granted, stream=person_id(number)
    )


def network(*facts: Place, members: tuple[UUID, ...] = NINE) -> Any:
    admitted = [fact(Network.CollectivityAdmitted, collectivity=one, on=date(2026, 1, 1)) for one in members]
    return replayed(fact(Network.Founded, name="Réseau", slug="reseau"), *admitted, *facts)


def planned(modality: Modality = Modality.HYBRID) -> Place:
    return fact(Meeting.Planned, title="Bilan du tri", kind=MeetingKind.REGULAR, modality=modality)


def scheduled(
    rule: QuorumRule = HALF, formalities: tuple[Formality, ...] = (), voting_rules: VotingRules = BY_DEFAULT
) -> Place:
    slot = {"starts_at": minutes(60), "ends_at": minutes(180), "place": "Péaule", "call_link": None}
    rules = {"quorum_rule": rule, "formalities": formalities, "voting_rules": voting_rules}
    return fact(Meeting.Scheduled, **slot, **rules)


def opened(members: tuple[UUID, ...] = NINE, rule: QuorumRule = HALF) -> Place:
    return fact(Meeting.Opened, members=members, needed=rule.needed(len(members)))


def arrived(number: int, presence: Presence = Presence.ONSITE, *, collectivity: UUID | None = None) -> Place:
    """Person `number`, for the collectivity of the same number unless told otherwise."""
    whom = collectivity or NINE[number]
    by = {"collectivity": whom, "mandate": mandate_id(number)}
    return fact(Meeting.ParticipantArrived, person=person_id(number), presence=presence, seat=None, **by)


def left(number: int) -> Place:
    return fact(Meeting.ParticipantLeft, person=person_id(number))


def established(represented: int = 5, needed: int = 5) -> Place:
    return fact(Meeting.QuorumEstablished, represented=represented, needed=needed)


def meeting_with(
    present: int,
    *later: Place,
    formalities: tuple[Formality, ...] = VOTING,
    voting_rules: VotingRules = BY_DEFAULT,
) -> Any:
    """An open meeting of nine members with so many of them in the room. It may vote unless told otherwise."""
    arrivals = [arrived(number) for number in range(present)]
    said = [established()] if present >= 5 else []
    kept = scheduled(formalities=formalities, voting_rules=voting_rules)
    facts = [planned(), kept, opened(), *arrivals[:5], *said, *arrivals[5:], *later]
    return replayed(*facts, stream=MEETING)

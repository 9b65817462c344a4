"""One small network on a real database, and the callers who try its use cases."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from maillage.domain.ballots import Choice
from maillage.domain.caller import Caller, Role
from maillage.domain.collectivities import CollectivityKind
from maillage.domain.formalities import Formality
from maillage.domain.mandates import Function, OrganisationKind, role_of
from maillage.domain.meeting_facts import MeetingKind, Modality, Presence
from maillage.eventstore.log import Command, Log, Outcome
from maillage.usecases import collectivities, decisions, founding, meetings, networks, people, rules
from maillage.usecases.people import NewMandate

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = date(2026, 3, 2)
HOUR = timedelta(hours=1)
NAMES = ("Val-d’Orme", "Kerlouane", "Brocéval")
NUMBERS = count(1)  # of networks, which share a database and have addresses of their own
SIRENS = ("732829320", "404833048", "552100554")


def command(usecase: str, id: UUID | None = None, /, **input: Any) -> Command:
    return Command.of(id or uuid4(), usecase, **input)


@dataclass
class World:
    """A network with three collectivities, each with an ambassador and an officer, an auditor and a partner."""

    log: Log
    network: UUID
    coordinator: Caller
    members: list[UUID] = field(default_factory=list)
    ambassadors: list[Caller] = field(default_factory=list)
    officers: list[Caller] = field(default_factory=list)
    auditor: Caller = field(init=False, repr=False)
    contact: Caller = field(init=False, repr=False)
    syndicate: UUID = field(init=False, repr=False)
    partner: UUID = field(init=False, repr=False)

    @property
    def nobody(self) -> Caller:
        """Who is known to this network and holds nothing in it."""
        return Caller(self.network, uuid4(), frozenset(), NOW)

    async def do(self, usecase: Any, *, by: Caller | None = None, id: UUID | None = None, **fields: Any) -> Outcome:
        """One use case, by the coordinator unless said otherwise, as a client asks for it."""
        asked = command(usecase.__name__, id, **fields)
        return await usecase(self.log, by or self.coordinator, asked, **fields)

    async def made(self, usecase: Any, **fields: Any) -> UUID:
        outcome = await self.do(usecase, **fields)
        assert outcome.subject is not None
        return outcome.subject

    async def person(self, given_name: str, mandate: NewMandate | None = None, **fields: Any) -> UUID:
        return await self.made(
            people.register_person, given_name=given_name, family_name="Essai", mandate=mandate, **fields
        )

    async def holder(self, given_name: str, kind: OrganisationKind, organisation: UUID, function: Function) -> Caller:
        """A new person with one mandate, as the edge would know them."""
        person = await self.person(given_name, NewMandate(organisation, kind, function, TODAY))
        at = frozenset({organisation}) if kind is OrganisationKind.COLLECTIVITY else frozenset()
        return Caller(self.network, person, frozenset({role_of(function)}), NOW, at)

    async def topics(self) -> list[str]:
        """Everything that happened in the network, in order."""
        return [recorded.fact.TOPIC for recorded in await self.log.history(self.network)]

    async def new_topics(self, outcome: Outcome) -> list[str]:
        if outcome.first is None:  # what it changed is not in the log
            return []
        assert outcome.last is not None
        facts = await self.log.history(self.network, outcome.first - 1, outcome.last - outcome.first + 1)
        return [recorded.fact.TOPIC for recorded in facts]

    # What some use cases need before them ---------------------------------------

    async def planned(self) -> UUID:
        return await self.made(
            meetings.plan_meeting, title="Réunion du réseau", kind=MeetingKind.REGULAR, modality=Modality.HYBRID
        )

    async def scheduled(self) -> UUID:
        meeting = await self.planned()
        slot = {"starts_at": NOW + HOUR, "ends_at": NOW + 3 * HOUR}
        return await self.made(meetings.schedule_meeting, meeting=meeting, **slot)

    async def opened(self, *present: int) -> UUID:
        """An open meeting, the ambassadors of these collectivities in the room."""
        meeting = await self.made(meetings.open_meeting, meeting=await self.scheduled())
        for member in present:
            await self.arrived(meeting, member)
        return meeting

    async def arrived(self, meeting: UUID, member: int) -> Outcome:
        person, collectivity = self.ambassadors[member].person, self.members[member]
        where = {"meeting": meeting, "person": person, "collectivity": collectivity, "presence": Presence.ONSITE}
        return await self.do(meetings.record_arrival, **where)

    async def proposed(self, meeting: UUID | None = None) -> UUID:
        texts = {"title": "Stand commun", "text": "Un stand commun à la SERD."}
        return await self.made(decisions.propose_decision, meeting=meeting, **texts)

    async def put_to_the_vote(self, *present: int, **fields: Any) -> tuple[UUID, UUID]:
        """A decision with an open ballot, and its meeting."""
        meeting = await self.opened(*present)
        decision = await self.proposed(meeting)
        return await self.made(decisions.open_ballot, decision=decision, meeting=meeting, **fields), meeting

    async def adopted(self) -> UUID:
        """A decision that every member voted for."""
        decision, _ = await self.put_to_the_vote(0, 1, 2)
        for member, voter in zip(self.members, self.ambassadors, strict=True):
            vote = {"decision": decision, "collectivity": member, "choice": Choice.YES}
            await self.do(decisions.cast_vote, by=voter, **vote)
        return await self.made(decisions.close_ballot, decision=decision)


async def founded(log: Log, **fields: Any) -> World:
    """An empty network and its coordinator."""
    asked = command("found")
    caller = founding.Founding.by(asked).caller(NOW)
    given = {"name": f"Réseau d’essai {next(NUMBERS)}", "given_name": "Claire", "family_name": "Essai"} | fields
    outcome = await founding.found_network(log, caller, asked, **given)
    assert outcome.subject is not None
    coordinator = founding.Founding.by(asked).coordinator
    return World(log, outcome.subject, Caller(outcome.subject, coordinator, frozenset({Role.COORD}), NOW))


async def peopled(log: Log) -> World:
    """The network that most tests begin with."""
    world = await founded(log)
    for name, siren in zip(NAMES, SIRENS, strict=True):
        fields = {"name": name, "kind": CollectivityKind.EPCI, "on": TODAY, "siren": siren}
        member = await world.made(collectivities.admit_collectivity, **fields)
        world.members.append(member)
        at = (OrganisationKind.COLLECTIVITY, member)
        world.ambassadors.append(await world.holder(f"Ambassadeur de {name}", *at, Function.AMBASSADOR))
        world.officers.append(await world.holder(f"Technicienne de {name}", *at, Function.OFFICER))
    await world.do(rules.turn_formality_on, formality=Formality.BALLOTS)
    world.syndicate = await world.made(networks.describe_syndicate, name="Syndicat d’essai")
    world.partner = await world.made(networks.associate_partner, name="Partenaire d’essai")
    world.auditor = await world.holder("Auditrice", OrganisationKind.SYNDICATE, world.syndicate, Function.AUDITOR)
    world.contact = await world.holder("Contact", OrganisationKind.PARTNER, world.partner, Function.PARTNER_CONTACT)
    return world


def later(caller: Caller, by: timedelta = HOUR) -> Caller:
    return replace(caller, now=caller.now + by)

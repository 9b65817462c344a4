"""A founded network behind a real server, with a person of every role, and another network beside it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import httpx
import websockets
from websockets.typing import Subprotocol

from maillage.accounts import tokens
from maillage.domain.calendar import day_of
from maillage.domain.caller import Caller
from maillage.domain.collectivities import CollectivityKind
from maillage.domain.formalities import Formality
from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.meeting_facts import MeetingKind, Modality, Presence
from maillage.domain.slugs import slug_of
from maillage.eventstore.database import Database
from maillage.eventstore.log import Command, Outcome
from maillage.graphql.activity_options import POSITIONS
from maillage.graphql.endpoint import GraphQLEndpoint
from maillage.graphql.ids import encode_id
from maillage.server import Application, create_app, endpoint_settings, opened
from maillage.usecases import action_items, collectivities, decisions, founding, meetings, networks, people, rules
from maillage.usecases.people import NewMandate
from maillage.usecases.standing import caller_in
from tests.serving import serve

HOUR = timedelta(hours=1)
NAMES = ("Val-d’Orme", "Kerlouane", "Brocéval")
SIRENS = ("732829320", "404833048", "552100554")
NUMBERS = count(1)  # of networks, which share a database and have addresses of their own


@dataclass
class Network:
    """One network, its people by role, and what tests do there without the API."""

    running: Application
    id: UUID
    name: str
    coordinator: UUID
    members: list[UUID] = field(default_factory=list)
    people: dict[str, UUID] = field(default_factory=dict)  # by role, with the place of the member: `ambassador 0`
    tokens: dict[str, str] = field(default_factory=dict)
    syndicate: UUID | None = None
    partner: UUID | None = None

    @property
    def slug(self) -> str:
        return slug_of(self.name)

    def again(self, running: Application) -> Network:
        """The same network in a copy of its database; what one test adds is not another's."""
        return replace(self, running=running, people=dict(self.people), tokens=dict(self.tokens))

    async def caller(self, who: str = "coordinator") -> Caller:
        return await caller_in(self.running.pool, self.id, self.people[who], datetime.now(UTC))

    async def do(self, usecase: Any, by: str = "coordinator", **fields: Any) -> Outcome:
        command = Command.of(uuid4(), usecase.__name__, **fields)
        outcome: Outcome = await usecase(self.running.log, await self.caller(by), command, **fields)
        return outcome

    async def made(self, usecase: Any, by: str = "coordinator", **fields: Any) -> UUID:
        subject = (await self.do(usecase, by, **fields)).subject
        assert subject is not None
        return subject

    async def joined(self, who: str, kind: OrganisationKind, organisation: UUID, function: Function) -> None:
        """A new person with one mandate from today on, and a token."""
        mandate = NewMandate(organisation, kind, function, day_of(datetime.now(UTC)))
        names = {"given_name": who.title(), "family_name": "Essai"}
        self.people[who] = await self.made(people.register_person, **names, mandate=mandate)
        await self.signed_in(who)

    async def signed_in(self, who: str) -> None:
        at = {"network": self.id, "person": self.people[who], "now": datetime.now(UTC)}
        self.tokens[who] = (await tokens.mint(self.running.pool, **at, label="tests")).token

    # What some tests need before them --------------------------------------------

    async def planned(self, title: str = "Réunion du réseau", kind: MeetingKind = MeetingKind.REGULAR) -> UUID:
        return await self.made(meetings.plan_meeting, title=title, kind=kind, modality=Modality.HYBRID)

    async def scheduled(self, title: str = "Réunion du réseau") -> UUID:
        begins = datetime.now(UTC).replace(microsecond=0) + HOUR
        slot = {"starts_at": begins, "ends_at": begins + 2 * HOUR}
        return await self.made(meetings.schedule_meeting, meeting=await self.planned(title), **slot)

    async def opened(self, *present: int) -> UUID:
        """An open meeting, the ambassadors of these members in the room."""
        meeting = await self.made(meetings.open_meeting, meeting=await self.scheduled())
        for place in present:
            where = {"collectivity": self.members[place], "presence": Presence.ONSITE}
            who = self.people[f"ambassador {place}"]
            await self.do(meetings.record_arrival, meeting=meeting, person=who, **where)
        return meeting

    async def proposed(self, title: str = "Stand commun", meeting: UUID | None = None) -> UUID:
        texts = {"title": title, "text": "Un stand commun à la SERD."}
        return await self.made(decisions.propose_decision, meeting=meeting, **texts)

    async def put_to_the_vote(self, *present: int, **fields: Any) -> tuple[UUID, UUID]:
        """A decision with an open ballot, and its meeting."""
        meeting = await self.opened(*present)
        decision = await self.proposed(meeting=meeting)
        return await self.made(decisions.open_ballot, decision=decision, meeting=meeting, **fields), meeting

    async def assigned(self, owner: str = "officer 0", **fields: Any) -> UUID:
        """An action of the first member, due in nine days."""
        usual = {
            "title": "Devis",
            "collectivity": self.members[0],
            "due": day_of(datetime.now(UTC) + timedelta(days=9)),
        }
        return await self.made(action_items.assign_action, owner=self.people[owner], **usual | fields)

    def cursor(self, seq: int, item: int = 0) -> str:
        """Of a place in its history, whether there is one or not."""
        return POSITIONS.encode(self.running.cursors.of(self.id.bytes), seq, item)

    async def facts(self) -> int:
        """How many facts the network has."""
        return len(await self.running.log.history(self.id, limit=10_000))


async def founded(running: Application, name: str) -> Network:
    """An empty network and its coordinator, signed in."""
    asked = Command.of(uuid4(), "found_network", name=name)
    begun = founding.Founding.by(asked)
    caller = begun.caller(datetime.now(UTC))
    await founding.found_network(running.log, caller, asked, name=name, given_name="Claire", family_name="Essai")
    network = Network(running, begun.network, name, begun.coordinator, people={"coordinator": begun.coordinator})
    await network.signed_in("coordinator")
    return network


async def peopled(running: Application) -> Network:
    """Three members, each with an ambassador and an officer; an auditor; a partner's contact; somebody without role."""
    network = await founded(running, f"Réseau d’essai {next(NUMBERS)}")
    today = day_of(datetime.now(UTC))
    for place, (member, siren) in enumerate(zip(NAMES, SIRENS, strict=True)):
        fields = {"name": member, "kind": CollectivityKind.EPCI, "on": today, "siren": siren}
        network.members.append(await network.made(collectivities.admit_collectivity, **fields))
        at = (OrganisationKind.COLLECTIVITY, network.members[place])
        await network.joined(f"ambassador {place}", *at, Function.AMBASSADOR)
        await network.joined(f"officer {place}", *at, Function.OFFICER)
    await network.do(rules.turn_formality_on, formality=Formality.BALLOTS)
    network.syndicate = await network.made(networks.describe_syndicate, name="Syndicat d’essai")
    network.partner = await network.made(networks.associate_partner, name="Partenaire d’essai")
    await network.joined("auditor", OrganisationKind.SYNDICATE, network.syndicate, Function.AUDITOR)
    await network.joined("contact", OrganisationKind.PARTNER, network.partner, Function.PARTNER_CONTACT)
    return network


@dataclass
class Api:
    """The server at work, and what a client does with it. Callers are named by the network's people."""

    network: Network
    elsewhere: Network  # a foreign network of the same installation
    address: str
    http: httpx.AsyncClient
    endpoint: GraphQLEndpoint

    @property
    def today(self) -> date:
        return day_of(datetime.now(UTC))

    def id(self, prefix: str, uuid: UUID | None) -> str:
        assert uuid is not None
        return encode_id(prefix, uuid)

    def member(self, place: int) -> str:
        return encode_id("col", self.network.members[place])

    def person(self, who: str) -> str:
        return encode_id("per", self.network.people[who])

    def token(self, who: str) -> str:
        return self.elsewhere.tokens["coordinator"] if who == "stranger" else self.network.tokens[who]

    async def post(self, body: dict[str, Any], who: str | None, locale: str = "en") -> httpx.Response:
        headers = {"accept-language": locale} | ({"authorization": f"Bearer {self.token(who)}"} if who else {})
        return await self.http.post("/graphql", json=body, headers=headers)

    async def run(
        self, query: str, who: str = "coordinator", *, locale: str = "en", **variables: Any
    ) -> dict[str, Any]:
        """The whole answer: data, errors, extensions."""
        answer: dict[str, Any] = (await self.post({"query": query, "variables": variables}, who, locale)).json()
        return answer

    async def read(self, query: str, who: str = "coordinator", **variables: Any) -> Any:
        """The data of an answer without errors."""
        answer = await self.run(query, who, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def error(self, query: str, who: str = "coordinator", **variables: Any) -> dict[str, Any]:
        """The one error of an answer."""
        [error] = (await self.run(query, who, **variables))["errors"]
        return {"code": error["extensions"]["code"], "message": error["message"], **error["extensions"]}

    async def command(
        self, mutation: str, who: str = "coordinator", selection: str = "", *, locale: str = "en", **input: Any
    ) -> dict[str, Any]:
        """The payload of one mutation, whose input is given."""
        kind = mutation[0].upper() + mutation[1:]
        query = f"""mutation($input: {kind}Input!) {{ {mutation}(input: $input) {{
            {selection} position errors {{ code message path rule }} warnings {{ code }} }} }}"""
        answer = await self.run(query, who, locale=locale, input={"commandId": str(uuid4())} | input)
        assert "errors" not in answer, answer["errors"]
        payload: dict[str, Any] = answer["data"][mutation]
        return payload

    @asynccontextmanager
    async def live(
        self, query: str, who: str = "coordinator", *, locale: str = "en", **variables: Any
    ) -> AsyncIterator[Live]:
        """One running subscription, each on a socket of its own."""
        address = f"ws://{self.address}/graphql"
        language = {"accept-language": locale}
        spoken = [Subprotocol("graphql-transport-ws")]
        connecting = websockets.connect(address, subprotocols=spoken, additional_headers=language, open_timeout=60)
        async with connecting as socket:
            live = Live(socket)
            await live.say(type="connection_init", payload={"authorization": f"Bearer {self.token(who)}"})
            assert await live.hear() == {"type": "connection_ack"}
            await live.say(id="1", type="subscribe", payload={"query": query, "variables": variables})
            yield live


@dataclass
class Live:
    """What a subscription sends."""

    socket: websockets.ClientConnection

    async def say(self, **message: Any) -> None:
        await self.socket.send(json.dumps(message))

    async def hear(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads(await asyncio.wait_for(self.socket.recv(), 30))
        return message

    async def next(self, count: int = 1) -> list[Any]:
        """The next entries, each the edge that was asked for."""
        heard = [await self.hear() for _ in range(count)]
        assert {message["type"] for message in heard} <= {"next"}, heard
        return [message["payload"]["data"]["activity"] for message in heard]

    async def is_silent(self) -> bool:
        """Nothing comes for a moment."""
        try:
            await asyncio.wait_for(self.socket.recv(), 0.3)
        except TimeoutError:
            return True
        return False


@dataclass
class Installation:
    """A server at work, whose networks come from its tests."""

    running: Application
    address: str
    http: httpx.AsyncClient
    endpoint: GraphQLEndpoint

    async def two_networks(self) -> Api:
        """A peopled network and a foreign one, both new."""
        return self.api(await peopled(self.running), await founded(self.running, f"Un autre réseau {next(NUMBERS)}"))

    def api(self, network: Network, elsewhere: Network) -> Api:
        """The API as seen from networks of this installation's database."""
        here, there = network.again(self.running), elsewhere.again(self.running)
        return Api(here, there, self.address, self.http, self.endpoint)


@asynccontextmanager
async def installed(database: Database) -> AsyncIterator[Installation]:
    """The whole API of this database's networks."""
    async with opened(database.settings, database) as running:
        app, endpoint = create_app(running, endpoint_settings(running.settings))
        async with (
            serve(app, endpoint.close) as address,
            httpx.AsyncClient(base_url=f"http://{address}", timeout=60) as http,
        ):
            yield Installation(running, address, http, endpoint)

"""Commands that the log's tests give: few, real, each on a stream of its own or on the network's."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from maillage.domain.caller import Caller, Role
from maillage.domain.collectivities import Collectivity, CollectivityKind
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.domain.refusals import Refusal
from maillage.eventstore.append import Item, StoredFact
from maillage.eventstore.change import Change
from maillage.eventstore.database import Database
from maillage.eventstore.facts import Envelope
from maillage.eventstore.group import Appender
from maillage.eventstore.keyring import Keyring, Secrets
from maillage.eventstore.log import Command, Decide, Log, Outcome, topic_of
from maillage.eventstore.mapper import to_json
from maillage.eventstore.projection import Projection

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECRETS = Secrets("k1", {"k1": bytes(range(32))}, b"of the tests")


@asynccontextmanager
async def open_log(pool, projections: Sequence[Projection] = (), workers: int = 1) -> AsyncIterator[Log]:
    async with Appender(pool, projections, workers) as appender:
        yield Log(pool, Keyring(pool, SECRETS), appender, SECRETS.inputs)


def coordinator(network: UUID | None = None) -> Caller:
    return Caller(network or uuid4(), uuid4(), frozenset({Role.COORD}), NOON)


def command(name: str = "test", **given) -> Command:
    return Command.of(uuid4(), name, **given)


async def found(log: Log, caller: Caller, given: Command | None = None) -> Outcome:
    """Two facts on the stream of the network."""

    async def decide(change: Change) -> UUID:
        network = Network.found(name="Réseau", coordinator=caller.person, at=NOON, id=caller.network)
        change.add(network)
        return network.id

    return await log.carry_out(caller, given or command("found"), decide)


async def appoint(log: Log, caller: Caller, person: UUID, given: Command | None = None) -> Outcome:
    """One fact on the stream of the network, none when that person is its coordinator already."""

    async def decide(change: Change) -> UUID:
        network = await change.load(Network, caller.network)
        network.appoint_coordinator(person=person, on=NOON.date(), at=NOON)
        return network.id

    return await log.carry_out(caller, given or command("appoint", person=person), decide, on=caller.network)


async def register(
    log: Log, caller: Caller, given: Command | None = None, *, key: str | None = None, refusal: Refusal | None = None
) -> Outcome:
    """One fact on a stream of its own, which takes the claim `key` where there is one."""

    async def decide(change: Change) -> UUID:
        collectivity = a_collectivity()
        change.add(collectivity)
        if key is not None:
            change.take("key", key, collectivity.id, refusal=refusal)
        return collectivity.id

    return await log.carry_out(caller, given or command("register"), decide)


async def admit(log: Log, caller: Caller, collectivity: UUID, given: Command | None = None) -> Outcome:
    """One fact on the stream of the network; refused when done before."""

    async def decide(change: Change) -> UUID:
        network = await change.load(Network, caller.network)
        network.admit_collectivity(collectivity=collectivity, on=NOON.date(), at=NOON)
        return network.id

    return await log.carry_out(caller, given or command("admit", collectivity=collectivity), decide, on=caller.network)


async def register_person(log: Log, caller: Caller, given_name: str = "Zoé", family_name: str = "Le Goff") -> UUID:
    """One fact with two sealed fields. Returns the person."""

    async def decide(change: Change) -> UUID:
        person = Person.register(given_name=given_name, family_name=family_name, at=NOON)
        change.add(person)
        return person.id

    outcome = await log.carry_out(caller, command("register person"), decide)
    assert outcome.subject is not None
    return outcome.subject


def a_collectivity() -> Collectivity:
    return Collectivity.register(name="Vallée de l’Orne", kind=CollectivityKind.EPCI, siren=None, at=NOON)


def deciding(aggregate: Collectivity) -> Decide:
    async def decide(change: Change) -> UUID:
        change.add(aggregate)
        return aggregate.id

    return decide


def an_item(network: UUID, *facts, **fields) -> Item:
    """What the log would hand to the appender for these facts; a new collectivity's first fact without any."""
    stored = facts or tuple(a_collectivity().collect_events())
    envelope = Envelope(None, uuid4(), uuid4())
    kept = [StoredFact(fact, topic_of(type(fact)), to_json(fact, {})) for fact in stored]
    return Item(network, envelope, b"{}", kept, **fields)


async def count(pool, network: UUID, table: str = "stored_events") -> int:
    return await pool.fetchval(f"SELECT count(*) FROM log.{table} WHERE network_id = $1", network)


async def age_commands(database: Database, by: timedelta) -> None:
    """Makes every command that was carried out that much older."""
    owner = await database.owner_connect()
    await owner.execute("UPDATE commands SET recorded_at = recorded_at - $1::interval", by)
    await owner.close()


async def forget_commands(database: Database) -> None:
    """As if the promise of 30 days had run out."""
    await age_commands(database, timedelta(days=31))
    await database.app_pool.execute("SELECT log.forget_commands()")

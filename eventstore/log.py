"""The event log: commands in, facts out, each command carried out once."""

from __future__ import annotations

import asyncio
import hmac
import random
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from eventsourcing.utils import get_topic

from maillage.domain.base import Aggregate, Fact
from maillage.domain.caller import Caller, Role
from maillage.domain.refusals import Refusal, Value, restored
from maillage.eventstore import sealing
from maillage.eventstore.append import SQL as APPEND_SQL
from maillage.eventstore.append import Appended, Claim, Item, Moved, Replayed, StoredFact, Taken
from maillage.eventstore.change import Change
from maillage.eventstore.facts import NOBODY, Envelope, Recorded
from maillage.eventstore.group import Appender
from maillage.eventstore.keyed_queue import KeyedQueue
from maillage.eventstore.keyring import Keyring
from maillage.eventstore.mapper import Keys, kind_of, to_fact, to_json
from maillage.eventstore.sql import queries

SQL = queries(__file__)
PATIENCE = 5.0  # seconds during which a command is decided anew when others were faster
_FIRST_PAUSE, _LONGEST_PAUSE = 0.005, 0.25  # seconds; each pause is a random part of the next double
_deterministic = msgspec.json.Encoder(order="deterministic", decimal_format="string").encode


class CommandReused(Refusal):
    """A command id stands for one input: it cannot be used again with another."""

    SOURCE = "ours: a retry finds what became of it"
    FR = "L’identifiant de commande {command} a déjà servi avec d’autres données."
    EN = "The command id {command} was used before with another input."


class StillMoving(Refusal):
    """A command gives up when others have changed the same things faster for some seconds; it may be sent again."""

    SOURCE = "ours: nobody waits without end"
    FR = "D’autres modifications simultanées l’ont emporté pendant {seconds} s : réessayez."
    EN = "Other changes at the same time were faster for {seconds} s: try again."


@dataclass(frozen=True)
class Command:
    """What somebody asks, once: a retry with the same id gets the same outcome."""

    id: UUID
    name: str
    input: bytes  # canonical JSON
    correlation: UUID | None = None
    causation: UUID | None = None

    @classmethod
    def of(cls, id: UUID, name: str, /, **input: Any) -> Command:
        """What is None is left out: a field that a later version adds is None in what was sent before."""
        return cls(id, name, _deterministic(_given(msgspec.to_builtins(input))))


@dataclass(frozen=True)
class Outcome:
    """`first` and `last` are the network's positions of the new facts; None when nothing changed."""

    subject: UUID | None
    first: int | None
    last: int | None
    replayed: bool = False


class StoredRefusal(msgspec.Struct, frozen=True):
    code: str
    path: tuple[str, ...]
    values: dict[str, Value]


def _given(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _given(each) for name, each in value.items() if each is not None}
    return [_given(each) for each in value] if isinstance(value, list) else value


Decide = Callable[[Change], Awaitable[UUID]]


class Log:
    """Commands of one process. `secret` keys the HMAC of their inputs; `queue` is where those on one stream wait."""

    def __init__(
        self, pool: asyncpg.Pool, keyring: Keyring, appender: Appender, secret: bytes, queue: KeyedQueue | None = None
    ) -> None:
        self.pool, self.keyring = pool, keyring
        self._appender, self._secret, self._queue = appender, secret, KeyedQueue() if queue is None else queue

    async def carry_out(self, caller: Caller, command: Command, decide: Decide, on: UUID | None = None) -> Outcome:
        """Decides and appends, again where others were faster. `decide` returns the id of its subject.

        `on` is the stream that the command changes: such commands of this process queue. Raises the Refusal of the
        rules, CommandReused, StillMoving or StillWaiting.
        """
        async with self._queue.turn(on or command.id):
            return await self._until_settled(caller, command, decide)

    async def _until_settled(self, caller: Caller, command: Command, decide: Decide) -> Outcome:
        deadline, pause = asyncio.get_running_loop().time() + PATIENCE, _FIRST_PAUSE
        while asyncio.get_running_loop().time() < deadline:
            change = Change(self, caller.network)
            item, refusal = await self._decided(caller, command, change, decide)
            answer = await self._appender.append(item)
            if isinstance(answer, Taken) and (refusal := change.refusal_of(answer.claim)):
                answer = await self._appender.append(self._item(caller, command, refusal=refusal))
            match answer:
                case Replayed():  # before anything else: a twin of this command may be why it was refused
                    return await self._replayed(caller, command)
                case Appended() if refusal is not None:
                    raise refusal
                case Appended(first_seq=first):
                    return Outcome(item.subject, first, None if first is None else first + len(item.facts) - 1)
                case Moved() | Taken():
                    await asyncio.sleep(random.uniform(0, pause))
                    pause = min(pause * 2, _LONGEST_PAUSE)
        raise StillMoving(seconds=int(PATIENCE))

    async def _decided(
        self, caller: Caller, command: Command, change: Change, decide: Decide
    ) -> tuple[Item, Refusal | None]:
        """What to append. A refusal too is kept as the command's outcome, if what it rests on has not moved."""
        try:
            subject = await decide(change)
            facts, relied = change.settled()
            stored = await self._stored(caller.network, facts)
        except Refusal as refusal:
            return self._item(caller, command, relied=change.seen, refusal=refusal), refusal
        return self._item(caller, command, facts=stored, relied=relied, claims=change.claims, subject=subject), None

    async def _stored(self, network: UUID, facts: list[Fact]) -> list[StoredFact]:
        keys = await self.keyring.open_or_make(network, sealing.subjects(facts))
        return [StoredFact(fact, topic_of(type(fact)), to_json(fact, keys)) for fact in facts]

    def _item(
        self,
        caller: Caller,
        command: Command,
        *,
        facts: Sequence[StoredFact] = (),
        relied: Sequence[tuple[UUID, int]] = (),
        claims: Sequence[Claim] = (),
        subject: UUID | None = None,
        refusal: Refusal | None = None,
    ) -> Item:
        mandate = next(iter(caller.mandates)) if len(caller.mandates) == 1 and Role.COORD not in caller.roles else None
        correlation = command.correlation or command.id
        envelope = Envelope(caller.person, command.id, correlation, mandate, command.causation)
        kept = None if refusal is None else _kept(refusal)
        digest = self._digest(command)
        return Item(
            caller.network, envelope, msgspec.json.encode(envelope), facts, relied, claims, digest, subject, kept
        )

    # Commands that were carried out before ---------------------------------------

    def _digest(self, command: Command) -> bytes:
        return hmac.digest(self._secret, command.name.encode() + b"\0" + command.input, "sha256")

    async def _replayed(self, caller: Caller, command: Command) -> Outcome:
        outcome = await self._outcome_of(caller, command)
        if outcome is None:
            raise AssertionError(f"command {command.id} was carried out before and has no outcome")
        return outcome

    async def _outcome_of(self, caller: Caller, command: Command) -> Outcome | None:
        person = caller.person or NOBODY
        row = await self.pool.fetchrow(APPEND_SQL["outcome"], caller.network, person, command.id)
        if row is None:
            return None
        if not hmac.compare_digest(row["input"], self._digest(command)):
            raise CommandReused("commandId", command=str(command.id))
        if row["refusal"] is not None:
            kept = msgspec.json.decode(row["refusal"], type=StoredRefusal)
            raise restored(kept.code, kept.path, kept.values)
        return Outcome(row["subject"], row["first_seq"], row["last_seq"], replayed=True)

    async def forget_commands(self) -> int:
        """Outcomes are promised for 30 days, no longer. Returns how many were forgotten."""
        return int(await self.pool.fetchval(APPEND_SQL["forget_commands"]))

    # Reading --------------------------------------------------------------------

    async def replayed(self, network: UUID, stream: UUID) -> Aggregate | None:
        """The aggregate as its facts made it, its sealed fields None: no rule reads them."""
        aggregate: Aggregate | None = None
        for row in await self.pool.fetch(SQL["stream"], network, stream):
            aggregate = to_fact(row["topic"], stream, row["originator_version"], row["state"]).mutate(aggregate)
        return aggregate

    async def highest_claim(self, network: UUID, kind: str, prefix: str) -> str | None:
        key: str | None = await self.pool.fetchval(SQL["highest_claim"], network, kind, prefix)
        return key

    async def count_claims(self, network: UUID, kind: str, prefix: str) -> int:
        return int(await self.pool.fetchval(SQL["count_claims"], network, kind, prefix))

    async def claim_holder(self, network: UUID, kind: str, key: str) -> UUID | None:
        """The stream that holds a claim. `network` is NOBODY where it is unique in the installation."""
        holder: UUID | None = await self.pool.fetchval(SQL["claim_holder"], network, kind, key)
        return holder

    async def history(self, network: UUID, after: int = 0, limit: int = 500) -> list[Recorded]:
        """Facts of a network in order, those beyond position `after`, personal fields opened where keys remain."""
        return await recorded(await self.pool.fetch(SQL["history"], network, after, limit), self.keyring)


async def recorded(rows: Sequence[asyncpg.Record], keyring: Keyring) -> list[Recorded]:
    """Stored rows, of any networks, as facts with their places."""
    wanted: dict[UUID, set[UUID]] = defaultdict(set)
    for row in rows:
        wanted[row["network_id"]] |= sealing.subjects_of(kind_of(row["topic"]), row["state"])
    keys = {network: await keyring.open(network, persons) for network, persons in wanted.items() if persons}
    return [_recorded(row, keys.get(row["network_id"], {})) for row in rows]


def _recorded(row: asyncpg.Record, keys: Keys) -> Recorded:
    fact = to_fact(row["topic"], row["originator_id"], row["originator_version"], row["state"], keys)
    envelope = msgspec.json.decode(row["metadata"], type=Envelope)
    return Recorded(row["network_id"], row["network_seq"], row["notification_id"], fact, row["recorded_at"], envelope)


def topic_of(kind: type[Fact]) -> str:
    """The stored name of a fact class."""
    topic: str = get_topic(kind)
    return topic


def _kept(refusal: Refusal) -> str:
    return msgspec.json.encode(StoredRefusal(refusal.code(), refusal.path, refusal.values)).decode()

"""Where the play takes place: each step a command with an id of its own, carried out once and for all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from maillage.domain.caller import Caller
from maillage.domain.refusals import Refusal
from maillage.eventstore.log import Command, Log, Outcome
from maillage.usecases.demonstration.days import MON, Days
from maillage.usecases.founding import Founding, found_network
from maillage.usecases.identifiers import minted
from maillage.usecases.standing import caller_in

NAMESPACE = UUID("6f0a3f0e-5d0c-5f6b-9d63-6d61696c6c61")
_PAGE = 1000  # facts

UseCase = Callable[..., Awaitable[Outcome]]


@dataclass(frozen=True)
class Refused:
    """What a step is refused with. It leaves no fact to know it by: it is tried until the step `until` is played."""

    why: type[Refusal]
    until: str


@dataclass(frozen=True)
class Step:
    """One command. `key` is its name for ever: a step whose facts are in the log is not played again."""

    key: str
    at: datetime  # UTC
    usecase: UseCase
    fields: dict[str, Any]
    by: UUID | None = None  # None: the coordinator
    refused: Refused | None = None  # None: it is accepted

    @property
    def command(self) -> Command:
        return Command.of(uuid5(NAMESPACE, self.key), self.usecase.__name__, **self.fields)


class Stage:
    """Plays steps up to `until`. Ids follow from the keys, so that they are known beforehand."""

    def __init__(self, log: Log, founding: Founding, days: Days, until: datetime) -> None:
        self.log, self.founding, self.days, self.until = log, founding, days, until
        self._played: set[UUID] = set()
        self.added = 0  # facts
        self._founded_before = True
        self.left_out: list[str] = []  # keys of steps that the rules refuse by now

    async def found(self, command: Command, **fields: Any) -> None:
        """Raises the refusals of `found_network`."""
        self._founded_before = False
        caller = self.founding.caller(self.days.at(0, MON, 9))
        self._count(await found_network(self.log, caller, command, **fields))

    async def remember(self) -> None:
        """What was played before, as the log tells it: outcomes of commands are forgotten after a while, facts not."""
        after = 0
        while page := await self.log.history(self.founding.network, after, _PAGE):
            self._played |= {recorded.envelope.command for recorded in page}
            after = page[-1].seq

    def made(self, key: str, what: str, by: UUID | None = None) -> UUID:
        """The id of what the step of that name brings into being; `by` as in the step."""
        maker = Caller(self.founding.network, by or self.founding.coordinator, frozenset(), self.until)
        return minted(maker, Command(uuid5(NAMESPACE, key), "", b""), what)

    async def play(self, steps: Iterable[Step]) -> None:
        """In the order of the clock.

        In a network where people may have acted since, a step that the rules refuse is left out. In a new one that
        Refusal is raised, and AssertionError where they let pass what they were to refuse.
        """
        for step in sorted(steps, key=lambda step: step.at):
            if step.at > self.until or self._is_played(step.refused.until if step.refused else step.key):
                continue
            try:
                await self._carry_out(step)
            except Refusal as refusal:
                if step.refused and isinstance(refusal, step.refused.why):
                    continue
                if not self._founded_before:
                    raise
                self.left_out.append(step.key)
            else:
                assert step.refused is None, f"{step.key} was to be refused"

    def _is_played(self, key: str) -> bool:
        return uuid5(NAMESPACE, key) in self._played

    async def _carry_out(self, step: Step) -> None:
        person = step.by or self.founding.coordinator
        caller = await caller_in(self.log.pool, self.founding.network, person, step.at)
        self._count(await step.usecase(self.log, caller, step.command, **step.fields))

    def _count(self, outcome: Outcome) -> None:
        if outcome.first is not None and outcome.last is not None and not outcome.replayed:
            self.added += outcome.last - outcome.first + 1

"""One use case and who may call it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from maillage.domain.caller import Caller
from maillage.domain.refusals import NotFound, Refusal
from tests.usecases.world import NOW, World

Fields = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """`by` may, `wrong` may not, and `other` only for another collectivity than that of `fields`."""

    usecase: Callable[..., Awaitable[Any]]
    fields: Callable[[World], Awaitable[Fields]]
    facts: tuple[str, ...]
    by: tuple[str, ...] = ("coordinator",)
    wrong: tuple[str, ...] = ("officer", "ambassador", "auditor", "contact")
    other: str | None = None
    foreign: type[Refusal] | None = NotFound  # what the same role gets from another network; None: it names nothing
    decided: bool = False  # whether `other` is only known once the command is decided, and its outcome kept

    @property
    def id(self) -> str:
        return self.usecase.__name__


def caller(world: World, name: str, member: int = 0) -> Caller:
    return {
        "coordinator": world.coordinator,
        "officer": world.officers[member],
        "ambassador": world.ambassadors[member],
        "auditor": world.auditor,
        "contact": world.contact,
        "system": Caller.system(world.network, NOW),
    }[name]


def given(**fields: Any) -> Callable[[World], Awaitable[Fields]]:
    async def prepare(_: World) -> Fields:
        return fields

    return prepare

"""A how-to page that is also a script: its GraphQL operations by name, and who may do what at each step."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.network import Api, Live

HOW_TO = Path(__file__).parents[1] / "docs" / "how-to"
_BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
_ROW = re.compile(r"^\| `(\w+)` \|(.+)\|$", re.MULTILINE)
CELLS = {"does", "may", "sees", "nothing"}  # else `no`, or the code of another refusal than NOT_ALLOWED
_REFUSED = re.compile(r"no|`[A-Z_]+`")


@dataclass(frozen=True)
class Step:
    """One section of a page. `calls`: each operation of its table, to what each role does there."""

    title: str
    operations: tuple[str, ...]
    calls: dict[str, tuple[str, ...]]


@dataclass
class Page:
    """The page of that name: its operations, and its sections in their order."""

    operations: dict[str, str]
    steps: list[Step]

    @classmethod
    def read(cls, name: str) -> Page:
        text = (HOW_TO / name).read_text(encoding="utf-8")
        operations: dict[str, str] = {}
        steps = []
        for section in text.split("\n## ")[1:]:
            title, _, body = section.partition("\n")
            mine = {_name(block): block for kind, block in _BLOCK.findall(body) if kind == "graphql"}
            assert not operations.keys() & mine.keys(), "a name stands for one operation"
            operations |= mine
            rows = {row: tuple(cell.strip() for cell in cells.split("|")) for row, cells in _ROW.findall(body)}
            steps.append(Step(title.partition(". ")[2], tuple(mine), rows))
        return cls(operations, steps)


def _name(operation: str) -> str:
    found = re.match(r"(?:query|mutation|subscription) (\w+)", operation)
    assert found, operation
    return found[1]


@dataclass
class Script:
    """A page as it is carried out. `roles`: the columns of its tables, to the people who stand for them."""

    api: Api
    page: Page
    roles: dict[str, str]
    known: dict[str, Any] = field(default_factory=dict)  # variables by name
    done: set[tuple[str, str]] = field(default_factory=set)  # operation and who carried it out
    looked_at: list[str] = field(default_factory=list)  # titles of the steps whose tables were tried

    async def asked(self, operation: str, who: str, **variables: Any) -> dict[str, Any]:
        """The whole answer; of a subscription, what it says first."""
        body, named = self._with_variables(operation, variables)
        if body.startswith("subscription"):
            async with self.api.live(body, who, **named) as live:
                said: dict[str, Any] = await live.hear()
            return said["payload"] if said["type"] == "next" else {"errors": said["payload"]}
        answer: dict[str, Any] = (await self.api.post({"query": body, "variables": named}, who)).json()
        return answer

    def _with_variables(self, operation: str, variables: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        body = self.page.operations[operation]
        given = {"command": str(uuid4())} | self.known | variables
        return body, {name: given[name] for name in re.findall(r"\$(\w+):", body)}

    @asynccontextmanager
    async def watches(self, operation: str, who: str) -> AsyncIterator[Live]:
        """A subscription of the page, as long as the block lasts."""
        body, named = self._with_variables(operation, {})
        async with self.api.live(body, who, **named) as live:
            self.done.add((operation, who))
            yield live

    async def does(self, operation: str, who: str, **variables: Any) -> Any:
        """What an accepted call says."""
        answer = await self.asked(operation, who, **variables)
        assert "errors" not in answer, answer
        [said] = answer["data"].values()
        assert not (isinstance(said, dict) and said.get("errors")), said
        self.done.add((operation, who))
        return said

    async def refused(self, operation: str, who: str, **variables: Any) -> str:
        """The code with which a call is refused; it leaves no fact."""
        before = await self.api.network.facts()
        [code] = set(codes(await self.asked(operation, who, **variables)))
        assert await self.api.network.facts() == before, f"{operation} by {who} was refused and wrote all the same"
        return code

    async def tries(self, title: str) -> None:
        """Each cell of that step's table which can be tried beside the story: who may not, who sees what."""
        [step] = [step for step in self.page.steps if step.title == title]
        self.looked_at.append(title)
        assert step.calls, title
        for operation, cells in step.calls.items():
            assert all(cell in CELLS or _REFUSED.fullmatch(cell) for cell in cells), (operation, cells)
            for who, cell in zip(self.roles.values(), cells, strict=True):
                await self._try(operation, who, cell)

    async def _try(self, operation: str, who: str, cell: str) -> None:
        if _REFUSED.fullmatch(cell):
            code = "NOT_ALLOWED" if cell == "no" else cell.strip("`")
            assert await self.refused(operation, who) == code, (operation, who)
        elif cell in {"sees", "nothing"}:
            answer = await self.asked(operation, who)
            assert "errors" not in answer, (operation, who, answer)
            assert seen(answer["data"]) is (cell == "sees"), (operation, who, answer)
            self.done.add((operation, who))

    def is_whole(self) -> None:
        """Every step was tried, every operation carried out, and who `does` it according to the page did."""
        assert self.looked_at == [step.title for step in self.page.steps if step.calls]
        assert {operation for operation, _ in self.done} == set(self.page.operations)
        columns = list(self.roles.values())
        said = {
            (operation, who)
            for step in self.page.steps
            for operation, cells in step.calls.items()
            for who, cell in zip(columns, cells, strict=True)
            if cell == "does"
        }
        assert said <= self.done, said - self.done


def codes(answer: dict[str, Any]) -> list[str]:
    """Of the errors of a request, or of what its mutation refuses."""
    if "errors" in answer:
        return [error["extensions"]["code"] for error in answer["errors"]]
    [said] = answer["data"].values()
    return [error["code"] for error in said["errors"]]


def seen(data: Any) -> bool:
    """Whether there is anything in an answer but nulls and empty lists."""
    if isinstance(data, dict):
        return any(seen(value) for value in data.values())
    return any(seen(each) for each in data) if isinstance(data, list) else data is not None

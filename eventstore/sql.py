"""Named queries: `-- name --` opens one, in a .sql file beside the module that runs it."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

NAME = re.compile(r"^-- ([a-z][a-z0-9_]*) --$", flags=re.MULTILINE)


class Connection(Protocol):
    """What running a query needs: an asyncpg connection, a pool's connection or the pool itself."""

    async def execute(self, query: str, *args: Any) -> str: ...
    async def executemany(self, command: str, args: Iterable[Sequence[Any]]) -> None: ...
    async def fetch(self, query: str, *args: Any) -> list[Any]: ...
    async def fetchrow(self, query: str, *args: Any) -> Any: ...
    async def fetchval(self, query: str, *args: Any) -> Any: ...


class QueriesUnreadable(Exception):
    """A .sql file of named queries starts with a query, repeats a name or leaves a query empty."""


def queries(module_file: str) -> dict[str, str]:
    """The statements of the .sql file beside `module_file`, by name, in the order of the file."""
    path = Path(module_file).with_suffix(".sql")
    before, *parts = NAME.split(path.read_text(encoding="utf-8"))
    if _statements(before):
        raise QueriesUnreadable(f"{path.name}: a statement stands before the first `-- name --`")
    found: dict[str, str] = {}
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        if name in found:
            raise QueriesUnreadable(f"{path.name}: `-- {name} --` stands twice")
        if not _statements(text):
            raise QueriesUnreadable(f"{path.name}: `-- {name} --` has no statement")
        found[name] = text.strip()
    return found


def _statements(text: str) -> str:
    return re.sub(r"--.*", "", text).strip()

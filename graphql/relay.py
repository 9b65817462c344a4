"""Nodes and connections: plain types of our own, keyset cursors, pages of at most a hundred."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar
from uuid import UUID

import strawberry

from maillage.graphql.errors import ApiError
from maillage.graphql.ids import id_invalid, split_id
from maillage.graphql.scalars import Cursor
from maillage.graphql.sharing import SHARED, viewer_independent

DEFAULT_PAGE = 20
MAX_PAGE = 100

T = TypeVar("T")
Row = TypeVar("Row")
Fetch: TypeAlias = Callable[[Any, Sequence[UUID]], Awaitable[Mapping[UUID, Any]]]
"""Reads nodes of one kind: (context, ids) -> those that exist and that the caller may see."""


@strawberry.interface(description="An object with an id that is unique in this installation.")
class Node:
    id: strawberry.ID = strawberry.field(description="Opaque; keep it as it is.")


@viewer_independent
@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether the list goes on after it.")
    has_previous_page: bool = strawberry.field(description="Whether the list begins before it.")
    start_cursor: Cursor | None = strawberry.field(description="Of its first edge; null where it is empty.")
    end_cursor: Cursor | None = strawberry.field(description="Of its last edge; null where it is empty.")


@viewer_independent
@strawberry.type(description="One object of a list, and its place in it.")
class Edge(Generic[T]):
    cursor: Cursor = strawberry.field(description="Its place, for `after` and `before`.")
    node: T = strawberry.field(description="The object.")


@viewer_independent
@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    edges: list[Edge[T]] = strawberry.field(description="The objects of the page, with their cursors.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    count: strawberry.Private[Callable[[], Awaitable[int]]]

    def _nodes(self) -> list[T]:
        return [edge.node for edge in self.edges]

    async def _total_count(self) -> int:
        return await self.count()

    nodes: list[T] = strawberry.field(
        resolver=_nodes, description="The objects of the page, without their cursors.", metadata=SHARED
    )
    total_count: int = strawberry.field(
        resolver=_total_count,
        description="How many objects the whole list has. Counted only when asked for.",
        metadata=SHARED,
    )


@dataclass(frozen=True, slots=True)
class Page:
    """What a client asked of a list. Read `size` + 1 rows: the one too many says that there is another page."""

    size: int
    after: str | None
    before: str | None
    backwards: bool

    @classmethod
    def asked(
        cls, first: int | None = None, after: str | None = None, last: int | None = None, before: str | None = None
    ) -> Page:
        """Raises ApiError PAGE_INVALID, naming the argument, for a size that is not 1 to 100 or for both sizes."""
        if first is not None and last is not None:
            raise _page_invalid("last", last, "`first` et `last` s’excluent", "`first` and `last` exclude each other")
        for name, size in (("first", first), ("last", last)):
            if size is not None and not 1 <= size <= MAX_PAGE:
                raise _page_invalid(name, size, f"de 1 à {MAX_PAGE} sont possibles", f"it must be 1 to {MAX_PAGE}")
        wanted = first if last is None else last
        return cls(DEFAULT_PAGE if wanted is None else wanted, after, before, last is not None)

    def connection(
        self, rows: Sequence[Row], edge: Callable[[Row], Edge[T]], count: Callable[[], Awaitable[int]]
    ) -> Connection[T]:
        """The page of these rows, which come in the order of reading: reversed where the page is read backwards."""
        more = len(rows) > self.size
        kept = list(rows[: self.size])
        if self.backwards:
            kept.reverse()
        edges = [edge(row) for row in kept]
        info = PageInfo(
            has_next_page=self.before is not None if self.backwards else more,
            has_previous_page=more if self.backwards else self.after is not None,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        )
        return Connection(edges=edges, page_info=info, count=count)


def _page_invalid(argument: str, value: int, regle: str, rule: str) -> ApiError:
    fr, en = f"`{argument}: {value}` est refusé : {regle}.", f"`{argument}: {value}` is refused: {rule}."
    return ApiError(fr, en, "PAGE_INVALID", argument=argument, value=value)


async def fetch_nodes(context: Any, ids: Sequence[str], kinds: Mapping[str, Fetch]) -> list[Any]:
    """The nodes of these ids in their order, None for one that does not exist or may not be seen.

    `kinds` gives the reader of each prefix. Raises ApiError ID_INVALID for a malformed id or an unknown prefix,
    PAGE_INVALID for more than a hundred ids.
    """
    if len(ids) > MAX_PAGE:
        raise _page_invalid("ids", len(ids), f"{MAX_PAGE} identifiants au plus", f"at most {MAX_PAGE} ids")
    asked = [_known(text, kinds) for text in ids]
    found: dict[tuple[str, UUID], Any] = {}
    for prefix in {prefix for prefix, _ in asked}:
        uuids = [uuid for kind, uuid in asked if kind == prefix]
        found |= {(prefix, uuid): node for uuid, node in (await kinds[prefix](context, uuids)).items()}
    return [found.get(key) for key in asked]


def _known(text: str, kinds: Mapping[str, Fetch]) -> tuple[str, UUID]:
    prefix, uuid = split_id(text)
    if prefix not in kinds:
        raise id_invalid(text, f"rien ici n’a le préfixe « {prefix} »", f"nothing here has the prefix {prefix!r}")
    return prefix, uuid

"""From rows to the objects and pages that clients see."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, cast

from strawberry.types import get_object_definition

from maillage.graphql.cursors import Cursors
from maillage.graphql.moments import Moment
from maillage.graphql.relay import Connection, Edge, Page
from maillage.graphql.scalars import Cursor
from maillage.projections.paging import Window

T = TypeVar("T")
Row = TypeVar("Row")


def from_row(kind: type[T], row: object, /, **others: Any) -> T:
    """The object of a row: plain fields are the row's attributes of the same name, the rest is given.

    A value of the domain (a quorum, a tally) stands for the type that has its attributes: nothing else is asked of it.
    """
    return kind(
        **{name: getattr(row, name) for name in _plain_fields(cast("Hashable", kind)) if name not in others}, **others
    )


@cache
def _plain_fields(kind: Any) -> tuple[str, ...]:
    definition = get_object_definition(kind, strict=True)
    return tuple(field.python_name for field in definition.fields if field.base_resolver is None)


async def connection(
    moment: Moment,
    page: Page,
    cursors: Cursors[*tuple[Any, ...]],
    *,
    read: Callable[[Window[Any]], Awaitable[list[Row]]],
    show: Callable[[Moment, Row], T],
    count: Callable[[], Awaitable[int]],
    key: Callable[[Row], tuple[Any, ...]] = attrgetter("key"),
) -> Connection[T]:
    """One page of a list: one read, and a count only when `totalCount` is asked for. `key` is a row's place in it."""

    def edge(row: Row) -> Edge[T]:
        return Edge(cursor=Cursor(cursors.encode(moment.seal, *key(row))), node=show(moment, row))

    after = cursors.decode(moment.seal, page.after) if page.after is not None else None
    before = cursors.decode(moment.seal, page.before) if page.before is not None else None
    rows = await read(Window(page.size + 1, after, before, page.backwards))
    return page.connection(rows, edge, count)

"""Arguments that many fields take, each described once."""

from __future__ import annotations

from typing import Annotated, TypeAlias, TypeVar

import strawberry

from maillage.graphql.languages import Language
from maillage.graphql.scalars import Cursor

T = TypeVar("T")

Filtered: TypeAlias = Annotated[T | None, strawberry.argument(description="Only those that meet these criteria.")]
Ordered: TypeAlias = Annotated[T, strawberry.argument(description="The order of the list.")]
Asked: TypeAlias = Annotated[T, strawberry.argument(description="What is asked for.")]
First: TypeAlias = Annotated[
    int | None, strawberry.argument(description="The first so many, 1 to 100; 20 without `first` or `last`.")
]
After: TypeAlias = Annotated[Cursor | None, strawberry.argument(description="Only what follows this cursor.")]
Last: TypeAlias = Annotated[
    int | None, strawberry.argument(description="The last so many, 1 to 100; not together with `first`.")
]
Before: TypeAlias = Annotated[Cursor | None, strawberry.argument(description="Only what precedes this cursor.")]
InLanguage: TypeAlias = Annotated[
    Language | None, strawberry.argument(description="The language; without it that of `Accept-Language`.")
]
Active: TypeAlias = Annotated[
    bool | None, strawberry.argument(description="Only those in force on the day shown, or only the others.")
]

"""Two cheap steps in the execution of plain attributes; everything else stays graphql-core's.

Most fields of an answer are an attribute of a row and a scalar. Strawberry finds such an attribute through
three calls, and graphql-core prepares a whole resolver call for it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, cast
from uuid import UUID

from graphql import (
    GraphQLObjectType,
    GraphQLSchema,
    get_nullable_type,
    is_leaf_type,
    is_non_null_type,
)
from graphql.pyutils import Undefined
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from maillage.graphql.awaitables import Awaitables

PLAIN = frozenset({str, int, float, bool, datetime, date, Decimal, UUID})
LEAF = "maillage-leaf"  # key in a field's extensions: (attribute, must not be null, coercion)


def use_plain_attributes(schema: GraphQLSchema) -> int:
    """Give every field without a resolver a direct one, and mark the leaves; how many fields were changed."""
    changed = 0
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__"):
            for field in kind.fields.values():
                definition = field.extensions.get("strawberry-definition")
                if definition is None or not definition.is_basic_field:
                    continue
                if not getattr(field.resolve, "_is_default", False):
                    continue
                field.resolve = _attribute(definition.python_name)
                changed += 1
                bare = get_nullable_type(field.type)
                if is_leaf_type(bare):
                    coerce = bare.coerce_output_value
                    field.extensions[LEAF] = (definition.python_name, is_non_null_type(field.type), coerce)
    return changed


def _attribute(name: str) -> Callable[..., Any]:
    def resolve(source: Any, _info: Any) -> Any:
        return getattr(source, name)

    return resolve


class FastExecutor(StrawberryGraphQLCoreExecutionContext):
    """graphql-core's executor, with a short way for leaves. A surprise takes the long way, which reports it."""

    awaitables: Awaitables

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._remember_awaitables()

    def build_per_event_executor(self, payload: Any) -> FastExecutor:
        own = cast(FastExecutor, super().build_per_event_executor(payload))
        own._remember_awaitables()
        return own

    def _remember_awaitables(self) -> None:
        self.awaitables = Awaitables()
        self.is_awaitable = cast(Any, self.awaitables)

    def execute_fields(
        self, parent_type: Any, source_value: Any, path: Any, grouped_field_set: Any, position_context: Any
    ) -> Any:
        results: dict[str, Any] = {}
        others: dict[str, Any] = {}
        fields = parent_type.fields
        for name, details in grouped_field_set.items():
            field = fields.get(details[0].node.name.value)
            value = _leaf(field.extensions.get(LEAF), source_value) if field is not None else Undefined
            results[name] = None if value is Undefined else value  # also keeps the order of the answer
            if value is Undefined:
                others[name] = details
        if not others:
            return results
        rest: Any = super().execute_fields(parent_type, source_value, path, others, position_context)
        if self.is_awaitable(rest):
            return _merged(results, rest)
        results.update(rest)
        return results

    def complete_list_item_value(self, item: Any, complete_results: list[Any], *how: Any) -> bool:
        awaited = super().complete_list_item_value(item, complete_results, *how)
        return awaited and self.is_awaitable(complete_results[-1])  # graphql-core asks of no item


def _leaf(leaf: tuple[str, bool, Callable[[Any], Any]] | None, source: Any) -> Any:
    """The leaf's value as the answer holds it; Undefined where the long way has to be taken."""
    if leaf is None:
        return Undefined
    attribute, required, coerce = leaf
    try:
        value = getattr(source, attribute)
        if value is None:
            return Undefined if required else None
        if type(value) in PLAIN or isinstance(value, Enum):
            return coerce(value)
    except Exception:  # the long way meets it again and says where
        return Undefined
    return Undefined


async def _merged(results: dict[str, Any], rest: Any) -> dict[str, Any]:
    results.update(await rest)
    return results

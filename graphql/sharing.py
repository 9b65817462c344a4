"""Which subscriptions may be executed once for everyone of the same rights.

A field shows the same to all of them only where it says so; an unmarked one makes its document run alone,
for each subscriber. A class marked `@viewer_independent` says so for its plain attributes; a field with a
resolver says so itself, by `metadata=SHARED`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    NullValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    Visitor,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    visit,
)

SHARED = {"viewer_independent": True}
MARK = "__viewer_independent__"
AFTER = "after"  # the argument by which a subscription is resumed

T = TypeVar("T")


def viewer_independent(cls: type[T]) -> type[T]:
    """Mark a Strawberry type whose plain attributes are the same for everyone who may see the object."""
    setattr(cls, MARK, True)
    return cls


@dataclass(frozen=True, slots=True)
class Sharing:
    """How an operation is shared: all subscribers of the same variables, this one left out, are one group."""

    after: str | None  # name of the variable that holds the client's cursor


def sharing_of(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) -> Sharing | None:
    """None where the operation has to run alone."""
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    root = schema.subscription_type
    if root is None or not _all_marked(schema, fragments, operation.selection_set, root):
        return None
    return _resumable(root, fragments, operation)


def _resumable(
    root: GraphQLObjectType, fragments: dict[str, FragmentDefinitionNode], operation: OperationDefinitionNode
) -> Sharing | None:
    """Sharing needs a root field with `after`, and a cursor that nothing else in the operation depends on."""
    field = next(selected_fields(operation.selection_set, fragments))
    if AFTER not in root.fields[field.name.value].args:
        return None
    given = next((a.value for a in field.arguments or () if a.name.value == AFTER), None)
    if given is None or isinstance(given, NullValueNode):
        return Sharing(None)
    if not isinstance(given, VariableNode):
        return None
    name = given.name.value
    declared = next(v for v in operation.variable_definitions or () if v.variable.name.value == name)
    if declared.default_value is not None or _uses(name, [operation, *fragments.values()]) != 2:
        return None
    return Sharing(name)


def _uses(variable: str, nodes: Iterable[Any]) -> int:
    """How often a variable stands in these definitions, its declaration included."""
    counter = _Counter(variable)
    for node in nodes:
        visit(node, counter)
    return counter.count


class _Counter(Visitor):
    def __init__(self, variable: str) -> None:
        super().__init__()
        self.variable, self.count = variable, 0

    def enter_variable(self, node: VariableNode, *_: object) -> None:
        self.count += node.name.value == self.variable


def selected_fields(selected: SelectionSetNode, fragments: dict[str, FragmentDefinitionNode]) -> Iterator[FieldNode]:
    """The fields of a valid selection set, those of its fragments included."""
    for node in selected.selections:
        if isinstance(node, FieldNode):
            yield node
        elif isinstance(node, FragmentSpreadNode):
            yield from selected_fields(fragments[node.name.value].selection_set, fragments)
        elif isinstance(node, InlineFragmentNode):
            yield from selected_fields(node.selection_set, fragments)


def _all_marked(
    schema: GraphQLSchema,
    fragments: dict[str, FragmentDefinitionNode],
    selected: SelectionSetNode,
    parent: GraphQLCompositeType,
) -> bool:
    """Whether every field below is marked. Fragments are written out: the limits keep that small."""
    for node in selected.selections:
        if isinstance(node, FieldNode):
            below = _marked(schema, parent, node.name.value)
            if below is None:
                return False
            if node.selection_set and not _all_marked(schema, fragments, node.selection_set, below[0]):
                return False
        else:
            spread = fragments[node.name.value] if isinstance(node, FragmentSpreadNode) else node
            assert isinstance(spread, FragmentDefinitionNode | InlineFragmentNode)
            condition = schema.get_type(spread.type_condition.name.value) if spread.type_condition else parent
            if not is_composite_type(condition) or not _all_marked(schema, fragments, spread.selection_set, condition):
                return False
    return True


def _marked(schema: GraphQLSchema, parent: GraphQLCompositeType, name: str) -> tuple[Any] | None:
    """The type below the field, where the field is marked on every type that it may stand on; else None."""
    if name == "__typename":
        return (None,)
    types = schema.get_possible_types(parent) if is_abstract_type(parent) else (parent,)
    if not all(isinstance(t, GraphQLObjectType) and _is_marked(t, name) for t in types):
        return None
    return (get_named_type(parent.fields[name].type),)  # type: ignore[union-attr]  # a union has no field but __typename


def _is_marked(parent: GraphQLObjectType, name: str) -> bool:
    field = parent.fields[name].extensions.get("strawberry-definition")
    definition = parent.extensions.get("strawberry-definition")
    if field is None or definition is None:
        return False
    if field.metadata.get("viewer_independent"):
        return True
    declared = definition.concrete_of or definition  # a generic type is marked where it is declared
    return field.base_resolver is None and MARK in vars(declared.origin)

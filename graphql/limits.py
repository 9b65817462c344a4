"""What a document may ask for: depth, aliases, directives, fields and cost, measured in linear time.

Every fragment is measured once and remembered, so a chain of fragments that spread each other twice costs
its length and not a power of two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeAlias

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

from maillage.graphql.errors import ApiError

CAP = 10**9  # figures stop growing here, so that a bomb stays arithmetic on small integers
NESTED_FRAGMENTS = 60
PAGE_ARGUMENTS = ("first", "last")
FieldsType: TypeAlias = GraphQLObjectType | GraphQLInterfaceType


@dataclass(frozen=True, slots=True)
class Limits:
    """What one operation may have at most."""

    source_length: int = 20_000  # characters
    tokens: int = 2_000  # lexical tokens
    depth: int = 15  # nested fields; the introspection query of GraphiQL has 14
    aliases: int = 30
    directives: int = 50
    root_fields: int = 20
    width: int = 100  # fields in one selection set, with fragments written out; validation is quadratic in it
    fields: int = 600  # in the whole operation, with fragments written out
    cost: int = 10_000  # objects that the answer may hold
    default_page: int = 20  # of a connection asked for without `first` or `last`
    max_page: int = 100
    plain_list: int = 10  # objects assumed in a list that has no page


@dataclass(slots=True)
class Measure:
    depth: int = 0
    aliases: int = 0
    directives: int = 0
    root_fields: int = 0  # of this selection set
    fields: int = 0
    cost: int = 0

    def add(self, other: Measure) -> None:
        """Take in what a fragment holds, at this same level."""
        self.depth = max(self.depth, other.depth)
        for name in ("aliases", "directives", "root_fields", "fields", "cost"):
            setattr(self, name, min(getattr(self, name) + getattr(other, name), CAP))


@dataclass(slots=True)
class Measurer:
    """Measures operations of one document under one set of variables."""

    schema: GraphQLSchema
    document: DocumentNode
    variables: Mapping[str, Any]
    limits: Limits
    page_variables: set[str] = field(default_factory=set)  # names of the variables that the cost depends on
    _fragments: dict[str, FragmentDefinitionNode] = field(default_factory=dict)
    _measured: dict[tuple[str, int | None], Measure] = field(default_factory=dict)
    _nested: int = 0

    def __post_init__(self) -> None:
        for definition in self.document.definitions:
            if isinstance(definition, FragmentDefinitionNode):
                self._fragments[definition.name.value] = definition

    def check(self, operation: OperationDefinitionNode) -> int:
        """The operation's cost. Raises ApiError QUERY_TOO_COMPLEX with the limit, its maximum and the figure."""
        root = self.schema.get_root_type(operation.operation)
        measure = self._selections(operation.selection_set, root, None)
        measure.directives += len(operation.directives or ())
        for dimension in fields(Measure):
            actual, maximum = getattr(measure, dimension.name), getattr(self.limits, dimension.name)
            if actual > maximum:
                raise too_complex(dimension.name, maximum, actual)
        return measure.cost

    def _selections(self, selected: SelectionSetNode, parent: FieldsType | None, page: int | None) -> Measure:
        """Measure a selection set; `page` is the size of the page whose `edges` or `nodes` stand in it, if any."""
        measure = Measure()
        for node in selected.selections:
            measure.directives += len(node.directives or ())
            if isinstance(node, FieldNode):
                self._field(measure, node, parent, page)
            elif isinstance(node, InlineFragmentNode):
                condition = self._type(node.type_condition.name.value) if node.type_condition else parent
                measure.add(self._selections(node.selection_set, condition, page))
            elif isinstance(node, FragmentSpreadNode):
                measure.add(self._fragment(node.name.value, page))
        return measure

    def _field(self, measure: Measure, node: FieldNode, parent: FieldsType | None, page: int | None) -> None:
        definition = parent.fields.get(node.name.value) if parent is not None else None
        measure.root_fields += 1
        measure.fields += 1
        measure.aliases += node.alias is not None
        measure.depth = max(measure.depth, 1)
        if node.selection_set is None:
            return
        below_type = get_named_type(definition.type) if definition else None
        below = self._selections(node.selection_set, _with_fields(below_type), self._page(node, definition))
        if below.root_fields > self.limits.width:
            raise too_complex("width", self.limits.width, below.root_fields)
        below.root_fields = 0
        below.cost = self._times(node, definition, page) * (1 + below.cost)
        below.depth += 1
        measure.add(below)

    def _times(self, node: FieldNode, definition: GraphQLField | None, page: int | None) -> int:
        """How many objects the field may give."""
        if definition is None or not is_list_type(get_nullable_type(definition.type)):
            return 1
        if node.name.value.startswith("__"):
            return 1
        named = self._length(node, "ids")
        if named is not None:
            return named
        return page if page is not None and node.name.value in ("edges", "nodes") else self.limits.plain_list

    def _page(self, node: FieldNode, definition: GraphQLField | None) -> int | None:
        if definition is None or not any(name in definition.args for name in PAGE_ARGUMENTS):
            return None
        for argument in node.arguments or ():
            if argument.name.value in PAGE_ARGUMENTS:
                size = self._integer(argument.value)
                return min(size, self.limits.max_page) if size is not None else self.limits.max_page
        return self.limits.default_page

    def _integer(self, value: object) -> int | None:
        if isinstance(value, IntValueNode):
            return int(value.value)
        if isinstance(value, VariableNode):
            self.page_variables.add(value.name.value)
            given = self.variables.get(value.name.value)
            return given if isinstance(given, int) and given >= 0 else None
        return None

    def _length(self, node: FieldNode, name: str) -> int | None:
        """How many values the list argument of that name holds; None without it."""
        for argument in node.arguments or ():
            if argument.name.value == name and isinstance(argument.value, ListValueNode):
                return len(argument.value.values)
            if argument.name.value == name and isinstance(argument.value, VariableNode):
                self.page_variables.add(argument.value.name.value)
                given = self.variables.get(argument.value.name.value)
                return len(given) if isinstance(given, list) else 1
        return None

    def _fragment(self, name: str, page: int | None) -> Measure:
        key = (name, page)
        if key in self._measured:
            return self._measured[key]
        self._measured[key] = Measure()  # a fragment that spreads itself finds this and stops
        definition = self._fragments.get(name)
        if definition is None:
            return self._measured[key]
        self._nested += 1
        if self._nested > NESTED_FRAGMENTS:
            raise too_complex("nested fragments", NESTED_FRAGMENTS, self._nested)
        condition = self._type(definition.type_condition.name.value)
        self._measured[key] = self._selections(definition.selection_set, condition, page)
        self._nested -= 1
        return self._measured[key]

    def _type(self, name: str) -> FieldsType | None:
        return _with_fields(self.schema.type_map.get(name))


_LIMITS = {
    "depth": "profondeur",
    "aliases": "alias",
    "directives": "directives",
    "root_fields": "champs à la racine",
    "fields": "champs",
    "cost": "coût",
    "width": "largeur",
    "nested fragments": "fragments imbriqués",
}


def too_complex(limit: str, maximum: int, actual: int) -> ApiError:
    fr = f"L’opération dépasse la limite « {_LIMITS[limit]} » : {actual}, {maximum} au plus."
    en = f"The operation exceeds the limit for {limit.replace('_', ' ')}: {actual}, at most {maximum}."
    return ApiError(fr, en, "QUERY_TOO_COMPLEX", limit=limit, maximum=maximum, actual=actual)


def _with_fields(type_: object) -> FieldsType | None:
    return type_ if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) else None

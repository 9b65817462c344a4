"""Documents parsed, measured and validated once, and kept by their text."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    parse,
    specified_rules,
    validate,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from maillage.graphql.errors import ApiError, RequestErrors, present
from maillage.graphql.limits import Limits, Measurer
from maillage.graphql.locales import Locale
from maillage.graphql.sharing import Sharing, selected_fields, sharing_of

RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)
MAX_ERRORS = 5
MAX_COMMENTS = 200
MAX_COSTS = 32  # costs remembered for one document, by the sizes of the pages asked for


class Prepared:
    """A valid document, with what was found out about it."""

    def __init__(self, schema: GraphQLSchema, source: str, document: DocumentNode, limits: Limits) -> None:
        self.schema, self.source, self.document, self.limits = schema, source, document, limits
        self.operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
        self._page_variables: set[str] = set()
        self._costs: OrderedDict[Hashable, int] = OrderedDict()
        self._sharing: dict[int, Sharing | None] = {}

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """Raises ApiError OPERATION_UNKNOWN where the name does not single out an operation."""
        if name is None:
            if len(self.operations) == 1:
                return self.operations[0]
            fr = "Désignez l’une des opérations du document dans `operationName`."
            raise ApiError(fr, "Name one of the document's operations in `operationName`.", "OPERATION_UNKNOWN")
        for operation in self.operations:
            if operation.name and operation.name.value == name:
                return operation
        shown = name[:60]
        fr, en = f"Le document n’a pas d’opération « {shown} ».", f"The document has no operation {shown!r}."
        raise ApiError(fr, en, "OPERATION_UNKNOWN", value=shown)

    def root_field(self, operation: OperationDefinitionNode) -> FieldNode:
        """The first field of the operation: a subscription's only one."""
        fragments = {d.name.value: d for d in self.document.definitions if isinstance(d, FragmentDefinitionNode)}
        return next(selected_fields(operation.selection_set, fragments))

    def cost(self, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> int:
        """Raises ApiError QUERY_TOO_COMPLEX. Remembered by the variables that pages depend on."""
        key = (id(operation), *(_size(variables.get(name)) for name in sorted(self._page_variables)))
        if key in self._costs:
            return self._costs[key]
        measurer = Measurer(self.schema, self.document, variables, self.limits)
        cost = measurer.check(operation)
        if measurer.page_variables <= self._page_variables:
            self._costs[key] = cost
            if len(self._costs) > MAX_COSTS:
                self._costs.popitem(last=False)
        else:  # the next call knows which variables matter
            self._page_variables |= measurer.page_variables
            self._costs.clear()
        return cost

    def sharing(self, operation: OperationDefinitionNode) -> Sharing | None:
        key = id(operation)
        if key not in self._sharing:
            shared = operation.operation is OperationType.SUBSCRIPTION
            self._sharing[key] = sharing_of(self.schema, self.document, operation) if shared else None
        return self._sharing[key]


class DocumentCache:
    """Valid documents by their text, the least recently used dropped first."""

    def __init__(
        self, schema: GraphQLSchema, limits: Limits, max_documents: int = 1_000, max_characters: int = 1_000_000
    ) -> None:
        """`max_characters` bounds the memory: a parsed document takes some hundred times its text."""
        self.schema, self.limits = schema, limits
        self.max_documents, self.max_characters = max_documents, max_characters
        self._kept: OrderedDict[str, Prepared] = OrderedDict()
        self._characters = 0

    def prepare(self, source: str, variables: Mapping[str, Any], locale: Locale = "fr") -> Prepared:
        """Raises RequestErrors for a document that does not parse or is not valid, ApiError if it asks too much."""
        known = self._kept.get(source)
        if known is not None:
            self._kept.move_to_end(source)
            return known
        prepared = Prepared(self.schema, source, self._parse(source, locale), self.limits)
        self._validate(prepared, variables, locale)
        self._keep(source, prepared)
        return prepared

    def _parse(self, source: str, locale: Locale) -> DocumentNode:
        limits = self.limits
        try:
            return parse(
                source,
                max_lexical_tokens=limits.tokens,
                max_source_length=limits.source_length,
                max_comments=MAX_COMMENTS,
                allow_empty_selection_sets=False,
            )
        except GraphQLError as error:
            if isinstance(error, GraphQLSyntaxError):
                raise _refused([error], "GRAPHQL_PARSE_FAILED", locale) from None
            fr = (
                f"Le document est trop grand : {limits.source_length} caractères, {limits.tokens} lexèmes "
                f"et {MAX_COMMENTS} commentaires au plus."
            )
            raise ApiError(fr, error.message, "QUERY_TOO_COMPLEX") from None

    def _validate(self, prepared: Prepared, variables: Mapping[str, Any], locale: Locale) -> None:
        # The limits come first: validation is not linear, and they keep its input small.
        for operation in prepared.operations:
            prepared.cost(operation, variables)
        errors = validate(self.schema, prepared.document, RULES, max_errors=MAX_ERRORS, hide_suggestions=True)
        if errors:
            raise _refused(errors, "GRAPHQL_VALIDATION_FAILED", locale)

    def _keep(self, source: str, prepared: Prepared) -> None:
        self._kept[source] = prepared
        self._characters += len(source)
        while len(self._kept) > self.max_documents or self._characters > self.max_characters:
            dropped, _ = self._kept.popitem(last=False)
            self._characters -= len(dropped)


def _refused(errors: list[GraphQLError], code: str, locale: Locale) -> RequestErrors:
    for error in errors:
        error.extensions = {"code": code}
    return RequestErrors(present(errors, locale=locale))


def _size(value: object) -> object:
    return len(value) if isinstance(value, list) else value if isinstance(value, int) else None

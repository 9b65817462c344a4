"""From a request to an answer: the document, its cost, the run, its time limit. Knows no transport."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, cast

import orjson
import strawberry
from graphql import (
    ExecutionResult,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    create_source_event_stream,
)
from graphql.execution.values import get_argument_values
from strawberry.execution import optimized_is_awaitable

from maillage.graphql.context import OperationContext
from maillage.graphql.documents import DocumentCache, Prepared
from maillage.graphql.errors import ApiError, Formatted, RequestErrors, Translate, formatted, present
from maillage.graphql.fastpath import FastExecutor, use_plain_attributes
from maillage.graphql.locales import Locale
from maillage.graphql.persisted import PersistedDocuments
from maillage.graphql.requests import OperationRequest
from maillage.graphql.settings import EndpointSettings
from maillage.graphql.sharing import Sharing


@dataclass(frozen=True, slots=True)
class Plan:
    """An operation that may run: valid, within the limits, its variables not yet looked at."""

    prepared: Prepared
    operation: OperationDefinitionNode
    variables: dict[str, Any]
    cost: int

    @property
    def kind(self) -> OperationType:
        return self.operation.operation

    @property
    def sharing(self) -> Sharing | None:
        return self.prepared.sharing(self.operation)


class Engine:
    """Runs the operations of one schema."""

    def __init__(self, schema: strawberry.Schema, settings: EndpointSettings, translate: Translate) -> None:
        self.schema = schema._schema  # the graphql-core schema; Strawberry has no public name for it
        use_plain_attributes(self.schema)
        self.settings = settings
        self.translate = translate
        self.documents = DocumentCache(self.schema, settings.limits)
        self.persisted = PersistedDocuments(settings.documents, settings.only_listed_documents)

    def plan(self, request: OperationRequest, locale: Locale) -> Plan:
        """Raises RequestErrors for an operation that cannot be found, is not valid or asks too much."""
        try:
            source = self.persisted.source(request)
            prepared = self.documents.prepare(source, request.variables, locale)
            operation = prepared.operation(request.operation_name)
            cost = prepared.cost(operation, request.variables)
        except ApiError as error:
            raise RequestErrors(present([error], locale=locale)) from None
        self.persisted.register(request, source)
        return Plan(prepared, operation, request.variables, cost)

    async def answer(self, plan: Plan, context: OperationContext) -> dict[str, Any]:
        """Run a query or a mutation. Raises RequestErrors where no field was run, or the time was over."""
        executor = self.executor(plan, context, plan.variables)
        try:
            result = await self._run(executor)
        except TimeoutError:
            raise RequestErrors([self._too_slow(context.locale)]) from None
        body = self._body(result, context.locale)
        body["extensions"] = {"cost": {"requested": plan.cost, "maximum": self.settings.limits.cost}}
        return body

    def executor(self, plan: Plan, context: OperationContext, variables: dict[str, Any]) -> FastExecutor:
        """Raises RequestErrors for variables of the wrong types."""
        name = plan.operation.name
        built = FastExecutor.build(
            self.schema,
            plan.prepared.document,
            context_value=context,
            raw_variable_values=variables,
            operation_name=name.value if name else None,
            max_coercion_errors=5,
            hide_suggestions=True,
        )
        if isinstance(built, list):
            raise RequestErrors(present(built, self.translate, context.locale))
        return cast(FastExecutor, built)

    def subscribed_field(self, plan: Plan, executor: FastExecutor) -> tuple[str, dict[str, Any]]:
        """Name and arguments of a subscription's one field."""
        root = self.schema.subscription_type
        assert root is not None
        node = plan.prepared.root_field(plan.operation)
        try:
            arguments = get_argument_values(root.fields[node.name.value], node, executor.variable_values)
        except GraphQLError as error:
            raise self.failure(error, executor.context_value.locale) from None
        return node.name.value, arguments

    async def stream(self, executor: FastExecutor) -> AsyncGenerator[str, None]:
        """The results of a subscription, each serialised. Raises RequestErrors where it fails as a whole.

        Each event runs in a context of its own: loaders that outlive an event would show what is past.
        """
        locale: Locale = executor.context_value.locale
        try:
            async with aclosing(await self._source(executor)) as events:
                async for event in events:
                    yield orjson.dumps(self._body(await self._event(executor, event), locale)).decode()
        except RequestErrors:
            raise
        except TimeoutError:
            raise RequestErrors([self._too_slow(locale)]) from None
        except Exception as error:
            raise self.failure(error, locale) from None

    def failure(self, error: Exception, locale: Locale = "fr") -> RequestErrors:
        """What ends an operation where this was raised outside of a field: logged and masked if unexpected."""
        located = error if isinstance(error, GraphQLError) else GraphQLError(str(error), original_error=error)
        return RequestErrors(present([located], self.translate, locale))

    async def _source(self, executor: FastExecutor) -> AsyncGenerator[Any, None]:
        source: Any = create_source_event_stream(executor)
        if optimized_is_awaitable(source):
            source = await source
        if isinstance(source, ExecutionResult):
            raise RequestErrors(present(source.errors or [], self.translate, executor.context_value.locale))
        return cast("AsyncGenerator[Any, None]", source)

    async def _event(self, executor: FastExecutor, event: object) -> ExecutionResult:
        own = executor.build_per_event_executor(event)
        own.context_value = executor.context_value.renewed()
        return await self._run(own, serially=False)

    async def _run(self, executor: FastExecutor, serially: bool | None = None) -> ExecutionResult:
        """TimeoutError after `execution_seconds`."""
        try:
            async with asyncio.timeout(self.settings.execution_seconds):
                result: Any = executor.execute_operation(serially)
                return cast(ExecutionResult, await result if optimized_is_awaitable(result) else result)
        except (asyncio.CancelledError, TimeoutError):
            executor.awaitables.close()
            raise

    def _body(self, result: Any, locale: Locale) -> dict[str, Any]:
        body: dict[str, Any] = {}
        if result.errors:
            body["errors"] = present(result.errors, self.translate, locale)
        body["data"] = result.data
        return body

    def _too_slow(self, locale: Locale) -> Formatted:
        seconds = self.settings.execution_seconds
        fr = f"L’opération a duré plus de {seconds:g} s et a été arrêtée."
        en = f"The operation took more than {seconds:g} seconds and was stopped."
        return formatted(fr, en, {"code": "TIMEOUT", "maximum": seconds}, locale)

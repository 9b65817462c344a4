"""One operation of one client on a socket or an event stream: begun, moved when rights change, stopped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Hashable
from contextlib import aclosing
from typing import Any

import orjson
from graphql import OperationType

from maillage.graphql.context import Identity, OperationContext, Wiring
from maillage.graphql.errors import RequestErrors
from maillage.graphql.execution import Engine, Plan
from maillage.graphql.hub import Hub, Member, Opening, Sink
from maillage.graphql.live import Live, Position
from maillage.graphql.locales import Locale


class Operation:
    """What is known of a running operation."""

    __slots__ = ("live", "locale", "member", "plan", "scope", "sink", "task")

    def __init__(self, plan: Plan, sink: Sink, locale: Locale) -> None:
        self.plan, self.sink, self.locale = plan, sink, locale
        self.scope: Hashable | None = None  # the rights it was begun with
        self.member: Member | None = None  # where it is shared
        self.live: Live | None = None  # where it runs alone
        self.task: asyncio.Task[None] | None = None

    @property
    def position(self) -> Position | None:
        """Up to where a subscription was served; None where only its cursor knows."""
        if self.member is not None:
            return self.member.position
        return self.live.position if self.live is not None and self.live.begun.is_set() else None

    def stop(self) -> None:
        if self.task is not None:
            self.task.cancel()
        if self.member is not None:
            self.member.leave()
        if self.live is not None:
            self.live.is_over = True
        self.member = self.live = None


class Runner:
    """Runs operations for connections, sharing subscriptions where that is safe."""

    def __init__(self, engine: Engine, hub: Hub, wiring: Wiring[Any]) -> None:
        self.engine, self.hub, self.wiring = engine, hub, wiring

    async def run(self, operation: Operation, identity: Identity, start: Position | None = None) -> None:
        """Until its end or, where it is shared, until it is live. Every failure goes to the operation's sink."""
        try:
            context = await self.wiring.context_for(identity, operation.locale)
            if operation.plan.kind is OperationType.SUBSCRIPTION:
                await self._subscribe(operation, context, start)
            else:
                operation.sink.next(orjson.dumps(await self.engine.answer(operation.plan, context)).decode())
                operation.sink.complete()
        except RequestErrors as failure:
            _end(operation.sink, failure)
        except Exception as error:
            _end(operation.sink, self.engine.failure(error, operation.locale))

    async def recheck(self, operation: Operation, identity: Identity) -> None:
        """Begin a subscription anew, from where it is, if its subscriber's rights are no longer the same."""
        if operation.plan.kind is not OperationType.SUBSCRIPTION:
            return
        context = await self.wiring.context_for(identity, operation.locale)
        if operation.scope == await self._scope(operation.plan, context):
            return
        start = operation.position
        operation.stop()
        operation.task = asyncio.create_task(self.run(operation, identity, start))

    async def _subscribe(self, operation: Operation, context: OperationContext, start: Position | None) -> None:
        plan = operation.plan
        operation.scope = scope = await self._scope(plan, context)
        sharing = plan.sharing
        if sharing is None or scope is None:
            await self._alone(operation, context, start)
            return
        variables = {name: value for name, value in plan.variables.items() if name != sharing.after}
        after = plan.variables.get(sharing.after) if sharing.after else None
        key = (plan.prepared.source, plan.operation.name and plan.operation.name.value, _canonical(variables), scope)
        operation.member = self.hub.enter(key, self._opening(plan, variables, sharing.after, scope), operation.sink)
        await operation.member.settle(after, start)

    async def _scope(self, plan: Plan, context: OperationContext) -> Hashable | None:
        executor = self.engine.executor(plan, context, plan.variables)
        field, arguments = self.engine.subscribed_field(plan, executor)
        return await self.wiring.share_scope(context, field, arguments)

    async def _alone(self, operation: Operation, context: OperationContext, start: Position | None) -> None:
        operation.live = context.live
        context.live.start = start
        executor = self.engine.executor(operation.plan, context, operation.plan.variables)
        async with aclosing(self.engine.stream(executor)) as bodies:
            async for body in bodies:
                await operation.sink.room()
                if context.live.is_over:
                    break
                operation.sink.next(body)
        if not context.live.is_over:
            operation.sink.complete()

    def _opening(self, plan: Plan, variables: dict[str, Any], cursor: str | None, scope: Hashable) -> Opening:
        async def opening(live: Live, after: str | None) -> AsyncGenerator[str, None]:
            try:
                context = await self.wiring.context_for_scope(scope)
            except Exception as error:
                raise self.engine.failure(error) from None
            context.live = live
            given = variables if cursor is None or after is None else {**variables, cursor: after}
            async with aclosing(self.engine.stream(self.engine.executor(plan, context, given))) as bodies:
                async for body in bodies:
                    yield body

        return opening


def _end(sink: Sink, failure: RequestErrors) -> None:
    if failure.errors:
        sink.error(failure.errors)
    else:
        sink.complete()


def _canonical(variables: dict[str, Any]) -> bytes:
    return orjson.dumps(variables, option=orjson.OPT_SORT_KEYS)

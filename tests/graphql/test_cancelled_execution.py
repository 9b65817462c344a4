"""An execution that is cancelled, or too slow, leaves nothing behind that was never awaited."""

from __future__ import annotations

import asyncio
import gc
import warnings
from collections.abc import AsyncGenerator, Awaitable, Callable

import pytest
import strawberry

from maillage.graphql.errors import RequestErrors, nothing_expected
from maillage.graphql.execution import Engine
from maillage.graphql.requests import OperationRequest
from maillage.graphql.settings import EndpointSettings
from tests.graphql.test_fastpath import context


@strawberry.type
class Leaf:
    number: int

    @strawberry.field
    async def later(self) -> int:
        await asyncio.sleep(3_600)
        return self.number

    @strawberry.field
    def below(self) -> list[Leaf]:
        return [Leaf(number=n) for n in range(3)]

    @strawberry.field
    async def soon(self) -> list[Leaf]:
        await asyncio.sleep(0)
        return [Leaf(number=n) for n in range(3)]


@strawberry.type
class Query:
    @strawberry.field
    def end(self) -> bool:
        """The execution is cancelled between the making of its coroutines and their first steps."""
        task = asyncio.current_task()
        assert task is not None
        task.cancel()
        return True

    @strawberry.field
    async def end_soon(self) -> bool:
        """As another task of the same turn of the event loop would."""
        RUNNING[-1].cancel()
        await asyncio.sleep(0)
        return True

    @strawberry.field
    def leaf(self) -> Leaf:
        return Leaf(number=0)


RUNNING: list[asyncio.Task[object]] = []
QUERIES = [
    "{ end leaf { later } }",
    "{ end leaf { a: later b: later c: later } }",
    "{ end a: leaf { later } b: leaf { later number } }",
    "{ end a: leaf { below { number later } } b: leaf { below { below { a: later b: later } } } }",
    "{ end a: leaf { soon { later } } b: leaf { soon { number } } }",
    "{ endSoon a: leaf { soon { below { later a: soon { later } } } } b: leaf { below { later } } }",
    "{ a: leaf { below { later } b: soon { below { later } } } endSoon }",
]


async def warned(run: Callable[[], Awaitable[object]], expected: type[BaseException]) -> list[str]:
    """What Python warned of while it ran, and when all that it left was collected."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        task = asyncio.ensure_future(run())
        RUNNING.append(task)  # type: ignore[arg-type]
        with pytest.raises(expected):
            await task
        del task
        RUNNING.clear()
        await asyncio.sleep(0)
        gc.collect()
    return [str(each.message) for each in caught]


@pytest.mark.parametrize("query", QUERIES)
async def test_a_cancelled_execution_leaves_no_coroutine_that_was_never_awaited(query: str):
    engine = Engine(strawberry.Schema(query=Query), EndpointSettings(), nothing_expected)
    plan = engine.plan(OperationRequest.of({"query": query}), "en")
    assert await warned(lambda: engine.answer(plan, context()), asyncio.CancelledError) == []


async def test_so_does_an_event_of_a_subscription():
    @strawberry.type
    class Subscription:
        @strawberry.subscription
        async def roots(self) -> AsyncGenerator[Query, None]:
            yield Query()

    engine = Engine(strawberry.Schema(query=Query, subscription=Subscription), EndpointSettings(), nothing_expected)
    request = OperationRequest.of({"query": f"subscription {{ roots {QUERIES[1]} }}"})
    executor = engine.executor(engine.plan(request, "en"), context(), {})
    assert await warned(lambda: anext(engine.stream(executor)), asyncio.CancelledError) == []


@pytest.mark.parametrize("query", ["{ leaf { a: later b: later } }", "{ leaf { soon { below { later } } } }"])
async def test_so_does_one_that_is_too_slow(query: str):
    engine = Engine(strawberry.Schema(query=Query), EndpointSettings(execution_seconds=0.0), nothing_expected)
    plan = engine.plan(OperationRequest.of({"query": query}), "en")
    assert await warned(lambda: engine.answer(plan, context()), RequestErrors) == []

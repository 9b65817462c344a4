"""What an execution made to be awaited, so that nothing of it is left behind when the execution is cancelled.

graphql-core makes the coroutines of a whole selection, wraps those in further ones, and then begins a task for each
of the outermost. A cancellation that comes before a task's first step ends its coroutine unbegun, and those inside
would never be awaited.
"""

from __future__ import annotations

from inspect import CORO_CREATED, getcoroutinestate, iscoroutine

from strawberry.execution import optimized_is_awaitable


class Awaitables:
    """Says of a value whether it is awaitable, as graphql-core asks of each that it gets, and remembers those."""

    __slots__ = ("_made",)

    def __init__(self) -> None:
        self._made: list[object] = []

    def __call__(self, value: object) -> bool:
        if optimized_is_awaitable(value):
            self._made.append(value)
            return True
        return False

    def close(self) -> None:
        """Close what has not begun. Only when the execution is over: no task may hold it any more."""
        for each in self._made:
            if iscoroutine(each) and getcoroutinestate(each) == CORO_CREATED:
                each.close()

"""Told to stop, a process closes what it has opened."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Stop:
    """What SIGTERM and SIGINT do: end the task, so that whatever is open is closed, or something gentler."""

    def __init__(self) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._do: Callable[[], object] = task.cancel

    def instead(self, do: Callable[[], object]) -> None:
        self._do = do

    def __call__(self) -> None:
        self._do()


@contextmanager
def stoppable() -> Iterator[Stop]:
    stop, loop = Stop(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    try:
        yield stop
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)

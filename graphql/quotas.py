"""How much one person may ask of this process. Kept in memory: another process counts for itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable

from maillage.graphql.errors import ApiError

SWEEP = 10_000  # people remembered before the full buckets are dropped


class Rate:
    """A token bucket per person: `per_minute` operations at once, refilled evenly over a minute."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute = per_minute
        self._clock = clock
        self._buckets: dict[Hashable, tuple[float, float]] = {}  # person -> (tokens left, at what time)

    def take(self, person: Hashable) -> None:
        """Raises ApiError RATE_LIMITED, saying after how many seconds to try again."""
        if wait := self.wait(person):
            raise ApiError(
                f"Plus de {self.per_minute} opérations en une minute ; réessayez dans {wait:g} s.",
                f"More than {self.per_minute} operations in a minute; try again in {wait:g} s.",
                "RATE_LIMITED",
                maximum=self.per_minute,
                retryAfter=wait,
            )

    def wait(self, person: Hashable) -> float:
        """0 where the person may go on, which is then counted; else after how many seconds."""
        now = self._clock()
        tokens = self._tokens(person, now)
        if tokens < 1:
            return max(0.001, round((1 - tokens) * 60 / self.per_minute, 3))
        self._buckets[person] = (tokens - 1, now)
        if len(self._buckets) > SWEEP:
            self._sweep(now)
        return 0

    def _tokens(self, person: Hashable, now: float) -> float:
        left, then = self._buckets.get(person, (float(self.per_minute), now))
        return min(self.per_minute, left + (now - then) * self.per_minute / 60)

    def _sweep(self, now: float) -> None:
        self._buckets = {p: b for p, b in self._buckets.items() if self._tokens(p, now) < self.per_minute}

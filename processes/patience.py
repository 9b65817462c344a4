"""How long a message is tried, and how often."""

from __future__ import annotations

from datetime import timedelta

GIVE_UP_AFTER = timedelta(days=3)
MOST_FAILURES = 5  # of our own making: what fails so often will not succeed by waiting
_FIRST, _LONGEST = timedelta(seconds=5), timedelta(hours=1)


def pause_after(tries: int) -> timedelta:
    """Before the next try, `tries` others having failed before: 5 s, then twice as long each time, an hour at most."""
    doublings: int = 2 ** min(tries, 20)
    return min(_FIRST * doublings, _LONGEST)

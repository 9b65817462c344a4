"""Numbers of the decision register: gapless per network and year, `2026-01`, and after 99 `2026-100`."""

from __future__ import annotations


def prefix_of(year: int) -> str:
    """What every number of a year begins with: `2026-`."""
    return f"{year}-"


def next_number(year: int, highest: str | None) -> str:
    """The number after `highest`, the greatest one of that year; None opens the year at 01.

    ValueError: `highest` is no number of that year.
    """
    if highest is None:
        return f"{prefix_of(year)}01"
    if not highest.startswith(prefix_of(year)):
        raise ValueError(f"{highest} is no number of {year}")
    return f"{prefix_of(year)}{int(highest.removeprefix(prefix_of(year))) + 1:02}"

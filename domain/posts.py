"""How much of a full-time post an ambassador works at a collectivity, from day to day (fr: ETP)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from maillage.domain.mandates import Mandate

FULL_TIME = Decimal(1)
_TEN_THOUSANDTH = Decimal("0.0001")


class EmploymentKind(Enum):
    """What an ambassador is employed as."""

    PERMANENT = "PERMANENT"  # titulaire, CDI
    FIXED_TERM = "FIXED_TERM"  # contractuel, CDD
    APPRENTICESHIP = "APPRENTICESHIP"  # alternance
    CIVIC_SERVICE = "CIVIC_SERVICE"  # service civique


@dataclass(frozen=True)
class Post:
    """What a mandate amounts to from one day to the next that is told."""

    fte: Decimal  # of a full-time post, 0 to 1
    employment_kind: EmploymentKind | None


def normal_share(share: Decimal) -> Decimal | None:
    """One way to write a share from 0 to 1 with four decimals at most; None for any other number."""
    if not (share.is_finite() and 0 <= share <= FULL_TIME and share == share.quantize(_TEN_THOUSANDTH)):
        return None
    return abs(share.quantize(_TEN_THOUSANDTH).normalize())  # no minus zero


def fullest_day(held: Iterable[tuple[Mandate, Mapping[date, Post]]]) -> tuple[date, Decimal]:
    """The first of the days on which these mandates amount to most, and to how much. At least one is told of."""
    told = list(held)
    days = {day for mandate, posts in told for day in (mandate.starts_on, *posts)}
    return min(((day, _total(told, day)) for day in days), key=lambda each: (-each[1], each[0]))


def _total(held: Iterable[tuple[Mandate, Mapping[date, Post]]], day: date) -> Decimal:
    return sum((_fte_on(posts, day) for mandate, posts in held if mandate.active_on(day)), Decimal(0))


def _fte_on(posts: Mapping[date, Post], day: date) -> Decimal:
    latest = max((since for since in posts if since <= day), default=None)
    return Decimal(0) if latest is None else posts[latest].fte

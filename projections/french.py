"""How dates, times and numbers are written in French, without the machine's locale."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from maillage.domain.calendar import PARIS

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_MORE_THAN = {
    (0, 1): "au moins une",
    (1, 2): "plus de la moitié",
    (1, 3): "plus du tiers",
    (2, 3): "plus des deux tiers",
    (1, 4): "plus du quart",
    (3, 4): "plus des trois quarts",
}


def day(value: date) -> str:
    """lundi 2 mars 2026."""
    number = "1er" if value.day == 1 else value.day
    return f"{_DAYS[value.weekday()]} {number} {_MONTHS[value.month - 1]} {value.year}"


def hour(instant: datetime) -> str:
    """14 h 30, in Europe/Paris."""
    local = instant.astimezone(PARIS)
    return f"{local.hour} h {local.minute:02}" if local.minute else f"{local.hour} h"


def moment(instant: datetime) -> str:
    """lundi 2 mars 2026 à 14 h 30, in Europe/Paris."""
    return f"{day(instant.astimezone(PARIS).date())} à {hour(instant)}"


def period(start: datetime, end: datetime) -> str:
    """lundi 2 mars 2026 de 14 h 30 à 17 h, or with both days where they differ; to follow `le` or `au`."""
    first, last = start.astimezone(PARIS).date(), end.astimezone(PARIS).date()
    if first == last:
        return f"{day(first)} de {hour(start)} à {hour(end)}"
    return f"{moment(start)}, jusqu’au {moment(end)}"


def percent(share: Decimal) -> str:
    """12,5 % for 0.125."""
    return f"{(share * 100).normalize():f} %".replace(".", ",")


def number(value: Decimal) -> str:
    """12 345,5 with narrow no-break spaces."""
    return f"{value.normalize():,f}".replace(",", "\u202f").replace(".", ",")


def euros(amount: Decimal) -> str:
    """12 345,50 € with narrow no-break spaces."""
    return f"{amount:,.2f} €".replace(",", "\u202f").replace(".", ",")


def count(number: int, nouns: str) -> str:
    """9 collectivités, 1 collectivité, aucune collectivité. Feminine, plural in s: enough for the words used here."""
    if number == 0:
        return f"aucune {nouns}"
    return f"{number} {nouns if number == 1 else ' '.join(f'{word}s' for word in nouns.split())}"


def more_than(numerator: int, denominator: int) -> str:
    """plus de la moitié, plus de 3/5; to precede `des ...`."""
    return _MORE_THAN.get((numerator, denominator), f"plus de {numerator}/{denominator}")

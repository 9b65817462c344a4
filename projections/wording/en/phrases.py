"""What the sentences in English are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from maillage.projections import english as en

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry

ERASED = "an erased person"
UNKNOWN = "an unknown organisation"
MAJORITIES = {
    "SIMPLE": "more than half of the votes cast",
    "ABSOLUTE": "more than half of the members",
    "TWO_THIRDS": "two thirds of the votes cast",
}


def person(entry: Entry, id: UUID | None) -> str:
    return entry.name_of(id) or ERASED


def named(entry: Entry, id: UUID | None) -> str:
    return entry.name_of(id) or UNKNOWN


def quoted(entry: Entry) -> str:
    return f"“{named(entry, entry.subject)}”"


def reason(entry: Entry) -> str:
    reason = entry.fields["reason"]
    return f". Reason: {reason}" if reason else ""


def collectivities(number: int, what: str = "") -> str:
    return en.count(number, f"{what}collectivity", f"{what}collectivities")


def together(names: Sequence[str]) -> str:
    """Arc Sud, Zone d’Oust and Val."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last

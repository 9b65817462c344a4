"""What the sentences in French are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry

ERASED = "une personne effacée"
UNKNOWN = "une organisation inconnue"
MAJORITIES = {
    "SIMPLE": "plus de la moitié des suffrages exprimés",
    "ABSOLUTE": "plus de la moitié des membres",
    "TWO_THIRDS": "les deux tiers des suffrages exprimés",
}


def person(entry: Entry, id: UUID | None) -> str:
    return entry.name_of(id) or ERASED


def named(entry: Entry, id: UUID | None) -> str:
    return entry.name_of(id) or UNKNOWN


def quoted(entry: Entry) -> str:
    return f"« {named(entry, entry.subject)} »"


def reason(entry: Entry) -> str:
    reason = entry.fields["reason"]
    return f". Motif : {reason}" if reason else ""


def together(names: Sequence[str]) -> str:
    """Arc Sud, Zone d’Oust et Val."""
    *others, last = names
    return f"{', '.join(others)} et {last}" if others else last

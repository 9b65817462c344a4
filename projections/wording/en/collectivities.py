"""Sentences in English on collectivities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from maillage.projections import english as en
from maillage.projections.wording.en.phrases import named

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry

_COLLECTIVITIES = {"EPCI": "EPCI", "COMMUNE": "commune"}


def _population(entry: Entry) -> str:
    f = entry.fields
    people = en.number(Decimal(f["inhabitants"]))
    return f"{named(entry, entry.subject)}: {people} inhabitants in {f['year']} (source: {f['source']})"


def _tonnage(entry: Entry) -> str:
    f = entry.fields
    tonnes = en.number(Decimal(f["tonnes"]))
    return f"{named(entry, entry.subject)}: {tonnes} t of waste collected in {f['year']} (source: {f['source']})"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "collectivity.registered": lambda e: (
            f"new collectivity in the directory: {e.fields['name']} ({_COLLECTIVITIES[e.fields['kind']]})"
        ),
        "collectivity.renamed": lambda e: (
            f"{named(e, e.subject)} is called “{e.fields['name']}” from {en.day(e.day('on'))}"
        ),
        "collectivity.population-recorded": _population,
        "collectivity.tonnage-recorded": _tonnage,
    }
)

"""Sentences in French on collectivities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from maillage.projections import french as fr
from maillage.projections.wording.fr.phrases import named

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry

_COLLECTIVITIES = {"EPCI": "EPCI", "COMMUNE": "commune"}


def _population(entry: Entry) -> str:
    f = entry.fields
    people = fr.number(Decimal(f["inhabitants"]))
    return f"{named(entry, entry.subject)} : {people} habitants en {f['year']} (source : {f['source']})"


def _tonnage(entry: Entry) -> str:
    f = entry.fields
    tonnes = fr.number(Decimal(f["tonnes"]))
    return f"{named(entry, entry.subject)} : {tonnes} t de déchets collectées en {f['year']} (source : {f['source']})"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "collectivity.registered": lambda e: (
            f"nouvelle collectivité à l’annuaire : {e.fields['name']} ({_COLLECTIVITIES[e.fields['kind']]})"
        ),
        "collectivity.renamed": lambda e: (
            f"{named(e, e.subject)} prend le nom « {e.fields['name']} » à compter du {fr.day(e.day('on'))}"
        ),
        "collectivity.population-recorded": _population,
        "collectivity.tonnage-recorded": _tonnage,
    }
)

"""Sentences in French on collectivities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from maillage.projections import french as fr
from maillage.projections.wording.fr.phrases import named, person, reason

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


def _sits(capacity: str) -> Callable[[Entry], str]:
    def render(entry: Entry) -> str:
        seat = f"{named(entry, entry.subject)}, siège {entry.fields['seat']}"
        days = f"à compter du {fr.day(entry.day('starts_on'))}"
        until = f" et jusqu’au {fr.day(entry.day('ends_on'))}" if entry.fields["ends_on"] else ""
        act = f" (acte : {entry.fields['deliberation']})" if entry.fields.get("deliberation") else ""
        return f"{seat} : {person(entry, entry.id('person'))}, {capacity}, {days}{until}{act}"

    return render


def _seat_end_moved(entry: Entry) -> str:
    seat = f"{named(entry, entry.subject)}, siège {entry.fields['seat']} : {person(entry, entry.id('person'))}"
    if not entry.fields["ends_on"]:
        return f"{seat}, sans date de fin"
    if entry.day("ends_on") < entry.day("starts_on"):
        return f"{seat} ne l’occupera pas"
    return f"{seat}, jusqu’au {fr.day(entry.day('ends_on'))}"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "collectivity.registered": lambda e: (
            f"nouvelle collectivité à l’annuaire : {e.fields['name']} ({_COLLECTIVITIES[e.fields['kind']]})"
        ),
        "collectivity.renamed": lambda e: (
            f"{named(e, e.subject)} prend le nom « {e.fields['name']} » à compter du {fr.day(e.day('on'))}"
        ),
        "collectivity.profile-described": lambda e: f"profil mis à jour : {named(e, e.subject)}",
        "collectivity.closed": lambda e: (
            f"{named(e, e.subject)} n’existe plus à compter du {fr.day(e.day('on'))}{reason(e)}"
        ),
        "collectivity.population-recorded": _population,
        "collectivity.tonnage-recorded": _tonnage,
        "collectivity.seat-taken": _sits("titulaire"),
        "collectivity.substitute-designated": _sits("suppléance"),
        "collectivity.seat-end-moved": _seat_end_moved,
    }
)

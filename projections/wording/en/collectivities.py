"""Sentences in English on collectivities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from maillage.projections import english as en
from maillage.projections.wording.en.phrases import named, person, reason

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


def _sits(capacity: str) -> Callable[[Entry], str]:
    def render(entry: Entry) -> str:
        seat = f"{named(entry, entry.subject)}, seat {entry.fields['seat']}"
        until = f" to {en.day(entry.day('ends_on'))}" if entry.fields["ends_on"] else ""
        act = f" (act: {entry.fields['deliberation']})" if entry.fields.get("deliberation") else ""
        days = f"from {en.day(entry.day('starts_on'))}{until}"
        return f"{seat}: {person(entry, entry.id('person'))}, {capacity}, {days}{act}"

    return render


def _seat_end_moved(entry: Entry) -> str:
    seat = f"{named(entry, entry.subject)}, seat {entry.fields['seat']}: {person(entry, entry.id('person'))}"
    if not entry.fields["ends_on"]:
        return f"{seat}, without an end"
    if entry.day("ends_on") < entry.day("starts_on"):
        return f"{seat} will not hold it"
    return f"{seat}, to {en.day(entry.day('ends_on'))}"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "collectivity.registered": lambda e: (
            f"new collectivity in the directory: {e.fields['name']} ({_COLLECTIVITIES[e.fields['kind']]})"
        ),
        "collectivity.renamed": lambda e: (
            f"{named(e, e.subject)} is called “{e.fields['name']}” from {en.day(e.day('on'))}"
        ),
        "collectivity.profile-described": lambda e: f"profile brought up to date: {named(e, e.subject)}",
        "collectivity.closed": lambda e: (
            f"{named(e, e.subject)} exists no more from {en.day(e.day('on'))} on{reason(e)}"
        ),
        "collectivity.population-recorded": _population,
        "collectivity.tonnage-recorded": _tonnage,
        "collectivity.seat-taken": _sits("titular"),
        "collectivity.substitute-designated": _sits("substitute"),
        "collectivity.seat-end-moved": _seat_end_moved,
    }
)

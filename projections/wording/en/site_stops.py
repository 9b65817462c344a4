"""Sentences in English on the stops of site visits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from maillage.projections import english as en
from maillage.projections.wording.en.phrases import named, person, quoted, reason

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry

_KINDS = {
    "SORTING_CENTRE": "sorting centre",
    "ENERGY_RECOVERY_FACILITY": "energy recovery facility",
    "LANDFILL": "landfill",
    "TRANSFER_STATION": "transfer station",
    "CIVIC_AMENITY_SITE": "civic amenity site",
}


def _stop(entry: Entry) -> str:
    return f"visit {quoted(entry)}: stop “{named(entry, entry.id('stop'))}”"


def _who(entry: Entry) -> str:
    return person(entry, entry.id("person"))


def _planned(entry: Entry) -> str:
    what = f"{_KINDS[entry.fields['facility_kind']]}, operator: {entry.fields['operator']}"
    when = en.period(entry.instant("starts_at"), entry.instant("ends_at"))
    return f"{_stop(entry)} planned on {when} ({what}, {en.count(entry.fields['max_visitors'], 'place', 'places')})"


def _visited(entry: Entry) -> str:
    return f"{_stop(entry)} visited ({en.count(len(entry.fields['visitors']), 'person', 'people')})"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "meeting.site-stop-planned": _planned,
        "meeting.site-stop-confirmed": lambda e: f"{_stop(e)} confirmed by the operator",
        "meeting.site-stop-joined": lambda e: f"{_stop(e)}, a place for {_who(e)}",
        "meeting.site-stop-left": lambda e: f"{_stop(e)}, {_who(e)} gives the place back",
        "meeting.safety-notice-acknowledged": lambda e: f"{_stop(e)}, safety notice read by {_who(e)}",
        "meeting.site-stop-visited": _visited,
        "meeting.site-stop-missed": lambda e: f"{_stop(e)} missed{reason(e)}",
    }
)

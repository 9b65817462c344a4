"""Sentences in French on the stops of site visits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from maillage.projections import french as fr
from maillage.projections.wording.fr.phrases import named, person, quoted, reason

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry

_KINDS = {
    "SORTING_CENTRE": "centre de tri",
    "ENERGY_RECOVERY_FACILITY": "usine d’incinération",
    "LANDFILL": "centre d’enfouissement",
    "TRANSFER_STATION": "quai de transfert",
    "CIVIC_AMENITY_SITE": "déchèterie",
}


def _stop(entry: Entry) -> str:
    return f"visite {quoted(entry)} : étape « {named(entry, entry.id('stop'))} »"


def _who(entry: Entry) -> str:
    return person(entry, entry.id("person"))


def _planned(entry: Entry) -> str:
    what = f"{_KINDS[entry.fields['facility_kind']]}, exploitant : {entry.fields['operator']}"
    when = fr.period(entry.instant("starts_at"), entry.instant("ends_at"))
    return f"{_stop(entry)} prévue le {when} ({what}, {fr.count(entry.fields['max_visitors'], 'place')})"


def _visited(entry: Entry) -> str:
    return f"{_stop(entry)} visitée ({fr.count(len(entry.fields['visitors']), 'personne')})"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "meeting.site-stop-planned": _planned,
        "meeting.site-stop-confirmed": lambda e: f"{_stop(e)} confirmée par l’exploitant",
        "meeting.site-stop-joined": lambda e: f"{_stop(e)}, une place pour {_who(e)}",
        "meeting.site-stop-left": lambda e: f"{_stop(e)}, {_who(e)} rend sa place",
        "meeting.safety-notice-acknowledged": lambda e: f"{_stop(e)}, consignes de sécurité lues par {_who(e)}",
        "meeting.site-stop-visited": _visited,
        "meeting.site-stop-missed": lambda e: f"{_stop(e)} manquée{reason(e)}",
    }
)

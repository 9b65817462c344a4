"""Sentences in French on meetings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from maillage.projections import french as fr
from maillage.projections.wording.fr.phrases import named, person, quoted, reason

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry

_KINDS = {
    "REGULAR": "réunion ordinaire",
    "SITE_VISIT": "visite de site",
    "WORKING_GROUP": "groupe de travail",
    "TRAINING": "formation",
}
_MODALITIES = {"ON_SITE": "sur place", "REMOTE": "à distance", "HYBRID": "sur place et à distance"}
_PRESENCES = {"ONSITE": "sur place", "REMOTE": "à distance"}


def _planned(entry: Entry) -> str:
    kind, modality = _KINDS[entry.fields["kind"]], _MODALITIES[entry.fields["modality"]]
    return f"réunion {quoted(entry)} à programmer ({kind}, {modality})"


def _slot(entry: Entry) -> str:
    place = f". Lieu : {entry.fields['place']}" if entry.fields["place"] else ""
    return f"{fr.period(entry.instant('starts_at'), entry.instant('ends_at'))}{place}"


def _opened(entry: Entry) -> str:
    members = fr.count(len(entry.fields["members"]), "collectivité membre")
    return f"réunion {quoted(entry)} ouverte : {members}, quorum à {entry.fields['needed']}"


def _arrived(entry: Entry) -> str:
    whom = f" pour {named(entry, entry.collectivity)}" if entry.collectivity else ""
    who, how = person(entry, entry.id("person")), _PRESENCES[entry.fields["presence"]]
    apart = ", sans voix" if entry.collectivity and not entry.fields["mandate"] else ""
    return f"{who} participe à la réunion {quoted(entry)}{whom}, {how}{apart}"


def _quorum(said: str) -> Callable[[Entry], str]:
    def render(entry: Entry) -> str:
        represented = fr.count(entry.fields["represented"], "collectivité représentée")
        return f"réunion {quoted(entry)} : {said} ({represented}, quorum à {entry.fields['needed']})"

    return render


def _quorum_missed(entry: Entry) -> str:
    figures = f"au plus haut {entry.fields['represented']} sur {entry.fields['members']}"
    return f"réunion {quoted(entry)} : quorum jamais atteint ({figures}, quorum à {entry.fields['needed']})"


def _closed(entry: Entry) -> str:
    return f"réunion {quoted(entry)} close : {fr.count(len(entry.fields['attended']), 'collectivité présente')}"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "meeting.planned": _planned,
        "meeting.scheduled": lambda e: f"réunion {quoted(e)} fixée au {_slot(e)}",
        "meeting.rescheduled": lambda e: f"réunion {quoted(e)} déplacée au {_slot(e)}{reason(e)}",
        "meeting.cancelled": lambda e: f"réunion {quoted(e)} annulée{reason(e)}",
        "meeting.opened": _opened,
        "meeting.participant-arrived": _arrived,
        "meeting.participant-left": lambda e: f"{person(e, e.id('person'))} quitte la réunion {quoted(e)}",
        "meeting.quorum-established": _quorum("quorum atteint"),
        "meeting.quorum-lost": _quorum("quorum perdu"),
        "meeting.quorum-not-reached": _quorum_missed,
        "meeting.adjourned": lambda e: f"réunion {quoted(e)} ajournée avant son terme{reason(e)}",
        "meeting.reconvened": lambda e: (
            f"réunion {quoted(e)} : elle reprend la réunion « {named(e, e.id('of'))} », sans condition de quorum"
        ),
        "meeting.closed": _closed,
    }
)

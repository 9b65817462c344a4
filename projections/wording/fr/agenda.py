"""Sentences in French on the agendas of meetings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from maillage.projections import french as fr
from maillage.projections.wording.fr.phrases import named, quoted, reason

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry


def _item(entry: Entry) -> str:
    return f"point « {named(entry, entry.id('item'))} »"


def _proposed(entry: Entry) -> str:
    whence = f", reporté de la réunion « {named(entry, entry.id('carried_from'))} »" if _carried(entry) else ""
    return f"{_item(entry)} proposé à l’ordre du jour de la réunion {quoted(entry)}{whence}"


def _carried(entry: Entry) -> bool:
    return entry.fields["carried_from"] is not None


def _agenda(said: str) -> Callable[[Entry], str]:
    def render(entry: Entry) -> str:
        items = fr.count(len(entry.fields["items"]), "point")
        return f"ordre du jour de la réunion {quoted(entry)} {said} : {items}"

    return render


def _admitted(entry: Entry) -> str:
    consents = len(entry.fields["consents"])
    agreed = f", avec l’accord de {fr.count(consents, 'collectivité présente')}" if consents else ""
    return f"{_item(entry)} ajouté en séance à l’ordre du jour de la réunion {quoted(entry)}{agreed}"


def _decided(entry: Entry) -> str:
    decision = named(entry, entry.id("decision"))
    return f"réunion {quoted(entry)} : {_item(entry)} tranché par la décision « {decision} »"


def _carried_over(entry: Entry) -> str:
    target = entry.fields["to_meeting"]
    where = f"la réunion « {named(entry, entry.id('to_meeting'))} »" if target else "une prochaine réunion"
    return f"réunion {quoted(entry)} : {_item(entry)} reporté à {where}"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "meeting.agenda-item-proposed": _proposed,
        "meeting.agenda-item-accepted": lambda e: f"{_item(e)} inscrit à l’ordre du jour de la réunion {quoted(e)}",
        "meeting.agenda-item-declined": lambda e: (
            f"{_item(e)} écarté de l’ordre du jour de la réunion {quoted(e)}{reason(e)}"
        ),
        "meeting.agenda-reordered": _agenda("réordonné"),
        "meeting.agenda-published": _agenda("publié"),
        "meeting.late-item-admitted": _admitted,
        "meeting.item-taken-up": lambda e: f"réunion {quoted(e)} : examen du {_item(e)}",
        "meeting.item-discussed": lambda e: f"réunion {quoted(e)} : {_item(e)} débattu",
        "meeting.item-decided": _decided,
        "meeting.item-carried-over": _carried_over,
        "meeting.item-dropped": lambda e: f"réunion {quoted(e)} : {_item(e)} retiré de l’ordre du jour{reason(e)}",
    }
)

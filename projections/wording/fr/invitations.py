"""Sentences in French on who is asked to a meeting, who answers, and who travels with whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from maillage.projections.wording.fr.phrases import person, quoted

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry

_ANSWERS = {"ACCEPTED": "participera", "DECLINED": "ne participera pas", "TENTATIVE": "participera peut-être"}


def _sent(entry: Entry) -> str:
    number = len(entry.fields["people"])
    plural = "s" * (number > 1)
    return f"réunion {quoted(entry)} : {number} personne{plural} invitée{plural}"


def _answered(entry: Entry) -> str:
    who, answer = person(entry, entry.id("person")), entry.fields["answer"]
    if answer == "SUBSTITUTE":
        return f"réunion {quoted(entry)} : {who} se fera remplacer par {person(entry, entry.id('substitute'))}"
    return f"réunion {quoted(entry)} : {who} {_ANSWERS[answer]}"


def _offered(entry: Entry) -> str:
    seats = entry.fields["seats"]
    offer = f"propose {seats} place{'s' * (seats > 1)} en covoiturage"
    return f"réunion {quoted(entry)} : {person(entry, entry.id('person'))} {offer}"


def _joined(entry: Entry) -> str:
    who, driver = person(entry, entry.id("person")), person(entry, entry.id("driver"))
    return f"réunion {quoted(entry)} : {who} fera route avec {driver}"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "meeting.invitations-sent": _sent,
        "meeting.attendance-answered": _answered,
        "meeting.carpool-offered": _offered,
        "meeting.carpool-joined": _joined,
    }
)

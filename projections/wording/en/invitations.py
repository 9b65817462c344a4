"""Sentences in English on who is asked to a meeting, who answers, and who travels with whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from maillage.projections import english as en
from maillage.projections.wording.en.phrases import person, quoted

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry

_ANSWERS = {"ACCEPTED": "will attend", "DECLINED": "will not attend", "TENTATIVE": "may attend"}


def _sent(entry: Entry) -> str:
    return f"meeting {quoted(entry)}: {en.count(len(entry.fields['people']), 'person', 'people')} invited"


def _answered(entry: Entry) -> str:
    who, answer = person(entry, entry.id("person")), entry.fields["answer"]
    if answer == "SUBSTITUTE":
        return f"meeting {quoted(entry)}: {who} sends a substitute, {person(entry, entry.id('substitute'))}"
    return f"meeting {quoted(entry)}: {who} {_ANSWERS[answer]}"


def _offered(entry: Entry) -> str:
    seats = en.count(entry.fields["seats"], "seat", "seats")
    return f"meeting {quoted(entry)}: {person(entry, entry.id('person'))} offers {seats} in a car"


def _joined(entry: Entry) -> str:
    who, driver = person(entry, entry.id("person")), person(entry, entry.id("driver"))
    return f"meeting {quoted(entry)}: {who} will ride along with {driver}"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "meeting.invitations-sent": _sent,
        "meeting.attendance-answered": _answered,
        "meeting.carpool-offered": _offered,
        "meeting.carpool-joined": _joined,
    }
)

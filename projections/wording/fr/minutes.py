"""Sentences in French on minutes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from maillage.projections import french as fr
from maillage.projections.wording.fr.phrases import named, person, quoted

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry


def _circulated(entry: Entry) -> str:
    deadline = fr.day(entry.day("deadline"))
    then = "sans remarque, il sera approuvé le lendemain" if entry.fields["silence_approves"] else "il est à approuver"
    return f"réunion {quoted(entry)} : compte rendu diffusé, remarques attendues jusqu’au {deadline} ; {then}"


def _remark_made(entry: Entry) -> str:
    return f"réunion {quoted(entry)} : {person(entry, entry.id('author'))} fait une remarque sur le compte rendu"


def _approved(entry: Entry) -> str:
    if entry.collectivity:
        who = f"{person(entry, entry.id('person'))} approuve le compte rendu pour {named(entry, entry.collectivity)}"
        return f"réunion {quoted(entry)} : {who}"
    return f"réunion {quoted(entry)} : compte rendu approuvé à la réunion « {named(entry, entry.id('meeting'))} »"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "minutes.drafted": lambda e: f"réunion {quoted(e)} : compte rendu rédigé",
        "minutes.redrafted": lambda e: f"réunion {quoted(e)} : compte rendu repris",
        "minutes.circulated": _circulated,
        "minutes.remark-made": _remark_made,
        "minutes.approved": _approved,
        "minutes.corrected": lambda e: f"réunion {quoted(e)} : erratum au compte rendu",
    }
)

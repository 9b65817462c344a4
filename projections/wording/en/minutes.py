"""Sentences in English on minutes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from maillage.projections import english as en
from maillage.projections.wording.en.phrases import named, person, quoted

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry


def _circulated(entry: Entry) -> str:
    deadline = en.day(entry.day("deadline"))
    then = "without a remark they are approved the day after" if entry.fields["silence_approves"] else "to be approved"
    return f"meeting {quoted(entry)}: minutes circulated for remarks until {deadline}; {then}"


def _remark_made(entry: Entry) -> str:
    return f"meeting {quoted(entry)}: {person(entry, entry.id('author'))} remarks on the minutes"


def _approved(entry: Entry) -> str:
    if entry.collectivity:
        who = f"{person(entry, entry.id('person'))} approves the minutes for {named(entry, entry.collectivity)}"
        return f"meeting {quoted(entry)}: {who}"
    return f"meeting {quoted(entry)}: minutes approved at the meeting “{named(entry, entry.id('meeting'))}”"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "minutes.drafted": lambda e: f"meeting {quoted(e)}: minutes drafted",
        "minutes.redrafted": lambda e: f"meeting {quoted(e)}: minutes redrafted",
        "minutes.circulated": _circulated,
        "minutes.remark-made": _remark_made,
        "minutes.approved": _approved,
        "minutes.corrected": lambda e: f"meeting {quoted(e)}: erratum to the minutes",
    }
)

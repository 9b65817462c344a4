"""An entry of the timeline as a sentence, rendered when it is read from what its fact says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from maillage.projections.wording import en, fr

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry

Sentences: TypeAlias = "Mapping[str, Callable[[Entry], str]]"  # by topic

SENTENCES: Mapping[str, Sentences] = {"fr": fr.SENTENCES, "en": en.SENTENCES}


def text(entry: Entry, locale: str) -> str:
    """In French (`fr`), else in English; with a capital and a full stop."""
    said = SENTENCES["fr" if locale == "fr" else "en"][entry.topic](entry)
    return f"{said[0].upper()}{said[1:]}{'' if said[-1] in '.!?…' else '.'}"

"""The sentences of the timeline in English, one module per subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from maillage.projections.wording.en import (
    action_items,
    agenda,
    collectivities,
    date_polls,
    decisions,
    invitations,
    meetings,
    minutes,
    network,
    people,
    proxies,
    site_stops,
)

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry

_SUBJECTS = (
    action_items,
    agenda,
    collectivities,
    date_polls,
    decisions,
    invitations,
    meetings,
    minutes,
    network,
    people,
    proxies,
    site_stops,
)
SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {topic: sentence for subject in _SUBJECTS for topic, sentence in subject.SENTENCES.items()}
)

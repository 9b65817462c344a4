"""Sentences in English on the proxies for a meeting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from maillage.projections.wording.en.phrases import named, person, quoted

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry


def _given(entry: Entry) -> str:
    whose, holder = named(entry, entry.collectivity), person(entry, entry.id("holder"))
    return f"meeting {quoted(entry)}: {whose} gives its proxy to {holder}"


def _revoked(entry: Entry) -> str:
    whose, holder = named(entry, entry.collectivity), person(entry, entry.id("holder"))
    if entry.fields["lapsed"]:
        return f"meeting {quoted(entry)}: the proxy given to {holder} by {whose} ends with the mandate"
    return f"meeting {quoted(entry)}: {whose} revokes the proxy given to {holder}"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {"meeting.proxy-given": _given, "meeting.proxy-revoked": _revoked}
)

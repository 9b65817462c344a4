"""Sentences in French on the proxies for a meeting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from maillage.projections.wording.fr.phrases import named, person, quoted

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry


def _given(entry: Entry) -> str:
    whose, holder = named(entry, entry.collectivity), person(entry, entry.id("holder"))
    return f"réunion {quoted(entry)} : {whose} donne pouvoir à {holder}"


def _revoked(entry: Entry) -> str:
    whose, holder = named(entry, entry.collectivity), person(entry, entry.id("holder"))
    if entry.fields["lapsed"]:
        return f"réunion {quoted(entry)} : le pouvoir donné à {holder} par {whose} prend fin avec le mandat"
    return f"réunion {quoted(entry)} : {whose} retire le pouvoir donné à {holder}"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {"meeting.proxy-given": _given, "meeting.proxy-revoked": _revoked}
)

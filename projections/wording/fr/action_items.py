"""Sentences in French on action items."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from maillage.projections import french as fr
from maillage.projections.wording.fr.phrases import named, person, quoted, reason

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry


def _assigned(entry: Entry) -> str:
    whom = f" pour {named(entry, entry.collectivity)}" if entry.collectivity else ""
    who, due = person(entry, entry.id("owner")), fr.day(entry.day("due"))
    return f"action {quoted(entry)} confiée à {who}{whom}, échéance le {due}"


def _due_date_moved(entry: Entry) -> str:
    return f"action {quoted(entry)} : échéance déplacée au {fr.day(entry.day('due'))}{reason(entry)}"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "action-item.assigned": _assigned,
        "action-item.due-date-moved": _due_date_moved,
        "action-item.became-overdue": lambda e: f"action {quoted(e)} en retard : échéance au {fr.day(e.day('due'))}",
        "action-item.started": lambda e: f"action {quoted(e)} commencée",
        "action-item.completed": lambda e: f"action {quoted(e)} terminée. Justificatif : {e.fields['evidence']}",
        "action-item.reopened": lambda e: f"action {quoted(e)} rouverte{reason(e)}",
        "action-item.dropped": lambda e: f"action {quoted(e)} abandonnée{reason(e)}",
    }
)

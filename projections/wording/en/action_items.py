"""Sentences in English on action items."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from maillage.projections import english as en
from maillage.projections.wording.en.phrases import named, person, quoted, reason

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry


def _assigned(entry: Entry) -> str:
    whom = f" for {named(entry, entry.collectivity)}" if entry.collectivity else ""
    who, due = person(entry, entry.id("owner")), en.day(entry.day("due"))
    return f"action {quoted(entry)} assigned to {who}{whom}, due on {due}"


def _due_date_moved(entry: Entry) -> str:
    return f"action {quoted(entry)}: due date moved to {en.day(entry.day('due'))}{reason(entry)}"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "action-item.assigned": _assigned,
        "action-item.due-date-moved": _due_date_moved,
        "action-item.became-overdue": lambda e: f"action {quoted(e)} overdue: due on {en.day(e.day('due'))}",
        "action-item.started": lambda e: f"action {quoted(e)} begun",
        "action-item.completed": lambda e: f"action {quoted(e)} completed. Evidence: {e.fields['evidence']}",
        "action-item.reopened": lambda e: f"action {quoted(e)} reopened{reason(e)}",
        "action-item.dropped": lambda e: f"action {quoted(e)} dropped{reason(e)}",
    }
)

"""Sentences in English on polls of dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from maillage.projections import english as en
from maillage.projections.wording.en.phrases import collectivities, person, quoted, reason

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry


def _people(number: int) -> str:
    return en.count(number, "person", "people")


def _date(option: Mapping[str, Any]) -> str:
    return en.period(*(datetime.fromisoformat(option[name]) for name in ("starts_at", "ends_at")))


def _opened(entry: Entry) -> str:
    dates = en.count(len(entry.fields["options"]), "date", "dates")
    return f"date poll {quoted(entry)} opened: {dates}, answers due until {en.moment(entry.instant('deadline'))}"


def _added(entry: Entry) -> str:
    return f"date poll {quoted(entry)}: date added, {_date(entry.fields['option'])}"


def _answered(entry: Entry) -> str:
    return f"{person(entry, entry.id('person'))} answers the date poll {quoted(entry)}"


def _reminded(entry: Entry) -> str:
    return f"date poll {quoted(entry)}: reminder to {_people(len(entry.fields['to']))} without a full answer"


def _all_answered(entry: Entry) -> str:
    return f"date poll {quoted(entry)}: all answers are in ({_people(entry.fields['invited'])})"


def _closed(entry: Entry) -> str:
    able, needed = entry.fields["able"], entry.fields["needed"]
    date = _date(entry.fields["chosen"])
    can = f"{collectivities(able)} can come, {needed} needed"
    return f"date poll {quoted(entry)} closed on {date} ({can}){reason(entry)}"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "date-poll.opened": _opened,
        "date-poll.option-added": _added,
        "date-poll.availability-answered": _answered,
        "date-poll.reminder-sent": _reminded,
        "date-poll.all-answered": _all_answered,
        "date-poll.closed": _closed,
        "date-poll.abandoned": lambda e: f"date poll {quoted(e)} abandoned{reason(e)}",
    }
)

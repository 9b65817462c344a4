"""Sentences in French on polls of dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from maillage.projections import french as fr
from maillage.projections.wording.fr.phrases import person, quoted, reason

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry


def _people(number: int) -> str:
    return fr.count(number, "personne")


def _date(option: Mapping[str, Any]) -> str:
    return fr.period(*(datetime.fromisoformat(option[name]) for name in ("starts_at", "ends_at")))


def _opened(entry: Entry) -> str:
    dates = fr.count(len(entry.fields["options"]), "date")
    due = fr.moment(entry.instant("deadline"))
    return f"sondage de dates {quoted(entry)} ouvert : {dates}, réponses attendues jusqu’au {due}"


def _added(entry: Entry) -> str:
    return f"sondage de dates {quoted(entry)} : date ajoutée, le {_date(entry.fields['option'])}"


def _answered(entry: Entry) -> str:
    return f"{person(entry, entry.id('person'))} répond au sondage de dates {quoted(entry)}"


def _reminded(entry: Entry) -> str:
    return f"sondage de dates {quoted(entry)} : rappel à {_people(len(entry.fields['to']))} sans réponse complète"


def _all_answered(entry: Entry) -> str:
    invited = entry.fields["invited"]
    return f"sondage de dates {quoted(entry)} : toutes les réponses sont là ({_people(invited)})"


def _closed(entry: Entry) -> str:
    able, needed = entry.fields["able"], entry.fields["needed"]
    who = fr.count(able, "collectivité disponible")
    date = _date(entry.fields["chosen"])
    return f"sondage de dates {quoted(entry)} clos : date retenue, le {date} ({who} pour {needed}){reason(entry)}"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "date-poll.opened": _opened,
        "date-poll.option-added": _added,
        "date-poll.availability-answered": _answered,
        "date-poll.reminder-sent": _reminded,
        "date-poll.all-answered": _all_answered,
        "date-poll.closed": _closed,
        "date-poll.abandoned": lambda e: f"sondage de dates {quoted(e)} abandonné{reason(e)}",
    }
)

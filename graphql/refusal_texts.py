"""A refusal of the rules in words for who asked: ids and fields as this API writes them, days as French does."""

from __future__ import annotations

import re
from datetime import date, datetime
from uuid import UUID

from maillage.domain.calendar import PARIS
from maillage.domain.refusals import NotFound, Refusal, Value
from maillage.graphql.ids import encode_id
from maillage.graphql.references import PREFIXES
from maillage.projections import french

# A figure after these articles is a day or an instant, if it is written as `str(date)` or `calendar.shown` do.
_AFTER_AN_ARTICLE = re.compile(r"\b(?:le|du|au) \{(\w+)\}", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?")


def message_of(refusal: Refusal, locale: str) -> str:
    """The sentence in French (`fr`), else in English, where days stay as 2026-03-02."""
    values = {name: _worded(refusal, name, value, locale) for name, value in refusal.values.items()}
    return (refusal.FR if locale == "fr" else refusal.EN).format(**values)


def camel(name: str) -> str:
    """starts_at -> startsAt."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _worded(refusal: Refusal, name: str, value: Value, locale: str) -> Value:
    match name, value:
        case "id", str() if isinstance(refusal, NotFound):
            return encode_id(PREFIXES[str(refusal.values["kind"])], UUID(value))
        case "field", str():
            return f"« {camel(value)} »" if locale == "fr" else camel(value)
        case _, str() if locale == "fr" and name in _AFTER_AN_ARTICLE.findall(refusal.FR) and _DAY.fullmatch(value):
            return _french(value)
    return value


def _french(value: str) -> str:
    """2026-03-02 14:30, Europe/Paris -> lundi 2 mars 2026 à 14 h 30."""
    if " " in value:
        return french.moment(datetime.fromisoformat(value).replace(tzinfo=PARIS))
    return french.day(date.fromisoformat(value))

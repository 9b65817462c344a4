"""What the next meeting might talk about (fr: ordre du jour suggéré), from what the network's facts leave to do.

Each source is a function of SOURCES: what comes later (needs, obligations, pledges, tools) adds its own.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, TypeAlias
from uuid import UUID

from maillage.domain.agenda import Purpose, Source, SourceKind
from maillage.domain.calendar import day_of
from maillage.domain.caller import Caller, Right
from maillage.domain.decision_facts import DecisionStatus
from maillage.eventstore.sql import Connection, queries
from maillage.projections import english as en
from maillage.projections import french as fr

SQL = queries(__file__)


class SuggestionReason(Enum):
    """Why something is suggested."""

    CARRIED_OVER = "CARRIED_OVER"
    ACTION_OVERDUE = "ACTION_OVERDUE"
    ACTION_DUE = "ACTION_DUE"
    REVIEW_DUE = "REVIEW_DUE"
    DECISION_DEFERRED = "DECISION_DEFERRED"
    DECISION_PROPOSED = "DECISION_PROPOSED"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One item that an agenda might have, why, and what it is about."""

    id: UUID  # of its source; of the item itself where it is carried over
    reason: SuggestionReason
    title: str
    purpose: Purpose
    on: date | None  # that the reason speaks of; None only for a meeting that never had a date
    minutes: int | None = None
    name: str | None = None  # that the reason speaks of: of a meeting, or the number of a decision
    meeting: UUID | None = None  # that left the item open
    source: Source | None = None  # None exactly where it is carried over
    covers: UUID | None = None  # what a carried item takes up already

    def text(self, locale: str) -> str:
        """The reason as a sentence in French (`fr`), else in English."""
        return _french(self) if locale == "fr" else _english(self)


@dataclass(frozen=True, slots=True)
class Horizon:
    """Until when things count as due: the day of the next regular meeting, without one the day of the reader."""

    today: date
    until: date


Find: TypeAlias = Callable[[Connection, UUID, Horizon], Awaitable[list[Suggestion]]]


async def carried_over(db: Connection, network: UUID, _: Horizon) -> list[Suggestion]:
    """What earlier meetings left to any later one, and what cancelled ones were to talk about."""
    return [
        Suggestion(
            *(row["item"], SuggestionReason.CARRIED_OVER, row["title"], Purpose(row["purpose"])),
            on=row["meeting_at"] and day_of(row["meeting_at"]),
            minutes=row["minutes"],
            name=row["meeting_title"],
            meeting=row["meeting"],
            covers=row["source"],
        )
        for row in await db.fetch(SQL["items"], network)
    ]


async def actions_due(db: Connection, network: UUID, horizon: Horizon) -> list[Suggestion]:
    """Under way and due by then, those that are late first."""
    return [
        Suggestion(
            row["id"],
            SuggestionReason.ACTION_OVERDUE if row["due"] < horizon.today else SuggestionReason.ACTION_DUE,
            *(row["title"], Purpose.INFORMATION, row["due"]),
            source=Source(SourceKind.ACTION_ITEM, row["id"]),
        )
        for row in await db.fetch(SQL["actions"], network, horizon.until)
    ]


async def decisions_waiting(db: Connection, network: UUID, horizon: Horizon) -> list[Suggestion]:
    """In force and to be reviewed by then; then those that were deferred, or proposed for a meeting to come."""
    return [
        Suggestion(
            *(row["id"], reason, row["title"], Purpose.DECISION, on),
            name=row["number"],
            source=Source(SourceKind.DECISION, row["id"]),
        )
        for row in await db.fetch(SQL["decisions"], network, horizon.until)
        for reason, on in [_why_decided(row)]
    ]


SOURCES: tuple[Find, ...] = (carried_over, actions_due, decisions_waiting)


async def suggested_agenda(db: Connection, caller: Caller) -> list[Suggestion]:
    """In the order of SOURCES. What stands on the agenda of a meeting to come is not suggested again, nor twice here.

    It tells of actions and decisions, and takes the right to read them.
    """
    for right in (Right.READ_MEETINGS, Right.READ_ACTIONS, Right.READ_DECISIONS):
        caller.must(right)
    today = day_of(caller.now)
    following = await db.fetchval(SQL["next_meeting"], caller.network, caller.now)
    horizon = Horizon(today, max(today, day_of(following)) if following else today)
    found = [each for find in SOURCES for each in await find(db, caller.network, horizon)]
    covered = {each.covers for each in found}
    return [each for each in found if each.id not in covered]


def _why_decided(row: Mapping[str, Any]) -> tuple[SuggestionReason, date]:
    match DecisionStatus(row["status"]):
        case DecisionStatus.ADOPTED:
            return SuggestionReason.REVIEW_DUE, row["review_on"]
        case DecisionStatus.DEFERRED:
            return SuggestionReason.DECISION_DEFERRED, day_of(row["deferred_at"])
    return SuggestionReason.DECISION_PROPOSED, day_of(row["proposed_at"])


def _french(said: Suggestion) -> str:
    on = said.on and fr.day(said.on)
    match said.reason:
        case SuggestionReason.CARRIED_OVER:
            return f"Reporté de la réunion « {said.name} »{f' du {on}' if on else ''}."
        case SuggestionReason.ACTION_OVERDUE:
            return f"Action en retard : échéance au {on}."
        case SuggestionReason.ACTION_DUE:
            return f"Action à échéance au {on}."
        case SuggestionReason.REVIEW_DUE:
            return f"Décision {said.name} à réexaminer : échéance au {on}."
        case SuggestionReason.DECISION_DEFERRED:
            return f"Décision ajournée le {on}."
        case SuggestionReason.DECISION_PROPOSED:
            return f"Décision proposée le {on} pour une prochaine réunion."


def _english(said: Suggestion) -> str:
    on = said.on and en.day(said.on)
    match said.reason:
        case SuggestionReason.CARRIED_OVER:
            return f"Carried over from the meeting “{said.name}”{f' of {on}' if on else ''}."
        case SuggestionReason.ACTION_OVERDUE:
            return f"Action overdue: it was due on {on}."
        case SuggestionReason.ACTION_DUE:
            return f"Action due on {on}."
        case SuggestionReason.REVIEW_DUE:
            return f"Decision {said.name} to be reviewed: due on {on}."
        case SuggestionReason.DECISION_DEFERRED:
            return f"Decision deferred on {on}."
        case SuggestionReason.DECISION_PROPOSED:
            return f"Decision proposed on {on} for a meeting to come."

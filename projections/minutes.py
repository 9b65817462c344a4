"""The minutes of meetings (fr: comptes rendus): their text, what was remarked on it, and whether it is approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from maillage.domain.base import Fact
from maillage.domain.caller import Caller, Right
from maillage.domain.minutes import Minutes
from maillage.domain.registry import facts_of
from maillage.domain.silences import Silence
from maillage.eventstore.facts import Recorded
from maillage.eventstore.projection import Projection
from maillage.eventstore.sql import Connection, queries
from maillage.projections.fold import Batch, concerned
from maillage.projections.rows import to_row, to_rows

SQL = queries(__file__)


class MinutesStatus(Enum):
    DRAFT = "DRAFT"
    CIRCULATED = "CIRCULATED"
    APPROVED = "APPROVED"


@dataclass(frozen=True, slots=True)
class MinutesRow:
    """Minutes. Whether silence has approved them is a question of the day, which no row holds."""

    id: UUID
    meeting: UUID
    text: str  # for who keeps them the last draft, for others what was circulated last
    author: UUID | None  # of that text; None: the program
    drafted_at: datetime  # that text
    is_draft: bool  # not circulated yet
    circulated_at: datetime | None  # the last time
    deadline: date | None  # last day of the silence
    silence_approves: bool
    remarked: bool  # since they were circulated
    approved_at: datetime | None  # by somebody
    approved_for: UUID | None  # collectivity
    approved_by: UUID | None  # person
    approved_meeting: UUID | None  # at which they were approved
    version: int  # of their stream
    changed_seq: int

    def silent_since(self, day: date) -> date | None:
        """The day from which silence has approved them, where it has by that day."""
        if self.is_draft or self.approved_at or self.deadline is None:
            return None
        silence = Silence(self.deadline, self.silence_approves, self.remarked)
        return self.deadline + timedelta(days=1) if silence.has_approved(day) else None

    def status_on(self, day: date) -> MinutesStatus:
        if self.approved_at or self.silent_since(day):
            return MinutesStatus.APPROVED
        return MinutesStatus.DRAFT if self.is_draft else MinutesStatus.CIRCULATED


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """What one person remarked on minutes."""

    minutes: UUID
    author: UUID
    text: str | None  # None once the author is erased
    made_at: datetime


@dataclass(frozen=True, slots=True)
class ErratumRow:
    """What corrects minutes that were approved."""

    minutes: UUID
    erratum: str
    corrected_at: datetime


async def minutes_by_id(db: Connection, caller: Caller, ids: Sequence[UUID]) -> dict[UUID, MinutesRow]:
    """Those of the ids that the caller may see: drafts are for the coordinator and the auditors."""
    caller.must(Right.READ_MEETINGS)
    rows = await db.fetch(SQL["by_id"], caller.network, ids, caller.sees_everything)
    return {row["id"]: to_row(MinutesRow, row) for row in rows}


async def minutes_of(db: Connection, caller: Caller, meetings: Sequence[UUID]) -> dict[UUID, MinutesRow]:
    """Those of each meeting that has some, by meeting, drafts likewise."""
    caller.must(Right.READ_MEETINGS)
    rows = await db.fetch(SQL["by_meeting"], caller.network, meetings, caller.sees_everything)
    return {row["meeting"]: to_row(MinutesRow, row) for row in rows}


async def remarks_on(db: Connection, caller: Caller, minutes: Sequence[UUID]) -> dict[UUID, list[RemarkRow]]:
    """In the order in which they were made. No minutes are missing."""
    caller.must(Right.READ_MEETINGS)
    found: dict[UUID, list[RemarkRow]] = {each: [] for each in minutes}
    for row in to_rows(RemarkRow, await db.fetch(SQL["remarks"], caller.network, minutes)):
        found[row.minutes].append(row)
    return found


async def errata_of(db: Connection, caller: Caller, minutes: Sequence[UUID]) -> dict[UUID, list[ErratumRow]]:
    """The first one first. No minutes are missing."""
    caller.must(Right.READ_MEETINGS)
    found: dict[UUID, list[ErratumRow]] = {each: [] for each in minutes}
    for row in to_rows(ErratumRow, await db.fetch(SQL["errata"], caller.network, minutes)):
        found[row.minutes].append(row)
    return found


# Writing ------------------------------------------------------------------------

_FACTS = set(facts_of(Minutes).values())


async def project(db: Connection, facts: Sequence[Recorded]) -> None:
    batch = Batch("minutes", "minutes_texts", "minutes_remarks", "minutes_errata")
    for recorded in concerned(_FACTS, facts):
        fact = recorded.fact
        batch.patch("minutes", recorded, {"id": fact.originator_id}, version=fact.originator_version, **_columns(fact))
        key = {"minutes": fact.originator_id, "version": fact.originator_version}
        match fact:
            case Minutes.Drafted(author=author, text=text) | Minutes.Redrafted(author=author, text=text):
                batch.patch("minutes_texts", recorded, key, author=author, text=text, drafted_at=fact.timestamp)
            case Minutes.RemarkMade(author=author, text=remark):
                batch.patch("minutes_remarks", recorded, key, author=author, text=remark, made_at=fact.timestamp)
            case Minutes.Corrected(erratum=erratum):
                batch.patch("minutes_errata", recorded, key, erratum=erratum, corrected_at=fact.timestamp)
    if batch:
        await db.execute(SQL["write"], batch.json())


def _columns(fact: Fact) -> dict[str, Any]:
    match fact:
        case Minutes.Drafted(meeting=meeting):
            return {"meeting": meeting, "silence_approves": False, "remarked": False}
        case Minutes.Circulated(deadline=deadline, silence_approves=approves, timestamp=at):
            last = {"circulated_at": at, "circulated_version": fact.originator_version}
            return {**last, "deadline": deadline, "silence_approves": approves, "remarked": False}
        case Minutes.RemarkMade():
            return {"remarked": True}
        case Minutes.Approved(collectivity=collectivity, person=person, meeting=meeting, timestamp=at):
            who = {"approved_for": collectivity, "approved_by": person, "approved_meeting": meeting}
            return {"approved_at": at, **who}
    return {}


PROJECTION = Projection("minutes", version=1, sql=SQL, project=project)

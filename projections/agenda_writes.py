"""How facts become the agendas of meetings and their items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from maillage.domain.agenda import ItemStatus
from maillage.domain.agenda_facts import AgendaFacts
from maillage.domain.base import Fact
from maillage.domain.meetings import Meeting
from maillage.domain.registry import facts_of
from maillage.eventstore.facts import Recorded
from maillage.eventstore.projection import Projection
from maillage.eventstore.sql import Connection, queries
from maillage.projections.fold import Batch, concerned

SQL = queries(__file__)

_FACTS = {kind for kind in facts_of(Meeting).values() if kind.__name__ in vars(AgendaFacts)}


async def project(db: Connection, facts: Sequence[Recorded]) -> None:
    batch = Batch("agendas", "items", "decisions")
    for recorded in concerned(_FACTS, facts):
        _patch(batch, recorded)
    if batch:
        await db.execute(SQL["write"], batch.json())


def _patch(batch: Batch, recorded: Recorded) -> None:
    fact = recorded.fact
    meeting = {"meeting": fact.originator_id}
    if columns := _whole(fact):
        batch.patch("agendas", recorded, meeting, **columns)
    match fact:
        case Meeting.AgendaItemProposed(item=item):
            batch.patch("items", recorded, {**meeting, "item": item}, **_proposed(fact), proposed_seq=recorded.seq)
        case Meeting.AgendaReordered(items=items):
            for place, item in enumerate(items):
                columns = {"place_version": fact.originator_version, "place": place}
                batch.patch("items", recorded, {**meeting, "item": item}, **columns)
        case Meeting.ItemDecided(item=item, decision=decision):
            batch.patch("decisions", recorded, {**meeting, "item": item, "decision": decision})
    if columns := _accepted(fact) or _settled(fact):
        about = {**meeting, "item": fact.item}  # type: ignore[attr-defined]  # every fact with such columns has one
        batch.patch("items", recorded, about, **columns)


def _whole(fact: Fact) -> dict[str, Any]:
    match fact:
        case Meeting.AgendaPublished(items=items, timestamp=at):
            return {"published": items, "published_at": at}
        case Meeting.ItemTakenUp(item=item, timestamp=at):
            return {"taken_up": item, "taken_up_at": at, "taken_up_version": fact.originator_version}
    return {}


def _proposed(fact: Meeting.AgendaItemProposed) -> dict[str, Any]:
    source = {"source_kind": fact.source and fact.source.kind, "source": fact.source and fact.source.id}
    what = {"title": fact.title, "text": fact.text, "purpose": fact.purpose, "minutes": fact.minutes}
    whence = {"proposed_by": fact.by, "carried_from": fact.carried_from, "proposed_at": fact.timestamp}
    return {**what, **whence, **source, "status": ItemStatus.PROPOSED, "late": False, "discussed": False}


def _accepted(fact: Fact) -> dict[str, Any]:
    match fact:
        case Meeting.AgendaItemAccepted() | Meeting.LateItemAdmitted():
            place = {"place_version": fact.originator_version, "place": 0}
            return {**place, "status": ItemStatus.ACCEPTED, "late": isinstance(fact, Meeting.LateItemAdmitted)}
    return {}


def _settled(fact: Fact) -> dict[str, Any]:
    done = {"done_version": fact.originator_version}
    match fact:
        case Meeting.AgendaItemDeclined(reason=reason):
            return {"status": ItemStatus.DECLINED, "reason": reason}
        case Meeting.ItemDiscussed(notes=notes):
            return {**done, "discussed": True, "notes": notes}
        case Meeting.ItemDecided():
            return {**done, "status": ItemStatus.DECIDED}
        case Meeting.ItemCarriedOver(to_meeting=meeting):
            return {**done, "status": ItemStatus.CARRIED_OVER, "to_meeting": meeting}
        case Meeting.ItemDropped(reason=reason):
            return {**done, "status": ItemStatus.DROPPED, "reason": reason}
    return {}


PROJECTION = Projection("agenda", version=1, sql=SQL, project=project)

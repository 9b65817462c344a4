"""How facts become meetings and the stays of those who attend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from maillage.domain.base import Fact
from maillage.domain.meetings import Meeting
from maillage.domain.registry import facts_of
from maillage.eventstore.facts import Recorded
from maillage.eventstore.projection import Projection
from maillage.eventstore.sql import Connection, queries
from maillage.projections.fold import Batch, Patch, concerned
from maillage.projections.meetings import UNSCHEDULED, MeetingStatus

SQL = queries(__file__)

_FACTS = set(facts_of(Meeting).values())


async def project(db: Connection, facts: Sequence[Recorded]) -> None:
    batch = Batch("meetings", "presences", "departures")
    stays = _Stays(batch)
    for recorded in concerned(_FACTS, facts):
        fact = recorded.fact
        key = {"id": fact.originator_id}
        batch.patch("meetings", recorded, key, version=fact.originator_version, **_columns(fact))
        match fact:
            case Meeting.ParticipantArrived():
                stays.begin(recorded, fact)
            case Meeting.ParticipantLeft():
                stays.end(recorded, fact)
    if batch:
        await db.execute(SQL["write"], batch.json())


class _Stays:
    """The arrivals and departures of a batch, in its order. Nobody arrives twice without leaving."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._open: dict[tuple[UUID, UUID], Patch] = {}  # by meeting and person, begun in this batch

    def begin(self, recorded: Recorded, fact: Meeting.ParticipantArrived) -> None:
        key = {"meeting": fact.originator_id, "person": fact.person, "arrived_version": fact.originator_version}
        columns = {"presence": fact.presence, "arrived_at": fact.timestamp}
        seat = {"seat": fact.seat and fact.seat.number, "substitute": fact.seat is not None and fact.seat.substitute}
        stands_for = {"collectivity": fact.collectivity, "mandate": fact.mandate, **seat}
        stay = self._batch.patch("presences", recorded, key, **stands_for, **columns)
        self._open[fact.originator_id, fact.person] = stay

    def end(self, recorded: Recorded, fact: Meeting.ParticipantLeft) -> None:
        if stay := self._open.pop((fact.originator_id, fact.person), None):
            stay.update(left_at=fact.timestamp, changed_seq=recorded.seq)
        else:
            key = {"meeting": fact.originator_id, "person": fact.person}
            columns = {"left_version": fact.originator_version, "left_at": fact.timestamp}
            self._batch.patch("departures", recorded, key, **columns)


def _columns(fact: Fact) -> dict[str, Any]:
    return _prepared(fact) or _held(fact)


def _prepared(fact: Fact) -> dict[str, Any]:
    match fact:
        case Meeting.Planned(title=title, kind=kind, modality=modality, timestamp=at):
            nobody_yet = {"formalities": (), "members": (), "attended": ()}
            nothing_yet = {**nobody_yet, "quorum_established": False, "quorum_missed": False}
            nothing_yet |= {"sequence": 0, "slot_sequence": 0}
            what = {"title": title, "kind": kind, "modality": modality, "planned_at": at}
            return {**what, **nothing_yet, "status": MeetingStatus.PLANNED, "sort_at": UNSCHEDULED}
        case Meeting.Scheduled(quorum_rule=rule, formalities=formalities):
            rules = {"quorum_rule": rule, "formalities": formalities}
            return {**_slot(fact), **rules, "status": MeetingStatus.SCHEDULED}
        case Meeting.Rescheduled(reason=reason, sequence=sequence):
            return {**_slot(fact), "reason": reason, "sequence": sequence, "slot_sequence": sequence}
        case Meeting.Reconvened(of=of):
            return {"reconvenes": of}
        case Meeting.Cancelled(reason=reason, sequence=sequence):
            dated = {"reason": reason, "sequence": sequence, "dated_at": fact.timestamp}
            return {**dated, "status": MeetingStatus.CANCELLED}
    return {}


def _held(fact: Fact) -> dict[str, Any]:
    match fact:
        case Meeting.Opened(members=members, needed=needed, chair=chair, timestamp=at):
            whose = {"members": members, "needed": needed, "chair": chair}
            return {**whose, "status": MeetingStatus.OPEN, "opened_at": at}
        case Meeting.QuorumEstablished() | Meeting.QuorumLost():
            return {"quorum_established": isinstance(fact, Meeting.QuorumEstablished)}
        case Meeting.QuorumNotReached():
            return {"quorum_missed": True}
        case Meeting.Closed(attended=attended, adjourned=adjourned, timestamp=at):
            status = MeetingStatus.ADJOURNED if adjourned else MeetingStatus.CLOSED
            return {"status": status, "attended": attended, "closed_at": at}
        case Meeting.Adjourned(reason=reason):
            return {"reason": reason}
    return {}


def _slot(fact: Meeting.Scheduled | Meeting.Rescheduled) -> dict[str, Any]:
    when = {"starts_at": fact.starts_at, "ends_at": fact.ends_at, "sort_at": fact.starts_at}
    return {**when, "place": fact.place, "call_link": fact.call_link, "dated_at": fact.timestamp}


PROJECTION = Projection("meetings", version=3, sql=SQL, project=project)

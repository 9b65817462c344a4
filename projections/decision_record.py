"""What came out of a meeting (fr: relevé de décisions): who was represented, what was decided, who sees to what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from maillage.domain.calendar import day_of
from maillage.domain.caller import Caller
from maillage.domain.decision_facts import DecisionStatus
from maillage.domain.invitation_facts import Answer
from maillage.eventstore.sql import Connection
from maillage.projections.action_items import ActionFilter, ActionItemRow, action_items
from maillage.projections.belonging import belonging
from maillage.projections.decisions import DecisionRow, decisions_at
from maillage.projections.invitations import invitations_to
from maillage.projections.meetings import MeetingRow, meetings_by_id
from maillage.projections.members import CollectivityRow, collectivities_by_id
from maillage.projections.paging import Window
from maillage.projections.people import PersonRow, people_by_id

MOST = 500  # decisions, and actions, of one meeting
_OPEN = frozenset({DecisionStatus.PROPOSED, DecisionStatus.BALLOT_OPEN})


@dataclass(frozen=True, slots=True)
class DecisionRecordRow:
    """Of a meeting that is closed. Members by name, decisions in the order of their proposal, actions by due date."""

    meeting: MeetingRow
    represented: tuple[CollectivityRow, ...]
    excused: tuple[CollectivityRow, ...]  # not represented, and somebody who was invited had said so
    absent: tuple[CollectivityRow, ...]  # not represented, and nobody had said so
    decisions: tuple[DecisionRow, ...]  # adopted, rejected or deferred there, whatever became of them since
    actions: tuple[ActionItemRow, ...]
    owners: dict[UUID, PersonRow]  # of the actions


async def decision_record(db: Connection, caller: Caller, id: UUID) -> DecisionRecordRow | None:
    """None: there is no such meeting, or it is not closed."""
    meeting = (await meetings_by_id(db, caller, [id])).get(id)
    if meeting is None or meeting.closed_at is None:
        return None
    members = await collectivities_by_id(db, caller, list({*meeting.members, *meeting.attended}))
    said_no = await _excused(db, caller, meeting, day_of(meeting.starts_at or meeting.closed_at))
    here = frozenset(meeting.attended)
    away = [each for each in meeting.members if each not in here]
    taken = (await decisions_at(db, caller, [id], Window(MOST), newest_first=False))[id]
    actions = await action_items(db, caller, Window(MOST), ActionFilter(meeting=id))
    return DecisionRecordRow(
        meeting,
        represented=_named(members, list(meeting.attended)),
        excused=_named(members, [each for each in away if each in said_no]),
        absent=_named(members, [each for each in away if each not in said_no]),
        decisions=tuple(each for each in taken if each.status not in _OPEN),
        actions=tuple(actions),
        owners=await people_by_id(db, caller, list({each.owner for each in actions})),
    )


async def _excused(db: Connection, caller: Caller, meeting: MeetingRow, day: date) -> frozenset[UUID]:
    """Members of whom somebody who was invited had declined."""
    invited = (await invitations_to(db, caller, [meeting.id]))[meeting.id]
    people = await belonging(db, caller, day)
    return frozenset(
        member for each in invited if each.answer is Answer.DECLINED for member in people.get(each.person, ())
    )


def _named(members: dict[UUID, CollectivityRow], ids: list[UUID]) -> tuple[CollectivityRow, ...]:
    return tuple(sorted((members[id] for id in ids if id in members), key=lambda each: (each.sort_key, each.id)))

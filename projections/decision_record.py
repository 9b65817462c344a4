"""What came out of a meeting (fr: relevé de décisions): who was represented, what was decided, who sees to what."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from maillage.domain.attendance import AttendanceStatus
from maillage.domain.caller import Caller
from maillage.domain.decision_facts import DecisionStatus
from maillage.eventstore.sql import Connection
from maillage.projections.action_items import ActionFilter, ActionItemRow, action_items
from maillage.projections.attendance_sheet import sheet_of
from maillage.projections.decisions import DecisionRow, decisions_at
from maillage.projections.meetings import MeetingRow, meetings_by_id
from maillage.projections.members import CollectivityRow
from maillage.projections.paging import Window
from maillage.projections.people import PersonRow, people_by_id

MOST = 500  # decisions, and actions, of one meeting
_OPEN = frozenset({DecisionStatus.PROPOSED, DecisionStatus.BALLOT_OPEN})


@dataclass(frozen=True, slots=True)
class DecisionRecordRow:
    """Of a meeting that is closed. Members by name, decisions in the order of their proposal, actions by due date."""

    meeting: MeetingRow
    chair: PersonRow | None  # None: nobody was named, or who was is erased
    represented: tuple[CollectivityRow, ...]  # by somebody who was there for them; as the attendance sheet says, like
    by_proxy: tuple[CollectivityRow, ...]  # these, by somebody of another member,
    excused: tuple[CollectivityRow, ...]  # these, not represented, and somebody who was invited had said so,
    absent: tuple[CollectivityRow, ...]  # and these, not represented, and nobody had said so
    decisions: tuple[DecisionRow, ...]  # adopted, rejected or deferred there, whatever became of them since
    actions: tuple[ActionItemRow, ...]
    owners: dict[UUID, PersonRow]  # of the actions


async def decision_record(db: Connection, caller: Caller, id: UUID) -> DecisionRecordRow | None:
    """None: there is no such meeting, or it is not closed."""
    meeting = (await meetings_by_id(db, caller, [id])).get(id)
    sheet = await sheet_of(db, caller, meeting) if meeting and meeting.closed_at else None
    if meeting is None or sheet is None:
        return None
    taken = (await decisions_at(db, caller, [id], Window(MOST), newest_first=False))[id]
    actions = await action_items(db, caller, Window(MOST), ActionFilter(meeting=id))
    chairs = [meeting.chair] if meeting.chair else []
    people = await people_by_id(db, caller, list({*chairs, *(each.owner for each in actions)}))
    return DecisionRecordRow(
        meeting,
        chair=people.get(meeting.chair) if meeting.chair else None,
        represented=sheet.having(AttendanceStatus.PRESENT),
        by_proxy=sheet.having(AttendanceStatus.REPRESENTED),
        excused=sheet.having(AttendanceStatus.EXCUSED),
        absent=sheet.having(AttendanceStatus.ABSENT),
        decisions=tuple(each for each in taken if each.status not in _OPEN),
        actions=tuple(actions),
        owners={each.owner: people[each.owner] for each in actions if each.owner in people},
    )

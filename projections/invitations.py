"""Who is invited to a meeting, and what they answered about its date of now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maillage.domain.caller import Caller
from maillage.domain.invitation_facts import Answer
from maillage.domain.meetings import Meeting
from maillage.eventstore.facts import Recorded
from maillage.eventstore.projection import Projection
from maillage.eventstore.sql import Connection, queries
from maillage.projections.fold import Batch, concerned
from maillage.projections.rows import to_rows

SQL = queries(__file__)


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """One person invited to one meeting. Where the meeting got another date, the answers to the old one are gone."""

    meeting: UUID
    person: UUID
    invited_at: datetime
    answer: Answer | None  # None: not yet, or not since the meeting got another date; the next three likewise
    substitute: UUID | None  # a person, exactly where the answer is SUBSTITUTE
    comment: str | None  # None too where none was given, where it is another's for a partner, and once erased
    answered_at: datetime | None


async def invitations_to(db: Connection, caller: Caller, meetings: Sequence[UUID]) -> dict[UUID, list[InvitationRow]]:
    """By meeting, in the order of the invitations. Who may only read invited meetings reads comments of the own."""
    found: dict[UUID, list[InvitationRow]] = {meeting: [] for meeting in meetings}
    rows = await db.fetch(SQL["invitations"], caller.network, meetings, caller.invitee())
    for row in to_rows(InvitationRow, rows):
        found[row.meeting].append(row)
    return found


# Writing ------------------------------------------------------------------------


_FACTS = {Meeting.InvitationsSent, Meeting.AttendanceAnswered}


async def project(db: Connection, facts: Sequence[Recorded]) -> None:
    batch = Batch("invitations")
    for recorded in concerned(_FACTS, facts):
        fact = recorded.fact
        match fact:
            case Meeting.InvitationsSent(originator_id=meeting, people=people, timestamp=at):
                for place, person in enumerate(people):
                    sent = {"invited_seq": recorded.seq, "place": place, "invited_at": at}
                    batch.patch("invitations", recorded, {"meeting": meeting, "person": person}, **sent)
            case Meeting.AttendanceAnswered(originator_id=meeting, person=person, answer=answer, timestamp=at):
                said = {"answer": answer, "substitute": fact.substitute, "comment": fact.comment, "answered_at": at}
                key = {"meeting": meeting, "person": person}
                batch.patch("invitations", recorded, key, sequence=fact.sequence, **said)
    if batch:
        await db.execute(SQL["write"], batch.json())


PROJECTION = Projection("invitations", version=1, sql=SQL, project=project)

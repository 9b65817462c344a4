"""Who was at a meeting, as clients see it."""

from __future__ import annotations

from uuid import UUID

import strawberry

from maillage.domain.attendance import AttendanceStatus
from maillage.graphql.collectivities import Collectivity
from maillage.graphql.meetings import Attendance
from maillage.graphql.moments import Moment
from maillage.graphql.proxies import Proxy
from maillage.graphql.rows import from_row
from maillage.graphql.sharing import viewer_independent
from maillage.graphql.vocabulary import labelled
from maillage.projections.attendance_sheet import AttendanceSheetRow, MemberLine, attendance_sheet
from maillage.projections.meetings import PresenceRow


@viewer_independent
@strawberry.type(description="One member on the attendance sheet of a meeting.")
class MemberAttendance:
    collectivity: Collectivity = strawberry.field(description="Which member.")
    status: AttendanceStatus = strawberry.field(description="Whether it was there, by proxy or not at all.")
    status_label: str = labelled("status")
    attendance: list[Attendance] = strawberry.field(
        description="Its people, how each attended, from when to when, in the order of arrival."
    )
    proxy: Proxy | None = strawberry.field(description="By which it was represented, where the status says so.")

    @classmethod
    def of(cls, moment: Moment, line: MemberLine) -> MemberAttendance:
        return cls(
            collectivity=Collectivity.of(moment, line.collectivity),
            status=line.status,
            attendance=[_shown(moment, stay) for stay in line.stays],
            proxy=Proxy.of(moment, line.proxy) if line.proxy else None,
        )


@viewer_independent
@strawberry.type(
    description="Who is or was at a meeting (fr: feuille d'émargement), from its opening on. Names are those of now; "
    "who is erased has none. Needs `meetings.read` and `directory.read`."
)
class AttendanceSheet:
    members: list[MemberAttendance] = strawberry.field(description="The members of the meeting, by name.")
    others: list[Attendance] = strawberry.field(
        description="For the syndicate, a partner or as a guest, in the order of arrival."
    )

    @classmethod
    def of(cls, moment: Moment, row: AttendanceSheetRow) -> AttendanceSheet:
        return cls(
            members=[MemberAttendance.of(moment, line) for line in row.members],
            others=[_shown(moment, stay) for stay in row.others],
        )


async def attendance_sheet_of(moment: Moment, meeting: UUID) -> AttendanceSheet | None:
    row = await attendance_sheet(moment.db, moment.caller, meeting)
    return AttendanceSheet.of(moment, row) if row else None


def _shown(moment: Moment, stay: PresenceRow) -> Attendance:
    return from_row(Attendance, stay, moment=moment, row=stay)

"""Who was at a meeting (fr: feuille d'émargement): the members one by one, then everybody else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from maillage.domain.attendance import AttendanceStatus
from maillage.domain.calendar import day_of
from maillage.domain.caller import Caller
from maillage.domain.invitation_facts import Answer
from maillage.eventstore.sql import Connection
from maillage.projections.belonging import belonging
from maillage.projections.invitations import invitations_to
from maillage.projections.meetings import MeetingRow, PresenceRow, meetings_by_id, presences_of
from maillage.projections.members import CollectivityRow, collectivities_by_id
from maillage.projections.proxies import ProxyRow, proxies_for


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One member of the meeting, whoever of it came and left."""

    collectivity: CollectivityRow
    status: AttendanceStatus
    stays: tuple[PresenceRow, ...]  # of its people, in the order of arrival, of those without a seat too
    proxy: ProxyRow | None  # exactly where REPRESENTED


@dataclass(frozen=True, slots=True)
class AttendanceSheetRow:
    """Of a meeting that was opened, as it is now, and once closed for good. Members by name."""

    members: tuple[MemberLine, ...]
    others: tuple[PresenceRow, ...]  # of the syndicate, partners and guests, in the order of arrival

    def having(self, status: AttendanceStatus) -> tuple[CollectivityRow, ...]:
        return tuple(line.collectivity for line in self.members if line.status is status)


async def attendance_sheet(db: Connection, caller: Caller, id: UUID) -> AttendanceSheetRow | None:
    """None: there is no such meeting, or it has not been opened."""
    meeting = (await meetings_by_id(db, caller, [id])).get(id)
    return await sheet_of(db, caller, meeting) if meeting else None


async def sheet_of(db: Connection, caller: Caller, meeting: MeetingRow) -> AttendanceSheetRow | None:
    """Names are those of now, as the directory shows them; who is erased has none. None: it has not been opened."""
    if meeting.opened_at is None:
        return None
    stays = (await presences_of(db, caller, [meeting.id]))[meeting.id]
    proxies = {each.collectivity: each for each in (await proxies_for(db, caller, [meeting.id]))[meeting.id]}
    said_no = await _excused(db, caller, meeting)
    members = await collectivities_by_id(db, caller, meeting.members)
    named = sorted(members.values(), key=lambda each: (each.sort_key, each.id))
    lines = (_line(each, stays, proxies.get(each.id), each.id in said_no) for each in named)
    return AttendanceSheetRow(tuple(lines), tuple(stay for stay in stays if stay.collectivity is None))


def _line(member: CollectivityRow, stays: Iterable[PresenceRow], proxy: ProxyRow | None, said_no: bool) -> MemberLine:
    own = tuple(stay for stay in stays if stay.collectivity == member.id)
    if any(stay.mandate for stay in own):
        return MemberLine(member, AttendanceStatus.PRESENT, own, None)
    if proxy is not None and proxy.represents:
        return MemberLine(member, AttendanceStatus.REPRESENTED, own, proxy)
    return MemberLine(member, AttendanceStatus.EXCUSED if said_no else AttendanceStatus.ABSENT, own, None)


async def _excused(db: Connection, caller: Caller, meeting: MeetingRow) -> frozenset[UUID]:
    """Members of whom somebody who was invited had declined."""
    invited = (await invitations_to(db, caller, [meeting.id]))[meeting.id]
    held = meeting.starts_at or meeting.opened_at
    people = await belonging(db, caller, day_of(held)) if held else {}
    return frozenset(
        member for each in invited if each.answer is Answer.DECLINED for member in people.get(each.person, ())
    )

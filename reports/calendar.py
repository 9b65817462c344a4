"""Meetings as iCalendar: a feed to subscribe to, and the invitation of one person.

The same rows make the same bytes: what stands for the time of writing is that of the last change.
Sources: RFC 5545, RFC 5546 (invitations), RFC 7986 (ids, name, CONFERENCE).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from icalendar import STATUS, TRANSP, Calendar, Conference, Event, vCalAddress, vDuration

from maillage.domain.calendar import PARIS, day_of, instant
from maillage.domain.invitation_facts import Answer
from maillage.projections.agenda import AgendaRow
from maillage.projections.calendar import ClosureRow
from maillage.projections.meetings import MeetingRow, MeetingStatus
from maillage.reports.document import Document
from maillage.reports.time_zone import PARIS as PARIS_FOR_CALENDARS

_PRODUCT = "-//Maillage//Maillage//FR"
_ASKED_AGAIN = timedelta(hours=4)  # how often a reader had better look
_PARTSTAT = {
    None: "NEEDS-ACTION",
    Answer.ACCEPTED: "ACCEPTED",
    Answer.DECLINED: "DECLINED",
    Answer.TENTATIVE: "TENTATIVE",
    Answer.SUBSTITUTE: "DECLINED",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting that has or had a date, and its page, for whom there is one."""

    meeting: MeetingRow
    agenda: AgendaRow | None = None  # told as it was published last
    url: str | None = None  # shows nothing without signing in: calendars are shared


@dataclass(frozen=True, slots=True)
class Closed:
    """Days on which a network does not mean to meet."""

    network: UUID
    closure: ClosureRow


@dataclass(frozen=True, slots=True)
class Mailbox:
    name: str
    address: str  # anne@vallon.example


def feed(name: str, entries: Iterable[Entry], closures: Iterable[Closed] = ()) -> bytes:
    """A whole calendar, in the order of the entries, then of the closures."""
    calendar = _calendar("PUBLISH")
    calendar.calendar_name = name  # as RFC 7986 and as X-WR-CALNAME, for Google and Apple
    calendar.add("REFRESH-INTERVAL", vDuration(_ASKED_AGAIN, {"VALUE": "DURATION"}))
    calendar.add("X-PUBLISHED-TTL", vDuration(_ASKED_AGAIN))  # the same for Outlook
    for entry in entries:
        calendar.add_component(_event(entry))
    for closed in closures:
        calendar.add_component(_closure(closed))
    return bytes(calendar.to_ical())


def invitation(entry: Entry, *, organizer: Mailbox, attendee: Mailbox, answer: Answer | None = None) -> Document:
    """Asks one person to a meeting, to its other date, or tells of its cancellation: what its state says.

    `answer` is what the person said about this date. No reply by mail is asked for: the message leads to the answer.
    """
    method = "CANCEL" if entry.meeting.status is MeetingStatus.CANCELLED else "REQUEST"
    event = _event(entry)
    event.add("ORGANIZER", _address(organizer))
    asked = _address(attendee)
    asked.params |= {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "RSVP": "FALSE", "PARTSTAT": _PARTSTAT[answer]}
    event.add("ATTENDEE", asked)
    calendar = _calendar(method)
    calendar.add_component(event)
    return Document("reunion.ics", f'text/calendar; charset="utf-8"; method={method}', bytes(calendar.to_ical()))


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.version, calendar.prodid, calendar.method = "2.0", _PRODUCT, method
    calendar.add_component(PARIS_FOR_CALENDARS)
    return calendar


def _event(entry: Entry) -> Event:
    meeting = entry.meeting
    start, end = _span(meeting)
    changed = _changed_at(entry)
    cancelled = meeting.status is MeetingStatus.CANCELLED
    return Event.new(
        uid=str(meeting.id),  # alone, as RFC 7986 section 5.3 asks: it outlives the name of a server
        sequence=meeting.sequence,
        status=STATUS.CANCELLED if cancelled else STATUS.CONFIRMED,
        start=start,
        end=end,
        created=meeting.planned_at,
        stamp=changed,
        last_modified=changed,
        summary=f"Annulée : {meeting.title}" if cancelled else meeting.title,
        description=_description(entry) or None,
        location=meeting.place or meeting.call_link,
        conferences=[Conference(meeting.call_link, "VIDEO", "Visioconférence")] if meeting.call_link else None,
        url=entry.url,
    )


def _closure(closed: Closed) -> Event:
    closure = closed.closure
    return Event.new(
        uid=str(uuid5(closed.network, f"closure/{closure.first_day}")),  # its first day is what names it
        sequence=closure.changed_seq,
        status=STATUS.CONFIRMED,
        transparency=TRANSP.TRANSPARENT,  # nobody is busy by it
        start=closure.first_day,
        end=closure.last_day + timedelta(days=1),
        stamp=closure.declared_at,
        last_modified=closure.declared_at,
        summary=f"Fermeture : {closure.label}",
    )


def _span(meeting: MeetingRow) -> tuple[date, date]:
    """Days where it begins and ends with one, and hours otherwise."""
    start, end = meeting.starts_at, meeting.ends_at
    assert start is not None, "only a meeting with a date is in a calendar"
    assert end is not None, "what begins ends"
    first, after = day_of(start), day_of(end)
    return (first, after) if (start, end) == (instant(first), instant(after)) else (_local(start), _local(end))


def _local(at: datetime) -> datetime:
    """In Europe/Paris, but for the hour that comes twice in October: the second time it can only be said in UTC."""
    local = at.astimezone(PARIS)
    return at if local.fold else local


def _changed_at(entry: Entry) -> datetime:
    times = entry.meeting.dated_at, entry.agenda and entry.agenda.published_at
    return max(at for at in times if at)


def _description(entry: Entry) -> str:
    meeting, agenda = entry.meeting, entry.agenda
    parts = [
        *([f"Motif : {meeting.reason}"] if meeting.reason else []),
        *(["Ordre du jour :\n" + _items(agenda)] if agenda and agenda.published else []),
        *([f"Visioconférence : {meeting.call_link}"] if meeting.call_link else []),
        *([f"Détails : {entry.url}"] if entry.url else []),
    ]
    return "\n\n".join(parts)


def _items(agenda: AgendaRow) -> str:
    known = {item.item: item for item in agenda.items}
    items = [known[item] for item in agenda.published if item in known]
    lines = (f"{item.title} ({item.minutes} min)" if item.minutes else item.title for item in items)
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def _address(mailbox: Mailbox) -> vCalAddress:
    return vCalAddress(f"mailto:{mailbox.address}", params={"CN": mailbox.name})

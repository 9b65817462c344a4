"""Calendars read by another library than the one that wrote them, and the rules on their lines checked by hand."""

from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event


def read(content: bytes) -> Calendar:
    """Folded and ended as RFC 5545 section 3.1 asks: at most 75 octets, never within a character."""
    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= 75
    assert all(line.decode() and not set(line) & set(b"\r\n") for line in lines)
    return IcsCalendarStream.calendar_from_ics(content.decode())


def read_one(content: bytes) -> Event:
    [event] = read(content).events
    return event


def properties(content: bytes) -> list[str]:
    """The lines of the file, unfolded."""
    return content.decode().replace("\r\n ", "").split("\r\n")

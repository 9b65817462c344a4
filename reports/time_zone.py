"""Europe/Paris as calendars carry it along."""

from __future__ import annotations

from icalendar import Timezone

#: Summer time from the last Sunday of March to the last one of October, both at 1 o'clock UTC. Source: directive
#: 2000/84/EC; France changes on these days since 1996, and by two rules instead of a list of days since then.
PARIS = Timezone.from_ical(
    """BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
)

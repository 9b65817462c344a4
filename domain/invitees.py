"""Who belongs to a network, whom a poll of dates can ask of them, and how many members it wants on a date."""

from __future__ import annotations

from datetime import date, datetime

from maillage.domain.calendar import day_of, utc
from maillage.domain.date_poll_facts import Invitee
from maillage.domain.date_poll_refusals import InviteeOutsideNetwork
from maillage.domain.mandates import kind_of
from maillage.domain.meeting_facts import MeetingKind
from maillage.domain.network import Network
from maillage.domain.people import Person


def invitee(person: Person, network: Network, at: datetime) -> Invitee:
    """The person as one who can be asked on the day of `at`, for the members whose people these are.

    InviteeOutsideNetwork.
    """
    day = day_of(utc(at, "at"))
    if not belongs(person, network, day):
        raise InviteeOutsideNetwork("invited", person=str(person.id), day=str(day))
    members = person.organisations_on(day).intersection(network.members_on(day))
    return Invitee(person.id, tuple(sorted(members)))


def belongs(person: Person, network: Network, day: date) -> bool:
    """Whether that day the person coordinates the network, or holds a mandate at an organisation of it."""
    held = [mandate for mandate in person.mandates.values() if mandate.active_on(day)]
    known = any(network.has_organisation(kind_of(each.function), each.organisation, day) for each in held)
    return known or network.is_coordinator(person.id, day)


def needed_for(kind: MeetingKind, network: Network, members: int) -> int:
    """Members that must be able to come: the quorum of a regular meeting, somebody for any other.

    A visit or a working group is for some of the members: a quorum of them all would tell nothing there.
    """
    return max(1, network.quorum_rule.needed(members)) if kind is MeetingKind.REGULAR else 1

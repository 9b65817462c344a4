"""Who is in the room, and for whom, as sums on frozen values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from maillage.domain.meeting_facts import Modality, Presence
from maillage.domain.quorum import QuorumRule
from maillage.domain.seats import Seat

_IMPOSSIBLE = frozenset({(Modality.ON_SITE, Presence.REMOTE), (Modality.REMOTE, Presence.ONSITE)})


class AttendanceStatus(Enum):
    """Whether a member of a meeting was there. Source: domain.md section 2.1."""

    PRESENT = "PRESENT"  # somebody stood for it, at any time
    REPRESENTED = "REPRESENTED"  # by a proxy whose holder was there
    EXCUSED = "EXCUSED"  # somebody of it who was invited had declined
    ABSENT = "ABSENT"  # without a word


def suits(presence: Presence, modality: Modality) -> bool:
    """Whether one can attend such a meeting in this way. A hybrid one takes both."""
    return (modality, presence) not in _IMPOSSIBLE


@dataclass(frozen=True)
class Participant:
    """One person in the room. Without a collectivity: who stands for none."""

    collectivity: UUID | None
    presence: Presence
    seat: Seat | None = None  # None where the meeting does not go by seats
    mandate: UUID | None = None  # that holds the seat, if any


def standing(participants: Iterable[Participant]) -> list[Participant]:
    """Those who stand for a collectivity: a substitute only while the titular of the seat is not in the room."""
    known = [one for one in participants if one.collectivity]
    titulars = {(one.collectivity, one.seat.number) for one in known if one.seat and not one.seat.substitute}
    return [
        one
        for one in known
        if not (one.seat and one.seat.substitute and (one.collectivity, one.seat.number) in titulars)
    ]


def represented(participants: Iterable[Participant], rule: QuorumRule) -> frozenset[UUID]:
    """The collectivities that count for the quorum, each once however many people it sent."""
    counted = frozenset(Presence) if rule.remote_counts else frozenset({Presence.ONSITE})
    return frozenset(one.collectivity for one in standing(participants) if one.collectivity and one.presence in counted)

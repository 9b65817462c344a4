"""Who is in the room, and for whom, as sums on frozen values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from maillage.domain.meeting_facts import Modality, Presence
from maillage.domain.quorum import QuorumRule

_IMPOSSIBLE = frozenset({(Modality.ON_SITE, Presence.REMOTE), (Modality.REMOTE, Presence.ONSITE)})


def suits(presence: Presence, modality: Modality) -> bool:
    """Whether one can attend such a meeting in this way. A hybrid one takes both."""
    return (modality, presence) not in _IMPOSSIBLE


@dataclass(frozen=True)
class Participant:
    """One person in the room. Without a collectivity: of the syndicate, a partner, or a guest."""

    collectivity: UUID | None
    presence: Presence


def represented(participants: Iterable[Participant], rule: QuorumRule) -> frozenset[UUID]:
    """The collectivities that count for the quorum, each once however many people it sent."""
    counted = frozenset(Presence) if rule.remote_counts else frozenset({Presence.ONSITE})
    return frozenset(one.collectivity for one in participants if one.collectivity and one.presence in counted)

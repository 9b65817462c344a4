"""What the log can hold about the proxies of one meeting (fr: pouvoirs)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from maillage.domain.base import Fact


@dataclass(frozen=True)
class Proxy:
    """One collectivity's vote in the hands of somebody of another member."""

    holder: UUID  # the person who votes
    person: UUID  # who gave it
    mandate: UUID  # of the giver at that collectivity: it ends, the proxy ends


class ProxyFacts:
    """Facts of one meeting. A collectivity has one proxy at a time."""

    class ProxyGiven(Fact):
        TOPIC = "meeting.proxy-given"
        collectivity: UUID  # whose vote it is
        person: UUID  # who gave it
        mandate: UUID  # by which the giver stands for that collectivity on the day of the meeting
        holder: UUID  # a person of another member

    class ProxyRevoked(Fact):
        TOPIC = "meeting.proxy-revoked"
        collectivity: UUID
        holder: UUID  # who loses it
        lapsed: bool  # the giver's mandate ends before the meeting; False: it was taken back

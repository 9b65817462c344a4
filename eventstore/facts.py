"""Facts with what the log knows about them: their place, their instant, and who caused them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from maillage.domain.base import Fact

NOBODY = UUID(int=0)  # the program itself where a column needs a person, the installation where it needs a network


class Envelope(msgspec.Struct, frozen=True):
    """Set at the edge, never by the domain; stored beside the fact as JSON and covered by its leaf hash."""

    person: UUID | None  # None: the program itself
    command: UUID
    correlation: UUID  # the first command of a chain of them
    mandate: UUID | None = None  # in which capacity; None for a coordinator as such, and where several would do
    causation: UUID | None = None  # the command that led to this one


@dataclass(frozen=True, slots=True)
class Recorded:
    """One fact in its place. `seq` counts within the network, `position` within the log; both from 1, gapless."""

    network: UUID
    seq: int
    position: int
    fact: Fact
    recorded_at: datetime  # UTC, never decreases with `position`
    envelope: Envelope

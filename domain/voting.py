"""How the members of a network vote where a ballot says nothing else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from maillage.domain.ballots import Majority, Mode


@dataclass(frozen=True)
class VotingRules:
    """Default: more than half of the votes cast, and a tie rejects. Source: domain.md sections 2.2 and 3.6."""

    majority: Majority = Majority.SIMPLE
    casting_vote: UUID | None = None  # the collectivity whose vote breaks a tie; None: a tie rejects

    def casting_vote_in(self, mode: Mode, voting: Collection[UUID]) -> UUID | None:
        """Whose vote breaks the tie of a ballot: none in a secret one, nor that of somebody who does not vote in it."""
        return self.casting_vote if mode is Mode.PUBLIC and self.casting_vote in voting else None

"""Who may see which entries of the timeline, as a value that many readers can share."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from maillage.domain.caller import Caller, Right


@dataclass(frozen=True, slots=True)
class AudienceScope:
    """What a reader of one network may see: two readers with equal scopes see the same entries."""

    network: UUID
    everything: bool  # coordinator, auditors and the program
    collectivities: frozenset[UUID] = frozenset()  # whose own entries show; empty where everything does
    invited: UUID | None = None  # a person who sees what is about the meetings that invite them, and nothing else

    @property
    def values(self) -> tuple[UUID, bool, list[UUID], UUID | None]:
        """As statements take it."""
        return self.network, self.everything, list(self.collectivities), self.invited

    @classmethod
    def of(cls, caller: Caller) -> AudienceScope:
        """NotAllowed: the caller may not read the timeline at all."""
        if not caller.may(Right.READ_ACTIVITY):
            caller.must(Right.READ_INVITED_MEETINGS)
            return cls(caller.network, False, invited=caller.person)
        everything = caller.sees_everything
        return cls(caller.network, everything, frozenset() if everything else caller.collectivities)

"""What a command about a decision may find out while votes are secret."""

from __future__ import annotations

from uuid import UUID

from maillage.domain.decisions import Decision
from maillage.eventstore.change import Change


async def at_version(change: Change, decision: UUID, expected_version: int | None) -> Decision:
    """The decision, at the version expected of it. NotFound, VersionMoved.

    While votes are secret nobody is told the version they make, nor by a refusal how many they are.
    """
    put = await change.load(Decision, decision)
    return await change.load(Decision, decision, expected_version=None if put.votes_in_secret else expected_version)

"""How a body decides, as it is set together: by default in a network, and in a statutory body."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.domain.ballots import Majority
from maillage.domain.quorum import QuorumRule


@dataclass(frozen=True)
class Source:
    """Where a rule comes from, as domain.md section 2.2 reports it, and whether it doubts that itself."""

    rule: str
    text: str
    unverified: bool = False


@dataclass(frozen=True)
class Preset:
    """A quorum rule, a majority, and whether somebody has a casting vote in a public ballot."""

    quorum_rule: QuorumRule
    majority: Majority
    casting_vote: bool
    sources: tuple[Source, ...]
    reconvened_after: int = 3  # days, at least, from the end of a meeting to that which goes on with it


NETWORK = Preset(
    QuorumRule(),
    Majority.SIMPLE,
    casting_vote=False,
    sources=(
        Source("One collectivity, one vote; more than half of them, on site or remote.", "domain.md 2.2"),
        Source("Between meetings: answers of more than half of them, in five working days or more.", "domain.md 3.6"),
        Source("A reconvened meeting, three days later or more, has no quorum.", "domain.md 2.2"),
        Source("A tie rejects unless a ballot names a casting vote.", "domain.md 3.6"),
    ),
)
STATUTORY = Preset(
    QuorumRule(1, 2, remote_counts=False),
    Majority.SIMPLE,
    casting_vote=True,
    sources=(
        Source("More than half of the members in office, physically present.", "CGCT L2121-17 via L5711-1"),
        Source("Who attends by call does not count; remote sessions are left out.", "CGCT L5211-11-1", unverified=True),
        Source("Convened again it needs no quorum; the three clear days are not counted here.", "CGCT L2121-17"),
        Source("More than half of the votes cast, abstentions left out.", "CGCT L2121-20"),
        Source("In a public ballot the vote of the president breaks a tie.", "CGCT L2121-20"),
    ),
)
"""Those of a comité syndical."""

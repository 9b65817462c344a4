"""How a body decides, as it is set together: by default in a network, and in a statutory body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from maillage.domain.ballots import Majority
from maillage.domain.quorum import QuorumRule
from maillage.domain.voting import VotingRules


class VotingPreset(Enum):
    """Whose rules these are."""

    NETWORK = "NETWORK"
    STATUTORY = "STATUTORY"  # those of a comité syndical


@dataclass(frozen=True)
class Source:
    """Where a rule comes from, as domain.md section 2.2 reports it, and whether it doubts that itself."""

    rule: str
    text: str
    kept_by: str  # the setting that holds it, or why none does
    unverified: bool = False


@dataclass(frozen=True)
class Preset:
    """A quorum rule, a majority, and whether somebody has to have the casting vote in a public ballot."""

    quorum_rule: QuorumRule
    majority: Majority
    casting_vote: bool
    sources: tuple[Source, ...]
    reconvened_after: int = 3  # days, at least, from the end of a meeting to that which goes on with it

    def is_set(self, quorum_rule: QuorumRule, rules: VotingRules) -> bool:
        """Whether a network that has set these two decides by this preset."""
        casting = rules.casting_vote is not None
        return (self.quorum_rule, self.majority, self.casting_vote) == (quorum_rule, rules.majority, casting)


_STATUTORY_QUORUM = "CGCT L2121-17 via L5711-1"
PRESETS: Mapping[VotingPreset, Preset] = MappingProxyType(
    {
        VotingPreset.NETWORK: Preset(
            QuorumRule(),
            Majority.SIMPLE,
            casting_vote=False,
            sources=(
                Source(
                    "One collectivity, one vote; more than half of them, on site or remote.",
                    "domain.md 2.2",
                    "`quorumRule`",
                ),
                Source("Proxies do not count for the quorum.", "domain.md 2.2", "always so"),
                Source("A decision takes more than half of the votes cast.", "domain.md 2.2", "`votingRules`"),
                Source("A meeting reconvened three days later or more has no quorum.", "domain.md 2.2", "always so"),
                Source("A tie rejects unless a ballot names a casting vote.", "domain.md 3.6", "`votingRules`"),
                Source(
                    "Between meetings: answers of more than half of them, in five working days or more.",
                    "domain.md 3.6",
                    "`consultationRule`",
                ),
            ),
        ),
        VotingPreset.STATUTORY: Preset(
            QuorumRule(1, 2, remote_counts=False),
            Majority.SIMPLE,
            casting_vote=True,
            sources=(
                Source("More than half of the members in office.", _STATUTORY_QUORUM, "`quorumRule`"),
                Source("Only who is physically present counts for it.", _STATUTORY_QUORUM, "`quorumRule`"),
                Source("Proxies do not count for the quorum.", _STATUTORY_QUORUM, "always so"),
                Source(
                    "Who attends by call does not count; remote sessions, in public and broadcast, are left out.",
                    "CGCT L5211-11-1",
                    "`quorumRule`",
                    unverified=True,
                ),
                Source("More than half of the votes cast, abstentions left out.", "CGCT L2121-20", "`votingRules`"),
                Source("In a public ballot the vote of the president breaks a tie.", "CGCT L2121-20", "`votingRules`"),
                Source("One proxy per person.", "domain.md 2.2", "always so", unverified=True),
                Source(
                    "A proxy only where no substitute can sit.", "written question 49337", "left to the coordinator"
                ),
                Source("Convened again, a meeting needs no quorum.", _STATUTORY_QUORUM, "always so"),
                Source(
                    "Three clear days pass after the new convocation is sent.",
                    "CE 16 June 1997",
                    "not counted: three days pass after the meeting that is reconvened",
                ),
            ),
        ),
    }
)


def preset_of(quorum_rule: QuorumRule, rules: VotingRules) -> VotingPreset | None:
    """The one that a network which has set these two decides by; None: it has rules of its own."""
    return next((preset for preset, terms in PRESETS.items() if terms.is_set(quorum_rule, rules)), None)

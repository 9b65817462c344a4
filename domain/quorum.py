"""How many collectivities must be in the room, as sums on frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.domain.refusals import Refusal


class QuorumRuleOutOfRange(Refusal):
    """The share that a quorum exceeds is a fraction from 0 to 1 whose denominator is at most 1000."""

    SOURCE = "ours: a quorum that no meeting can reach is a slip"
    FR = "La fraction {numerator}/{denominator} ne va pas de 0 à 1 avec un dénominateur de 1 à 1000."
    EN = "The fraction {numerator}/{denominator} is not from 0 to 1 with a denominator from 1 to 1000."


@dataclass(frozen=True)
class QuorumRule:
    """Strictly more than `numerator`/`denominator` of the members, each counted once.

    Default: more than half, remote participants included. Source: domain.md section 2.2, preset of the network.
    """

    numerator: int = 1
    denominator: int = 2
    remote_counts: bool = True  # a collectivity that attends by call only is represented

    def needed(self, members: int) -> int:
        """Collectivities needed out of `members`, never above it: 5 of 9 by default."""
        return min(members * self.numerator // self.denominator + 1, members)

    def checked(self) -> QuorumRule:
        """The rule itself, or QuorumRuleOutOfRange. Apart from the constructor, so that stored rules always load."""
        if not (1 <= self.denominator <= 1000 and 0 <= self.numerator <= self.denominator):
            raise QuorumRuleOutOfRange("rule", numerator=self.numerator, denominator=self.denominator)
        return self


@dataclass(frozen=True)
class Quorum:
    """What a meeting counts at one moment."""

    represented: int  # collectivities that count now
    needed: int
    members: int

    @property
    def reached(self) -> bool:
        """An empty network needs nobody and still never has its quorum."""
        return 0 < self.needed <= self.represented

"""How votes make a decision, as sums on frozen values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from maillage.domain.consultations import Consultation


class Mode(Enum):
    """PUBLIC votes are seen as they are cast, SECRET ones wait for the ballot to close."""

    PUBLIC = "PUBLIC"
    SECRET = "SECRET"


class Choice(Enum):
    """What one collectivity votes. An abstention is no vote cast (fr: suffrage exprimé)."""

    YES = "YES"
    NO = "NO"
    ABSTAIN = "ABSTAIN"


class Majority(Enum):
    """What adopts a decision. SIMPLE is the rule of statutory bodies. Source: CGCT L2121-20, votes cast."""

    SIMPLE = "SIMPLE"  # more than half of the votes cast
    ABSOLUTE = "ABSOLUTE"  # more than half of the members of the ballot, present or not
    TWO_THIRDS = "TWO_THIRDS"  # two thirds of the votes cast, or more


class Cause(Enum):
    """Why a ballot rejects a decision."""

    NOT_ENOUGH_VOTES = "NOT_ENOUGH_VOTES"
    TIE = "TIE"
    NO_VOTES_CAST = "NO_VOTES_CAST"


@dataclass(frozen=True)
class Tally:
    """The votes of a ballot, one per collectivity."""

    yes: int
    no: int
    abstain: int

    @classmethod
    def of(cls, choices: Iterable[Choice]) -> Tally:
        count = Counter(choices)
        return cls(count[Choice.YES], count[Choice.NO], count[Choice.ABSTAIN])

    @property
    def cast(self) -> int:
        """Votes cast, abstentions left out."""
        return self.yes + self.no

    def outcome(self, majority: Majority, members: int, casting: Choice | None = None) -> Cause | None:
        """None: adopted; else why not. `members` is the number of collectivities that could vote.

        `casting` is how the one with the casting vote voted, None without one. It breaks a tie of votes cast, which is
        all that a simple majority asks; the other majorities ask for more than half of something, and keep their tie.
        """
        if not self.cast:
            return Cause.NO_VOTES_CAST
        if self.yes == self.no:
            return None if majority is Majority.SIMPLE and casting is Choice.YES else Cause.TIE
        return None if self._is_enough(majority, members) else Cause.NOT_ENOUGH_VOTES

    def _is_enough(self, majority: Majority, members: int) -> bool:
        match majority:
            case Majority.SIMPLE:
                return 2 * self.yes > self.cast
            case Majority.ABSOLUTE:
                return 2 * self.yes > members
            case Majority.TWO_THIRDS:
                return 3 * self.yes >= 2 * self.cast


@dataclass(frozen=True)
class Ballot:
    """The terms of a vote, fixed when it opens."""

    meeting: UUID | None  # None: a consultation between meetings
    mode: Mode
    majority: Majority
    members: tuple[UUID, ...]  # collectivities that may vote
    casting_vote: UUID | None  # whose vote breaks a tie
    consultation: Consultation | None = None  # None: at a meeting

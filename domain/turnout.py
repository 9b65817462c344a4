"""How many members can come on an offered date, as sums on frozen values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from maillage.domain.date_poll_facts import Availability, Invitee

_CAN_COME = frozenset({Availability.YES, Availability.IF_NEEDED})
_BEST_FIRST = (Availability.YES, Availability.IF_NEEDED, None, Availability.NO)  # who is silent may still be able to


class Outlook(Enum):
    """Whether enough members can come on a date."""

    ENOUGH = "ENOUGH"  # by the answers given
    UNCERTAIN = "UNCERTAIN"  # if some that have not answered can come
    OUT_OF_REACH = "OUT_OF_REACH"  # even if all that have not answered can come


@dataclass(frozen=True)
class Turnout:
    """What members can do on a date, each counted once however many people it sends.

    Of the answers of a member's people the best counts; None: no one of them can come, and somebody has not answered.
    """

    members: Mapping[UUID, Availability | None]  # those of whom somebody is asked
    needed: int

    @property
    def able(self) -> int:
        return sum(each in _CAN_COME for each in self.members.values())

    @property
    def silent(self) -> int:
        return sum(each is None for each in self.members.values())

    @property
    def enough(self) -> bool:
        return self.able >= self.needed

    @property
    def outlook(self) -> Outlook:
        if self.enough:
            return Outlook.ENOUGH
        return Outlook.UNCERTAIN if self.able + self.silent >= self.needed else Outlook.OUT_OF_REACH


def turnout(invited: Iterable[Invitee], answers: Mapping[UUID, Availability], needed: int) -> Turnout:
    """Of one date: `answers` are those for it, by person. Who is asked for no member counts for none."""
    said: defaultdict[UUID, list[Availability | None]] = defaultdict(list)
    for invitee in invited:
        for member in invitee.collectivities:
            said[member].append(answers.get(invitee.person))
    return Turnout({member: min(each, key=_BEST_FIRST.index) for member, each in said.items()}, needed)

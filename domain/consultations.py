"""Consultations (fr: consultations écrites): ballots between meetings, whose quorum is that of the answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from maillage.domain.closures import Closure
from maillage.domain.formalities import Formality
from maillage.domain.quorum import Quorum, QuorumRule
from maillage.domain.refusals import Refusal
from maillage.domain.working_days import Holidays, working_days

SLOWEST_RULE = 30  # working days: six weeks
LONGEST = 180  # days


class ConsultationDelayOutOfRange(Refusal):
    """The delay that a network sets for its consultations goes from 1 to 30 working days."""

    SOURCE = "ours: a network that leaves nobody time, or six weeks, has mistyped"
    FR = "Une consultation dure au moins de {least} à {most} jours ouvrés, {working_days} ne conviennent pas."
    EN = "A consultation lasts at least {least} to {most} working days, {working_days} will not do."


class ConsultationTooShort(Refusal):
    """A consultation leaves its members five working days or as many as the network sets, its first day not counted."""

    SOURCE = "domain.md 3.6"
    SETTINGS = (Formality.BALLOTS, "consultation_rule")
    FR = "La consultation laisserait {working_days} jours ouvrés aux membres, il en faut {needed}."
    EN = "The consultation would leave the members {working_days} working days, {needed} needed."


class ConsultationTooLong(Refusal):
    """A consultation lasts 180 days at most."""

    SOURCE = "ours: by then the members have met"
    SETTINGS = (Formality.BALLOTS,)
    FR = "La consultation durerait {days} jours, {most} au plus."
    EN = "The consultation would last {days} days, {most} at most."


@dataclass(frozen=True)
class ConsultationRule:
    """Answers of strictly more than `numerator`/`denominator` of the members, who have `working_days` for it.

    Default: more than half, five working days. Source: domain.md section 3.6.
    """

    numerator: int = 1
    denominator: int = 2
    working_days: int = 5  # at least; that of the opening is not counted, the last one is

    def quorum(self, answers: int, members: int) -> Quorum:
        """What so many answers out of `members` are; an abstention is an answer."""
        return Quorum(answers, self._share.needed(members), members)

    def checked(self) -> ConsultationRule:
        """The rule itself, or QuorumRuleOutOfRange, ConsultationDelayOutOfRange."""
        self._share.checked()
        if not 1 <= self.working_days <= SLOWEST_RULE:
            figures = {"working_days": self.working_days, "least": 1, "most": SLOWEST_RULE}
            raise ConsultationDelayOutOfRange("rule", **figures)
        return self

    def must_allow(self, opened: date, closes_on: date, closures: Iterable[Closure], holidays: Holidays) -> None:
        """A consultation from the one day to the other, both within it. ConsultationTooLong, ConsultationTooShort."""
        lasting = (closes_on - opened).days
        if lasting > LONGEST:
            raise ConsultationTooLong("closes_on", days=lasting, most=LONGEST)
        left = working_days(opened, closes_on, closures, holidays)
        if left < self.working_days:
            raise ConsultationTooShort("closes_on", working_days=left, needed=self.working_days)

    @property
    def _share(self) -> QuorumRule:
        return QuorumRule(self.numerator, self.denominator)


@dataclass(frozen=True)
class Consultation:
    """The terms of one, fixed when it opens."""

    closes_on: date  # the last day on which answers are received, Europe/Paris
    rule: ConsultationRule
    by_seats: bool  # only who holds a seat of a member answers for it

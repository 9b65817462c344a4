"""Decisions (fr: décisions): what became of those that were adopted, in the register."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from eventsourcing.domain import event

from maillage.domain.calendar import day_of, instant, utc
from maillage.domain.decision_ballots import DecisionBallots
from maillage.domain.decision_facts import DecisionFacts, DecisionStatus
from maillage.domain.decision_refusals import (
    DecisionEndsItself,
    DecisionNotInForce,
    DecisionNotInRegister,
    NothingToCorrect,
    ReviewInThePast,
)
from maillage.domain.deliberations import Deliberation
from maillage.domain.network import Network
from maillage.domain.people_refusals import OrganisationNotInNetwork
from maillage.domain.refusals import text as bounded


class Decision(DecisionBallots):
    """One decision, from its proposal to its number in the register."""

    TOPIC = "decision"

    def supersede(self, *, ended_by: Decision, at: datetime) -> None:
        """`ended_by` stands in its place from now on. DecisionNotInForce, DecisionEndsItself."""
        self._must_be_ended_by(ended_by)
        self.trigger_event(self.Superseded, by=ended_by.id, timestamp=at)

    def repeal(self, *, ended_by: Decision, at: datetime) -> None:
        """`ended_by` says that it is no more. DecisionNotInForce, DecisionEndsItself."""
        self._must_be_ended_by(ended_by)
        self.trigger_event(self.Repealed, by=ended_by.id, timestamp=at)

    def correct(self, *, title: str | None, text: str | None, reason: str, at: datetime) -> None:
        """Its wording, in force or not; None keeps what is. Never its result.

        DecisionNotInRegister, NothingToCorrect, TextMissing, TextTooLong, TextUnreadable.
        """
        self._must_be_in_register()
        if title is None and text is None:
            raise NothingToCorrect("title")
        kept = bounded(reason, "reason", 500)
        wording = (
            self.wording[0] if title is None else bounded(title, "title", 200),
            self.wording[1] if text is None else bounded(text, "text", 10_000, lines=True),
        )
        if wording != self.wording:
            self.trigger_event(self.Corrected, title=wording[0], text=wording[1], reason=kept, timestamp=at)

    def schedule_review(self, *, on: date, at: datetime) -> None:
        """Due from that day on; another day replaces it. DecisionNotInForce, ReviewInThePast."""
        self.must_be_in_force("decision")
        _must_not_be_past(on, "on", at)
        if on != self.review_on:
            self.trigger_event(self.ReviewScheduled, on=on, timestamp=at)

    def tell_review_due(self, *, at: datetime) -> None:
        """As of the morning of the day, or of what happened to the decision last, where that was later.

        Once for each day; nothing while no review is due, and none is once the decision is not in force.
        """
        on = self.review_on
        if self.status is DecisionStatus.ADOPTED and on and on <= day_of(utc(at, "at")) and on != self.told_review:
            self.trigger_event(self.ReviewDue, on=on, timestamp=max(instant(on), self.modified_on))

    def confirm(self, *, next_review: date | None, at: datetime) -> None:
        """Reviewed, due or not, and kept. DecisionNotInForce, ReviewInThePast."""
        self.must_be_in_force("decision")
        if next_review is not None:
            _must_not_be_past(next_review, "next_review", at)
        self.trigger_event(self.Confirmed, next_review=next_review, timestamp=at)

    def reference_deliberation(self, *, network: Network, deliberation: Deliberation, at: datetime) -> None:
        """In force or not. Another reference to the same number of an organisation replaces it.

        DecisionNotInRegister, OrganisationNotInNetwork, and what `Deliberation.checked` refuses.
        """
        self._must_be_in_register()
        today = day_of(utc(at, "at"))
        kept = deliberation.checked(today)
        if not network.has_organisation(kept.organisation_kind, kept.organisation, today):
            kind = kept.organisation_kind.value
            raise OrganisationNotInNetwork("organisation", organisation_kind=kind, day=str(today))
        if kept != self.deliberations.get((kept.organisation, kept.number)):
            self.trigger_event(self.DeliberationReferenced, deliberation=kept, timestamp=at)

    def awaited_contributors(self, network: Network) -> tuple[UUID, ...]:
        """Those that have to deliberate still: until then an adopted decision is subject to deliberation.

        After a merger the successor deliberates for them.
        """
        if self.funding is None or self.status is not DecisionStatus.ADOPTED:
            return ()
        bound = {
            each
            for each in self.funding.contributors
            for act in self.deliberations.values()
            if act.organisation in {each, network.holder_on(each, act.on)}
        }
        return self.funding.awaited(bound)

    def must_be_in_force(self, field: str) -> None:
        """Adopted, and neither superseded nor repealed. DecisionNotInForce."""
        if self.status is not DecisionStatus.ADOPTED:
            raise DecisionNotInForce(field, status=self.status.value)

    def _must_be_in_register(self) -> None:
        if self.number is None:
            raise DecisionNotInRegister("decision", status=self.status.value)

    def _must_be_ended_by(self, by: Decision) -> None:
        self.must_be_in_force("decision")
        if by.id == self.id:
            raise DecisionEndsItself("ended_by")
        by.must_be_in_force("ended_by")

    # What each fact changes: only what the rules read, and no rule, so that history always replays

    @event(DecisionFacts.Superseded)
    def _superseded(self) -> None:
        self.status = DecisionStatus.SUPERSEDED

    @event(DecisionFacts.Repealed)
    def _repealed(self) -> None:
        self.status = DecisionStatus.REPEALED

    @event(DecisionFacts.Corrected)
    def _corrected(self, title: str, text: str) -> None:
        self.wording = (title, text)

    @event(DecisionFacts.DeliberationReferenced)
    def _deliberation_referenced(self, deliberation: Deliberation) -> None:
        self.deliberations[deliberation.organisation, deliberation.number] = deliberation

    @event(DecisionFacts.ReviewScheduled)
    def _review_scheduled(self, on: date) -> None:
        self.review_on = on

    @event(DecisionFacts.ReviewDue)
    def _review_due(self, on: date) -> None:
        self.told_review = on

    @event(DecisionFacts.Confirmed)
    def _confirmed(self, next_review: date | None) -> None:
        self.review_on = next_review


def _must_not_be_past(on: date, field: str, at: datetime) -> None:
    today = day_of(utc(at, "at"))
    if on < today:
        raise ReviewInThePast(field, on=str(on), today=str(today))

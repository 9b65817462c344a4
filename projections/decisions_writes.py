"""How facts become rows of the decision register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from maillage.domain.base import Fact
from maillage.domain.calendar import year_of
from maillage.domain.decision_facts import DecisionStatus
from maillage.domain.decisions import Decision
from maillage.domain.funding import Funding
from maillage.domain.registry import facts_of
from maillage.eventstore.facts import Recorded
from maillage.eventstore.projection import Projection
from maillage.eventstore.sql import Connection, queries
from maillage.projections.fold import Batch, concerned

SQL = queries(__file__)
_VOTES = (Decision.VoteCast, Decision.VoteChanged)
_SECRET_VOTES = (Decision.SecretVoteCast, Decision.SecretVoteChanged)
_FACTS = set(facts_of(Decision).values())


async def project(db: Connection, facts: Sequence[Recorded]) -> None:
    batch = Batch("decisions", "votes", "objections", "wordings", "deliberations", "recusals")
    for recorded in concerned(_FACTS, facts):
        fact = recorded.fact
        if not isinstance(fact, _SECRET_VOTES):  # they leave no trace in what is read while their ballot is open
            key = {"id": fact.originator_id}
            batch.patch("decisions", recorded, key, stream_version=fact.originator_version, **_columns(recorded))
        if isinstance(fact, _VOTES):
            batch.patch("votes", recorded, _voter(fact), choice=fact.choice, **_speaker(fact), voted_at=fact.timestamp)
        elif isinstance(fact, _SECRET_VOTES):
            batch.patch("votes", recorded, _voter(fact), choice=None, **_NOBODY, voted_at=None)
        elif isinstance(fact, Decision.Proposed | Decision.Corrected):
            place: dict[str, Any] = {"decision": fact.originator_id, "place": fact.originator_version}
            said = {"title": fact.title, "text": fact.text, "reason": getattr(fact, "reason", None)}
            batch.patch("wordings", recorded, place, **said, since=fact.timestamp)
        elif isinstance(fact, Decision.DeliberationReferenced):
            act = fact.deliberation
            place = {"decision": fact.originator_id, "organisation": act.organisation, "number": act.number}
            receipt = {"receipt": act.receipt, "received_on": act.received_on}
            said = {
                "organisation_kind": act.organisation_kind,
                "kind": act.kind,
                "body": act.body,
                "taken_on": act.on,
                **receipt,
            }
            batch.patch("deliberations", recorded, place, **said)
        elif isinstance(fact, Decision.VoterRecused):
            batch.patch("recusals", recorded, _voter(fact), reason=fact.reason, recused_at=fact.timestamp)
        elif isinstance(fact, Decision.ObjectionRaised):
            said = {"reason": fact.reason, "raised_at": fact.timestamp}
            batch.patch("objections", recorded, _voter(fact), stands=True, **_speaker(fact), **said)
        elif isinstance(fact, Decision.ObjectionWithdrawn):
            batch.patch("objections", recorded, _voter(fact), stands=False, **_NOBODY, reason=None, raised_at=None)
    if batch:
        await db.execute(SQL["write"], batch.json())


_NOBODY = {"person": None, "mandate": None, "proxy_of": None}


def _speaker(fact: Any) -> dict[str, UUID | None]:
    return {"person": fact.person, "mandate": fact.mandate, "proxy_of": fact.proxy_of}


def _voter(fact: Any) -> dict[str, UUID]:
    return {"decision": fact.originator_id, "collectivity": fact.collectivity}


def _columns(recorded: Recorded) -> dict[str, Any]:
    fact = recorded.fact
    if isinstance(fact, Decision.BallotOpened | Decision.ConsultationOpened):
        return {
            **_ballot_opened(fact),
            "ballot_opened_seq": recorded.seq,
            "ballot_opened_version": fact.originator_version,
        }
    return _put(fact) or _taken(fact) or _reviewed(fact) or _kept(fact)


def _ballot_opened(fact: Decision.BallotOpened | Decision.ConsultationOpened) -> dict[str, Any]:
    terms = {"mode": fact.mode, "majority": fact.majority, "casting_vote": fact.casting_vote}
    where: dict[str, Any]
    if isinstance(fact, Decision.ConsultationOpened):
        unanswered = fact.rule.quorum(0, len(fact.members))
        where = {"meeting": None, "closes_on": fact.closes_on, "consultation_rule": fact.rule, "quorum": unanswered}
    else:
        where = {"meeting": fact.meeting, "closes_on": None, "consultation_rule": None, "quorum": fact.quorum}
    opened = {"ballot_opened_at": fact.timestamp, "quorum_at_opening": where.pop("quorum"), "members": fact.members}
    nothing_yet = {"ballot_closed_at": None, "quorum_at_closing": None, "tally": None}
    return {**terms, **where, **opened, **nothing_yet, "status": DecisionStatus.BALLOT_OPEN}


def _put(fact: Fact) -> dict[str, Any]:
    match fact:
        case Decision.Proposed(meeting=meeting, title=title, text=text, timestamp=at):
            columns = {"meeting": meeting, "title": title, "text": text, "proposed_at": at, "members": ()}
            return {**columns, "status": DecisionStatus.PROPOSED, "year": year_of(at)}
        case Decision.AmountStated(amount=amount, contributors=contributors, threshold=threshold):
            return {"funding": Funding(amount, contributors, threshold)}
        case Decision.BallotClosed(tally=tally, quorum=quorum, timestamp=at):
            return {"ballot_closed_at": at, "quorum_at_closing": quorum, "tally": tally}
        case Decision.QuorumNotReached():
            return {"status": DecisionStatus.PROPOSED}
        case Decision.Deferred(reason=reason, timestamp=at):
            return {"status": DecisionStatus.DEFERRED, "deferral_reason": reason, "deferred_at": at}
    return {}


def _taken(fact: Fact) -> dict[str, Any]:
    match fact:
        case Decision.AdoptedByConsent(meeting=meeting, number=number, quorum=quorum, timestamp=at):
            adopted = {"status": DecisionStatus.ADOPTED, "number": number, "year": year_of(at)}
            return {**adopted, "meeting": meeting, "consent_quorum": quorum}
        case Decision.Adopted(number=number, timestamp=at):
            return {"status": DecisionStatus.ADOPTED, "number": number, "year": year_of(at)}
        case Decision.Rejected(cause=cause, timestamp=at):
            return {"status": DecisionStatus.REJECTED, "cause": cause, "year": year_of(at)}
    return {}


def _reviewed(fact: Fact) -> dict[str, Any]:
    match fact:
        case Decision.ReviewScheduled(on=on):
            return {"review_on": on}
        case Decision.ReviewDue(on=on):
            return {"told_review": on}
        case Decision.Confirmed(next_review=on, timestamp=at):
            return {"review_on": on, "confirmed_at": at}
    return {}


def _kept(fact: Fact) -> dict[str, Any]:
    match fact:
        case Decision.Superseded(by=by, timestamp=at):
            return {"status": DecisionStatus.SUPERSEDED, "ended_by": by, "ended_at": at}
        case Decision.Repealed(by=by, timestamp=at):
            return {"status": DecisionStatus.REPEALED, "ended_by": by, "ended_at": at}
        case Decision.Corrected(title=title, text=text):
            return {"title": title, "text": text}
    return {}


PROJECTION = Projection("decisions", version=2, sql=SQL, project=project)

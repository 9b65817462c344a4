"""The decision register (fr: registre des décisions): proposals, ballots, votes and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from maillage.domain.ballots import Cause, Choice, Majority, Mode, Tally
from maillage.domain.calendar import day_of
from maillage.domain.caller import Caller, Right
from maillage.domain.consultations import ConsultationRule
from maillage.domain.decision_facts import DecisionStatus
from maillage.domain.deliberations import ActKind
from maillage.domain.funding import Funding
from maillage.domain.mandates import OrganisationKind
from maillage.domain.quorum import Quorum
from maillage.eventstore.sql import Connection, queries
from maillage.projections.paging import Window
from maillage.projections.rows import to_row, to_rows

SQL = queries(__file__)


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision. While a secret ballot is open, nothing shows but its opening, whose `version` stays, and recusals."""

    id: UUID
    title: str
    text: str
    status: DecisionStatus
    meeting: UUID | None  # of the ballot or the consent, before it that of the proposal; None: to come, or between two
    year: int  # of the adoption or rejection, before it of the proposal; Europe/Paris
    number: str | None  # 2026-01, once adopted
    cause: Cause | None  # once rejected
    consent_quorum: Quorum | None  # who was represented when it was adopted by consent; None: it was not
    deferral_reason: str | None  # of the last deferral
    deferred_at: datetime | None
    funding: Funding | None  # what it costs, where that was stated
    acted: tuple[UUID, ...]  # the organisations that have bound themselves to it
    ended_by: UUID | None  # the decision that superseded or repealed it, as `status` says
    ended_at: datetime | None
    review_on: date | None  # due from that day on, while the decision is in force
    confirmed_at: datetime | None  # by the last review
    mode: Mode | None  # from here to `quorum_at_opening`: of the latest ballot, None until one opens
    majority: Majority | None
    casting_vote: UUID | None  # the collectivity whose vote breaks a tie; None: a tie rejects
    members: tuple[UUID, ...]  # collectivities that may vote; empty until a ballot opens
    members_recused: int  # how many of them take no part by now
    closes_on: date | None  # the last day of a consultation; None, like the next one, of a ballot at a meeting
    consultation_rule: ConsultationRule | None
    ballot_opened_at: datetime | None
    quorum_at_opening: Quorum | None
    ballot_closed_at: datetime | None  # these three None until the ballot closes
    quorum_at_closing: Quorum | None
    tally: Tally | None  # None too where a ballot ended uncounted
    votes_received: int | None  # collectivities; None without a ballot and while a secret one is open
    proposed_at: datetime
    version: int  # of the decision's stream
    changed_seq: int

    @property
    def key(self) -> tuple[datetime, UUID]:
        return self.proposed_at, self.id

    @property
    def awaited_contributors(self) -> tuple[UUID, ...]:
        """Those that have to deliberate still, of an adopted decision."""
        known = self.funding if self.status is DecisionStatus.ADOPTED else None
        return known.awaited(self.acted) if known else ()

    @property
    def quorum_so_far(self) -> Quorum | None:
        """The answers to a consultation that is open; None for any other ballot, and while a secret one is open."""
        rule, answers = self.consultation_rule, self.votes_received
        if self.status is not DecisionStatus.BALLOT_OPEN or rule is None or answers is None:
            return None
        return rule.quorum(answers, len(self.members) - self.members_recused)

    @property
    def review_key(self) -> tuple[date | None, UUID]:
        """Its place among the reviews that are due, where it has one."""
        return self.review_on, self.id


@dataclass(frozen=True, slots=True)
class VoteRow:
    """The vote of a collectivity. Of a secret ballot, once closed, only that it voted: the rest is None for ever."""

    decision: UUID
    collectivity: UUID
    choice: Choice | None
    person: UUID | None  # who voted
    mandate: UUID | None  # by which mandate
    proxy_of: UUID | None  # who gave the proxy by which it was cast, and holds that mandate; None too: by no proxy
    voted_at: datetime | None  # of the last change


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """An objection to an adoption by consent that stands, or that stood when a ballot decided."""

    decision: UUID
    collectivity: UUID
    person: UUID  # who objected
    mandate: UUID  # by which mandate
    proxy_of: UUID | None  # who gave the proxy by which it was raised, and holds that mandate; None: by no proxy
    reason: str | None
    raised_at: datetime


@dataclass(frozen=True, slots=True)
class WordingRow:
    """What a decision said, from an instant to that of the next correction."""

    decision: UUID
    title: str
    text: str
    reason: str | None  # of the correction; None: as it was proposed
    since: datetime


@dataclass(frozen=True, slots=True)
class DeliberationRow:
    """The act by which an organisation has bound itself to a decision."""

    decision: UUID
    organisation: UUID
    organisation_kind: OrganisationKind
    kind: ActKind
    body: str
    number: str
    taken_on: date
    receipt: str | None  # of the prefecture
    received_on: date | None


@dataclass(frozen=True, slots=True)
class RecusalRow:
    """A collectivity that neither votes on a decision nor counts for its quorum."""

    decision: UUID
    collectivity: UUID
    reason: str
    recused_at: datetime


@dataclass(frozen=True, slots=True)
class DecisionFilter:
    """None leaves a criterion out."""

    statuses: frozenset[DecisionStatus] | None = None
    year: int | None = None
    meeting: UUID | None = None

    @property
    def values(self) -> tuple[Any, ...]:
        statuses = None if self.statuses is None else sorted(status.value for status in self.statuses)
        return statuses, self.year, self.meeting


ANY_DECISION = DecisionFilter()
_JSON = ("consent_quorum", "funding", "consultation_rule", "quorum_at_opening", "quorum_at_closing", "tally")


async def decisions(
    db: Connection,
    caller: Caller,
    window: Window[tuple[datetime, UUID]],
    filter: DecisionFilter = ANY_DECISION,
    *,
    newest_first: bool = True,
) -> list[DecisionRow]:
    """By the instant of the proposal."""
    caller.must(Right.READ_DECISIONS)
    query, bounds = window.span(2, descending=newest_first)
    rows = await db.fetch(SQL[query], caller.network, *filter.values, *bounds, window.limit)
    return to_rows(DecisionRow, rows, *_JSON)


async def decisions_at(
    db: Connection,
    caller: Caller,
    meetings: Sequence[UUID],
    window: Window[tuple[datetime, UUID]],
    *,
    newest_first: bool = True,
) -> dict[UUID, list[DecisionRow]]:
    """The same page of each of these meetings, by the instant of the proposal. No meeting is missing."""
    caller.must(Right.READ_DECISIONS)
    query, bounds = window.span(2, descending=newest_first)
    rows = await db.fetch(SQL[f"{query.removeprefix('page_')}_at"], caller.network, meetings, *bounds, window.limit)
    found: dict[UUID, list[DecisionRow]] = {meeting: [] for meeting in meetings}
    for row in to_rows(DecisionRow, rows, *_JSON):
        found[row.meeting].append(row)  # type: ignore[index]  # it is one of those asked for
    return found


async def count_decisions_at(db: Connection, caller: Caller, meetings: Sequence[UUID]) -> dict[UUID, int]:
    """How many decisions each of these meetings has. No meeting is missing."""
    caller.must(Right.READ_DECISIONS)
    rows = await db.fetch(SQL["count_at"], caller.network, meetings)
    return dict.fromkeys(meetings, 0) | {row["meeting"]: row["decisions"] for row in rows}


async def decisions_by_id(db: Connection, caller: Caller, ids: Sequence[UUID]) -> dict[UUID, DecisionRow]:
    """Those of the ids that exist in the caller's network."""
    caller.must(Right.READ_DECISIONS)
    rows = await db.fetch(SQL["by_id"], caller.network, ids)
    return {row["id"]: to_row(DecisionRow, row, *_JSON) for row in rows}


async def decision_of_number(db: Connection, caller: Caller, number: str) -> DecisionRow | None:
    """The adopted decision that has this number, `2026-01`."""
    caller.must(Right.READ_DECISIONS)
    row = await db.fetchrow(SQL["by_number"], caller.network, number)
    return row and to_row(DecisionRow, row, *_JSON)


async def count_decisions(db: Connection, caller: Caller, filter: DecisionFilter = ANY_DECISION) -> int:
    caller.must(Right.READ_DECISIONS)
    return int(await db.fetchval(SQL["count"], caller.network, *filter.values))


async def votes_of(db: Connection, caller: Caller, decisions: Sequence[UUID]) -> dict[UUID, list[VoteRow]]:
    """The votes that may be seen, by collectivity id; none of a secret ballot that is open. No decision is missing."""
    caller.must(Right.READ_DECISIONS)
    found: dict[UUID, list[VoteRow]] = {decision: [] for decision in decisions}
    for row in to_rows(VoteRow, await db.fetch(SQL["votes"], caller.network, decisions)):
        found[row.decision].append(row)
    return found


async def objections_to(db: Connection, caller: Caller, decisions: Sequence[UUID]) -> dict[UUID, list[ObjectionRow]]:
    """Those that were not withdrawn, by collectivity id. No decision is missing."""
    caller.must(Right.READ_DECISIONS)
    found: dict[UUID, list[ObjectionRow]] = {decision: [] for decision in decisions}
    for row in to_rows(ObjectionRow, await db.fetch(SQL["objections"], caller.network, decisions)):
        found[row.decision].append(row)
    return found


async def decisions_ended_by(
    db: Connection, caller: Caller, decisions: Sequence[UUID]
) -> dict[UUID, list[DecisionRow]]:
    """Those that each of these superseded or repealed, the first one first. No decision is missing."""
    caller.must(Right.READ_DECISIONS)
    found: dict[UUID, list[DecisionRow]] = {decision: [] for decision in decisions}
    for record in await db.fetch(SQL["ended_by"], caller.network, decisions):
        found[record["ended_by"]].append(to_row(DecisionRow, record, *_JSON))
    return found


async def wordings_of(db: Connection, caller: Caller, decisions: Sequence[UUID]) -> dict[UUID, list[WordingRow]]:
    """Every wording, the first one first. No decision is missing."""
    caller.must(Right.READ_DECISIONS)
    found: dict[UUID, list[WordingRow]] = {decision: [] for decision in decisions}
    for row in to_rows(WordingRow, await db.fetch(SQL["wordings"], caller.network, decisions)):
        found[row.decision].append(row)
    return found


async def reviews_due(
    db: Connection, caller: Caller, window: Window[tuple[date, UUID]], day: date
) -> list[DecisionRow]:
    """The decisions in force whose review is due on a day or was before it, the longest due first."""
    caller.must(Right.READ_DECISIONS)
    query, bounds = window.span(2)
    rows = await db.fetch(SQL[f"reviews_{query}"], caller.network, day, *bounds, window.limit)
    return to_rows(DecisionRow, rows, *_JSON)


async def reviews_untold(db: Connection, caller: Caller, after: UUID, limit: int) -> list[UUID]:
    """By id, beyond `after`: those whose review is due on the day of the caller, which was not told yet."""
    caller.must(Right.READ_DECISIONS)
    rows = await db.fetch(SQL["reviews_untold"], caller.network, day_of(caller.now), after, limit)
    return [row["id"] for row in rows]


async def count_reviews_due(db: Connection, caller: Caller, day: date) -> int:
    caller.must(Right.READ_DECISIONS)
    return int(await db.fetchval(SQL["count_reviews"], caller.network, day))


async def deliberations_of(
    db: Connection, caller: Caller, decisions: Sequence[UUID]
) -> dict[UUID, list[DeliberationRow]]:
    """Those that each refers to, the earliest first. No decision is missing."""
    caller.must(Right.READ_DECISIONS)
    found: dict[UUID, list[DeliberationRow]] = {decision: [] for decision in decisions}
    for row in to_rows(DeliberationRow, await db.fetch(SQL["deliberations"], caller.network, decisions)):
        found[row.decision].append(row)
    return found


async def recusals_of(db: Connection, caller: Caller, decisions: Sequence[UUID]) -> dict[UUID, list[RecusalRow]]:
    """Those of each, by collectivity id. No decision is missing."""
    caller.must(Right.READ_DECISIONS)
    found: dict[UUID, list[RecusalRow]] = {decision: [] for decision in decisions}
    for row in to_rows(RecusalRow, await db.fetch(SQL["recusals"], caller.network, decisions)):
        found[row.decision].append(row)
    return found

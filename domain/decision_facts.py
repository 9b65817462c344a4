"""What the log can hold about a decision of the network (fr: décision, never délibération)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from uuid import UUID

from maillage.domain.ballots import Cause, Choice, Majority, Mode, Tally
from maillage.domain.base import Fact, FirstFact
from maillage.domain.consultations import ConsultationRule
from maillage.domain.deliberations import Deliberation
from maillage.domain.quorum import Quorum


class DecisionStatus(Enum):
    """Where a decision stands."""

    PROPOSED = "PROPOSED"
    BALLOT_OPEN = "BALLOT_OPEN"
    DEFERRED = "DEFERRED"
    ADOPTED = "ADOPTED"
    REJECTED = "REJECTED"
    SUPERSEDED = "SUPERSEDED"
    REPEALED = "REPEALED"


class DecisionFacts:
    """Facts of one decision, its ballot included."""

    class Proposed(FirstFact):
        TOPIC = "decision.proposed"
        SUBSTANTIVE = True
        meeting: UUID | None  # None: for a meeting to come
        title: str
        text: str

    class AmountStated(Fact):
        """What the decision costs, before it is taken. The latest fact counts."""

        TOPIC = "decision.amount-stated"
        amount: Decimal  # euros, two decimals
        contributors: tuple[UUID, ...]  # collectivities that pay it, sorted
        threshold: Decimal | None  # euros, the network's at that moment: above it each contributor has to deliberate

    class ObjectionRaised(Fact):
        """To an adoption by consent. It stands until it is withdrawn; a ballot does not mind it."""

        TOPIC = "decision.objection-raised"
        meeting: UUID
        collectivity: UUID
        person: UUID  # who objected
        mandate: UUID  # by which mandate at that collectivity
        reason: str | None
        proxy_of: UUID | None = None  # who gave the proxy by which it is raised, and holds that mandate; None: no proxy

    class ObjectionWithdrawn(Fact):
        TOPIC = "decision.objection-withdrawn"
        collectivity: UUID
        person: UUID  # who withdrew it, not always who had raised it
        mandate: UUID
        proxy_of: UUID | None = None  # who gave the proxy by which it is withdrawn; None: no proxy

    class AdoptedByConsent(Fact):
        """Without a ballot: no objection stood."""

        TOPIC = "decision.adopted-by-consent"
        meeting: UUID
        number: str  # from the same sequence as those adopted by a ballot
        quorum: Quorum  # at that moment; shown, it hinders nothing

    class VoterRecused(Fact):
        """For a conflict of interest, until the decision is taken. A vote that it has cast does not count."""

        TOPIC = "decision.voter-recused"
        collectivity: UUID
        reason: str

    class BallotOpened(Fact):
        TOPIC = "decision.ballot-opened"
        meeting: UUID
        mode: Mode
        majority: Majority
        quorum: Quorum  # at that moment
        members: tuple[UUID, ...]  # collectivities that may vote, those of the meeting that are not recused
        casting_vote: UUID | None  # of these, whose vote breaks a tie; None: a tie rejects

    class ConsultationOpened(Fact):
        """A ballot between meetings. Its votes and its end are the same facts as those of a ballot at a meeting."""

        TOPIC = "decision.consultation-opened"
        mode: Mode
        majority: Majority
        members: tuple[UUID, ...]  # collectivities that may vote, those of that day that are not recused
        casting_vote: UUID | None  # of these, whose vote breaks a tie; None: a tie rejects
        closes_on: date  # the last day on which answers are received, Europe/Paris
        rule: ConsultationRule  # the network's at that moment
        by_seats: bool  # whether the network had SEATS on: only who holds a seat of a member answers for it

    class VoteCast(Fact):
        """In a public ballot."""

        TOPIC = "decision.vote-cast"
        collectivity: UUID
        choice: Choice
        person: UUID  # who voted
        mandate: UUID  # by which mandate at that collectivity
        proxy_of: UUID | None = None  # who gave the proxy by which it is cast, and holds that mandate; None: no proxy

    class VoteChanged(Fact):
        TOPIC = "decision.vote-changed"
        collectivity: UUID
        choice: Choice
        person: UUID
        mandate: UUID
        proxy_of: UUID | None = None

    class SecretVoteCast(Fact):
        TOPIC = "decision.secret-vote-cast"
        RELEASED_BY = "decision.ballot-closed"
        collectivity: UUID
        choice: Choice  # shown to nobody, released or not: only the tally is
        person: UUID
        mandate: UUID
        proxy_of: UUID | None = None

    class SecretVoteChanged(Fact):
        TOPIC = "decision.secret-vote-changed"
        RELEASED_BY = "decision.ballot-closed"
        collectivity: UUID
        choice: Choice  # shown to nobody
        person: UUID
        mandate: UUID
        proxy_of: UUID | None = None

    class BallotClosed(Fact):
        TOPIC = "decision.ballot-closed"
        tally: Tally | None  # None: not counted, as the decision was deferred or too few answered a consultation
        quorum: Quorum  # at that moment, of a consultation by answers; departures during the vote do not undo it

    class Deferred(Fact):
        """Put off while nothing is decided. An open ballot is closed just before, uncounted."""

        TOPIC = "decision.deferred"
        reason: str

    class QuorumNotReached(Fact):
        """Too few answered a consultation: nothing is decided. Its ballot is closed just before, uncounted."""

        TOPIC = "decision.quorum-not-reached"
        represented: int  # collectivities that answered
        needed: int
        members: int

    class Adopted(Fact):
        TOPIC = "decision.adopted"
        number: str  # 2026-01, gapless per network and year of Europe/Paris

    class Rejected(Fact):
        TOPIC = "decision.rejected"
        cause: Cause

    class Superseded(Fact):
        """Another decision stands in its place."""

        TOPIC = "decision.superseded"
        by: UUID  # the decision, adopted and in force at that moment

    class Repealed(Fact):
        """Another decision ended it, with nothing in its place."""

        TOPIC = "decision.repealed"
        by: UUID  # the decision, adopted and in force at that moment

    class Corrected(Fact):
        """A slip of the pen put right. The result stays, and the earlier wording can still be read."""

        TOPIC = "decision.corrected"
        title: str  # both replace what was
        text: str
        reason: str

    class ReviewScheduled(Fact):
        TOPIC = "decision.review-scheduled"
        on: date  # due from that day on; the latest fact counts

    class ReviewDue(Fact):
        """On the day of a scheduled review, told once for each."""

        TOPIC = "decision.review-due"
        on: date  # since which it is due

    class Confirmed(Fact):
        """Reviewed and kept."""

        TOPIC = "decision.confirmed"
        next_review: date | None  # due from that day on; None: no other is due

    class DeliberationReferenced(Fact):
        """An organisation has bound itself to what the network decided. The latest fact for its number counts."""

        TOPIC = "decision.deliberation-referenced"
        deliberation: Deliberation

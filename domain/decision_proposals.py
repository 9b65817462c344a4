"""Decisions until they are put to the vote: proposed, objected to, adopted by consent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from eventsourcing.domain import event

from maillage.domain.agenda import Source, SourceKind
from maillage.domain.ballots import Ballot, Choice
from maillage.domain.base import Aggregate
from maillage.domain.calendar import day_of, utc, year_of
from maillage.domain.decision_facts import DecisionFacts, DecisionStatus
from maillage.domain.decision_refusals import (
    AlreadyObjects,
    BallotAlreadyOpened,
    CollectivityCannotVote,
    CollectivityRecused,
    ConsentHasObjections,
    DecisionAlreadyTaken,
    DecisionNotReconvened,
    NobodyRepresented,
    NoObjection,
    QuorumNotReached,
    VoterNotPresent,
)
from maillage.domain.deliberations import Deliberation
from maillage.domain.formalities import Formality
from maillage.domain.funding import ContributorNotMember, Funding, euros
from maillage.domain.meetings import Meeting
from maillage.domain.network import Network
from maillage.domain.numbers import next_number
from maillage.domain.people import Person
from maillage.domain.quorum import Quorum
from maillage.domain.refusals import optional_text
from maillage.domain.refusals import text as bounded
from maillage.domain.seats import Seats


class DecisionProposal(DecisionFacts, Aggregate, part=True):
    """A decision that the members may yet agree on without a ballot. `Decision` is the whole."""

    @classmethod
    def propose(cls, *, title: str, text: str, meeting: UUID | None, at: datetime, id: UUID | None = None) -> Self:
        """For a meeting, or for one to come. TextMissing, TextTooLong, TextUnreadable."""
        fields = {"title": bounded(title, "title", 200), "text": bounded(text, "text", 10_000, lines=True)}
        return cls._create(cls.Proposed, id=id, meeting=meeting, timestamp=at, **fields)

    def state_amount(self, *, network: Network, amount: Decimal, contributors: Collection[UUID], at: datetime) -> None:
        """In euros, and who pays it, under the network's threshold of this moment. Stated again, it is replaced.

        DecisionAlreadyTaken, BallotAlreadyOpened, AmountOutOfRange, ContributorNotMember.
        """
        self._must_be_undecided()
        kept, paying = euros(amount, "amount"), tuple(sorted(set(contributors)))
        if not paying or set(paying) - set(network.members_on(day_of(utc(at, "at")))):
            raise ContributorNotMember("contributors")
        funding = Funding(kept, paying, network.deliberation_threshold)
        if funding != self.funding:
            self.trigger_event(self.AmountStated, timestamp=at, **vars(funding))

    def raise_objection(
        self,
        *,
        meeting: Meeting,
        person: Person,
        collectivity: UUID,
        reason: str | None,
        at: datetime,
        giver: Person | None = None,
        seats: Seats = (),
    ) -> None:
        """To an adoption by consent. Whoever is present for the collectivity may, or by its proxy, as for a vote.

        DecisionAlreadyTaken, BallotAlreadyOpened, MeetingNotOpen, MeetingIsClosed, CollectivityRecused,
        CollectivityCannotVote, VoterNotPresent, NoActiveMandate, AlreadyObjects, TextTooLong, TextUnreadable, and what
        `Meeting.mandate_by_proxy` refuses.
        """
        self._must_be_undecided()
        meeting.must_be_open()
        speaker: Any = {"person": person, "collectivity": collectivity, "giver": giver, "seats": seats}
        who = self._speaker_in_the_room(meeting, meeting.members, at, **speaker)
        if collectivity in self.objections:
            raise AlreadyObjects("collectivity")
        kept = optional_text(reason, "reason", 500)
        self.trigger_event(self.ObjectionRaised, meeting=meeting.id, reason=kept, timestamp=at, **who)

    def withdraw_objection(
        self,
        *,
        person: Person,
        collectivity: UUID,
        at: datetime,
        meeting: Meeting | None = None,
        giver: Person | None = None,
        seats: Seats = (),
    ) -> None:
        """From anywhere by an own mandate; with `giver` in the room, by the proxy given for `meeting`, as it is raised.

        DecisionAlreadyTaken, BallotAlreadyOpened, NoObjection, NoActiveMandate; by proxy MeetingNotOpen,
        MeetingIsClosed, CollectivityRecused, CollectivityCannotVote, and what `Meeting.mandate_by_proxy` refuses.
        """
        self._must_be_undecided()
        if collectivity not in self.objections:
            raise NoObjection("collectivity")
        if meeting is not None and giver is not None:
            meeting.must_be_open()
            speaker: Any = {"person": person, "collectivity": collectivity, "giver": giver, "seats": seats}
            who = self._speaker_in_the_room(meeting, meeting.members, at, **speaker)
        else:
            mandate = person.mandate_at(collectivity, day_of(utc(at, "at")))
            who = {"collectivity": collectivity, "person": person.id, "mandate": mandate.id}
        self.trigger_event(self.ObjectionWithdrawn, timestamp=at, **who)

    def adopt_by_consent(self, *, meeting: Meeting, highest: str | None, at: datetime) -> None:
        """At an open meeting, its quorum shown, and a hindrance only with QUORUM_BLOCKS.

        `highest` as for `close_ballot`. DecisionAlreadyTaken, BallotAlreadyOpened, MeetingNotOpen, MeetingIsClosed,
        DecisionNotReconvened, NobodyRepresented, QuorumNotReached, ConsentHasObjections.
        """
        self._must_be_undecided()
        meeting.must_be_open()
        self._must_be_before(meeting)
        if not meeting.collectivities_present - self.recused:
            raise NobodyRepresented("meeting")
        quorum = meeting.quorum_without(self.recused)
        if Formality.QUORUM_BLOCKS in meeting.formalities:
            must_be_reached(quorum)
        if standing := (self.objections - self.recused) & set(meeting.members):
            raise ConsentHasObjections("decision", objections=len(standing))
        number = next_number(year_of(utc(at, "at")), highest)
        told = {"meeting": meeting.id, "number": number, "quorum": quorum}
        self.trigger_event(self.AdoptedByConsent, timestamp=at, **told)

    @property
    def taken(self) -> bool:
        """Adopted or rejected, whatever became of it since."""
        return self.status not in {DecisionStatus.PROPOSED, DecisionStatus.BALLOT_OPEN, DecisionStatus.DEFERRED}

    def _must_be_undecided(self) -> None:
        if self.status is DecisionStatus.BALLOT_OPEN:
            raise BallotAlreadyOpened("decision")
        if self.status not in {DecisionStatus.PROPOSED, DecisionStatus.DEFERRED}:
            raise DecisionAlreadyTaken("decision")

    def _must_be_before(self, meeting: Meeting) -> None:
        """DecisionNotReconvened."""
        if meeting.reconvenes is None or self.meetings & set(meeting.goes_on_with):
            return
        if not meeting.agenda.about(Source(SourceKind.DECISION, self.id)):
            raise DecisionNotReconvened("decision")

    def _speaker_in_the_room(
        self,
        meeting: Meeting,
        members: tuple[UUID, ...],
        at: datetime,
        *,
        person: Person,
        collectivity: UUID,
        giver: Person | None,
        seats: Seats,
    ) -> dict[str, UUID | None]:
        """Who speaks there for one of these members, and by which mandate, as the facts keep it.

        CollectivityRecused, CollectivityCannotVote, VoterNotPresent, NoActiveMandate, `Meeting.mandate_by_proxy`.
        """
        self._must_have_a_say(collectivity, members)
        who = {"collectivity": collectivity, "person": person.id, "proxy_of": giver.id if giver else None}
        if giver is not None:
            by: Any = {"holder": person, "giver": giver, "collectivity": collectivity, "seats": seats}
            return who | {"mandate": meeting.mandate_by_proxy(**by, at=at)}
        if not meeting.is_present_for(person.id, collectivity):
            raise VoterNotPresent("collectivity", collectivity=str(collectivity))
        return who | {"mandate": meeting.mandate_of(person, collectivity, at)}

    def _must_have_a_say(self, collectivity: UUID, members: tuple[UUID, ...]) -> None:
        """CollectivityRecused, CollectivityCannotVote."""
        if collectivity in self.recused:
            raise CollectivityRecused("collectivity")
        if collectivity not in members:
            raise CollectivityCannotVote("collectivity", collectivity=str(collectivity), members=len(members))

    # What each fact changes: only what the rules read, and no rule, so that history always replays

    @event(DecisionFacts.Proposed)
    def __init__(self, meeting: UUID | None, title: str, text: str, timestamp: datetime) -> None:
        self.status = DecisionStatus.PROPOSED
        self.meetings = frozenset([meeting] if meeting else ())  # for which it was proposed, or that voted on it
        self.decided_on = day_of(timestamp)  # of its adoption, before it of its proposal; Europe/Paris
        self.wording = (title, text)  # a correction that changes nothing is none
        self.review_on: date | None = None
        self.told_review: date | None = None  # the day of which it was told last that the review is due
        self.deliberations: dict[tuple[UUID, str], Deliberation] = {}  # by organisation and number
        self.funding: Funding | None = None
        self.objections: frozenset[UUID] = frozenset()  # of collectivities, those that stand
        self.recused: frozenset[UUID] = frozenset()  # collectivities
        self.ballot: Ballot | None = None  # the latest
        self.votes: dict[UUID, Choice] = {}  # by collectivity
        self.number: str | None = None  # once adopted

    @event(DecisionFacts.AmountStated)
    def _amount_stated(self, amount: Decimal, contributors: tuple[UUID, ...], threshold: Decimal | None) -> None:
        self.funding = Funding(amount, contributors, threshold)

    @event(DecisionFacts.ObjectionRaised)
    def _objection_raised(self, collectivity: UUID) -> None:
        self.objections |= {collectivity}

    @event(DecisionFacts.ObjectionWithdrawn)
    def _objection_withdrawn(self, collectivity: UUID) -> None:
        self.objections -= {collectivity}

    @event(DecisionFacts.AdoptedByConsent)
    def _adopted_by_consent(self, number: str, timestamp: datetime) -> None:
        self.status, self.number, self.decided_on = DecisionStatus.ADOPTED, number, day_of(timestamp)


def must_be_reached(quorum: Quorum) -> None:
    """QuorumNotReached."""
    if not quorum.reached:
        figures = {"represented": quorum.represented, "needed": quorum.needed, "members": quorum.members}
        raise QuorumNotReached("meeting", **figures)

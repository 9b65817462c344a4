"""Decisions (fr: décisions): proposed, deferred, adopted by consent or put to the vote, adopted or rejected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from eventsourcing.domain import event

from maillage.domain.ballots import Choice, Majority, Mode, Tally
from maillage.domain.base import Aggregate, Fact
from maillage.domain.calendar import day_of, utc, year_of
from maillage.domain.decision_facts import DecisionFacts, DecisionStatus
from maillage.domain.decision_refusals import (
    AlreadyObjects,
    BallotAlreadyOpened,
    BallotAtOtherMeeting,
    BallotIsClosed,
    BallotNotOpen,
    BallotsOff,
    CastingVoteInSecret,
    CollectivityCannotVote,
    CollectivityRecused,
    ConsentHasObjections,
    DecisionAlreadyTaken,
    DecisionEndsItself,
    DecisionNotInForce,
    DecisionNotInRegister,
    NobodyRepresented,
    NoObjection,
    NothingToCorrect,
    QuorumNotReached,
    ReviewInThePast,
    VoterNotPresent,
)
from maillage.domain.deliberations import Deliberation
from maillage.domain.formalities import Formality
from maillage.domain.meetings import Meeting
from maillage.domain.network import Network
from maillage.domain.numbers import next_number
from maillage.domain.people import Person
from maillage.domain.people_refusals import OrganisationNotInNetwork
from maillage.domain.quorum import Quorum
from maillage.domain.refusals import optional_text
from maillage.domain.refusals import text as bounded


@dataclass(frozen=True)
class Ballot:
    """The terms of a vote, fixed when it opens."""

    meeting: UUID
    mode: Mode
    majority: Majority
    members: tuple[UUID, ...]  # collectivities that may vote
    casting_vote: UUID | None  # whose vote breaks a tie


class Decision(DecisionFacts, Aggregate):
    """One decision, from its proposal to its number in the register."""

    TOPIC = "decision"

    @classmethod
    def propose(cls, *, title: str, text: str, meeting: UUID | None, at: datetime, id: UUID | None = None) -> Decision:
        """For a meeting, or for one to come. TextMissing, TextTooLong, TextUnreadable."""
        fields = {"title": bounded(title, "title", 200), "text": bounded(text, "text", 10_000, lines=True)}
        return cls._create(cls.Proposed, id=id, meeting=meeting, timestamp=at, **fields)

    def defer(self, *, reason: str, meeting: Meeting | None, at: datetime) -> None:
        """Until it is put to the vote again, or adopted by consent; as often as need be.

        An open ballot ends uncounted: what few votes it has would say how they were cast. `meeting` is that of the
        open ballot, None without one. DecisionAlreadyTaken, BallotAtOtherMeeting, TextMissing, TextTooLong.
        """
        kept = bounded(reason, "reason", 500)
        if self.status is not DecisionStatus.BALLOT_OPEN:
            self._must_be_undecided()
        elif meeting is None:
            raise BallotAtOtherMeeting("meeting")
        else:
            self._open_ballot_at(meeting)
            self.trigger_event(self.BallotClosed, tally=None, quorum=meeting.quorum_without(self.recused), timestamp=at)
        self.trigger_event(self.Deferred, reason=kept, timestamp=at)

    # Without a ballot -----------------------------------------------------------

    def raise_objection(
        self, *, meeting: Meeting, person: Person, collectivity: UUID, reason: str | None, at: datetime
    ) -> None:
        """To an adoption by consent. Whoever is present for the collectivity may.

        DecisionAlreadyTaken, BallotAlreadyOpened, MeetingNotOpen, MeetingIsClosed, CollectivityRecused,
        CollectivityCannotVote, VoterNotPresent, NoActiveMandate, AlreadyObjects, TextTooLong, TextUnreadable.
        """
        self._must_be_undecided()
        meeting.must_be_open()
        mandate = self._mandate_in_the_room(meeting, person, collectivity, meeting.members, at)
        if collectivity in self.objections:
            raise AlreadyObjects("collectivity")
        kept = optional_text(reason, "reason", 500)
        who = {"collectivity": collectivity, "person": person.id, "mandate": mandate}
        self.trigger_event(self.ObjectionRaised, meeting=meeting.id, reason=kept, timestamp=at, **who)

    def withdraw_objection(self, *, person: Person, collectivity: UUID, at: datetime) -> None:
        """From anywhere. DecisionAlreadyTaken, BallotAlreadyOpened, NoObjection, NoActiveMandate."""
        self._must_be_undecided()
        if collectivity not in self.objections:
            raise NoObjection("collectivity")
        mandate = person.mandate_at(collectivity, day_of(utc(at, "at")))
        who = {"collectivity": collectivity, "person": person.id, "mandate": mandate.id}
        self.trigger_event(self.ObjectionWithdrawn, timestamp=at, **who)

    def adopt_by_consent(self, *, meeting: Meeting, highest: str | None, at: datetime) -> None:
        """At an open meeting, its quorum shown, and a hindrance only with QUORUM_BLOCKS.

        `highest` as for `close_ballot`. DecisionAlreadyTaken, BallotAlreadyOpened, MeetingNotOpen, MeetingIsClosed,
        NobodyRepresented, QuorumNotReached, ConsentHasObjections.
        """
        self._must_be_undecided()
        meeting.must_be_open()
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

    def recuse(self, *, collectivity: UUID, reason: str, at: datetime) -> None:
        """For a conflict of interest, before the ballot or while it is open; a later ballot on this decision too.

        DecisionAlreadyTaken, CollectivityRecused, CollectivityCannotVote, TextMissing, TextTooLong.
        """
        if self.status is not DecisionStatus.BALLOT_OPEN:
            self._must_be_undecided()
        if collectivity in self.recused:
            raise CollectivityRecused("collectivity")
        ballot = self.ballot if self.status is DecisionStatus.BALLOT_OPEN else None
        if ballot is not None and collectivity not in ballot.members:
            raise CollectivityCannotVote("collectivity", collectivity=str(collectivity), members=len(ballot.members))
        kept = bounded(reason, "reason", 500)
        self.trigger_event(self.VoterRecused, collectivity=collectivity, reason=kept, timestamp=at)

    # By a ballot ----------------------------------------------------------------

    def open_ballot(
        self, *, meeting: Meeting, mode: Mode, majority: Majority, casting_vote: UUID | None = None, at: datetime
    ) -> None:
        """`casting_vote` is the collectivity whose vote breaks a tie; without one a tie rejects.

        DecisionAlreadyTaken, BallotAlreadyOpened, MeetingNotOpen, MeetingIsClosed, BallotsOff, QuorumNotReached,
        CastingVoteInSecret, CollectivityCannotVote.
        """
        self._must_be_undecided()
        meeting.must_be_open()
        _must_have_ballots(meeting.formalities, "meeting")
        quorum = meeting.quorum_without(self.recused)
        must_be_reached(quorum)
        fields: dict[str, Any] = {"meeting": meeting.id, "mode": mode, "majority": majority}
        members = tuple(member for member in meeting.members if member not in self.recused)
        if casting_vote is not None:
            _must_suit_a_casting_vote(mode, members, casting_vote)
        fields |= {"quorum": quorum, "members": members, "casting_vote": casting_vote}
        self.trigger_event(self.BallotOpened, timestamp=at, **fields)

    def cast_vote(self, *, meeting: Meeting, person: Person, collectivity: UUID, choice: Choice, at: datetime) -> None:
        """A collectivity's later vote changes its earlier one, whoever casts it.

        BallotNotOpen, BallotIsClosed, BallotAtOtherMeeting, MeetingIsClosed, CollectivityRecused,
        CollectivityCannotVote, VoterNotPresent, NoActiveMandate.
        """
        ballot = self._open_ballot_at(meeting)
        meeting.must_be_open()
        mandate = self._mandate_in_the_room(meeting, person, collectivity, ballot.members, at)
        if choice is not self.votes.get(collectivity):
            fields = {"collectivity": collectivity, "choice": choice, "person": person.id, "mandate": mandate}
            self.trigger_event(self._kind_of_vote(ballot, collectivity), timestamp=at, **fields)

    def close_ballot(self, *, meeting: Meeting, highest: str | None, at: datetime) -> None:
        """Count, then adopt or reject. `highest` is the greatest decision number of the year of `at`, None at first.

        A meeting that has closed meanwhile does not hinder it. BallotNotOpen, BallotIsClosed, BallotAtOtherMeeting.
        """
        ballot = self._open_ballot_at(meeting)
        tally = Tally.of(self.votes.values())
        casting = self.votes.get(ballot.casting_vote) if ballot.casting_vote else None
        cause = tally.outcome(ballot.majority, len(set(ballot.members) - self.recused), casting)
        number = next_number(year_of(utc(at, "at")), highest)
        self.trigger_event(self.BallotClosed, tally=tally, quorum=meeting.quorum_without(self.recused), timestamp=at)
        if cause is None:
            self.trigger_event(self.Adopted, number=number, timestamp=at)
        else:
            self.trigger_event(self.Rejected, cause=cause, timestamp=at)

    # In the register ------------------------------------------------------------

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

    @property
    def taken(self) -> bool:
        """Adopted or rejected, whatever became of it since."""
        return self.status not in {DecisionStatus.PROPOSED, DecisionStatus.BALLOT_OPEN, DecisionStatus.DEFERRED}

    @property
    def votes_in_secret(self) -> bool:
        """Whether a secret ballot is open."""
        open_now = self.status is DecisionStatus.BALLOT_OPEN
        return open_now and self.ballot is not None and self.ballot.mode is Mode.SECRET

    def must_have_open_ballot(self) -> Ballot:
        """The open ballot. BallotNotOpen, BallotIsClosed."""
        if self.ballot is None:
            raise BallotNotOpen("decision")
        if self.status is not DecisionStatus.BALLOT_OPEN:
            raise BallotIsClosed("decision")
        return self.ballot

    def _must_be_undecided(self) -> None:
        if self.status is DecisionStatus.BALLOT_OPEN:
            raise BallotAlreadyOpened("decision")
        if self.status not in {DecisionStatus.PROPOSED, DecisionStatus.DEFERRED}:
            raise DecisionAlreadyTaken("decision")

    def _mandate_in_the_room(
        self, meeting: Meeting, person: Person, collectivity: UUID, members: tuple[UUID, ...], at: datetime
    ) -> UUID:
        """By which somebody speaks there for one of these members.

        CollectivityRecused, CollectivityCannotVote, VoterNotPresent, NoActiveMandate.
        """
        if collectivity in self.recused:
            raise CollectivityRecused("collectivity")
        if collectivity not in members:
            raise CollectivityCannotVote("collectivity", collectivity=str(collectivity), members=len(members))
        if not meeting.is_present_for(person.id, collectivity):
            raise VoterNotPresent("collectivity", collectivity=str(collectivity))
        return person.mandate_at(collectivity, day_of(utc(at, "at"))).id

    def _open_ballot_at(self, meeting: Meeting) -> Ballot:
        ballot = self.must_have_open_ballot()
        if ballot.meeting != meeting.id:
            raise BallotAtOtherMeeting("meeting")
        return ballot

    def _kind_of_vote(self, ballot: Ballot, collectivity: UUID) -> type[Fact]:
        if ballot.mode is Mode.PUBLIC:
            return self.VoteChanged if collectivity in self.votes else self.VoteCast
        return self.SecretVoteChanged if collectivity in self.votes else self.SecretVoteCast

    # What each fact changes: only what the rules read, and no rule, so that history always replays

    @event(DecisionFacts.Proposed)
    def __init__(self, title: str, text: str, timestamp: datetime) -> None:
        self.status = DecisionStatus.PROPOSED
        self.decided_on = day_of(timestamp)  # of its adoption, before it of its proposal; Europe/Paris
        self.wording = (title, text)  # a correction that changes nothing is none
        self.review_on: date | None = None
        self.deliberations: dict[tuple[UUID, str], Deliberation] = {}  # by organisation and number
        self.objections: frozenset[UUID] = frozenset()  # of collectivities, those that stand
        self.recused: frozenset[UUID] = frozenset()  # collectivities
        self.ballot: Ballot | None = None  # the latest
        self.votes: dict[UUID, Choice] = {}  # by collectivity
        self.number: str | None = None  # once adopted

    @event(DecisionFacts.ObjectionRaised)
    def _objection_raised(self, collectivity: UUID) -> None:
        self.objections |= {collectivity}

    @event(DecisionFacts.ObjectionWithdrawn)
    def _objection_withdrawn(self, collectivity: UUID) -> None:
        self.objections -= {collectivity}

    @event(DecisionFacts.AdoptedByConsent)
    def _adopted_by_consent(self, number: str, timestamp: datetime) -> None:
        self.status, self.number, self.decided_on = DecisionStatus.ADOPTED, number, day_of(timestamp)

    @event(DecisionFacts.VoterRecused)
    def _voter_recused(self, collectivity: UUID) -> None:
        self.recused |= {collectivity}
        self.votes = {voter: choice for voter, choice in self.votes.items() if voter != collectivity}

    @event(DecisionFacts.BallotOpened)
    def _ballot_opened(
        self, meeting: UUID, mode: Mode, majority: Majority, members: tuple[UUID, ...], casting_vote: UUID | None
    ) -> None:
        self.status, self.ballot = DecisionStatus.BALLOT_OPEN, Ballot(meeting, mode, majority, members, casting_vote)
        self.votes = {}  # those of a ballot that a deferral ended do not count

    @event(DecisionFacts.VoteCast)
    def _vote_cast(self, collectivity: UUID, choice: Choice) -> None:
        self.votes[collectivity] = choice

    @event(DecisionFacts.VoteChanged)
    def _vote_changed(self, collectivity: UUID, choice: Choice) -> None:
        self.votes[collectivity] = choice

    @event(DecisionFacts.SecretVoteCast)
    def _secret_vote_cast(self, collectivity: UUID, choice: Choice) -> None:
        self.votes[collectivity] = choice

    @event(DecisionFacts.SecretVoteChanged)
    def _secret_vote_changed(self, collectivity: UUID, choice: Choice) -> None:
        self.votes[collectivity] = choice

    @event(DecisionFacts.Deferred)
    def _deferred(self) -> None:
        self.status = DecisionStatus.DEFERRED

    @event(DecisionFacts.Adopted)
    def _adopted(self, number: str, timestamp: datetime) -> None:
        self.status, self.number, self.decided_on = DecisionStatus.ADOPTED, number, day_of(timestamp)

    @event(DecisionFacts.Rejected)
    def _rejected(self) -> None:
        self.status = DecisionStatus.REJECTED

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

    @event(DecisionFacts.Confirmed)
    def _confirmed(self, next_review: date | None) -> None:
        self.review_on = next_review


def _must_not_be_past(on: date, field: str, at: datetime) -> None:
    today = day_of(utc(at, "at"))
    if on < today:
        raise ReviewInThePast(field, on=str(on), today=str(today))


def must_be_reached(quorum: Quorum) -> None:
    """QuorumNotReached."""
    if not quorum.reached:
        figures = {"represented": quorum.represented, "needed": quorum.needed, "members": quorum.members}
        raise QuorumNotReached("meeting", **figures)


def _must_have_ballots(formalities: frozenset[Formality], field: str) -> None:
    if Formality.BALLOTS not in formalities:
        raise BallotsOff(field)


def _must_suit_a_casting_vote(mode: Mode, members: tuple[UUID, ...], collectivity: UUID) -> None:
    if mode is Mode.SECRET:
        raise CastingVoteInSecret("casting_vote")
    if collectivity not in members:
        raise CollectivityCannotVote("casting_vote", collectivity=str(collectivity), members=len(members))

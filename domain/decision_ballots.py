"""Decisions that are put to the vote: deferred, adopted or rejected."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from eventsourcing.domain import event

from maillage.domain.ballots import Ballot, Choice, Majority, Mode, Tally
from maillage.domain.base import Fact
from maillage.domain.calendar import day_of, utc, year_of
from maillage.domain.decision_facts import DecisionFacts, DecisionStatus
from maillage.domain.decision_proposals import DecisionProposal, must_be_reached
from maillage.domain.decision_refusals import (
    BallotAtOtherMeeting,
    BallotIsClosed,
    BallotNotOpen,
    BallotsOff,
    CastingVoteInSecret,
    CollectivityCannotVote,
    CollectivityRecused,
)
from maillage.domain.formalities import Formality
from maillage.domain.meetings import Meeting
from maillage.domain.numbers import next_number
from maillage.domain.people import Person
from maillage.domain.refusals import text as bounded


class DecisionBallots(DecisionProposal):
    """A decision, its ballots and their votes. `Decision` is the whole."""

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


def _must_have_ballots(formalities: frozenset[Formality], field: str) -> None:
    if Formality.BALLOTS not in formalities:
        raise BallotsOff(field)


def _must_suit_a_casting_vote(mode: Mode, members: tuple[UUID, ...], collectivity: UUID) -> None:
    if mode is Mode.SECRET:
        raise CastingVoteInSecret("casting_vote")
    if collectivity not in members:
        raise CollectivityCannotVote("casting_vote", collectivity=str(collectivity), members=len(members))

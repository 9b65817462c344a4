"""Decisions that are put to the vote: deferred, adopted or rejected."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from eventsourcing.domain import event

from maillage.domain.ballots import Ballot, Choice, Majority, Mode, Tally
from maillage.domain.base import Fact
from maillage.domain.calendar import day_of, utc, year_of
from maillage.domain.consultations import Consultation, ConsultationRule
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
    ConsultationIsOver,
    ConsultationNotOver,
    VoterHoldsNoSeat,
)
from maillage.domain.formalities import Formality
from maillage.domain.meetings import Meeting
from maillage.domain.network import Network
from maillage.domain.numbers import next_number
from maillage.domain.people import Person
from maillage.domain.quorum import Quorum
from maillage.domain.refusals import text as bounded
from maillage.domain.seats import Seats, seat_of
from maillage.domain.voting import VotingRules
from maillage.domain.working_days import Holidays


class DecisionBallots(DecisionProposal, part=True):
    """A decision, its ballots and their votes. `Decision` is the whole."""

    def defer(self, *, reason: str, meeting: Meeting | None, at: datetime) -> None:
        """Until it is put to the vote again, or adopted by consent; as often as need be.

        An open ballot ends uncounted: what few votes it has would say how they were cast. `meeting` is that of the
        open ballot, None without one or between meetings.
        DecisionAlreadyTaken, BallotAtOtherMeeting, TextMissing, TextTooLong.
        """
        kept = bounded(reason, "reason", 500)
        if self.status is not DecisionStatus.BALLOT_OPEN:
            self._must_be_undecided()
        else:
            quorum = self._quorum_of(self._open_ballot_at(meeting), meeting)
            self.trigger_event(self.BallotClosed, tally=None, quorum=quorum, timestamp=at)
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
        self,
        *,
        meeting: Meeting,
        mode: Mode,
        majority: Majority | None = None,
        casting_vote: UUID | None = None,
        at: datetime,
    ) -> None:
        """`casting_vote` is the collectivity whose vote breaks a tie. Without these two the meeting's rules say so.

        DecisionAlreadyTaken, BallotAlreadyOpened, MeetingNotOpen, MeetingIsClosed, BallotsOff, DecisionNotReconvened,
        QuorumNotReached, CastingVoteInSecret, CollectivityCannotVote.
        """
        self._must_be_undecided()
        meeting.must_be_open()
        self._must_be_before(meeting)
        _must_have_ballots(meeting.formalities, "meeting")
        quorum = meeting.quorum_without(self.recused)
        must_be_reached(quorum)
        terms = self._terms(mode, majority, meeting.members, casting_vote, meeting.voting_rules)
        self.trigger_event(self.BallotOpened, meeting=meeting.id, quorum=quorum, timestamp=at, **terms)

    def open_consultation(
        self,
        *,
        network: Network,
        closes_on: date,
        mode: Mode,
        majority: Majority | None = None,
        casting_vote: UUID | None = None,
        holidays: Holidays,
        at: datetime,
    ) -> None:
        """Between meetings, up to the end of the day `closes_on`, under the network's rules of this moment.

        DecisionAlreadyTaken, BallotAlreadyOpened, BallotsOff, ConsultationTooLong, ConsultationTooShort,
        CastingVoteInSecret, CollectivityCannotVote.
        """
        self._must_be_undecided()
        _must_have_ballots(network.formalities, "decision")
        today, rule = day_of(utc(at, "at")), network.consultation_rule
        rule.must_allow(today, closes_on, network.closures.values(), holidays)
        terms = self._terms(mode, majority, network.members_on(today), casting_vote, network.voting_rules)
        terms |= {"closes_on": closes_on, "rule": rule, "by_seats": Formality.SEATS in network.formalities}
        self.trigger_event(self.ConsultationOpened, timestamp=at, **terms)

    def cast_vote(
        self,
        *,
        meeting: Meeting | None,
        person: Person,
        collectivity: UUID,
        choice: Choice,
        at: datetime,
        giver: Person | None = None,
        seats: Seats = (),
    ) -> None:
        """A collectivity's later vote changes its earlier one, whoever casts it. `meeting` is None between meetings.

        `giver`: who gave the proxy by which `person` votes there; None: the person stands for the collectivity itself.
        `seats` are those of the collectivity, of which a consultation and a proxy may ask for one.
        BallotNotOpen, BallotIsClosed, BallotAtOtherMeeting, MeetingIsClosed, ConsultationIsOver, CollectivityRecused,
        CollectivityCannotVote, VoterNotPresent, VoterHoldsNoSeat, NoActiveMandate, and what `Meeting.mandate_by_proxy`
        refuses.
        """
        ballot = self._open_ballot_at(meeting)
        if meeting is None:
            mandate = self._mandate_to_answer(ballot, person, collectivity, seats, at)
            who: Any = {"collectivity": collectivity, "person": person.id, "mandate": mandate}
        else:
            meeting.must_be_open()
            speaker: Any = {"person": person, "collectivity": collectivity, "giver": giver, "seats": seats}
            who = self._speaker_in_the_room(meeting, ballot.members, at, **speaker)
        if choice is not self.votes.get(collectivity):
            self.trigger_event(self._kind_of_vote(ballot, collectivity), choice=choice, timestamp=at, **who)

    def close_ballot(self, *, meeting: Meeting | None, highest: str | None, at: datetime) -> None:
        """Count, then adopt or reject. `highest` is the greatest decision number of the year of `at`, None at first.

        A meeting that has closed meanwhile does not hinder it. A consultation that too few answered decides nothing.
        BallotNotOpen, BallotIsClosed, BallotAtOtherMeeting, ConsultationNotOver.
        """
        ballot = self._open_ballot_at(meeting)
        quorum = self._quorum_of(ballot, meeting)
        if ballot.consultation is not None:
            self._must_be_over(ballot, ballot.consultation, at)
        if ballot.consultation is None or quorum.reached:
            self._count(ballot, quorum, highest, at)
        else:
            self.trigger_event(self.BallotClosed, tally=None, quorum=quorum, timestamp=at)
            self.trigger_event(self.QuorumNotReached, timestamp=at, **vars(quorum))

    def _count(self, ballot: Ballot, quorum: Quorum, highest: str | None, at: datetime) -> None:
        tally = Tally.of(self.votes.values())
        casting = self.votes.get(ballot.casting_vote) if ballot.casting_vote else None
        cause = tally.outcome(ballot.majority, len(self._voting(ballot)), casting)
        number = next_number(year_of(utc(at, "at")), highest)
        self.trigger_event(self.BallotClosed, tally=tally, quorum=quorum, timestamp=at)
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

    def _terms(
        self,
        mode: Mode,
        majority: Majority | None,
        members: tuple[UUID, ...],
        casting_vote: UUID | None,
        rules: VotingRules,
    ) -> dict[str, Any]:
        """What all ballots have, by `rules` what is not asked. CastingVoteInSecret, CollectivityCannotVote."""
        voting = tuple(member for member in members if member not in self.recused)
        if casting_vote is not None:
            _must_suit_a_casting_vote(mode, voting, casting_vote)
        casting = casting_vote or rules.casting_vote_in(mode, voting)
        return {"mode": mode, "majority": majority or rules.majority, "members": voting, "casting_vote": casting}

    def _open_ballot_at(self, meeting: Meeting | None) -> Ballot:
        ballot = self.must_have_open_ballot()
        if ballot.meeting != (meeting and meeting.id):
            raise BallotAtOtherMeeting("meeting")
        return ballot

    def _quorum_of(self, ballot: Ballot, meeting: Meeting | None) -> Quorum:
        """Who is in the room now, or of a consultation who has answered."""
        if meeting is not None:
            return meeting.quorum_without(self.recused)
        answers = len(self.votes), len(self._voting(ballot))
        return ballot.consultation.rule.quorum(*answers)  # type: ignore[union-attr]  # what has no meeting is one

    def _voting(self, ballot: Ballot) -> frozenset[UUID]:
        return frozenset(ballot.members) - self.recused

    def _mandate_to_answer(
        self, ballot: Ballot, person: Person, collectivity: UUID, seats: Seats, at: datetime
    ) -> UUID:
        """By which somebody answers a consultation, wherever they are.

        CollectivityRecused, CollectivityCannotVote, ConsultationIsOver, NoActiveMandate, VoterHoldsNoSeat.
        """
        self._must_have_a_say(collectivity, ballot.members)
        today, asked = day_of(utc(at, "at")), ballot.consultation
        if asked is not None and asked.closes_on < today:
            raise ConsultationIsOver("decision", closes_on=str(asked.closes_on))
        held = person.mandate_at(collectivity, today)
        if asked is None or not asked.by_seats:
            return held.id
        if (sits := seat_of(seats, person.id, today)) is None:
            raise VoterHoldsNoSeat("collectivity", collectivity=str(collectivity))
        return sits.mandate

    def _must_be_over(self, ballot: Ballot, consultation: Consultation, at: datetime) -> None:
        """ConsultationNotOver, which tells no figure: the ballot may be secret."""
        if day_of(utc(at, "at")) <= consultation.closes_on and self._voting(ballot) - self.votes.keys():
            raise ConsultationNotOver("decision", closes_on=str(consultation.closes_on))

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
        self.meetings |= {meeting}
        self.votes = {}  # those of a ballot that a deferral ended do not count

    @event(DecisionFacts.ConsultationOpened)
    def _consultation_opened(
        self,
        *,
        mode: Mode,
        majority: Majority,
        members: tuple[UUID, ...],
        casting_vote: UUID | None,
        closes_on: date,
        rule: ConsultationRule,
        by_seats: bool,
    ) -> None:
        consultation = Consultation(closes_on, rule, by_seats)
        self.status = DecisionStatus.BALLOT_OPEN
        self.ballot = Ballot(None, mode, majority, members, casting_vote, consultation)
        self.votes = {}

    @event(DecisionFacts.QuorumNotReached)
    def _quorum_not_reached(self) -> None:
        self.status = DecisionStatus.PROPOSED

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

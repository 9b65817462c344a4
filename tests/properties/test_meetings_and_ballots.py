"""Random legal and illegal commands on a meeting and on what is decided there, against a model that is simpler."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from maillage.domain.ballots import Choice, Majority, Mode
from maillage.domain.decisions import Decision
from maillage.domain.formalities import Formality
from maillage.domain.meeting_facts import MeetingKind, Modality, Presence
from maillage.domain.meetings import Meeting
from maillage.domain.network import Network
from maillage.domain.quorum import QuorumRule
from maillage.domain.refusals import Refusal
from maillage.domain.seats import SeatPeriod, Seats
from tests.domain.rooms import mandate_id, network, person, person_id
from tests.properties.model import HOMES, MEMBERS, NOBODY, STRANGER, DecisionModel, MeetingModel
from tests.story import NINE, NOON, fact, minutes

FULL = bool(os.environ.get("MAILLAGE_TEST_FULL"))
STEPS = 20_000 if FULL else 2_000  # at least so many commands are tried
PLACES = {NOBODY: None, STRANGER: NINE[8]} | dict(enumerate(NINE[:MEMBERS]))
people = st.sampled_from(range(len(HOMES)))
members, nobody = st.sampled_from(range(MEMBERS)), st.just(NOBODY)
mostly, rarely = st.sampled_from([True] * 5 + [False]), st.sampled_from([False] * 7 + [True])
anywhere = st.sampled_from([*range(MEMBERS), NOBODY, STRANGER])

SECONDS = ("SUBSTITUTE", "OTHER_SEAT", "NONE")  # what the second person of a member sits on
YESTERDAY = date(2026, 3, 1)


def _seats(*seconds: str) -> dict[int, tuple[int, bool]]:
    """By person: the seat, and whether as its substitute. The first one of each member is its titular."""
    sitting = {"SUBSTITUTE": (1, True), "OTHER_SEAT": (2, False)}
    others = {MEMBERS + place: sitting[each] for place, each in enumerate(seconds) if each in sitting}
    return dict.fromkeys(range(MEMBERS), (1, False)) | others


def named(number: int, *, ended: bool = False) -> Any:
    return person(number, collectivity=NINE[HOMES[number]], ends_on=YESTERDAY if ended else None)


class MeetingAndBallots(RuleBasedStateMachine):
    """The program and the model do the same; after each command they are compared."""

    tried: ClassVar[Counter[tuple[str, str]]] = Counter()  # by verb, then the code of the refusal, or "done"

    @initialize(
        modality=st.sampled_from(Modality),
        calls=st.booleans(),
        ballots=mostly,
        quorum_blocks=st.booleans(),
        reconvened=rarely,
        seats=st.none() | st.builds(_seats, st.sampled_from(SECONDS), st.sampled_from(SECONDS)),
        under_way=mostly,
    )
    def begin(
        self,
        *,
        modality: Modality,
        calls: bool,
        ballots: bool,
        quorum_blocks: bool,
        reconvened: bool,
        seats: dict[int, tuple[int, bool]] | None,
        under_way: bool,
    ) -> None:
        """Mostly in an open meeting with people in the room: what is to be decided is decided there."""
        asked = [Formality.BALLOTS] * ballots + [Formality.QUORUM_BLOCKS] * quorum_blocks
        asked += [Formality.SEATS] * (seats is not None)
        turned_on = [fact(Network.FormalityTurnedOn, formality=each, decision=None) for each in asked]
        counting = fact(Network.QuorumRuleSet, rule=QuorumRule(1, 2, calls), decision=None)
        self.network = network(*turned_on, counting, members=NINE[:MEMBERS])
        self.meeting = Meeting.plan(title="Bilan", kind=MeetingKind.REGULAR, modality=modality, at=NOON)
        self.people = [named(number) for number in range(len(HOMES))]
        self.model = MeetingModel(modality.value, calls, ballots, quorum_blocks, seats)
        if reconvened:
            self.go_on_with_another_meeting()
        self.propose(known=True)
        if under_way:
            if not self.model.dated:
                self.schedule()
            self.open()
            self.all_arrive(Presence.REMOTE if modality is Modality.REMOTE else Presence.ONSITE)

    def go_on_with_another_meeting(self) -> None:
        """To which nobody had come."""
        self.schedule()
        self.open()
        self.meeting.close(at=NOON)
        again = {"starts_at": minutes(6_000), "ends_at": minutes(6_060), "place": None, "call_link": None}
        self.meeting = Meeting.reconvene(of=self.meeting, network=self.network, at=NOON, **again)
        self.model.state, self.model.needs_quorum = "SCHEDULED", False

    def propose(self, known: bool) -> None:
        """`known`: for the meeting that this one goes on with, where there is one."""
        earlier = self.meeting.reconvenes if known else None
        self.decision = Decision.propose(title="Stand", text="Un stand.", meeting=earlier, at=NOON)
        self.model.decision = DecisionModel(for_earlier=earlier is not None)

    def told(self, broken: set[str], verb: Any, **fields: Any) -> bool:
        """Whether the command was carried out, which it is exactly where the model says that it breaks no rule."""
        outcome = "done"
        try:
            verb(at=NOON, **fields)
        except Refusal as refusal:
            outcome = refusal.code()
        self.tried[verb.__name__, outcome] += 1
        assert outcome in (broken or {"done"}), f"{verb.__name__}: {outcome}, and the model says {broken or 'done'}"
        return outcome == "done"

    # The meeting --------------------------------------------------------------------

    @rule()
    def schedule(self) -> None:
        place, link = (None, "https://visio.example") if self.model.modality == "REMOTE" else ("Péaule", None)
        slot = {"starts_at": minutes(60), "ends_at": minutes(180), "place": place, "call_link": link}
        if self.told(self.model.scheduling(), self.meeting.schedule, network=self.network, **slot):
            self.model.state, self.model.dated = "SCHEDULED", True

    @rule(really=rarely)
    def cancel(self, really: bool) -> None:
        """Rarely where it can be: hardly anything is possible afterwards."""
        broken = self.model.not_ahead()
        if (broken or really) and self.told(broken, self.meeting.cancel, reason="neige"):
            self.model.state = "CANCELLED"

    @rule()
    def open(self) -> None:
        if self.told(self.model.opening(), self.meeting.open, network=self.network):
            self.model.state = "OPEN"

    @rule(number=people, there=anywhere, presence=st.sampled_from(Presence))
    def arrive(self, number: int, there: int, presence: Presence) -> None:
        broken = self.model.arriving(number, there, presence.value)
        who = {"person": self.people[number], "collectivity": PLACES[there], "seats": self.seats_of(there)}
        if self.told(broken, self.meeting.arrive, presence=presence, **who):
            self.model.room[number] = (there if self.model.sits(number) else NOBODY, presence.value)

    @rule(presence=st.sampled_from(Presence))
    def all_arrive(self, presence: Presence) -> None:
        for number, home in enumerate(HOMES):
            self.arrive(number, home, presence)

    @rule(number=people)
    def leave(self, number: int) -> None:
        if self.told(self.model.leaving(number), self.meeting.leave, person=self.people[number].id):
            del self.model.room[number]

    @rule(really=rarely)
    def close(self, really: bool) -> None:
        broken = self.model.not_open()
        if (broken or really) and self.told(broken, self.meeting.close):
            self.model.state = "CLOSED"

    @rule(really=rarely)
    def adjourn(self, really: bool) -> None:
        broken = self.model.not_open()
        if (broken or really) and self.told(broken, self.meeting.adjourn, reason="salle à rendre"):
            self.model.state = "CLOSED"

    @rule(giver=people, member=members, holder=people)
    def give_proxy(self, giver: int, member: int, holder: int) -> None:
        parties = {"person": self.people[giver], "holder": self.people[holder], "collectivity": NINE[member]}
        broken, sitting = self.model.giving(giver, member, holder), self.seats_of(member)
        if self.told(broken, self.meeting.give_proxy, network=self.network, seats=sitting, **parties):
            self.model.proxies[member] = (holder, giver)

    @rule(member=members)
    def revoke_proxy(self, member: int) -> None:
        if self.told(self.model.revoking(member), self.meeting.revoke_proxy, collectivity=NINE[member]):
            del self.model.proxies[member]

    @rule(number=people)
    def mandate_ends(self, number: int) -> None:
        self.people[number] = named(number, ended=number not in self.model.without_mandate)
        self.model.without_mandate ^= {number}

    @rule(number=people)
    def leave_or_take_seat(self, number: int) -> None:
        """As long as nobody is in the room by it: there it counts until they leave."""
        if number not in self.model.room:
            self.model.has_left_seat ^= {number}

    def seats_of(self, member: int) -> Seats:
        """None lasts longer than the mandate that holds it."""
        return tuple(
            SeatPeriod(seat, substitute, mandate_id(number), person_id(number), date(2026, 1, 1), self.last_day(number))
            for number, (seat, substitute) in (self.model.seats or {}).items()
            if HOMES[number] == member and number not in self.model.has_left_seat
        )

    def last_day(self, number: int) -> date | None:
        return YESTERDAY if number in self.model.without_mandate else None

    # The decision -------------------------------------------------------------------

    @rule(known=mostly)
    def another_decision(self, known: bool) -> None:
        if self.model.decision.taken:
            self.propose(known)

    @rule(member=members)
    def object_and_withdraw(self, member: int) -> None:
        """By the same person."""
        self.object(member, member)
        self.withdraw_objection(member, member)

    @rule(number=people, member=members)
    def object(self, number: int, member: int) -> None:
        broken = self.model.objecting(number, member)
        fields = {"meeting": self.meeting, "person": self.people[number], "collectivity": NINE[member]}
        if self.told(broken, self.decision.raise_objection, reason=None, **fields):
            self.model.decision.objecting.add(member)

    @rule(holder=people, giver=people, member=members)
    def object_by_proxy(self, holder: int, giver: int, member: int) -> None:
        broken = self.model.objecting_by_proxy(holder, giver, member)
        fields = {"meeting": self.meeting, "person": self.people[holder], "collectivity": NINE[member]}
        fields |= {"giver": self.people[giver], "seats": self.seats_of(member)}
        if self.told(broken, self.decision.raise_objection, reason=None, **fields):
            self.model.decision.objecting.add(member)

    @rule(number=people, member=members)
    def withdraw_objection(self, number: int, member: int) -> None:
        fields = {"person": self.people[number], "collectivity": NINE[member]}
        if self.told(self.model.withdrawing(number, member), self.decision.withdraw_objection, **fields):
            self.model.decision.objecting.remove(member)

    @rule()
    def consent(self) -> None:
        fields = {"meeting": self.meeting, "highest": self.highest()}
        if self.told(self.model.consenting(), self.decision.adopt_by_consent, **fields):
            self.adopted()

    @rule(mode=st.sampled_from(Mode), majority=st.sampled_from(Majority), casting=st.none() | members)
    def open_ballot(self, mode: Mode, majority: Majority, casting: int | None) -> None:
        broken = self.model.opening_ballot(mode.value, casting)
        vote = None if casting is None else NINE[casting]
        terms = {"meeting": self.meeting, "mode": mode, "majority": majority, "casting_vote": vote}
        if self.told(broken, self.decision.open_ballot, **terms):
            model = self.model.decision
            model.state, model.votes = "BALLOT_OPEN", {}
            model.voters = frozenset(range(MEMBERS)) - model.recused
            model.mode, model.majority, model.casting = mode.value, majority.value, casting

    @rule(number=people, member=members, choice=st.sampled_from(Choice))
    def vote(self, number: int, member: int, choice: Choice) -> None:
        fields = {"meeting": self.meeting, "person": self.people[number], "collectivity": NINE[member]}
        if self.told(self.model.voting(number, member), self.decision.cast_vote, choice=choice, **fields):
            self.model.decision.votes[member] = choice.value

    @rule(holder=people, giver=people, member=members, choice=st.sampled_from(Choice))
    def vote_by_proxy(self, holder: int, giver: int, member: int, choice: Choice) -> None:
        fields = {"meeting": self.meeting, "person": self.people[holder], "collectivity": NINE[member]}
        fields |= {"giver": self.people[giver], "seats": self.seats_of(member)}
        broken = self.model.voting_by_proxy(holder, giver, member)
        if self.told(broken, self.decision.cast_vote, choice=choice, **fields):
            self.model.decision.votes[member] = choice.value

    @rule(
        absent=members, holder=people, choice=st.sampled_from(Choice), goes=mostly, stays=mostly, ends=people | nobody
    )
    def leave_a_proxy(self, absent: int, holder: int, choice: Choice, *, goes: bool, stays: bool, ends: int) -> None:
        """One after the other what chance alone seldom puts together. Two people are there for some members."""
        self.another_decision(True)
        self.open_ballot(Mode.PUBLIC, Majority.SIMPLE, None)
        self.revoke_proxy(absent)
        self.give_proxy(absent, absent, holder)
        for number, home in enumerate(HOMES):
            if (home == absent and goes) or (number == holder and not stays):
                self.leave(number)
        if ends != NOBODY:
            self.mandate_ends(ends)
        self.vote_by_proxy(holder, absent, absent, choice)
        self.defer(True)
        self.object_by_proxy(holder, absent, absent)

    @rule(choices=st.lists(st.sampled_from(Choice), min_size=MEMBERS, max_size=MEMBERS))
    def all_vote(self, choices: list[Choice]) -> None:
        for member, choice in enumerate(choices):
            self.vote(member, member, choice)

    @rule(member=members, really=rarely)
    def recuse(self, member: int, really: bool) -> None:
        broken, fields = self.model.recusing(member), {"collectivity": NINE[member], "reason": "terrain"}
        if (broken or really) and self.told(broken, self.decision.recuse, **fields):
            self.model.decision.recused.add(member)
            self.model.decision.votes.pop(member, None)

    @rule(really=rarely)
    def defer(self, really: bool) -> None:
        broken, fields = self.model.decision.already_taken(), {"meeting": self.meeting, "reason": "à chiffrer"}
        if (broken or really) and self.told(broken, self.decision.defer, **fields):
            self.model.decision.state = "DEFERRED"

    @rule()
    def close_ballot(self) -> None:
        fields = {"meeting": self.meeting, "highest": self.highest()}
        if self.told(self.model.decision.without_ballot(), self.decision.close_ballot, **fields):
            if self.model.decision.result() == "ADOPTED":
                self.adopted()
            else:
                self.model.decision.state = "REJECTED"

    @rule(
        majority=st.sampled_from(Majority),
        casting=st.none() | members,
        choices=st.lists(st.sampled_from(Choice), min_size=MEMBERS, max_size=MEMBERS),
        recused=st.none() | members,
        deferred=rarely,
    )
    def a_whole_ballot(
        self, majority: Majority, casting: int | None, choices: list[Choice], recused: int | None, deferred: bool
    ) -> None:
        """One after the other what chance alone seldom puts together."""
        self.another_decision(True)
        self.open_ballot(Mode.PUBLIC if casting is not None else Mode.SECRET, majority, casting)
        self.all_vote(choices)
        if recused is not None:
            self.recuse(recused, True)
        if deferred:
            self.defer(True)
            self.open_ballot(Mode.PUBLIC, majority, None)
        self.close_ballot()

    def highest(self) -> str | None:
        return f"2026-{self.model.adopted:02}" if self.model.adopted else None

    def adopted(self) -> None:
        self.model.adopted += 1
        self.model.decision.state, self.model.decision.number = "ADOPTED", self.model.adopted

    # The comparison -----------------------------------------------------------------

    @invariant()
    def they_agree(self) -> None:
        if not hasattr(self, "model"):
            return
        model, decision = self.model, self.model.decision
        assert self.meeting.state.value == model.state
        assert {each: (at.collectivity, at.presence.value) for each, at in self.meeting.present.items()} == {
            self.people[number].id: (PLACES[there], presence) for number, (there, presence) in model.room.items()
        }
        assert self.meeting.quorum.represented == len(model.counted())
        assert {whose: (each.holder, each.person) for whose, each in self.meeting.proxies.items()} == {
            NINE[member]: (self.people[holder].id, self.people[giver].id)
            for member, (holder, giver) in model.proxies.items()
        }
        assert self.decision.status.value == decision.state
        assert self.decision.number == (None if decision.number is None else f"2026-{decision.number:02}")
        if decision.state == "BALLOT_OPEN":
            assert {voter: choice.value for voter, choice in self.decision.votes.items()} == {
                NINE[member]: choice for member, choice in decision.votes.items()
            }
        if model.state == "OPEN":
            recused = frozenset[UUID](NINE[member] for member in decision.recused)
            assert self.meeting.quorum_without(recused).reached is model.quorum_reached()


def test_the_program_does_what_the_model_does():
    how = settings(
        max_examples=600 if FULL else 80,
        stateful_step_count=50,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    MeetingAndBallots.tried.clear()
    run_state_machine_as_test(MeetingAndBallots, settings=how)
    assert MeetingAndBallots.tried.total() >= STEPS
    if FULL:
        carried_out = {verb for verb, outcome in MeetingAndBallots.tried if outcome == "done"}
        assert carried_out == {verb for verb, _ in MeetingAndBallots.tried}, "what is never carried out is not tried"

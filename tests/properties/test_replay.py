"""History always replays, whatever the rules have become since."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain import (
    action_items,
    attendance,
    base,
    collectivities,
    decision_ballots,
    decision_proposals,
    decisions,
    meeting_agenda,
    meeting_items,
    meeting_schedule,
    meetings,
    network,
    network_rules,
    people,
    slots,
)
from maillage.domain.action_items import ActionItem
from maillage.domain.agenda import Purpose
from maillage.domain.ballots import Choice, Majority, Mode, Tally
from maillage.domain.collectivities import Collectivity, CollectivityKind
from maillage.domain.consultations import ConsultationRule
from maillage.domain.decisions import Decision
from maillage.domain.deliberations import Deliberation
from maillage.domain.formalities import Formality
from maillage.domain.mandates import Function, Mandate, OrganisationKind
from maillage.domain.meeting_facts import MeetingKind, Modality, Presence
from maillage.domain.meetings import Meeting
from maillage.domain.messages import MessageKind
from maillage.domain.network import Network
from maillage.domain.network_facts import Cadence
from maillage.domain.people import Person
from maillage.domain.presets import VotingPreset
from maillage.domain.quorum import Quorum, QuorumRule
from maillage.domain.refusals import Refusal
from tests.domain.rooms import planned, scheduled
from tests.properties.few import FEW
from tests.story import NINE, NOON, PARTNER, SYNDICATE, TODAY, fact, minutes, replayed

THREE = NINE[:3]


class Play:
    """A network of three, its people, one meeting and one decision, on which commands are tried."""

    def __init__(self) -> None:
        self.network = Network.found(name="Réseau", coordinator=UUID(int=11), at=NOON, id=UUID(int=1))
        names = {"given_name": "Anne", "family_name": "Le Goff"}
        self.people = [Person.register(at=NOON, id=UUID(int=500 + number), **names) for number in range(3)]
        self.meeting = Meeting.plan(title="Bilan", kind=MeetingKind.REGULAR, modality=Modality.HYBRID, at=NOON)
        self.decision = Decision.propose(title="Stand", text="Un stand.", meeting=None, at=NOON)
        self.collectivity = Collectivity.register(name="Arzal", kind=CollectivityKind.EPCI, siren=None, at=NOON)
        self.network.turn_formality_on(formality=Formality.BALLOTS, at=NOON)
        for one in THREE:
            self.network.admit_collectivity(collectivity=one, on=date(2026, 1, 1), at=NOON)
        for number in range(3):
            self.grant(number)
        self.action = self.assigned()

    def everything(self) -> list[Any]:
        return [self.network, *self.people, self.meeting, self.decision, self.collectivity, self.action]

    def grant(self, number: int) -> None:
        where = {"organisation": THREE[number], "organisation_kind": OrganisationKind.COLLECTIVITY}
        days = {"starts_on": TODAY, "ends_on": None, "deliberation": None}
        self.people[number].grant_mandate(
            network=self.network, function=Function.AMBASSADOR, at=NOON, mandate=UUID(int=600 + number), **where, **days
        )

    def assigned(self) -> ActionItem:
        where = {"meeting": self.meeting.id, "decision": self.decision, "collectivity": THREE[0]}
        who = {"owner": self.people[0], "network": self.network}
        return ActionItem.assign(title="Devis", due=soon(9), at=NOON, **who, **where)

    def arrive(self, number: int) -> None:
        who = {"person": self.people[number], "collectivity": THREE[number]}
        self.meeting.arrive(presence=list(Presence)[number % 2], at=NOON, **who)

    def propose_item(self, number: int) -> None:
        what = {"title": "Point", "purpose": list(Purpose)[number], "by": self.people[number].id}
        self.meeting.propose_item(item=ITEMS[number], at=NOON, **what)

    def vote(self, number: int) -> None:
        who = {"person": self.people[number], "collectivity": THREE[number]}
        self.decision.cast_vote(
            meeting=self.meeting, choice=(Choice.YES, Choice.YES, Choice.NO)[number], at=NOON, **who
        )


ITEMS = [UUID(int=700 + number) for number in range(3)]
SLOT = {"ends_at": minutes(180), "place": None, "call_link": None, "at": NOON}
GUARDS = (
    *("bounded", "text", "optional_text", "optional_siren", "optional_link"),
    *("utc", "civil", "suits", "next_number"),
)


MODULES = (
    *(action_items, attendance, base, collectivities, decision_ballots, decision_proposals, decisions),
    *(meeting_agenda, meeting_items, meeting_schedule, meetings, network, network_rules, people, slots),
)
CITING = Formality.RULE_CHANGES_CITE_DECISION


def soon(number: int) -> date:
    return TODAY + timedelta(days=number)


VERBS: list[Callable[[Play, int], object]] = [
    Play.arrive,
    Play.vote,
    lambda play, n: play.meeting.schedule(network=play.network, starts_at=minutes(60), **SLOT),
    lambda play, n: play.meeting.reschedule(starts_at=minutes(61 + n), reason="salle", **SLOT),
    lambda play, n: play.meeting.open(network=play.network, at=NOON),
    lambda play, n: play.meeting.leave(person=play.people[n].id, at=NOON),
    lambda play, n: play.decision.open_ballot(
        meeting=play.meeting, mode=list(Mode)[n % 2], majority=list(Majority)[n], at=NOON
    ),
    lambda play, n: play.decision.close_ballot(meeting=play.meeting, highest=None, at=NOON),
    lambda play, n: play.meeting.close(at=NOON),
    lambda play, n: play.decision.raise_objection(
        meeting=play.meeting, person=play.people[n], collectivity=THREE[n], reason="coût", at=NOON
    ),
    lambda play, n: play.decision.withdraw_objection(person=play.people[n], collectivity=THREE[n], at=NOON),
    lambda play, n: play.decision.adopt_by_consent(meeting=play.meeting, highest=None, at=NOON),
    lambda play, n: play.decision.recuse(collectivity=THREE[n], reason="terrain", at=NOON),
    lambda play, n: play.decision.defer(reason="chiffrage", meeting=play.meeting, at=NOON),
    lambda play, n: play.meeting.cancel(reason="neige", at=NOON),
    lambda play, n: play.propose_item(n),
    lambda play, n: play.meeting.accept_item(item=ITEMS[n], at=NOON),
    lambda play, n: play.meeting.decline_item(item=ITEMS[n], reason="non", at=NOON),
    lambda play, n: play.meeting.reorder_agenda(items=sorted(play.meeting.agenda.order, reverse=n > 1), at=NOON),
    lambda play, n: play.meeting.publish_agenda(at=NOON),
    lambda play, n: play.meeting.admit_late_item(item=ITEMS[n], consents=THREE, at=NOON),
    lambda play, n: play.meeting.take_up_item(item=ITEMS[n], at=NOON),
    lambda play, n: play.meeting.discuss_item(item=ITEMS[n], notes="vu", at=NOON),
    lambda play, n: play.meeting.decide_item(item=ITEMS[n], decision=play.decision, at=NOON),
    lambda play, n: play.meeting.carry_over_item(item=ITEMS[n], to=None, at=NOON),
    lambda play, n: play.meeting.drop_item(item=ITEMS[n], reason="non", at=NOON),
    lambda play, n: play.network.set_quorum_rule(rule=QuorumRule(n, 3), at=NOON),
    lambda play, n: play.network.appoint_coordinator(person=UUID(int=11 + n), on=soon(2 * n), at=NOON),
    lambda play, n: play.network.relieve_coordinator(person=UUID(int=11 + n), on=soon(n), vacancy=n > 1, at=NOON),
    lambda play, n: play.network.set_cadence_target(cadence=Cadence.MONTHLY, at=NOON),
    lambda play, n: play.network.set_coordinator_allocation(share=Decimal(n) / 2, at=NOON),
    lambda play, n: play.network.set_reactivity_target(working_days=n, at=NOON),
    lambda play, n: play.network.set_minutes_silence(days=n, at=NOON),
    lambda play, n: play.network.apply_voting_preset(preset=list(VotingPreset)[n % 2], casting_vote=THREE[n], at=NOON),
    lambda play, n: play.network.set_deliberation_threshold(threshold=Decimal(n + 1), at=NOON),
    lambda play, n: play.decision.state_amount(
        network=play.network, amount=Decimal(9 * n + 1), contributors=THREE[: n + 1], at=NOON
    ),
    lambda play, n: play.network.set_consultation_rule(rule=ConsultationRule(n, 3, 1 + n), at=NOON),
    lambda play, n: play.decision.open_consultation(
        network=play.network,
        closes_on=soon(9 * n),
        mode=list(Mode)[n % 2],
        majority=list(Majority)[n],
        holidays={}.get,
        at=NOON,
    ),
    lambda play, n: play.decision.cast_vote(
        meeting=None, person=play.people[n], collectivity=THREE[n], choice=list(Choice)[n], at=NOON
    ),
    lambda play, n: play.decision.close_ballot(meeting=None, highest=None, at=minutes(60 * 24 * 20)),
    lambda play, n: play.network.declare_closure_period(first_day=TODAY, last_day=soon(n), label="Pont", at=NOON),
    lambda play, n: play.network.turn_formality_on(formality=CITING, at=NOON),
    lambda play, n: play.network.turn_formality_off(formality=CITING, decision=play.decision, at=NOON),
    lambda play, n: play.network.describe_syndicate(name=f"S{n}", siren=None, at=NOON, syndicate=SYNDICATE),
    lambda play, n: play.network.associate_partner(name="ADEME", on=TODAY, at=NOON, partner=PARTNER),
    lambda play, n: play.network.dissociate_partner(partner=PARTNER, on=soon(n), reason=None, at=NOON),
    lambda play, n: play.network.withdraw_collectivity(collectivity=THREE[n], on=soon(n), reason=None, at=NOON),
    lambda play, n: play.collectivity.rename(name=f"Arzal {n}", on=soon(n), at=NOON),
    lambda play, n: play.collectivity.record_population(year=2020 + n, inhabitants=n, source="INSEE", at=NOON),
    lambda play, n: play.collectivity.record_tonnage(year=2020, tonnes=Decimal(n), source="Pesées", at=NOON),
    lambda play, n: play.people[n].end_mandate(mandate=UUID(int=600 + n), on=soon(n), reason=None, at=NOON),
    lambda play, n: play.action.move_due_date(due=soon(n), reason="devis", decision=play.decision, at=NOON),
    lambda play, n: play.action.start(at=NOON),
    lambda play, n: play.action.complete(evidence="fait", at=NOON),
    lambda play, n: play.action.drop(reason="abandon", at=NOON),
    lambda play, n: play.action.reopen(reason=None, at=NOON),
    lambda play, n: play.people[n].onboard_as_ambassador(
        mandate=UUID(int=600 + n), on=TODAY, fte=Decimal(n) / 2, employment_kind=None, at=NOON
    ),
    lambda play, n: play.people[n].depart(on=soon(n), reason=None, at=NOON),
    lambda play, n: play.people[n].declare_skill(skill=f"compétence {n}", at=NOON),
    lambda play, n: play.people[n].withdraw_skill(skill="compétence 1", at=NOON),
    lambda play, n: play.people[n].declare_availability(availability="jeudis", at=NOON),
    lambda play, n: play.people[n].choose_title_form(form=None, at=NOON),
    lambda play, n: play.people[n].set_notification_preferences(unwanted=[MessageKind.DATE_CHOSEN] * n, at=NOON),
    lambda play, n: play.people[n].record_training(title="composteur", on=TODAY, at=NOON),
    lambda play, n: play.people[n].give_contact_details(email=None, phone="115", at=NOON),
]
# Drawn around the order of a real meeting, else hardly one would come to a vote.
REAL = [2, 4, 0, 0, 0, 6, 1, 1, 1, 5, 7, 8]
scripts = st.lists(st.tuples(st.integers(0, len(VERBS) - 1) | st.none(), st.integers(0, 2)), min_size=12, max_size=24)


@contextmanager
def rules_that_allow_nothing() -> Iterator[None]:
    """Every guard that a verb asks now refuses, and every sum comes out otherwise."""

    def refuses(*_: object, **__: object) -> None:
        raise AssertionError("a rule was asked while history replayed")

    with pytest.MonkeyPatch.context() as patch:
        for module in MODULES:
            for guard in GUARDS:
                if hasattr(module, guard):
                    patch.setattr(module, guard, refuses)
        patch.setattr(QuorumRule, "needed", refuses)
        patch.setattr(QuorumRule, "checked", refuses)
        patch.setattr(Tally, "outcome", refuses)
        patch.setattr(Mandate, "active_on", refuses)
        patch.setattr(Mandate, "overlaps", refuses)
        patch.setattr(Network, "has_organisation", refuses)
        patch.setattr(Refusal, "__init__", refuses)
        yield


def must_replay(play: Play) -> None:
    histories = [aggregate.collect_events() for aggregate in play.everything()]
    with rules_that_allow_nothing():
        again = [reduce(lambda aggregate, fact: fact.mutate(aggregate), history, None) for history in histories]
    assert again == play.everything()


@FEW
@given(scripts)
def test_every_history_replays_to_the_same_state_under_rules_that_allow_nothing(script):
    play = Play()
    for step, (verb, number) in enumerate(script):
        with suppress(Refusal):
            VERBS[REAL[step % len(REAL)] if verb is None else verb](play, number)
    must_replay(play)


def test_a_decision_made_under_older_rules_replays():
    play = Play()
    for step, verb in enumerate(REAL):
        VERBS[verb](play, step % 3)
    assert play.decision.number == "2026-01"
    must_replay(play)


def test_a_deferral_under_older_rules_replays():
    play = Play()
    for verb, number in ((2, 0), (4, 0), (0, 0), (0, 1), (6, 1), (1, 0), (13, 0), (6, 0), (1, 1), (7, 0)):
        VERBS[verb](play, number)
    assert play.decision.number == "2026-01"
    must_replay(play)


def test_what_became_of_a_decision_replays_under_older_rules():
    later = replayed(
        fact(Decision.Proposed, meeting=None, title="Autre", text="Autre."),
        fact(Decision.AdoptedByConsent, meeting=UUID(int=2), number="2026-02", quorum=Quorum(1, 2, 3)),
        stream=UUID(int=7),
    )
    play = Play()
    for verb, number in ((2, 0), (4, 0), (0, 0), (11, 0)):
        VERBS[verb](play, number)
    play.decision.correct(title="Stand partagé", text=None, reason="coquille", at=NOON)
    play.decision.schedule_review(on=TODAY, at=NOON)
    play.decision.confirm(next_review=None, at=NOON)
    act = Deliberation(THREE[0], OrganisationKind.COLLECTIVITY, "Conseil", "7", TODAY)
    play.decision.reference_deliberation(network=play.network, deliberation=act, at=NOON)
    play.decision.supersede(ended_by=later, at=NOON)
    must_replay(play)


def test_a_consent_under_older_rules_replays():
    play = Play()
    for verb, number in ((2, 0), (4, 0), (0, 0), (0, 1), (9, 1), (10, 1), (9, 0), (10, 0), (11, 0)):
        VERBS[verb](play, number)
    assert play.decision.number == "2026-01"
    must_replay(play)


def test_an_aggregate_replays_through_verbs_that_stand_in_several_classes():
    moved = {"starts_at": minutes(90), "ends_at": minutes(180), "place": None, "call_link": None}
    meeting = replayed(planned(), scheduled(), fact(Meeting.Rescheduled, reason="salle prise", sequence=1, **moved))
    assert type(meeting) is Meeting
    assert Meeting.reschedule.__qualname__.startswith("MeetingSchedule.")
    assert meeting.slot.starts_at == minutes(90)


def test_an_agenda_under_older_rules_replays():
    play = Play()
    for number in range(3):
        play.propose_item(number)
    for verb, number in ((2, 0), (18, 2), (19, 0), (4, 0), (21, 0), (22, 0), (24, 1), (25, 2), (8, 0)):
        VERBS[verb](play, number)
    assert [item.status.value for item in play.meeting.agenda] == ["DISCUSSED", "CARRIED_OVER", "DROPPED"]
    must_replay(play)

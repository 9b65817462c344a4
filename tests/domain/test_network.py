"""The rules of a network: its settings, its members, its partners."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest

from maillage.domain.ballots import Majority
from maillage.domain.calendar import DayOutOfRange, NaiveDateTime
from maillage.domain.consultations import ConsultationDelayOutOfRange, ConsultationRule
from maillage.domain.decision_refusals import DecisionNotInForce
from maillage.domain.decisions import Decision
from maillage.domain.formalities import Formality
from maillage.domain.invitation_refusals import NobodyInvited
from maillage.domain.mandates import OrganisationKind
from maillage.domain.network import Network
from maillage.domain.network_facts import Cadence
from maillage.domain.network_refusals import (
    AdmissionBeforeWithdrawal,
    AppointmentBeforeRelief,
    ClosureEndsBeforeStart,
    ClosureOverlaps,
    CollectivityAlreadyMember,
    CollectivityNotMember,
    CommitmentsOpen,
    CoordinatorMissing,
    DecisionNotCited,
    DissociationBeforeAssociation,
    MemberIsLeaving,
    MinutesSilenceOutOfRange,
    NotCoordinator,
    PartnerAlreadyAssociated,
    PartnerNotAssociated,
    ReactivityTargetOutOfRange,
    ReliefBeforeAppointment,
    ShareOutOfRange,
    WithdrawalBeforeAdmission,
)
from maillage.domain.quorum import QuorumRule, QuorumRuleOutOfRange
from maillage.domain.refusals import TextMissing, TextTooLong, TextUnreadable
from maillage.domain.siren import SirenInvalid
from tests.cases import each
from tests.story import NINE, NOON, PARTNER, STREAM, SYNDICATE, TODAY, fact, given, replayed

ANNE, PAUL = UUID(int=11), UUID(int=12)
ONE = NINE[0]
NEW_YEAR, EASTER = date(2026, 1, 1), date(2026, 4, 5)
founded = fact(Network.Founded, name="Réseau des ambassadeurs", slug="reseau-des-ambassadeurs")
appointed = fact(Network.CoordinatorAppointed, person=ANNE, on=TODAY)
admitted = fact(Network.CollectivityAdmitted, collectivity=ONE, on=NEW_YEAR)
withdrawn = fact(Network.CollectivityWithdrawn, collectivity=ONE, on=EASTER, reason=None, settlement_ref=None)
described = fact(Network.SyndicateDescribed, syndicate=SYNDICATE, name="Syndicat", siren="356000000")
associated = fact(Network.PartnerAssociated, partner=PARTNER, name="ADEME", on=NEW_YEAR)
dissociated = fact(Network.PartnerDissociated, partner=PARTNER, on=EASTER, reason=None)
AFTER_EASTER = datetime(2026, 4, 6, 12, tzinfo=UTC)


def test_a_network_is_founded_with_a_name_and_a_coordinator():
    given().when(Network.found, name="  Réseau des ambassadeurs ", coordinator=ANNE).then(
        fact(Network.Founded, name="Réseau des ambassadeurs", slug="reseau-des-ambassadeurs"),
        fact(Network.CoordinatorAppointed, person=ANNE, on=TODAY),
    )


def test_a_network_founded_late_in_the_evening_has_its_coordinator_from_the_day_in_paris_on():
    late = datetime.fromisoformat("2026-03-02T23:30:00+00:00")
    network = Network.found(name="Réseau", coordinator=ANNE, at=late)
    assert [fact.on for fact in network.pending_events if fact.TOPIC == appointed(STREAM, 1).TOPIC] == [
        date(2026, 3, 3)
    ]


@each("blank", [" \t", "\u200b", "\ufeff \u200d"])
def test_a_network_without_a_name_is_not_founded(blank):
    given().when(Network.found, name=blank, coordinator=ANNE).then_refused(
        TextMissing, "The field name is blank.", "name"
    )


def test_a_name_has_at_most_120_characters():
    given().when(Network.found, name="é" * 121, coordinator=ANNE).then_refused(
        TextTooLong, "The field name has 121 characters, 120 at most.", "name"
    )


@each(
    ("character", "shown"),
    [("\0", "U+0000"), ("\n", "U+000A"), ("\ud800", "U+D800"), ("\u2028", "U+2028"), ("\u202e", "U+202E")],
)
def test_a_name_holds_no_control_character(character, shown):
    given().when(Network.found, name=f"AB{character}C", coordinator=ANNE).then_refused(
        TextUnreadable, f"The field name has a forbidden character ({shown}) at position 3.", "name"
    )


def test_a_network_is_not_founded_at_a_naive_instant():
    given().when(Network.found, name="Réseau", coordinator=ANNE, at=datetime(2026, 3, 2, 12)).then_refused(  # noqa: DTZ001
        NaiveDateTime, "The field at is 2026-03-02T12:00:00, without an offset from UTC.", "at"
    )


def test_a_network_may_have_a_second_coordinator():
    given(founded, appointed).when(Network.appoint_coordinator, person=PAUL, on=EASTER).then(
        fact(Network.CoordinatorAppointed, person=PAUL, on=EASTER)
    )


def test_a_coordinator_is_appointed_once():
    given(founded, appointed).when(Network.appoint_coordinator, person=ANNE, on=EASTER).then_nothing()


relieved = fact(Network.CoordinatorRelieved, person=ANNE, on=EASTER, vacancy=False)
paul = fact(Network.CoordinatorAppointed, person=PAUL, on=TODAY)


def test_a_coordinator_is_relieved_where_another_one_stays():
    given(founded, appointed, paul).when(Network.relieve_coordinator, person=ANNE, on=EASTER, vacancy=False).then(
        relieved
    )


@each(
    ("others", "on", "missing"),
    [
        ([], EASTER, EASTER),
        ([fact(Network.CoordinatorAppointed, person=PAUL, on=date(2026, 4, 8))], EASTER, EASTER),
        ([paul, fact(Network.CoordinatorRelieved, person=PAUL, on=date(2026, 5, 1), vacancy=False)], EASTER,
         date(2026, 5, 1)),
        ([paul, fact(Network.CoordinatorRelieved, person=PAUL, on=TODAY, vacancy=False)], TODAY, TODAY),
    ],
)  # fmt: skip
def test_a_network_is_left_without_a_coordinator_only_by_declaring_the_vacancy(others, on, missing):
    given(founded, appointed, *others).when(
        Network.relieve_coordinator, person=ANNE, on=on, vacancy=False
    ).then_refused(
        CoordinatorMissing,
        f"Nobody would coordinate the network from {missing} on: appoint somebody, or declare the vacancy.",
        "vacancy",
    )
    given(founded, appointed, *others).when(Network.relieve_coordinator, person=ANNE, on=on, vacancy=True).then(
        fact(Network.CoordinatorRelieved, person=ANNE, on=on, vacancy=True)
    )


def test_no_vacancy_is_told_where_there_is_none():
    given(founded, appointed, paul).when(Network.relieve_coordinator, person=ANNE, on=EASTER, vacancy=True).then(
        relieved
    )


@each("past", [[paul], [paul, appointed, relieved]])
def test_only_a_coordinator_is_relieved(past):
    given(founded, *past).when(
        Network.relieve_coordinator, person=ANNE, on=EASTER, vacancy=False, at=AFTER_EASTER
    ).then_refused(NotCoordinator, "This person does not coordinate the network, or no longer does.", "person")


def test_a_coordinator_is_not_relieved_before_being_appointed():
    given(founded, appointed, paul).when(
        Network.relieve_coordinator, person=ANNE, on=date(2026, 3, 1), vacancy=False
    ).then_refused(ReliefBeforeAppointment, "The relief on 2026-03-01 precedes the appointment on 2026-03-02.", "on")


def test_the_day_of_relief_is_moved_until_it_has_come_and_told_once():
    past = (founded, appointed, paul, relieved)
    given(*past).when(Network.relieve_coordinator, person=ANNE, on=TODAY, vacancy=False).then(
        fact(Network.CoordinatorRelieved, person=ANNE, on=TODAY, vacancy=False)
    )
    given(*past).when(Network.relieve_coordinator, person=ANNE, on=EASTER, vacancy=False).then_nothing()


def test_a_coordinator_comes_back_on_the_day_of_relief_or_later():
    past = (founded, appointed, paul, relieved)
    given(*past).when(Network.appoint_coordinator, person=ANNE, on=date(2026, 4, 4)).then_refused(
        AppointmentBeforeRelief, "The appointment on 2026-04-04 precedes the relief on 2026-04-05.", "on"
    )
    given(*past).when(Network.appoint_coordinator, person=ANNE, on=EASTER).then(
        fact(Network.CoordinatorAppointed, person=ANNE, on=EASTER)
    )


@each(("day", "there"), [(TODAY, True), (date(2026, 4, 4), True), (EASTER, False)])
def test_a_coordinator_is_one_from_before_the_first_day_until_the_relief(day, there):
    assert replayed(founded, appointed, relieved).is_coordinator(ANNE, day) is there
    assert not replayed(founded, appointed, relieved).is_coordinator(PAUL, day)


def test_nothing_happens_at_a_naive_instant():
    given(founded).when(Network.appoint_coordinator, person=ANNE, on=TODAY, at=datetime(2026, 3, 2, 12)).then_refused(  # noqa: DTZ001
        NaiveDateTime, "The field at is 2026-03-02T12:00:00, without an offset from UTC.", "at"
    )


def test_what_happens_elsewhere_is_kept_in_utc():
    at_noon = NOON.astimezone(timezone(timedelta(hours=-5)))
    network = replayed(founded)
    network.appoint_coordinator(person=ANNE, on=TODAY, at=at_noon)
    assert [fact.timestamp.isoformat() for fact in network.pending_events] == ["2026-03-02T12:00:00+00:00"]


def test_what_is_not_set_stands_at_its_default():
    network = replayed(founded, appointed)
    assert network.cadence is Cadence.BIMONTHLY
    assert network.quorum_rule == QuorumRule(1, 2, remote_counts=True)
    assert network.coordinator_share == Decimal("0.10")


# Rules ---------------------------------------------------------------------------


def test_the_cadence_target_is_set():
    given(founded, appointed).when(Network.set_cadence_target, cadence=Cadence.MONTHLY).then(
        fact(Network.CadenceTargetSet, cadence=Cadence.MONTHLY, decision=None)
    )


@each("past", [[], [fact(Network.CadenceTargetSet, cadence=Cadence.BIMONTHLY, decision=None)]])
def test_the_same_cadence_again_writes_nothing(past):
    given(founded, appointed, *past).when(Network.set_cadence_target, cadence=Cadence.BIMONTHLY).then_nothing()


def test_the_quorum_rule_is_set():
    rule = QuorumRule(2, 3, remote_counts=False)
    given(founded, appointed).when(Network.set_quorum_rule, rule=rule).then(
        fact(Network.QuorumRuleSet, rule=rule, decision=None)
    )


def test_the_same_quorum_rule_again_writes_nothing():
    given(founded, appointed).when(Network.set_quorum_rule, rule=QuorumRule(1, 2)).then_nothing()


@each(("numerator", "denominator"), [(3, 2), (-1, 2), (1, 0), (1, -2), (1, 1001)])
def test_a_quorum_is_a_fraction_from_0_to_1(numerator, denominator):
    given(founded, appointed).when(Network.set_quorum_rule, rule=QuorumRule(numerator, denominator)).then_refused(
        QuorumRuleOutOfRange,
        f"The fraction {numerator}/{denominator} is not from 0 to 1 with a denominator from 1 to 1000.",
        "rule",
    )


@each("share", ["0", "0.25", "0.2500", "1"])
def test_the_coordinators_share_is_set(share):
    given(founded, appointed).when(Network.set_coordinator_allocation, share=Decimal(share)).then(
        fact(Network.CoordinatorAllocationSet, share=Decimal(share), decision=None)
    )


def test_a_share_is_written_in_one_way():
    network = replayed(founded, appointed)
    network.set_coordinator_allocation(share=Decimal("0.2500"), at=network.created_on)
    assert [str(event.share) for event in network.pending_events] == ["0.25"]


def test_the_same_share_again_writes_nothing():
    given(founded, appointed).when(Network.set_coordinator_allocation, share=Decimal("0.1")).then_nothing()


@each("share", ["-0.01", "1.0001", "0.00001", "NaN", "Infinity"])
def test_a_share_goes_from_0_to_1(share):
    given(founded, appointed).when(Network.set_coordinator_allocation, share=Decimal(share)).then_refused(
        ShareOutOfRange, f"The share {Decimal(share)} is not from 0 to 1 with four decimals at most.", "share"
    )


@each("days", [1, 4, 60])
def test_the_reactivity_target_is_set_in_working_days(days):
    given(founded, appointed).when(Network.set_reactivity_target, working_days=days).then(
        fact(Network.ReactivityTargetSet, working_days=days, decision=None)
    )


def test_the_same_reactivity_target_again_writes_nothing():
    given(founded, appointed).when(Network.set_reactivity_target, working_days=5).then_nothing()


@each("days", [-1, 0, 61])
def test_a_reactivity_target_goes_from_1_to_60_working_days(days):
    given(founded, appointed).when(Network.set_reactivity_target, working_days=days).then_refused(
        ReactivityTargetOutOfRange,
        f"The target goes from 1 to 60 working days, {days} will not do.",
        "working_days",
    )


def test_the_silence_that_approves_minutes_lasts_from_1_to_60_days():
    setting = given(founded, appointed).when
    for days in (1, 15, 60):
        setting(Network.set_minutes_silence, days=days).then(fact(Network.MinutesSilenceSet, days=days, decision=None))
        setting = given(founded, appointed).when
    for days in (-1, 0, 61):
        message = f"The silence that approves lasts from 1 to 60 days, {days} will not do."
        setting(Network.set_minutes_silence, days=days).then_refused(MinutesSilenceOutOfRange, message, "days")
    setting(Network.set_minutes_silence, days=10).then_nothing()


def test_a_network_sets_how_its_consultations_go():
    rule = ConsultationRule(2, 3, 10)
    setting = given(founded, appointed).when
    setting(Network.set_consultation_rule, rule=rule).then(fact(Network.ConsultationRuleSet, rule=rule, decision=None))
    setting = given(founded, appointed).when
    setting(Network.set_consultation_rule, rule=ConsultationRule()).then_nothing()
    message = "A consultation lasts at least 1 to 30 working days, 31 will not do."
    setting(Network.set_consultation_rule, rule=ConsultationRule(working_days=31)).then_refused(
        ConsultationDelayOutOfRange, message, "rule"
    )


# Formalities ---------------------------------------------------------------------

CITING = Formality.RULE_CHANGES_CITE_DECISION
citing = fact(Network.FormalityTurnedOn, formality=CITING, decision=None)
proposed = fact(Decision.Proposed, meeting=None, title="Quorum", text="Aux deux tiers.")
adopted = fact(Decision.Adopted, number="2026-01")
QUORUM = replayed(proposed, adopted, stream=UUID(int=900))
PROPOSED = replayed(proposed, stream=UUID(int=901))
REPEALED = replayed(proposed, adopted, fact(Decision.Repealed, by=QUORUM.id), stream=UUID(int=902))
RULE_CHANGES = [
    (Network.set_cadence_target, {"cadence": Cadence.MONTHLY}, Network.CadenceTargetSet),
    (Network.set_quorum_rule, {"rule": QuorumRule(2, 3)}, Network.QuorumRuleSet),
    (Network.set_coordinator_allocation, {"share": Decimal("0.2")}, Network.CoordinatorAllocationSet),
    (Network.set_reactivity_target, {"working_days": 3}, Network.ReactivityTargetSet),
    (Network.set_minutes_silence, {"days": 15}, Network.MinutesSilenceSet),
    (Network.set_deliberation_threshold, {"threshold": Decimal("10000.00")}, Network.DeliberationThresholdSet),
    (Network.set_voting_rules, {"majority": Majority.ABSOLUTE, "casting_vote": None}, Network.VotingRulesSet),
    (Network.set_consultation_rule, {"rule": ConsultationRule(2, 3, 10)}, Network.ConsultationRuleSet),
    (Network.turn_formality_off, {"formality": CITING}, Network.FormalityTurnedOff),
]
every_change = each(("verb", "fields", "kind"), RULE_CHANGES)


def test_every_formality_is_off_until_the_network_turns_it_on():
    assert replayed(founded, appointed).formalities == frozenset()
    given(founded, appointed).when(Network.turn_formality_on, formality=CITING).then(citing)


def test_a_formality_is_turned_on_once_and_off_once():
    given(founded, citing).when(Network.turn_formality_on, formality=CITING, decision=QUORUM).then_nothing()
    given(founded).when(Network.turn_formality_off, formality=CITING).then_nothing()
    off = fact(Network.FormalityTurnedOff, formality=CITING, decision=QUORUM.id)
    given(founded, citing).when(Network.turn_formality_off, formality=CITING, decision=QUORUM).then(off)
    assert replayed(founded, citing, off).formalities == frozenset()


@every_change
def test_a_change_of_the_rules_cites_a_decision_once_the_network_asks_for_it(verb, fields, kind):
    given(founded, citing).when(verb, **fields, decision=QUORUM).then(fact(kind, **fields, decision=QUORUM.id))
    given(founded, citing).when(verb, **fields).then_refused(
        DecisionNotCited, "A change of the network's rules has to cite an adopted decision.", "decision"
    )


@every_change
@each("past", [[], [citing]])
def test_only_a_decision_in_force_is_cited(verb, fields, kind, past):
    for decision, status in ((PROPOSED, "PROPOSED"), (REPEALED, "REPEALED")):
        given(founded, *past).when(verb, **fields, decision=decision).then_refused(
            DecisionNotInForce, f"This decision is not in force ({status}).", "decision"
        )


def test_a_rule_may_cite_its_decision_unasked():
    given(founded).when(Network.set_cadence_target, cadence=Cadence.MONTHLY, decision=QUORUM).then(
        fact(Network.CadenceTargetSet, cadence=Cadence.MONTHLY, decision=QUORUM.id)
    )


# Closures --------------------------------------------------------------------------

AUGUST = {"first_day": date(2026, 8, 1), "last_day": date(2026, 8, 31), "label": "Congés d’été"}
summer = fact(Network.ClosurePeriodDeclared, **AUGUST)


@each("last_day", [date(2026, 8, 1), date(2026, 8, 31)])
def test_a_closure_period_is_declared(last_day):
    days = AUGUST | {"last_day": last_day}
    given(founded).when(Network.declare_closure_period, **days | {"label": " Congés d’été "}).then(
        fact(Network.ClosurePeriodDeclared, **days)
    )


def test_people_are_invited_to_sign_in_each_once_and_again():
    invited = fact(Network.PeopleInvitedToSignIn, people=(PAUL, ANNE))
    given(founded).when(Network.invite_to_sign_in, people=(PAUL, ANNE, PAUL)).then(invited)
    given(founded, invited).when(Network.invite_to_sign_in, people=(PAUL, ANNE)).then(invited)


def test_an_invitation_to_sign_in_names_somebody():
    given(founded).when(Network.invite_to_sign_in, people=()).then_refused(
        NobodyInvited, "The invitation names nobody.", "people"
    )


def test_the_same_closure_again_writes_nothing():
    given(founded, summer).when(Network.declare_closure_period, **AUGUST).then_nothing()


@each("corrected", [{"last_day": date(2026, 8, 16)}, {"label": "Août"}])
def test_a_closure_is_corrected_from_its_first_day(corrected):
    given(founded, summer).when(Network.declare_closure_period, **AUGUST | corrected).then(
        fact(Network.ClosurePeriodDeclared, **AUGUST | corrected)
    )


@each(
    ("first_day", "last_day"),
    [
        (date(2026, 7, 15), date(2026, 8, 1)),
        (date(2026, 8, 31), date(2026, 9, 5)),
        (date(2026, 8, 10), date(2026, 8, 10)),
        (date(2026, 7, 1), date(2026, 9, 30)),
    ],
)
def test_closures_share_no_day(first_day, last_day):
    given(founded, summer).when(
        Network.declare_closure_period, first_day=first_day, last_day=last_day, label="Autre"
    ).then_refused(ClosureOverlaps, "A closure is declared already from 2026-08-01 to 2026-08-31.", "first_day")


def test_a_corrected_closure_overlaps_no_other_one_either():
    june = fact(Network.ClosurePeriodDeclared, **AUGUST | {"first_day": date(2026, 6, 1), "last_day": date(2026, 6, 2)})
    given(founded, june, summer).when(
        Network.declare_closure_period, first_day=date(2026, 6, 1), last_day=date(2026, 8, 1), label="Été"
    ).then_refused(ClosureOverlaps, "A closure is declared already from 2026-08-01 to 2026-08-31.", "first_day")


@each(("first_day", "last_day"), [((7, 30), (7, 31)), ((9, 1), (9, 2))])
def test_a_closure_may_follow_another_the_next_day(first_day, last_day):
    days = {"first_day": date(2026, *first_day), "last_day": date(2026, *last_day), "label": "Pont"}
    given(founded, summer).when(Network.declare_closure_period, **days).then(
        fact(Network.ClosurePeriodDeclared, **days)
    )


def test_a_closure_does_not_end_before_it_begins():
    given(founded).when(
        Network.declare_closure_period, first_day=date(2026, 8, 2), last_day=date(2026, 8, 1), label="Été"
    ).then_refused(
        ClosureEndsBeforeStart, "The closure would end on 2026-08-01, before it begins on 2026-08-02.", "last_day"
    )


def test_a_closure_is_called_something():
    given(founded).when(Network.declare_closure_period, **AUGUST | {"label": " "}).then_refused(
        TextMissing, "The field label is blank.", "label"
    )


# The syndicate -------------------------------------------------------------------


def test_the_syndicate_is_described():
    given(founded, appointed).when(
        Network.describe_syndicate, name="Syndicat", siren=" 356 000 000 ", syndicate=SYNDICATE
    ).then(fact(Network.SyndicateDescribed, syndicate=SYNDICATE, name="Syndicat", siren="356000000"))


def test_the_syndicate_keeps_its_id_when_described_anew():
    given(founded, appointed, described).when(Network.describe_syndicate, name="Syndicat mixte", siren=None).then(
        fact(Network.SyndicateDescribed, syndicate=SYNDICATE, name="Syndicat mixte", siren=None)
    )


def test_the_same_syndicate_again_writes_nothing():
    given(founded, appointed, described).when(
        Network.describe_syndicate, name="Syndicat", siren="356000000"
    ).then_nothing()


def test_a_syndicates_id_is_told_to_who_describes_it():
    assert replayed(founded, described).describe_syndicate(name="Autre", siren=None, at=NOON) == SYNDICATE


@each("siren", ["356000001", "35600000", "3560000000", "abcdefghi"])
def test_a_siren_has_nine_digits_and_a_check_digit(siren):
    given(founded, appointed).when(Network.describe_syndicate, name="Syndicat", siren=siren).then_refused(
        SirenInvalid, f"'{siren}' is no SIREN: nine digits with a check digit are expected.", "siren"
    )


# Members -------------------------------------------------------------------------


def test_a_collectivity_is_admitted():
    given(founded, appointed).when(Network.admit_collectivity, collectivity=ONE, on=NEW_YEAR).then(
        fact(Network.CollectivityAdmitted, collectivity=ONE, on=NEW_YEAR)
    )


def test_a_member_is_not_admitted_twice():
    given(founded, appointed, admitted).when(Network.admit_collectivity, collectivity=ONE, on=EASTER).then_refused(
        CollectivityAlreadyMember,
        "This collectivity has been a member of the network since 2026-01-01.",
        "collectivity",
    )


def test_a_collectivity_withdraws():
    given(founded, appointed, admitted).when(
        Network.withdraw_collectivity, collectivity=ONE, on=EASTER, reason=" fusion "
    ).then(fact(Network.CollectivityWithdrawn, collectivity=ONE, on=EASTER, reason="fusion", settlement_ref=None))


@each("past", [[], [admitted, withdrawn]])
@each("on", [EASTER, date(2026, 5, 1)])
def test_only_a_member_withdraws(past, on):
    given(founded, appointed, *past).when(
        Network.withdraw_collectivity, collectivity=ONE, on=on, reason=None, at=AFTER_EASTER
    ).then_refused(
        CollectivityNotMember, "This collectivity is no member of the network, or none any more.", "collectivity"
    )


@each("on", [date(2026, 3, 1), date(2026, 4, 4), date(2026, 12, 31)])
def test_a_withdrawal_to_come_is_moved(on):
    moved = fact(Network.CollectivityWithdrawn, collectivity=ONE, on=on, reason="faute de frappe", settlement_ref=None)
    given(founded, appointed, admitted, withdrawn).when(
        Network.withdraw_collectivity, collectivity=ONE, on=on, reason="faute de frappe"
    ).then(moved)
    members = replayed(founded, admitted, withdrawn, moved)
    assert (members.members_on(on - timedelta(1)), members.members_on(on)) == ((ONE,), ())


def test_the_same_day_of_withdrawal_again_writes_nothing():
    given(founded, appointed, admitted, withdrawn).when(
        Network.withdraw_collectivity, collectivity=ONE, on=EASTER, reason="encore"
    ).then_nothing()


def test_a_withdrawal_is_not_moved_on_its_day():
    on_the_day = datetime(2026, 4, 4, 22, tzinfo=UTC)  # Easter has begun in Paris
    given(founded, appointed, admitted, withdrawn).when(
        Network.withdraw_collectivity, collectivity=ONE, on=date(2026, 5, 1), reason=None, at=on_the_day
    ).then_refused(
        CollectivityNotMember, "This collectivity is no member of the network, or none any more.", "collectivity"
    )


def test_a_withdrawal_is_not_moved_before_the_admission():
    given(founded, appointed, admitted, withdrawn).when(
        Network.withdraw_collectivity, collectivity=ONE, on=date(2025, 12, 31), reason=None
    ).then_refused(
        WithdrawalBeforeAdmission, "The withdrawal on 2025-12-31 precedes the admission on 2026-01-01.", "on"
    )


@each("year", [1, 1899, 3000, 9999])
def test_a_member_is_admitted_on_a_day_of_our_times(year):
    given(founded, appointed).when(Network.admit_collectivity, collectivity=ONE, on=date(year, 1, 1)).then_refused(
        DayOutOfRange, f"The date on is {year:04}-01-01, outside the years 1900 to 2999.", "on"
    )


@each("day", [date(1900, 1, 1), date(2999, 12, 31)])
def test_the_first_and_the_last_day_of_our_times_are_taken(day):
    given(founded, appointed).when(Network.admit_collectivity, collectivity=ONE, on=day).then(
        fact(Network.CollectivityAdmitted, collectivity=ONE, on=day)
    )


def test_nobody_withdraws_at_the_end_of_time():
    given(founded, appointed, admitted).when(
        Network.withdraw_collectivity, collectivity=ONE, on=date.max, reason=None
    ).then_refused(DayOutOfRange, "The date on is 9999-12-31, outside the years 1900 to 2999.", "on")


def test_nobody_withdraws_before_being_admitted():
    given(founded, appointed, admitted).when(
        Network.withdraw_collectivity, collectivity=ONE, on=date(2025, 12, 31), reason=None
    ).then_refused(
        WithdrawalBeforeAdmission, "The withdrawal on 2025-12-31 precedes the admission on 2026-01-01.", "on"
    )


def test_a_collectivity_may_come_back_on_the_day_it_left():
    given(founded, appointed, admitted, withdrawn).when(Network.admit_collectivity, collectivity=ONE, on=EASTER).then(
        fact(Network.CollectivityAdmitted, collectivity=ONE, on=EASTER)
    )


def test_a_collectivity_does_not_come_back_before_it_left():
    given(founded, appointed, admitted, withdrawn).when(
        Network.admit_collectivity, collectivity=ONE, on=date(2026, 4, 4)
    ).then_refused(
        AdmissionBeforeWithdrawal, "The admission on 2026-04-04 precedes the withdrawal on 2026-04-05.", "on"
    )


@each(
    ("day", "members"),
    [
        (date(2025, 12, 31), ()),
        (date(2026, 1, 1), (ONE,)),
        (date(2026, 4, 4), (ONE,)),
        (date(2026, 4, 5), ()),
        (date(2026, 5, 31), ()),
        (date(2026, 6, 1), (ONE,)),
    ],
)
def test_a_collectivity_is_a_member_from_its_first_day_until_the_day_it_is_outside(day, members):
    back = fact(Network.CollectivityAdmitted, collectivity=ONE, on=date(2026, 6, 1))
    assert replayed(founded, admitted, withdrawn, back).members_on(day) == members


def test_members_are_told_in_one_order():
    admissions = [fact(Network.CollectivityAdmitted, collectivity=each, on=NEW_YEAR) for each in reversed(NINE)]
    assert replayed(founded, *admissions).members_on(EASTER) == NINE


# Partners ------------------------------------------------------------------------


def test_a_partner_is_associated():
    given(founded, appointed).when(Network.associate_partner, name=" ADEME ", on=NEW_YEAR, partner=PARTNER).then(
        fact(Network.PartnerAssociated, partner=PARTNER, name="ADEME", on=NEW_YEAR)
    )


@each(
    ("past", "on"),
    [([], EASTER), ([], date(2025, 1, 1)), ([dissociated], date(2026, 4, 4)), ([dissociated], date(2025, 1, 1))],
)
def test_a_partner_is_associated_once_at_a_time_under_its_name(past, on):
    given(founded, appointed, associated, *past).when(Network.associate_partner, name="Ademe", on=on).then_refused(
        PartnerAlreadyAssociated, "The partner 'Ademe' is already associated with the network.", "name"
    )


def test_a_partner_is_dissociated():
    given(founded, appointed, associated).when(Network.dissociate_partner, partner=PARTNER, on=EASTER, reason="").then(
        fact(Network.PartnerDissociated, partner=PARTNER, on=EASTER, reason=None)
    )


def test_a_dissociated_partner_may_be_associated_again_from_that_day_on():
    given(founded, appointed, associated, dissociated).when(
        Network.associate_partner, name="ADEME", on=EASTER, partner=SYNDICATE
    ).then(fact(Network.PartnerAssociated, partner=SYNDICATE, name="ADEME", on=EASTER))


@each("past", [[], [associated, dissociated]])
def test_only_an_associated_partner_is_dissociated(past):
    given(founded, appointed, *past).when(
        Network.dissociate_partner, partner=PARTNER, on=EASTER, reason=None, at=AFTER_EASTER
    ).then_refused(PartnerNotAssociated, "This partner is not associated with the network, or no longer is.", "partner")


def test_the_end_of_a_partnership_is_moved_until_it_has_come():
    sooner = fact(Network.PartnerDissociated, partner=PARTNER, on=TODAY, reason=None)
    given(founded, appointed, associated, dissociated).when(
        Network.dissociate_partner, partner=PARTNER, on=TODAY, reason=None
    ).then(sooner)
    network = replayed(founded, associated, dissociated, sooner)
    assert not network.has_organisation(OrganisationKind.PARTNER, PARTNER, TODAY)


def test_the_same_end_of_a_partnership_again_writes_nothing():
    given(founded, appointed, associated, dissociated).when(
        Network.dissociate_partner, partner=PARTNER, on=EASTER, reason=None
    ).then_nothing()


def test_a_partnership_does_not_end_before_it_begins():
    given(founded, appointed, associated).when(
        Network.dissociate_partner, partner=PARTNER, on=date(2025, 12, 31), reason=None
    ).then_refused(
        DissociationBeforeAssociation,
        "The end of the partnership on 2025-12-31 precedes its beginning on 2026-01-01.",
        "on",
    )


# Where mandates may be granted -----------------------------------------------------


@each(
    ("kind", "organisation", "there"),
    [
        (OrganisationKind.COLLECTIVITY, ONE, True),
        (OrganisationKind.COLLECTIVITY, SYNDICATE, False),
        (OrganisationKind.SYNDICATE, SYNDICATE, True),
        (OrganisationKind.SYNDICATE, ONE, False),
        (OrganisationKind.PARTNER, PARTNER, True),
        (OrganisationKind.PARTNER, ONE, False),
    ],
)
def test_the_organisations_of_a_network_are_members_syndicate_and_partners(kind, organisation, there):
    network = replayed(founded, admitted, described, associated)
    assert network.has_organisation(kind, organisation, EASTER) is there


@each(("day", "there"), [(date(2025, 12, 1), True), (date(2026, 4, 4), True), (EASTER, False)])
def test_a_member_counts_from_before_its_first_day_until_it_is_outside(day, there):
    network = replayed(founded, admitted, withdrawn)
    assert network.has_organisation(OrganisationKind.COLLECTIVITY, ONE, day) is there


@each(("day", "there"), [(date(2025, 12, 1), True), (date(2026, 4, 4), True), (EASTER, False)])
def test_a_partner_counts_from_before_its_first_day_until_it_is_none(day, there):
    network = replayed(founded, associated, dissociated)
    assert network.has_organisation(OrganisationKind.PARTNER, PARTNER, day) is there


# What a member holds open ---------------------------------------------------------


def leaving(*past, **fields) -> given:
    usual = {"collectivity": ONE, "on": EASTER, "reason": None}
    return given(founded, admitted, *past).when(Network.withdraw_collectivity, **usual | fields)


def test_a_collectivity_withdraws_with_nothing_open_or_by_a_document_that_settles_it():
    told = "Still open for this collectivity: 2. See to them, or cite the document that settles them."
    leaving(open_commitments=2).then_refused(CommitmentsOpen, told, "collectivity")
    leaving(open_commitments=2, settlement_ref=" ").then_refused(CommitmentsOpen, told, "collectivity")
    gone = {"collectivity": ONE, "on": EASTER, "reason": None}
    settled = fact(Network.CollectivityWithdrawn, **gone, settlement_ref="2026-12")
    for past in ([], [fact(Network.CollectivityWithdrawn, **gone, settlement_ref=None)]):
        leaving(*past, open_commitments=2, settlement_ref=" 2026-12 ").then(settled)
    leaving(settled, settlement_ref="2026-13").then_nothing()
    leaving(settlement_ref="x" * 201).then_refused(
        TextTooLong, "The field settlement_ref has 201 characters, 200 at most.", "settlement_ref"
    )


def test_who_is_to_leave_takes_on_nothing_unless_a_document_settles_it():
    gone = {"collectivity": ONE, "on": EASTER, "reason": None}
    for past, stays in (
        ([], True),
        ([fact(Network.CollectivityWithdrawn, **gone, settlement_ref=None)], False),
        ([fact(Network.CollectivityWithdrawn, **gone, settlement_ref="2026-12")], True),
        (
            [
                fact(Network.CollectivityWithdrawn, **gone, settlement_ref=None),
                fact(Network.CollectivityAdmitted, collectivity=ONE, on=EASTER),
            ],
            True,
        ),
    ):
        network = replayed(founded, admitted, *past)
        if stays:
            network.must_stay(ONE, "collectivity")
        else:
            with pytest.raises(MemberIsLeaving):
                network.must_stay(ONE, "collectivity")

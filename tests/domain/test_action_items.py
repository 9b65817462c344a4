"""The rules of an action item: whose it is, until when, and how it ends."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from maillage.domain.action_item_refusals import (
    ActionDueBeforeDecision,
    ActionIsOver,
    ActionNotOver,
    ActionOwnerOutsideMembers,
)
from maillage.domain.action_items import ActionItem
from maillage.domain.calendar import DayOutOfRange, NaiveDateTime
from maillage.domain.decisions import Decision
from maillage.domain.network import Network
from maillage.domain.refusals import TextMissing, TextTooLong
from tests.cases import each
from tests.domain.rooms import MEETING, network, person, person_id
from tests.story import NINE, NOON, TODAY, Place, fact, given, replayed

DECISION = UUID(int=3)
APRIL, MAY = date(2026, 4, 30), date(2026, 5, 31)
proposed = fact(Decision.Proposed, meeting=None, title="Stand", text="Un stand.")
decision = replayed(proposed, stream=DECISION)
started = fact(ActionItem.Started)
completed = fact(ActionItem.Completed, evidence="Facture 12")
dropped = fact(ActionItem.Dropped, reason="Foire annulée")
reopened = fact(ActionItem.Reopened, reason=None)


def assigned(**fields: object) -> Place:
    usual = {"title": "Devis", "owner": person_id(0), "collectivity": None, "due": APRIL}
    return fact(ActionItem.Assigned, **usual | {"meeting": None, "decision": None} | fields)


def assigning(**fields: Any) -> given:
    usual = {"title": " Devis ", "owner": person(0), "collectivity": None, "due": APRIL, "network": network()}
    return given().when(ActionItem.assign, **usual | {"meeting": None, "decision": None} | fields)


def moving(*past: Place, **fields: Any) -> given:
    usual = {"due": MAY, "reason": " Devis attendu ", "decision": None}
    return given(assigned(), *past).when(ActionItem.move_due_date, **usual | fields)


# Assigning ------------------------------------------------------------------------


def test_an_action_is_assigned_to_a_person_until_a_day():
    assigning().then(assigned())


def test_an_action_is_for_a_member_agreed_at_a_meeting_and_carries_out_a_decision():
    assigning(collectivity=NINE[0], meeting=MEETING, decision=decision).then(
        assigned(collectivity=NINE[0], meeting=MEETING, decision=DECISION)
    )


def test_an_action_recorded_after_the_fact_may_have_been_due_already():
    assigning(due=date(2026, 1, 5)).then(assigned(due=date(2026, 1, 5)))


def test_a_coordinator_owns_actions_of_the_network_without_a_mandate():
    stranger = person(0, collectivity=UUID(int=999))
    appointed = fact(Network.CoordinatorAppointed, person=person_id(0), on=TODAY)
    assigning(owner=stranger, network=network(appointed)).then(assigned())


def test_a_coordinator_who_was_relieved_owns_no_more_actions():
    appointed = fact(Network.CoordinatorAppointed, person=person_id(0), on=date(2026, 1, 1))
    relieved = fact(Network.CoordinatorRelieved, person=person_id(0), on=TODAY, vacancy=True)
    stranger = person(0, collectivity=UUID(int=999))
    assigning(owner=stranger, network=network(appointed, relieved)).then_refused(
        ActionOwnerOutsideMembers,
        "This person does not coordinate the network, or holds no active mandate at the member concerned on "
        "2026-03-02.",
        "owner",
    )


@each(
    ("owner", "collectivity"),
    [
        (person(0, collectivity=UUID(int=999)), None),  # a mandate elsewhere
        (person(0, ends_on=date(2026, 3, 1)), None),  # a mandate that ended
        (person(0), NINE[1]),  # a mandate at another member
        (person(0, collectivity=UUID(int=999)), UUID(int=999)),  # that is no member
    ],
)
def test_an_owner_belongs_to_an_active_member(owner, collectivity):
    assigning(owner=owner, collectivity=collectivity).then_refused(
        ActionOwnerOutsideMembers,
        "This person does not coordinate the network, or holds no active mandate at the member concerned on "
        "2026-03-02.",
        "owner",
    )


def test_a_member_that_withdrew_gives_no_owner():
    left = network(
        fact(Network.CollectivityWithdrawn, collectivity=NINE[0], on=TODAY, reason=None, settlement_ref=None)
    )
    assigning(network=left).then_refused(
        ActionOwnerOutsideMembers,
        "This person does not coordinate the network, or holds no active mandate at the member concerned on "
        "2026-03-02.",
        "owner",
    )


@each(
    ("past", "decided_on", "early"),
    [
        ([], "2026-03-02", date(2026, 3, 1)),
        (
            [fact(Decision.Adopted, number="2026-01", timestamp=datetime(2026, 3, 9, 23, 30, tzinfo=UTC))],
            "2026-03-10",  # in Paris
            date(2026, 3, 9),
        ),
    ],
)
def test_an_action_is_not_due_before_the_decision_that_it_carries_out(past, decided_on, early):
    made = replayed(proposed, *past, stream=DECISION)
    message = f"The due date {early} precedes the decision of {decided_on}."
    assigning(decision=made, due=early).then_refused(ActionDueBeforeDecision, message, "due")
    assigning(decision=made, due=date.fromisoformat(decided_on)).then(
        assigned(decision=DECISION, due=date.fromisoformat(decided_on))
    )


def test_an_action_has_a_title():
    assigning(title="  ").then_refused(TextMissing, "The field title is blank.", "title")


def test_a_title_is_no_longer_than_two_hundred_characters():
    message = "The field title has 201 characters, 200 at most."
    assigning(title="x" * 201).then_refused(TextTooLong, message, "title")


def test_a_due_date_is_within_the_calendar():
    message = "The date due is 0026-04-30, outside the years 1900 to 2999."
    assigning(due=date(26, 4, 30)).then_refused(DayOutOfRange, message, "due")


def test_an_action_is_not_assigned_at_a_naive_instant():
    message = "The field at is 2026-03-02T12:00:00, without an offset from UTC."
    assigning(at=NOON.replace(tzinfo=None)).then_refused(NaiveDateTime, message, "at")


# Its due date ---------------------------------------------------------------------


@each("past", [[], [started], [completed, reopened]])
def test_a_due_date_is_moved_for_a_reason(past):
    moving(*past).then(fact(ActionItem.DueDateMoved, due=MAY, reason="Devis attendu"))


def test_a_due_date_is_moved_to_an_earlier_day_too():
    moving(due=TODAY).then(fact(ActionItem.DueDateMoved, due=TODAY, reason="Devis attendu"))


@each(("past", "due"), [([], APRIL), ([fact(ActionItem.DueDateMoved, due=MAY, reason="Devis attendu")], MAY)])
def test_the_same_due_date_again_writes_nothing(past, due):
    moving(*past, due=due).then_nothing()


def test_a_due_date_is_not_moved_without_a_reason():
    moving(reason="\n").then_refused(TextMissing, "The field reason is blank.", "reason")


def test_a_due_date_is_not_moved_before_the_decision():
    message = "The due date 2026-03-01 precedes the decision of 2026-03-02."
    moving(due=date(2026, 3, 1), decision=decision).then_refused(ActionDueBeforeDecision, message, "due")


# Begun and ended ------------------------------------------------------------------


@each("past", [[], [started, dropped, reopened]])
def test_an_action_is_begun(past):
    given(assigned(), *past).when(ActionItem.start).then(started)


def test_an_action_that_is_begun_already_writes_nothing():
    given(assigned(), started).when(ActionItem.start).then_nothing()


@each("past", [[], [started]])
def test_an_action_is_completed_with_evidence_begun_or_not(past):
    given(assigned(), *past).when(ActionItem.complete, evidence=" Facture 12 ").then(completed)


def test_an_action_is_not_completed_without_evidence():
    story = given(assigned()).when(ActionItem.complete, evidence=" ")
    story.then_refused(TextMissing, "The field evidence is blank.", "evidence")


def test_an_action_is_dropped_for_a_reason():
    given(assigned()).when(ActionItem.drop, reason="Foire annulée").then(dropped)


def test_an_action_is_not_dropped_without_a_reason():
    given(assigned()).when(ActionItem.drop, reason="").then_refused(TextMissing, "The field reason is blank.", "reason")


@each("ending", [completed, dropped])
def test_an_action_that_is_over_changes_no_more(ending):
    over = given(assigned(), ending)
    for verb, fields in [
        (ActionItem.start, {}),
        (ActionItem.complete, {"evidence": "Facture 13"}),
        (ActionItem.drop, {"reason": "abandon"}),
        (ActionItem.move_due_date, {"due": MAY, "reason": "retard", "decision": None}),
    ]:
        over.when(verb, **fields).then_refused(ActionIsOver, "The action is completed or dropped.", "action_item")


@each("ending", [completed, dropped])
def test_an_action_that_is_over_is_reopened_and_goes_on(ending):
    given(assigned(), ending).when(ActionItem.reopen, reason=" À refaire ").then(
        fact(ActionItem.Reopened, reason="À refaire")
    )
    given(assigned(), ending, reopened).when(ActionItem.complete, evidence="Facture 12").then(completed)


@each("past", [[], [started], [completed, reopened]])
def test_only_an_action_that_is_over_is_reopened(past):
    story = given(assigned(), *past).when(ActionItem.reopen, reason=None)
    story.then_refused(ActionNotOver, "The action is still under way.", "action_item")


# Time passes -----------------------------------------------------------------------


def overdue(due: date = APRIL, since: datetime | None = None) -> Place:
    return fact(ActionItem.BecameOverdue, due=due, timestamp=since or datetime(2026, 4, 30, 22, tzinfo=UTC))


def telling(*past: Place, at: datetime) -> given:
    return given(assigned(), *past).when(ActionItem.tell_overdue, at=at)


def test_that_an_action_became_overdue_is_told_as_of_the_morning_after_its_due_date_however_late():
    for at in (datetime(2026, 4, 30, 22, tzinfo=UTC), datetime(2026, 7, 14, 9, tzinfo=UTC)):
        telling(at=at).then(overdue())
        telling(started, at=at).then(overdue())
    telling(at=datetime(2026, 4, 30, 21, 59, tzinfo=UTC)).then_nothing()


def test_it_is_told_once_for_each_due_date_and_never_before_what_happened_last():
    july = datetime(2026, 7, 14, 9, tzinfo=UTC)
    in_june = datetime(2026, 6, 3, 8, tzinfo=UTC)
    telling(overdue(), at=july).then_nothing()
    telling(overdue(), completed, reopened, at=july).then_nothing()
    moved = fact(ActionItem.DueDateMoved, due=MAY, reason="Devis", timestamp=in_june)
    telling(overdue(), moved, at=july).then(overdue(MAY, in_june))
    telling(overdue(), moved, overdue(MAY, in_june), at=july).then_nothing()
    telling(overdue(), moved, at=datetime(2026, 5, 31, 20, tzinfo=UTC)).then_nothing()
    for ending in (completed, dropped):
        telling(ending, at=july).then_nothing()

"""Members that become one: what the merger ends, what goes on, and who answers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.mergers import Merger, holder_on
from maillage.domain.network import Network
from maillage.domain.network_refusals import (
    CollectivityIsMerged,
    MemberIsLeaving,
    MergerOfItself,
    MergerOutsideMembership,
    SuccessorNotMember,
)
from maillage.domain.people import Person
from maillage.domain.posts import EmploymentKind
from tests.story import NINE, fact, given, replayed

EAST, WEST, NEW, LATE = NINE[:4]
SINCE, ON = date(2025, 1, 1), date(2027, 1, 1)
EVE = ON - timedelta(days=1)
MANDATE, NEXT, ANNE = UUID(int=31), UUID(int=32), UUID(int=11)
founded = fact(Network.Founded, name="Réseau", slug="reseau")
members = [fact(Network.CollectivityAdmitted, collectivity=each, on=SINCE) for each in (EAST, WEST)]
admitted_then = fact(Network.CollectivityAdmitted, collectivity=NEW, on=ON)
merged = fact(Network.CollectivitiesMerged, merged=(EAST, WEST), into=NEW, on=ON)
past = [founded, *members, admitted_then]
merging = {"merged": [WEST, EAST], "into": NEW, "on": ON}
registered = fact(Person.Registered, given_name="Anne", family_name="Le Goff")


def test_members_merge_into_another_one_on_a_day_to_come():
    given(*past).when(Network.merge_collectivities, **merging).then(merged)
    network = replayed(*past, merged)
    assert network.members_on(EVE) == (EAST, WEST)
    assert network.members_on(ON) == (NEW,)
    assert [network.holder_on(EAST, day) for day in (EVE, ON)] == [EAST, NEW]


def test_nothing_is_left_to_a_successor_that_is_leaving():
    """Unless a document settles what is open for it: its withdrawal was let pass with nothing open."""
    gone = date(2027, 6, 1)
    bare = fact(Network.CollectivityWithdrawn, collectivity=NEW, on=gone, reason=None, settlement_ref=None)
    given(*past, bare).when(Network.merge_collectivities, **merging).then_refused(
        MemberIsLeaving, "The withdrawal of this collectivity is set for 2027-06-01: it takes on nothing new.", "into"
    )
    settled = fact(Network.CollectivityWithdrawn, collectivity=NEW, on=gone, reason=None, settlement_ref="2026-12")
    given(*past, settled).when(Network.merge_collectivities, **merging).then(merged)


def test_a_merger_names_members_up_to_its_eve_and_a_successor_of_its_day():
    left = fact(Network.CollectivityWithdrawn, collectivity=EAST, on=EVE, reason=None, settlement_ref=None)
    for facts, change, refusal, path in (
        (past, {"merged": [EAST], "into": EAST}, MergerOfItself, "merged"),
        (past, {"merged": []}, MergerOfItself, "merged"),
        (past, {"merged": [EAST, EAST]}, MergerOfItself, "merged"),
        (past, {"merged": [LATE]}, MergerOutsideMembership, "merged"),
        (past, {"merged": [EAST], "into": WEST, "on": SINCE}, MergerOutsideMembership, "merged"),
        ([*past, left], {}, MergerOutsideMembership, "merged"),
        (past[:-1], {}, SuccessorNotMember, "into"),
        (past, {"on": EVE}, SuccessorNotMember, "into"),
        ([*past, merged], {}, CollectivityIsMerged, "merged"),
        ([*past, merged], {"merged": [NEW], "into": EAST, "on": ON + timedelta(1)}, CollectivityIsMerged, "into"),
    ):
        told = refusal.EN.format(on=str(change.get("on", ON) if refusal is not CollectivityIsMerged else ON))
        given(*facts).when(Network.merge_collectivities, **merging | change).then_refused(refusal, told, path)


def test_what_merges_acts_no_more_of_its_own():
    told = "This collectivity merges on 2027-01-01: turn to the one that succeeds it."
    for verb, more in (
        (Network.admit_collectivity, {"on": ON}),
        (Network.withdraw_collectivity, {"on": EVE, "reason": None}),
    ):
        given(*past, merged).when(verb, collectivity=EAST, **more).then_refused(
            CollectivityIsMerged, told, "collectivity"
        )
    where = {"organisation": EAST, "organisation_kind": OrganisationKind.COLLECTIVITY}
    what = {"function": Function.OFFICER, "starts_on": SINCE, "ends_on": None, "deliberation": None}
    given(registered).when(Person.grant_mandate, network=replayed(*past, merged), **where, **what).then_refused(
        CollectivityIsMerged, told, "organisation"
    )


def test_mergers_follow_each_other_by_their_days():
    mergers = {EAST: Merger(NEW, ON), NEW: Merger(LATE, EVE), WEST: Merger(LATE, EVE)}
    for collectivity, day, holder in (
        (EAST, EVE, EAST),
        (EAST, ON, LATE),
        (WEST, EVE, LATE),
        (LATE, ON, LATE),
    ):
        assert holder_on(mergers, collectivity, day) == holder, (collectivity, day)


def mandate(id=MANDATE, organisation=EAST, starts_on=SINCE, ends_on=None, function=Function.AMBASSADOR):
    where = {"organisation": organisation, "organisation_kind": OrganisationKind.COLLECTIVITY}
    what = {"function": function, "starts_on": starts_on, "ends_on": ends_on, "deliberation": None}
    return fact(Person.MandateGranted, mandate=id, **where, **what)


def follow(*facts, at=None):
    when = {"at": at} if at else {}
    network = replayed(*past, merged, stream=UUID(int=9))
    fields = {"network": network, "merged": (EAST, WEST), "minted": lambda _: NEXT}
    return given(registered, *facts).when(Person.follow_merger, **fields, **when)


def test_people_go_on_at_the_successor_with_function_end_and_post():
    post = {"fte": Decimal("0.5"), "employment_kind": EmploymentKind.PERMANENT}
    on_board = fact(Person.AmbassadorOnboarded, mandate=MANDATE, on=SINCE, **post)
    ended = fact(Person.MandateEnded, mandate=MANDATE, on=EVE, reason=None)
    last = date(2028, 6, 30)
    follow(mandate(ends_on=last), on_board).then(
        ended,
        mandate(NEXT, NEW, ON, last),
        fact(Person.AmbassadorOnboarded, mandate=NEXT, on=ON, **post),
    )
    begins = ON + timedelta(days=30)
    follow(mandate(starts_on=begins)).then(mandate(NEXT, NEW, begins))


def test_who_held_the_same_there_already_or_nothing_any_more_gets_nothing_twice():
    ended = fact(Person.MandateEnded, mandate=MANDATE, on=EVE, reason=None)
    follow(mandate(), mandate(UUID(int=33), NEW, ON)).then(ended)
    follow(mandate(ends_on=EVE)).then_nothing()
    follow(mandate(organisation=LATE)).then_nothing()
    follow(mandate(ends_on=ON), at=datetime(2027, 3, 1, 12, tzinfo=UTC)).then_nothing()

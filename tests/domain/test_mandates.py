"""Functions, the roles they give, and the days of a mandate."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.caller import Role
from maillage.domain.mandates import Function, Mandate, OrganisationKind, kind_of, role_of
from tests.domain.few import FEW

FIRST = date(2026, 1, 1)
days = st.integers(0, 20).map(lambda count: FIRST + timedelta(count))


def mandate(starts_on, ends_on):
    return Mandate(UUID(int=1), UUID(int=2), Function.OFFICER, starts_on, ends_on)


periods = st.tuples(days, days).map(sorted).map(tuple) | st.tuples(days, st.none())


@pytest.mark.parametrize(
    ("function", "kind", "role"),
    [
        (Function.AMBASSADOR, OrganisationKind.COLLECTIVITY, Role.AMB),
        (Function.OFFICER, OrganisationKind.COLLECTIVITY, Role.REP),
        (Function.ELECTED_REPRESENTATIVE, OrganisationKind.COLLECTIVITY, Role.REP),
        (Function.AUDITOR, OrganisationKind.SYNDICATE, Role.AUD),
        (Function.PARTNER_CONTACT, OrganisationKind.PARTNER, Role.PART),
    ],
)
def test_a_function_is_held_somewhere_and_gives_a_role(function, kind, role):
    assert (kind_of(function), role_of(function)) == (kind, role)


def test_every_function_gives_a_role():
    assert {role_of(function) for function in Function} == {Role.AMB, Role.REP, Role.AUD, Role.PART}


@FEW
@given(periods, periods)
def test_two_mandates_overlap_when_some_day_lies_within_both(one, other):
    shared = [day for count in range(40) if (day := FIRST + timedelta(count)) and _both(one, other, day)]
    assert mandate(*one).overlaps(mandate(*other)) is bool(shared)


def _both(one, other, day):
    return mandate(*one).active_on(day) and mandate(*other).active_on(day)

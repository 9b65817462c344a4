"""Rights come from roles."""

from uuid import UUID

import pytest

from maillage.domain.caller import RIGHTS, Caller, Right, Role
from maillage.domain.refusals import NotAllowed
from tests.cases import each
from tests.story import NOON

NETWORK = UUID(int=1)


def caller(*roles: Role) -> Caller:
    return Caller(NETWORK, UUID(int=11), frozenset(roles), NOON)


def test_a_role_gives_its_rights_and_no_others():
    assert {role: {right for right in Right if caller(role).may(right)} for role in Role} == {
        role: set(rights) for role, rights in RIGHTS.items()
    }


def test_who_lacks_a_right_is_refused_by_its_name():
    with pytest.raises(NotAllowed, match=r"You lack the right that this needs: meetings.run"):
        caller(Role.AMB).must(Right.RUN_MEETINGS)


def test_one_of_several_rights_is_enough():
    caller(Role.REP).must_any(Right.MANAGE_PEOPLE, Right.MANAGE_OWN_PEOPLE)


def test_none_of_several_rights_is_refused_by_all_their_names():
    with pytest.raises(NotAllowed, match=r"people.manage \| people.manage-own"):
        caller(Role.AMB).must_any(Right.MANAGE_PEOPLE, Right.MANAGE_OWN_PEOPLE)


def test_without_a_role_nothing_is_allowed():
    assert not any(caller().may(right) for right in Right)


def test_an_auditor_writes_nothing_but_what_is_their_own():
    writes = {right for right in RIGHTS[Role.AUD] if not right.name.startswith("READ_")}
    assert writes == {Right.CHANGE_OWN_DETAILS, Right.MANAGE_OWN_ACCESS, Right.SUBSCRIBE_TO_CALENDARS}


@each("role", list(Role))
def test_coordinator_auditors_and_the_program_see_everything(role):
    assert caller(role).sees_everything is (role in {Role.COORD, Role.AUD, Role.SYS})


@each("role", list(Role))
def test_within_some_rights_a_caller_keeps_what_the_roles_give_of_them(role):
    bounded = caller(role).within(Right.ANSWER_DATE_POLLS, Right.FOUND_NETWORKS)
    kept = {right for right in Right if bounded.may(right)}
    assert kept == RIGHTS[role] & {Right.ANSWER_DATE_POLLS, Right.FOUND_NETWORKS}
    assert not bounded.sees_everything
    with pytest.raises(NotAllowed):
        bounded.must(Right.READ_MEETINGS)


def test_the_program_itself_is_no_person():
    assert Caller.system(NETWORK, NOON).person is None
    assert Caller.system(NETWORK, NOON).may(Right.RUN_MEETINGS)

"""Functions, the roles they give, and the days of a mandate."""

from maillage.domain.caller import Role
from maillage.domain.mandates import Function, OrganisationKind, kind_of, role_of
from tests.cases import each


@each(
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

"""Use cases on one's own access, and who may call them."""

from __future__ import annotations

from uuid import UUID

from maillage.accounts import sessions, tokens
from maillage.accounts.sessions import Membership
from maillage.usecases import own_access
from maillage.usecases.own_access import AccessUnknown
from tests.usecases.rights.case import Case, Fields, given
from tests.usecases.world import NOW, World

EVERYBODY = ("officer", "ambassador", "auditor", "contact", "coordinator")
SESSION = UUID(int=7)


async def a_session(world: World) -> Fields:
    me = Membership(world.network, _coordinator(world))
    opened = await sessions.open_session(world.log.pool, address="sealed", chosen=me, client="", now=NOW)
    return {"session": opened.session}


async def a_token(world: World) -> Fields:
    own = {"network": world.network, "person": _coordinator(world)}
    return {"token": (await tokens.mint(world.log.pool, **own, label="essai", now=NOW)).token_id}


def _coordinator(world: World) -> UUID:
    assert world.coordinator.person is not None
    return world.coordinator.person


CASES = [
    Case(own_access.revoke_session, a_session, (), wrong=(), foreign=AccessUnknown),
    Case(own_access.revoke_token, a_token, (), wrong=(), foreign=AccessUnknown),
    Case(own_access.sign_out_everywhere, given(), (), EVERYBODY, wrong=(), foreign=None),
    Case(own_access.mint_token, given(label="essai", session=SESSION), (), EVERYBODY, wrong=(), foreign=None),
]

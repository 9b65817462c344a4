"""Use cases on proxies, and who may call them."""

from __future__ import annotations

from maillage.usecases import proxies
from tests.usecases.rights.case import Case, Fields
from tests.usecases.world import World


async def to_record(world: World) -> Fields:
    """That of somebody else."""
    return await to_give(world) | {"collectivity": world.members[2], "person": world.ambassadors[2].person}


async def to_give(world: World) -> Fields:
    holder = world.officers[1].person
    return {"meeting": await world.scheduled(), "collectivity": world.members[0], "holder": holder}


async def to_revoke(world: World) -> Fields:
    given = await to_give(world)
    await world.do(proxies.give_proxy, by=world.ambassadors[0], **given)
    return {"meeting": given["meeting"], "collectivity": world.members[0]}


GIVEN = ("meeting.proxy-given",)
CASES = [
    Case(
        proxies.give_proxy,
        to_give,
        GIVEN,
        by=("officer", "ambassador"),
        wrong=("auditor", "contact", "system"),
        other="officer",
        foreign=None,  # another network's member has another collectivity: NotAllowed, as `other`
    ),
    Case(proxies.give_proxy, to_record, GIVEN),
    Case(
        proxies.revoke_proxy,
        to_revoke,
        ("meeting.proxy-revoked",),
        by=("coordinator", "officer", "ambassador"),
        wrong=("auditor", "contact"),
        other="officer",
        decided=True,
    ),
]

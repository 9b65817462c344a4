"""Use cases on minutes, and who may call them."""

from __future__ import annotations

from typing import Any

from maillage.usecases import meetings, minutes
from tests.usecases.rights.case import Case, Fields
from tests.usecases.world import World


async def a_closed_meeting(world: World) -> Fields:
    meeting = await world.made(meetings.close_meeting, meeting=await world.opened(0))
    return {"meeting": meeting, "text": "Le tri progresse."}


async def a_draft(world: World) -> Fields:
    return {"minutes": await world.made(minutes.draft_minutes, **await a_closed_meeting(world))}


async def another_text(world: World) -> Fields:
    return await a_draft(world) | {"text": "Le tri recule."}


async def circulated(world: World) -> Fields:
    return {"minutes": await world.made(minutes.circulate_minutes, **await a_draft(world))}


async def to_remark(world: World) -> Fields:
    return await circulated(world) | {"text": "J’y étais."}


async def to_approve(world: World) -> Fields:
    return await circulated(world) | {"collectivity": world.members[0]}


async def to_approve_at_a_meeting(world: World) -> Fields:
    return await circulated(world) | {"meeting": await world.opened(1)}


async def to_correct(world: World) -> Fields:
    fields = await to_approve(world)
    await world.do(minutes.approve_minutes, by=world.officers[0], **fields)
    return {"minutes": fields["minutes"], "erratum": "Lire « 12 t »."}


MEMBERS: dict[str, Any] = {"by": ("officer", "ambassador"), "wrong": ("coordinator", "auditor", "contact", "system")}
CASES = [
    Case(minutes.draft_minutes, a_closed_meeting, ("minutes.drafted",)),
    Case(minutes.redraft_minutes, another_text, ("minutes.redrafted",)),
    Case(minutes.circulate_minutes, a_draft, ("minutes.circulated",)),
    Case(
        minutes.remark_on_minutes,
        to_remark,
        ("minutes.remark-made",),
        **MEMBERS,
        foreign=None,  # it is a coordinator who tries it there: NotAllowed
    ),
    Case(
        minutes.approve_minutes,
        to_approve,
        ("minutes.approved",),
        **MEMBERS,
        other="officer",
        foreign=None,  # another network's member has another collectivity: NotAllowed, as `other`
    ),
    Case(minutes.approve_minutes_at_meeting, to_approve_at_a_meeting, ("minutes.approved",)),
    Case(minutes.correct_minutes, to_correct, ("minutes.corrected",)),
]

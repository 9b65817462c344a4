"""Use cases on agendas, and who may call them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from maillage.domain.agenda import Purpose, Source, SourceKind
from maillage.domain.formalities import Formality
from maillage.domain.meetings import Meeting
from maillage.usecases import agenda, agenda_items, decisions, rules
from tests.usecases.rights.case import Case, Fields
from tests.usecases.world import World

ITEM = {"title": "Bilan du tri", "purpose": Purpose.DISCUSSION}


async def with_item(world: World, meeting: UUID, by: Any = None) -> Fields:
    """A meeting and its only item."""
    await world.do(agenda.propose_agenda_item, by=by, meeting=meeting, **ITEM)
    held = await world.log.replayed(world.network, meeting)
    assert isinstance(held, Meeting)
    return {"meeting": meeting, "item": next(iter(held.agenda)).id}


async def to_propose(world: World) -> Fields:
    source = Source(SourceKind.DECISION, await world.proposed())
    return {"meeting": await world.scheduled(), "minutes": 20, "source": source, **ITEM}


async def waiting(world: World) -> Fields:
    """An item that a member proposed while the meeting had no date."""
    return await with_item(world, await world.planned(), world.ambassadors[0])


async def to_decline(world: World) -> Fields:
    return {**(await waiting(world)), "reason": "Hors sujet"}


async def to_drop(world: World) -> Fields:
    """One that an ambassador of the first member proposed."""
    own = await with_item(world, await world.scheduled(), world.ambassadors[0])
    return {**own, "reason": "Sans objet"}


async def to_reorder(world: World) -> Fields:
    first = await with_item(world, await world.scheduled())
    await world.do(agenda.propose_agenda_item, meeting=first["meeting"], **ITEM)
    held = await world.log.replayed(world.network, first["meeting"])
    assert isinstance(held, Meeting)
    return {"meeting": first["meeting"], "items": list(reversed(held.agenda.order))}


async def to_publish(world: World) -> Fields:
    return {"meeting": (await with_item(world, await world.scheduled()))["meeting"]}


async def to_prepare(world: World) -> Fields:
    return {"meeting": await world.scheduled(), "suggestions": [await world.proposed()]}


async def opened(world: World) -> Fields:
    return await with_item(world, await world.opened(0))


async def to_admit(world: World) -> Fields:
    """While the network asks for consent."""
    await world.do(rules.turn_formality_on, formality=Formality.AGENDA_ACCEPTANCE)
    late = await with_item(world, await world.opened(0), world.ambassadors[0])
    return {**late, "consents": [world.members[0]]}


async def to_discuss(world: World) -> Fields:
    return {**(await opened(world)), "notes": "Le verre progresse."}


async def to_decide(world: World) -> Fields:
    fields = await opened(world)
    decision = await world.proposed()
    await world.do(decisions.adopt_by_consent, decision=decision, meeting=fields["meeting"])
    return {**fields, "decision": decision}


async def to_carry_over(world: World) -> Fields:
    return {**(await opened(world)), "to_meeting": await world.planned()}


PROPOSERS = ("coordinator", "officer", "ambassador")
ITEMS_PROPOSED = ("meeting.agenda-item-proposed", "meeting.agenda-item-accepted")
CASES = [
    Case(agenda.propose_agenda_item, to_propose, ITEMS_PROPOSED, by=PROPOSERS, wrong=("auditor", "contact")),
    Case(agenda.accept_agenda_item, waiting, ("meeting.agenda-item-accepted",)),
    Case(agenda.decline_agenda_item, to_decline, ("meeting.agenda-item-declined",)),
    Case(
        agenda.drop_agenda_item,
        to_drop,
        ("meeting.item-dropped",),
        by=("coordinator", "ambassador"),
        wrong=("auditor", "contact"),
        other="ambassador",
        decided=True,
    ),
    Case(agenda.reorder_agenda, to_reorder, ("meeting.agenda-reordered",)),
    Case(agenda.publish_agenda, to_publish, ("meeting.agenda-published",)),
    Case(agenda.prepare_agenda, to_prepare, ITEMS_PROPOSED),
    Case(agenda_items.admit_late_item, to_admit, ("meeting.late-item-admitted",)),
    Case(agenda_items.take_up_item, opened, ("meeting.item-taken-up",)),
    Case(agenda_items.discuss_item, to_discuss, ("meeting.item-discussed",)),
    Case(agenda_items.decide_item, to_decide, ("meeting.item-decided",)),
    Case(
        agenda_items.carry_over_item,
        to_carry_over,
        ("meeting.item-carried-over", "meeting.agenda-item-proposed", "meeting.agenda-item-accepted"),
    ),
]

"""Use cases on who is asked to a meeting, and who may call them."""

from __future__ import annotations

from maillage.domain.invitation_facts import Answer
from maillage.usecases import invitations
from tests.usecases.rights.case import Case, Fields
from tests.usecases.world import World


async def to_invite(world: World) -> Fields:
    return {"meeting": await world.scheduled(), "people": (world.officers[0].person, world.contact.person)}


async def to_answer(world: World) -> Fields:
    meeting = await world.scheduled()
    asked = (world.officers[0], world.ambassadors[0], world.contact)
    await world.do(invitations.send_invitations, meeting=meeting, people=tuple(each.person for each in asked))
    return {"meeting": meeting, "answer": Answer.ACCEPTED, "comment": "Avec plaisir"}


async def to_offer(world: World) -> Fields:
    return {"meeting": await world.scheduled(), "seats": 3, "departs_from": "Mairie"}


async def to_ride(world: World) -> Fields:
    offer = await to_offer(world)
    await world.do(invitations.offer_carpool, by=world.officers[1], **offer)
    return {"meeting": offer["meeting"], "driver": world.officers[1].person}


MEMBERS = ("officer", "ambassador")
ELSE = ("auditor", "contact")
CASES = [
    Case(invitations.send_invitations, to_invite, ("meeting.invitations-sent",)),
    Case(
        invitations.answer_invitation,
        to_answer,
        ("meeting.attendance-answered",),
        by=(*MEMBERS, "contact"),
        wrong=("auditor",),
    ),
    Case(invitations.offer_carpool, to_offer, ("meeting.carpool-offered",), by=MEMBERS, wrong=ELSE),
    Case(invitations.join_carpool, to_ride, ("meeting.carpool-joined",), by=MEMBERS, wrong=ELSE),
]

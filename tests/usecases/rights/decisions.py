"""Use cases on decisions, and who may call them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from maillage.domain.ballots import Choice, Majority, Mode
from maillage.domain.deliberations import Deliberation
from maillage.domain.mandates import OrganisationKind
from maillage.domain.meeting_facts import Presence
from maillage.usecases import decisions, meetings, register
from tests.usecases.rights.case import Case, Fields
from tests.usecases.world import TODAY, World


async def to_propose(world: World) -> Fields:
    return {"title": "Vidéo", "text": "Une vidéo\nsur le circuit du déchet.", "meeting": await world.planned()}


async def to_open_ballot(world: World) -> Fields:
    decision, meeting = await world.proposed(), await world.opened(0, 1)
    return {"decision": decision, "meeting": meeting, "mode": Mode.SECRET, "majority": Majority.ABSOLUTE}


async def to_state_an_amount(world: World) -> Fields:
    return {"decision": await world.proposed(), "amount": Decimal("1250.50"), "contributors": world.members[:2]}


async def to_consult(world: World) -> Fields:
    return {"decision": await world.proposed(), "closes_on": TODAY + timedelta(days=30), "mode": Mode.SECRET}


async def to_object(world: World) -> Fields:
    meeting = await world.opened(0)
    who = {"person": world.officers[0].person, "collectivity": world.members[0], "presence": Presence.ONSITE}
    await world.do(meetings.record_arrival, meeting=meeting, **who)
    fields = {"decision": await world.proposed(), "meeting": meeting, "collectivity": world.members[0]}
    return fields | {"reason": "Trop cher"}


async def to_withdraw_an_objection(world: World) -> Fields:
    fields = await to_object(world)
    await world.do(decisions.raise_objection, by=world.ambassadors[0], **fields)
    return {"decision": fields["decision"], "collectivity": fields["collectivity"]}


async def to_adopt_by_consent(world: World) -> Fields:
    return {"decision": await world.proposed(), "meeting": await world.opened(0)}


async def to_recuse(world: World) -> Fields:
    decision, _ = await world.put_to_the_vote(0, 1, mode=Mode.SECRET)
    return {"decision": decision, "collectivity": world.members[0], "reason": "Terrain communal"}


async def to_defer(world: World) -> Fields:
    decision, _ = await world.put_to_the_vote(0, 1, mode=Mode.SECRET)
    return {"decision": decision, "reason": "À chiffrer"}


async def consented(world: World) -> UUID:
    return await world.made(decisions.adopt_by_consent, **await to_adopt_by_consent(world))


async def to_end(world: World) -> Fields:
    return {"decision": await consented(world), "ended_by": await consented(world)}


async def to_review(world: World) -> Fields:
    return {"decision": await consented(world), "on": TODAY}


async def to_confirm(world: World) -> Fields:
    return {"decision": await consented(world), "next_review": TODAY + timedelta(days=365)}


async def to_refer(world: World) -> Fields:
    act = Deliberation(world.syndicate, OrganisationKind.SYNDICATE, "Comité syndical", "2026-07", TODAY)
    return {"decision": await consented(world), "deliberation": act}


async def to_correct(world: World) -> Fields:
    return {"decision": await consented(world), "title": "Stand partagé", "reason": "Coquille"}


async def to_vote(world: World) -> Fields:
    decision, meeting = await world.put_to_the_vote(0, 1)
    await world.do(
        meetings.record_arrival,
        meeting=meeting,
        person=world.officers[0].person,
        collectivity=world.members[0],
        presence=Presence.ONSITE,
    )
    return {"decision": decision, "collectivity": world.members[0], "choice": Choice.YES}


async def to_count(world: World) -> Fields:
    fields = await to_vote(world)
    await world.do(decisions.cast_vote, by=world.ambassadors[0], **fields)
    return {"decision": fields["decision"]}


VOTER = {
    "by": ("ambassador", "officer"),
    "wrong": ("coordinator", "auditor", "contact", "system"),
    "other": "ambassador",
    "foreign": None,  # another network's member has another collectivity: NotAllowed, as `other`
}
IN_THE_ROOM = VOTER | {"decided": True}  # it is the meeting that says who holds a proxy


CASES = [
    Case(
        decisions.propose_decision,
        to_propose,
        ("decision.proposed",),
        by=("coordinator", "officer"),
        wrong=("ambassador", "auditor", "contact"),
    ),
    Case(decisions.open_ballot, to_open_ballot, ("decision.ballot-opened",)),
    Case(decisions.state_amount, to_state_an_amount, ("decision.amount-stated",)),
    Case(decisions.open_consultation, to_consult, ("decision.consultation-opened",)),
    Case(
        decisions.cast_vote,
        to_vote,
        ("decision.vote-cast",),
        **IN_THE_ROOM,
    ),
    Case(decisions.raise_objection, to_object, ("decision.objection-raised",), **IN_THE_ROOM),
    Case(decisions.withdraw_objection, to_withdraw_an_objection, ("decision.objection-withdrawn",), **VOTER),
    Case(decisions.adopt_by_consent, to_adopt_by_consent, ("decision.adopted-by-consent",)),
    Case(
        decisions.recuse_voter,
        to_recuse,
        ("decision.voter-recused",),
        by=("coordinator", "officer", "ambassador"),
        wrong=("auditor", "contact"),
        other="ambassador",
    ),
    Case(decisions.defer_decision, to_defer, ("decision.ballot-closed", "decision.deferred")),
    Case(register.supersede_decision, to_end, ("decision.superseded",)),
    Case(register.repeal_decision, to_end, ("decision.repealed",)),
    Case(register.schedule_review, to_review, ("decision.review-scheduled",)),
    Case(register.confirm_decision, to_confirm, ("decision.confirmed",)),
    Case(register.reference_deliberation, to_refer, ("decision.deliberation-referenced",)),
    Case(register.correct_decision, to_correct, ("decision.corrected",)),
    Case(decisions.close_ballot, to_count, ("decision.ballot-closed", "decision.adopted")),
]

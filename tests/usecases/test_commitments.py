"""What a member holds open: told when it wants to leave, whatever happens at the same time."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.network_refusals import CommitmentsOpen, MemberIsLeaving
from maillage.domain.refusals import Refusal
from maillage.usecases import action_items, collectivities, people
from maillage.usecases.commitments import TURN
from maillage.usecases.directory_import import import_directory
from maillage.usecases.people import NewMandate
from maillage.usecases.recording import WasAssigned, record_meeting
from tests.usecases.world import TODAY, World

DAY = timedelta(days=1)


def assignment(world: World, member: int = 2) -> dict[str, Any]:
    who = {"owner": world.ambassadors[member].person, "collectivity": world.members[member]}
    return {"title": "Devis", "due": TODAY + 9 * DAY, **who}


def withdrawal(world: World, member: int = 2) -> dict[str, Any]:
    return {"collectivity": world.members[member], "on": TODAY + DAY}


async def test_a_member_withdraws_when_nothing_is_open_for_it(world, refused):
    done, dropped, held = [await world.made(action_items.assign_action, **assignment(world)) for _ in range(3)]
    present = [WasAssigned("Affiche", world.ambassadors[2].person, TODAY, world.members[2])]
    await world.do(record_meeting, title="Réunion", on=TODAY, present=(), actions=present)
    await world.do(action_items.assign_action, **assignment(world, 1))
    leaving = {"usecase": collectivities.withdraw_collectivity, **withdrawal(world)}

    async def still_open() -> int | None:
        refusal = await refused(CommitmentsOpen, world.do(leaving["usecase"], **withdrawal(world)))
        return refusal.values["open"]

    assert await still_open() == 4
    await world.do(action_items.complete_action, action_item=done, evidence="Facture 12")
    await world.do(action_items.drop_action, action_item=dropped, reason="Neige")
    await world.do(action_items.reopen_action, action_item=dropped)
    assert await still_open() == 3
    settled = withdrawal(world) | {"settlement_ref": "Convention 2026-12"}
    await world.do(collectivities.withdraw_collectivity, **settled)
    await world.do(action_items.assign_action, **assignment(world))
    assert held


async def test_who_is_to_leave_with_nothing_open_takes_on_nothing_more(world, refused):
    over = await world.made(action_items.assign_action, **assignment(world))
    await world.do(action_items.complete_action, action_item=over, evidence="Facture 12")
    await world.do(collectivities.withdraw_collectivity, **withdrawal(world))
    for usecase, fields in (
        (action_items.assign_action, assignment(world)),
        (action_items.reopen_action, {"action_item": over}),
        (
            record_meeting,
            {
                "title": "Réunion",
                "on": TODAY,
                "present": (),
                "actions": [WasAssigned("Affiche", world.ambassadors[2].person, TODAY, world.members[2])],
            },
        ),
    ):
        await refused(MemberIsLeaving, world.do(usecase, **fields))
    await world.do(collectivities.withdraw_collectivity, **withdrawal(world), settlement_ref="Convention 2026-12")
    await world.do(action_items.reopen_action, action_item=over)


async def test_a_successor_answers_for_what_has_merged_into_it(world, refused):
    await world.do(action_items.assign_action, **assignment(world, 2))
    merging = {"merged": [world.members[2]], "into": world.members[1], "on": TODAY + DAY}
    await world.do(collectivities.merge_collectivities, **merging)
    await world.do(
        collectivities.merge_collectivities, merged=[world.members[1]], into=world.members[0], on=TODAY + 2 * DAY
    )
    leaving = withdrawal(world, 0) | {"on": TODAY + 9 * DAY}
    refusal = await refused(CommitmentsOpen, world.do(collectivities.withdraw_collectivity, **leaving))
    assert refusal.values == {"open": 1}


async def tried(doing: Any) -> Refusal | None:
    try:
        await doing
    except Refusal as refusal:
        return refusal
    return None


async def test_of_an_assignment_and_a_withdrawal_at_the_same_time_one_is_refused(world):
    for member in range(3):
        outcomes = await asyncio.gather(
            tried(world.do(action_items.assign_action, **assignment(world, member))),
            tried(world.do(collectivities.withdraw_collectivity, **withdrawal(world, member))),
        )
        assert {type(each) for each in outcomes} in ({type(None), CommitmentsOpen}, {type(None), MemberIsLeaving})


async def test_a_mandate_that_is_granted_while_its_collectivity_merges_is_not_left_behind(world, monkeypatch):
    """Right after the merger has read who is there: it is decided anew."""
    member, read, reads = world.members[2], collectivities.people_at, []
    granted = NewMandate(member, OrganisationKind.COLLECTIVITY, Function.ELECTED_REPRESENTATIVE, TODAY)

    async def read_then_granted(*given: Any) -> list[UUID]:
        reads.append(await read(*given))
        if len(reads) == 1:
            await world.do(people.grant_mandate, person=world.auditor.person, mandate=granted)
        return reads[-1]

    monkeypatch.setattr(collectivities, "people_at", read_then_granted)
    merging = {"merged": [member], "into": world.members[0], "on": TODAY + DAY}
    await world.do(collectivities.merge_collectivities, **merging)
    assert [len(each) for each in reads] == [2, 3]
    history = [each.fact for each in await world.log.history(world.network)]
    moved = {each.originator_id for each in history if each.TOPIC == "person.mandate-ended"}
    assert world.auditor.person in moved


async def test_an_import_takes_the_turn_of_those_whose_people_it_brings(world):
    turns = [await world.log.highest_claim(world.network, TURN, f"{member}/") for member in world.members]
    people = "prénom;nom;collectivité;fonction\nZoé;Essai;Brocéval;ambassadrice\nYves;Essai;Brocéval;élu\n"
    await world.do(import_directory, file=people.encode())
    then = [await world.log.highest_claim(world.network, TURN, f"{member}/") for member in world.members]
    assert [was == now for was, now in zip(turns, then, strict=True)] == [True, True, False]

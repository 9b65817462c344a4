"""What the coordinator says about a collectivity itself: how it is organised, and that it exists no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.collectivities import Collectivity
from maillage.domain.collectivity_profiles import Competence, LegalForm, Profile
from maillage.domain.network import Network
from maillage.eventstore.change import Change
from maillage.eventstore.log import Command, Log, Outcome
from maillage.usecases.collectivities import withdraw
from maillage.usecases.single import change_one


async def describe_collectivity_profile(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    collectivity: UUID,
    legal_form: LegalForm | None = None,
    competences: Sequence[Competence] = (),
    collected_by: str | None = None,
    collection: str | None = None,
    ambassadors: int | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """All of it replaces what was known. NotFound, and what `Profile.checked` refuses."""
    caller.must(Right.MANAGE_MEMBERS)

    def verb(known: Collectivity) -> None:
        said = {"collected_by": collected_by, "collection": collection}
        profile = Profile.checked(legal_form=legal_form, competences=competences, ambassadors=ambassadors, **said)
        known.describe_profile(profile=profile, at=caller.now)

    return await change_one(
        log, caller, command, verb, kind=Collectivity, id=collectivity, expected_version=expected_version
    )


async def close_collectivity(
    log: Log,
    caller: Caller,
    command: Command,
    *,
    collectivity: UUID,
    on: date,
    reason: str | None = None,
    settlement_ref: str | None = None,
    expected_version: int | None = None,
) -> Outcome:
    """It ends without a successor, `on` being the first day without it; its membership ends then, if it has not before.

    NotFound, CollectivityIsMerged, CollectivityIsClosed, and what `Network.withdraw_collectivity` refuses.
    `expected_version` is the collectivity's.
    """
    caller.must(Right.MANAGE_MEMBERS)

    async def decide(change: Change) -> UUID:
        known = await change.load(Collectivity, collectivity, expected_version=expected_version)
        network = await change.load(Network, caller.network)
        network.must_not_be_merged(collectivity, "collectivity")
        known.close(on=on, reason=reason, at=caller.now)
        if network.is_member_from(collectivity, on):
            await withdraw(change, caller, network, collectivity, on=on, reason=None, settlement_ref=settlement_ref)
        return collectivity

    return await log.carry_out(caller, command, decide, on=caller.network)

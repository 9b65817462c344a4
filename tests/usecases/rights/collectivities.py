"""Use cases on collectivities, and who may call them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from maillage.domain.collectivities import CollectivityKind
from maillage.domain.collectivity_profiles import Competence
from maillage.domain.network_refusals import CollectivityNotMember
from maillage.usecases import collectivities, collectivity_profiles, figures
from tests.usecases.rights.case import Case, Fields, given
from tests.usecases.world import TODAY, World


async def withdrawn(world: World) -> Fields:
    await world.do(collectivities.withdraw_collectivity, collectivity=world.members[2], on=TODAY)
    return {"collectivity": world.members[2], "on": TODAY + timedelta(days=1)}


async def a_member(world: World) -> Fields:
    return {"collectivity": world.members[2], "on": TODAY, "reason": "Fusion"}


async def a_merger(world: World) -> Fields:
    return {"merged": [world.members[2]], "into": world.members[0], "on": TODAY + timedelta(days=1)}


async def a_profile(world: World) -> Fields:
    return {"collectivity": world.members[0], "competences": [Competence.COLLECTION], "ambassadors": 2}


async def a_new_name(world: World) -> Fields:
    return {"collectivity": world.members[0], "name": "Grand Val-d’Orme"}


async def a_population(world: World) -> Fields:
    return {"collectivity": world.members[0], "year": 2023, "inhabitants": 12_345, "source": "INSEE"}


async def a_tonnage(world: World) -> Fields:
    return {"collectivity": world.members[0], "year": 2025, "tonnes": Decimal("4812.5"), "source": "Pesées"}


MEMBER = {"name": "Sèvrelande", "kind": CollectivityKind.COMMUNE, "on": TODAY, "siren": "130025265"}
CASES = [
    Case(
        collectivities.admit_collectivity,
        given(**MEMBER),
        ("network.collectivity-admitted", "collectivity.registered"),
        foreign=None,
    ),
    Case(collectivities.readmit_collectivity, withdrawn, ("network.collectivity-admitted",)),
    Case(
        collectivities.merge_collectivities,
        a_merger,
        ("network.collectivities-merged", *["person.mandate-ended", "person.mandate-granted"] * 2),
    ),
    Case(
        collectivity_profiles.describe_collectivity_profile,
        a_profile,
        ("collectivity.profile-described",),
    ),
    Case(
        collectivity_profiles.close_collectivity,
        a_member,
        ("collectivity.closed", "network.collectivity-withdrawn"),
    ),
    Case(collectivities.rename_collectivity, a_new_name, ("collectivity.renamed",)),
    Case(figures.record_population, a_population, ("collectivity.population-recorded",)),
    Case(figures.record_tonnage, a_tonnage, ("collectivity.tonnage-recorded",)),
    Case(
        collectivities.withdraw_collectivity,
        a_member,
        ("network.collectivity-withdrawn",),
        foreign=CollectivityNotMember,
    ),
]

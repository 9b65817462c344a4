"""The day on which the network sees where waste goes: three stops, from the planning to the visit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from maillage.domain.site_stop_facts import FacilityKind, ProtectiveEquipment
from maillage.usecases import site_stops
from maillage.usecases.demonstration.cast import SYNDICATE
from maillage.usecases.demonstration.days import MON, TUE, WED
from maillage.usecases.demonstration.programme import HOST, SITE_VISIT
from maillage.usecases.demonstration.sittings import meeting_of, person_of
from maillage.usecases.demonstration.stage import Stage, Step

VEST, HELMET, SHOES = (
    ProtectiveEquipment.HIGH_VISIBILITY_VEST,
    ProtectiveEquipment.HELMET,
    ProtectiveEquipment.SAFETY_SHOES,
)
NOTICE = "Restez avec le groupe. Pas de sac, pas de photo sans l’accord de l’exploitant."


@dataclass(frozen=True)
class Stop:
    key: str
    kind: FacilityKind
    place: str
    operator: str
    begins: int  # minutes from the start of the meeting
    ends: int
    ppe: tuple[ProtectiveEquipment, ...]


STOPS = (
    Stop("tri", FacilityKind.SORTING_CENTRE, "Centre de tri de l’Arvoise", SYNDICATE, 15, 120, (VEST, SHOES)),
    Stop(
        "incinération",
        FacilityKind.ENERGY_RECOVERY_FACILITY,
        "Unité de valorisation énergétique de Kerzéon",
        "Énergie de l’Arvoise",
        150,
        235,
        (VEST, HELMET, SHOES),
    ),
    Stop(
        "enfouissement",
        FacilityKind.LANDFILL,
        "Installation de stockage de Blavan",
        "Stockage du Blavan",
        330,
        450,
        (VEST, SHOES),
    ),
)


def visited(stage: Stage, start: datetime) -> Iterator[Step]:
    """Planned three weeks before, confirmed by the operators, joined by all who come, then visited one by one."""
    at, meeting = stage.days.at, {"meeting": meeting_of(stage, SITE_VISIT.key)}
    seats = [seat for seat in SITE_VISIT.seats if seat != HOST]
    for number, stop in enumerate(STOPS):
        key, here = f"étape {stop.key}", meeting | {"stop": stage.made(f"étape {stop.key}", "site-stop")}
        everybody = here | {"people": [person_of(stage, seat.person) for seat in seats]}
        there = [person_of(stage, seat.person) for seat in seats if seat.is_there(stop.ends)]
        yield Step(key, at(23, MON, 9, number), site_stops.plan_site_stop, meeting | _planned(stop, start))
        yield Step(f"{key} confirmée", at(24, TUE, 9, number), site_stops.confirm_site_stop, here)
        yield Step(f"{key} places", at(25, MON, 9, number), site_stops.join_site_stop, everybody)
        yield Step(f"{key} consignes", at(25, WED, 9, number), site_stops.acknowledge_safety_notice, everybody)
        over = start + timedelta(minutes=stop.ends)
        yield Step(f"{key} visitée", over, site_stops.visit_site_stop, here | {"visitors": there})


def _planned(stop: Stop, start: datetime) -> dict[str, object]:
    return {
        "facility_kind": stop.kind,
        "place": stop.place,
        "operator": stop.operator,
        "starts_at": start + timedelta(minutes=stop.begins),
        "ends_at": start + timedelta(minutes=stop.ends),
        "max_visitors": 15,
        "ppe": list(stop.ppe),
        "safety_notice": NOTICE,
    }

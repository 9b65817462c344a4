"""The network itself (fr: réseau): its name, the rules it has set, its coordinators and its syndicate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from maillage.domain.base import Fact
from maillage.domain.calendar import day_of
from maillage.domain.caller import Caller, Right
from maillage.domain.closures import Closure
from maillage.domain.consultations import ConsultationRule
from maillage.domain.formalities import Formality
from maillage.domain.network import Network
from maillage.domain.network_facts import Cadence, SchoolZone
from maillage.domain.quorum import QuorumRule
from maillage.domain.registry import facts_of
from maillage.domain.voting import VotingRules
from maillage.eventstore.facts import Recorded
from maillage.eventstore.projection import Projection
from maillage.eventstore.sql import Connection, queries
from maillage.projections.fold import Batch, Patch, concerned
from maillage.projections.rows import to_row

SQL = queries(__file__)


@dataclass(frozen=True, slots=True)
class SyndicateRow:
    """The organisation that employs the coordinator."""

    id: UUID
    name: str
    siren: str | None  # nine digits


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """A network as it stands."""

    id: UUID
    name: str
    slug: str
    coordinators: tuple[UUID, ...]  # people, on the day of the reader, as they were appointed; none: vacant
    cadence: Cadence
    quorum_rule: QuorumRule  # of the meetings scheduled from now on
    coordinator_share: Decimal  # of a full-time post
    reactivity_working_days: int  # within which a need is to get its first answer
    minutes_silence_days: int  # after which minutes without a remark are approved
    voting_rules: VotingRules  # of the meetings scheduled and the consultations opened from now on
    deliberation_threshold: Decimal | None  # euros, of the amounts stated from now on
    consultation_rule: ConsultationRule  # of the consultations opened from now on
    formalities: tuple[Formality, ...]  # turned on, by name
    closures: tuple[Closure, ...]  # by first day
    school_zone: SchoolZone | None  # None: no school holidays are told
    syndicate: SyndicateRow | None
    founded_at: datetime
    version: int  # of the network's stream
    changed_seq: int


async def network(db: Connection, caller: Caller) -> NetworkRow | None:
    """The caller's network."""
    caller.must(Right.READ_NETWORK)
    row = await db.fetchrow(SQL["network"], caller.network, day_of(caller.now))
    return row and to_row(NetworkRow, row, "quorum_rule", "voting_rules", "consultation_rule", "closures", "syndicate")


async def network_of_slug(db: Connection, slug: str) -> UUID | None:
    """Which network has this address. No caller: whoever asks is still looking for the network to be one in."""
    return cast("UUID | None", await db.fetchval(SQL["network_of_slug"], slug))


# Writing ------------------------------------------------------------------------


_FACTS = set(facts_of(Network).values())
_RULES: Mapping[type[Fact], tuple[str, str]] = {  # facts that set one: its column, and the field of the fact
    Network.CadenceTargetSet: ("cadence", "cadence"),
    Network.QuorumRuleSet: ("quorum_rule", "rule"),
    Network.CoordinatorAllocationSet: ("coordinator_share", "share"),
    Network.ReactivityTargetSet: ("reactivity_working_days", "working_days"),
    Network.MinutesSilenceSet: ("minutes_silence_days", "days"),
    Network.DeliberationThresholdSet: ("deliberation_threshold", "threshold"),
    Network.ConsultationRuleSet: ("consultation_rule", "rule"),
}


async def project(db: Connection, facts: Sequence[Recorded]) -> None:
    batch = Batch("networks", "coordinators", "reliefs", "formalities", "closures")
    begun: dict[tuple[UUID, UUID], Patch] = {}  # times as coordinator, in this batch
    for recorded in concerned(_FACTS, facts):
        fact = recorded.fact
        batch.patch("networks", recorded, {}, version=fact.originator_version, **_columns(fact))
        match fact:
            case Network.CoordinatorAppointed(person=person, on=on):
                key = {"person": person, "appointed_seq": recorded.seq}
                begun[recorded.network, person] = batch.patch("coordinators", recorded, key, since=on)
            case Network.CoordinatorRelieved(person=person, on=on):
                if stay := begun.get((recorded.network, person)):
                    stay.update(until=on, changed_seq=recorded.seq)
                else:
                    batch.patch("reliefs", recorded, {"person": person}, until=on)
            case Network.ClosurePeriodDeclared(first_day=first, last_day=last, label=label, timestamp=at):
                batch.patch("closures", recorded, {"first_day": first}, last_day=last, label=label, declared_at=at)
            case Network.FormalityTurnedOn(formality=formality):
                batch.patch("formalities", recorded, {"formality": formality}, is_on=True)
            case Network.FormalityTurnedOff(formality=formality):
                batch.patch("formalities", recorded, {"formality": formality}, is_on=False)
    if batch:
        await db.execute(SQL["write"], batch.json())


def _columns(fact: Fact) -> dict[str, Any]:
    match fact:
        case Network.Founded(name=name, slug=slug, timestamp=at):
            default: Network = fact.mutate(None)  # type: ignore[assignment]  # a first fact always makes one
            rules: dict[str, Any] = {"cadence": default.cadence, "quorum_rule": default.quorum_rule}
            rules |= {"coordinator_share": default.coordinator_share}
            rules |= {"reactivity_working_days": default.reactivity_working_days}
            rules |= {"minutes_silence_days": default.minutes_silence_days}
            rules |= {"voting_rules": default.voting_rules, "consultation_rule": default.consultation_rule}
            return {"name": name, "slug": slug, "founded_at": at, **rules}
        case Network.VotingRulesSet(majority=majority, casting_vote=casting_vote):
            return {"voting_rules": VotingRules(majority, casting_vote)}
        case Network.SchoolZoneSet(zone=zone):
            return {"school_zone": zone}
        case Network.SyndicateDescribed(syndicate=id, name=name, siren=siren):
            return {"syndicate": {"id": id, "name": name, "siren": siren}}
    column, field = _RULES.get(type(fact), (None, ""))
    return {column: getattr(fact, field)} if column else {}


PROJECTION = Projection("networks", version=2, sql=SQL, project=project)

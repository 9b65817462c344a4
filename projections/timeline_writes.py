"""How facts become entries of the timeline: at once, or when the fact that releases them comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, get_type_hints
from uuid import UUID

import msgspec

from maillage.domain.base import Fact, Personal
from maillage.domain.collectivities import Collectivity
from maillage.domain.decisions import Decision
from maillage.domain.mandates import OrganisationKind
from maillage.domain.meetings import Meeting
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.domain.registry import AGGREGATES, facts_of
from maillage.eventstore.facts import Recorded
from maillage.eventstore.projection import Projection
from maillage.eventstore.sql import Connection, queries

SQL = queries(__file__)

_PLACE = {"originator_id", "originator_version", "originator_topic", "timestamp"}  # columns of their own, or none
_LONG: Mapping[type[Fact], set[str]] = {Decision.Proposed: {"text"}}  # read where the decision is read
_SECRET: Mapping[type[Fact], set[str]] = {  # what nobody may know of a vote even once it is released
    kind: {"choice", "person", "mandate"} for kind in (Decision.SecretVoteCast, Decision.SecretVoteChanged)
}
_RELEASING = {kind.RELEASED_BY for aggregate in AGGREGATES for kind in facts_of(aggregate).values()} - {None}
_encode = msgspec.json.Encoder(decimal_format="string").encode


@dataclass(frozen=True, slots=True)
class _Shape:
    """What every entry of one class of fact has in common."""

    topic: str
    subject_kind: str
    audience: str
    released_by: str | None
    fields: tuple[str, ...]


@cache
def _shape(kind: type[Fact]) -> _Shape:
    hints = get_type_hints(kind, include_extras=True)
    sealed = {
        name for name, hint in hints.items() if any(type(m) is Personal for m in getattr(hint, "__metadata__", ()))
    }
    left_out = _PLACE | sealed | _LONG.get(kind, set()) | _SECRET.get(kind, set())
    told = tuple(field.name for field in fields(kind) if field.name not in left_out)
    return _Shape(kind.TOPIC, kind.TOPIC.partition(".")[0].upper(), kind.AUDIENCE.value, kind.RELEASED_BY, told)


async def project(db: Connection, facts: Sequence[Recorded]) -> None:
    if not facts:
        return
    batch: dict[str, list[dict[str, Any]]] = {"entries": [], "withheld": [], "subjects": []}
    subjects: dict[tuple[UUID, UUID], dict[str, Any]] = {}
    releases: list[dict[str, Any]] = []
    for recorded in facts:
        fact, shape = recorded.fact, _shape(type(recorded.fact))
        place = {"network_id": recorded.network, "seq": recorded.seq}
        if shape.released_by is None:
            batch["entries"].append(_entry(recorded, shape))
        else:
            waiting = {"stream": fact.originator_id, "released_by": shape.released_by}
            batch["withheld"].append({**place, **waiting, "entry": _entry(recorded, shape)})
        if shape.topic in _RELEASING:
            releases.append({**place, "stream": fact.originator_id, "released_by": shape.topic})
        if label := _label(fact):
            key = {"network_id": recorded.network, "id": label[0]}
            subjects[recorded.network, label[0]] = {**key, "label": label[1], "changed_seq": recorded.seq}
    batch["subjects"] = list(subjects.values())
    await db.execute(SQL["write"], _encode(batch).decode())
    if releases:
        await db.execute(SQL["release"], _encode(releases).decode())


def _entry(recorded: Recorded, shape: _Shape) -> dict[str, Any]:
    fact = recorded.fact
    return {
        "network_id": recorded.network,
        "seq": recorded.seq,
        "item": 0,
        "topic": shape.topic,
        "subject_kind": shape.subject_kind,
        "subject": fact.originator_id,
        "actor": recorded.envelope.person,
        "happened_at": fact.timestamp,
        "recorded_at": recorded.recorded_at,
        "audience": shape.audience,
        "collectivity": _collectivity(fact),
        "fields": {name: getattr(fact, name) for name in shape.fields},
    }


def _collectivity(fact: Fact) -> UUID | None:
    match fact:
        case Collectivity.Registered(originator_id=id):
            return id
        case Person.MandateGranted(organisation_kind=OrganisationKind.COLLECTIVITY, organisation=id):
            return id
    named: UUID | None = getattr(fact, "collectivity", None)
    return named


def _label(fact: Fact) -> tuple[UUID, str] | None:
    """What something is called from now on."""
    match fact:
        case Network.Founded(originator_id=id, name=name) | Collectivity.Registered(originator_id=id, name=name):
            return id, name
        case Network.SyndicateDescribed(syndicate=id, name=name) | Network.PartnerAssociated(partner=id, name=name):
            return id, name
        case Meeting.Planned(originator_id=id, title=title) | Decision.Proposed(originator_id=id, title=title):
            return id, title
    return None


PROJECTION = Projection("timeline", version=1, sql=SQL, project=project)

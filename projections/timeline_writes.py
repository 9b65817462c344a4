"""How facts become entries of the timeline: at once, or when the fact that releases them comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, get_type_hints
from uuid import UUID

from maillage.domain.action_items import ActionItem
from maillage.domain.base import Fact, Personal
from maillage.domain.collectivities import Collectivity
from maillage.domain.date_polls import DatePoll
from maillage.domain.decisions import Decision
from maillage.domain.mandates import OrganisationKind
from maillage.domain.meetings import Meeting
from maillage.domain.minutes import Minutes
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.domain.registry import AGGREGATES, facts_of
from maillage.eventstore.facts import Recorded
from maillage.eventstore.projection import Projection
from maillage.eventstore.sql import Connection, queries
from maillage.projections.fold import Batch, to_json

SQL = queries(__file__)

_PLACE = {"originator_id", "originator_version", "originator_topic", "timestamp"}  # columns of their own, or none
_LONG: Mapping[type[Fact], set[str]] = {  # read where the decision, the meeting or the poll is read
    Decision.Proposed: {"text"},
    Decision.Corrected: {"text"},
    DatePoll.Opened: {"invited"},
    Meeting.Scheduled: {"call_link"},
    Minutes.Drafted: {"text"},
    Minutes.Redrafted: {"text"},
    Minutes.Corrected: {"erratum"},
    Meeting.Rescheduled: {"call_link"},
    Meeting.AgendaItemProposed: {"text"},
    Meeting.ItemDiscussed: {"notes"},
    Meeting.SiteStopPlanned: {"safety_notice", "safety_link"},
}
_SECRET: Mapping[type[Fact], set[str]] = {  # what nobody may know of a vote even once it is released
    kind: {"choice", "person", "mandate", "proxy_of"} for kind in (Decision.SecretVoteCast, Decision.SecretVoteChanged)
}
_RELEASING = {kind.RELEASED_BY for aggregate in AGGREGATES for kind in facts_of(aggregate).values()} - {None}
_NAMES: Mapping[type[Fact], tuple[str, str]] = {  # facts that name something: where its id is, and its name
    Network.Founded: ("originator_id", "name"),
    Network.SyndicateDescribed: ("syndicate", "name"),
    Network.PartnerAssociated: ("partner", "name"),
    Collectivity.Registered: ("originator_id", "name"),
    Meeting.Planned: ("originator_id", "title"),
    DatePoll.Opened: ("originator_id", "title"),
    Meeting.AgendaItemProposed: ("item", "title"),
    Meeting.SiteStopPlanned: ("stop", "place"),
    Decision.Proposed: ("originator_id", "title"),
    ActionItem.Assigned: ("originator_id", "title"),
    Decision.Corrected: ("originator_id", "title"),
}


_OF_COLLECTIVITIES = frozenset(facts_of(Collectivity).values())


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the entries of one class of fact have in common."""

    topic: str
    subject_kind: str
    audience: str
    released_by: str | None
    fields: tuple[str, ...]


@cache
def _shape(kind: type[Fact]) -> _Shape:
    hints = get_type_hints(kind, include_extras=True)
    sealed = {name for name, hint in hints.items() if Personal in map(type, getattr(hint, "__metadata__", ()))}
    left_out = _PLACE | sealed | _LONG.get(kind, set()) | _SECRET.get(kind, set())
    told = tuple(field.name for field in fields(kind) if field.name not in left_out)
    subject_kind = kind.TOPIC.partition(".")[0].upper().replace("-", "_")
    return _Shape(kind.TOPIC, subject_kind, kind.AUDIENCE.value, kind.RELEASED_BY, told)


async def project(db: Connection, facts: Sequence[Recorded]) -> None:
    if not facts:
        return
    entries, releases, batch = [], [], Batch("subjects", "renamings", "withheld")
    for recorded in facts:
        fact, kind = recorded.fact, type(recorded.fact)
        shape = _shape(kind)
        if shape.released_by is None:
            entries.append(_entry(recorded, shape))
        else:
            waiting = {"stream": fact.originator_id, "released_by": shape.released_by}
            batch.patch("withheld", recorded, {"seq": recorded.seq}, **waiting, entry=_entry(recorded, shape))
        if shape.topic in _RELEASING:
            place = {"network_id": recorded.network, "seq": recorded.seq}
            told = {"happened_at": fact.timestamp, "recorded_at": recorded.recorded_at}
            releases.append({**place, **told, "stream": fact.originator_id, "released_by": shape.topic})
        if kind in _NAMES:
            id, label = (getattr(fact, name) for name in _NAMES[kind])
            batch.patch("subjects", recorded, {"id": id}, label=label)
        if isinstance(fact, Collectivity.Renamed):
            key = {"id": fact.originator_id, "seq": recorded.seq}
            batch.patch("renamings", recorded, key, since=fact.on, name=fact.name)
    await db.execute(SQL["write"], to_json(entries), batch.json())
    if releases:
        await db.execute(SQL["release"], to_json(releases))


def _entry(recorded: Recorded, shape: _Shape) -> dict[str, Any]:
    fact = recorded.fact
    said = vars(fact)
    return {
        "network_id": recorded.network,
        "seq": recorded.seq,
        "item": 0,
        "topic": shape.topic,
        "subject_kind": shape.subject_kind,
        "subject": fact.originator_id,
        "actor": None if type(fact) in _SECRET else recorded.envelope.person,
        "happened_at": fact.timestamp,
        "recorded_at": recorded.recorded_at,
        "audience": shape.audience,
        "collectivity": _collectivity(fact),
        "fields": {name: said[name] for name in shape.fields},
    }


def _collectivity(fact: Fact) -> UUID | None:
    """Whose own people an entry may be for, and by whom it is found."""
    if type(fact) in _OF_COLLECTIVITIES:
        return fact.originator_id
    if isinstance(fact, Person.MandateGranted) and fact.organisation_kind is OrganisationKind.COLLECTIVITY:
        return fact.organisation
    named: UUID | None = getattr(fact, "collectivity", None)
    return named


PROJECTION = Projection("timeline", version=1, sql=SQL, project=project)

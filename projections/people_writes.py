"""How facts become the directory of people and their mandates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from maillage.domain.base import Fact
from maillage.domain.people import Person
from maillage.domain.registry import facts_of
from maillage.eventstore.facts import Recorded
from maillage.eventstore.projection import Projection
from maillage.eventstore.sql import Connection, queries
from maillage.projections.fold import Batch, concerned
from maillage.projections.sorting import sort_key

SQL = queries(__file__)

_FACTS = set(facts_of(Person).values())


async def project(db: Connection, facts: Sequence[Recorded]) -> None:
    batch = Batch("people", "mandates")
    for recorded in concerned(_FACTS, facts):
        fact = recorded.fact
        key = {"id": fact.originator_id}
        batch.patch("people", recorded, key, version=fact.originator_version, **_details(fact))
        match fact:
            case Person.MandateGranted(mandate=id):
                batch.patch("mandates", recorded, {"id": id}, **_granted(fact), granted_seq=recorded.seq)
            case Person.MandateEnded(mandate=id, on=on, reason=reason):
                batch.patch("mandates", recorded, {"id": id}, ends_on=on, ended=True, end_reason=reason)
            case Person.MandateExtended(mandate=id, ends_on=ends_on, deliberation=act):
                longer = {"ends_on": ends_on, "ended": False, "end_reason": None, "extension": act}
                batch.patch("mandates", recorded, {"id": id}, **longer)
    if batch:
        await db.execute(SQL["write"], batch.json())


def _details(fact: Fact) -> dict[str, Any]:
    match fact:
        case Person.Registered(given_name=given, family_name=family, timestamp=at):
            names = {"given_name": given, "family_name": family, "sort_key": sort_key(family, given)}
            return {**names, "unwanted": (), "registered_at": at}
        case Person.ContactDetailsGiven(email=email, phone=phone):
            return {"email": email, "phone": phone}
        case Person.TitleFormChosen(form=form):
            return {"title_form": form}
        case Person.AvailabilityDeclared(availability=availability):
            return {"availability": availability}
        case Person.NotificationPreferencesSet(unwanted=unwanted):
            return {"unwanted": unwanted}
    return {}


def _granted(fact: Person.MandateGranted) -> dict[str, Any]:
    held = {"person": fact.originator_id, "organisation": fact.organisation, "function": fact.function}
    days = {"starts_on": fact.starts_on, "ends_on": fact.ends_on, "ended": False}
    return {**held, **days, "organisation_kind": fact.organisation_kind, "deliberation": fact.deliberation}


PROJECTION = Projection("people", version=2, sql=SQL, project=project)

"""What the people of the directory can do: skills, and trainings that they followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.people import Person
from maillage.eventstore.facts import Recorded
from maillage.eventstore.projection import Projection
from maillage.eventstore.sql import Connection, queries
from maillage.projections.fold import Batch, concerned
from maillage.projections.rows import to_rows
from maillage.projections.sorting import sort_key

SQL = queries(__file__)


@dataclass(frozen=True, slots=True)
class SkillRow:
    person: UUID
    skill: str


@dataclass(frozen=True, slots=True)
class TrainingRow:
    person: UUID
    title: str
    on: date  # last day


async def skills_of(db: Connection, caller: Caller, people: Sequence[UUID]) -> dict[UUID, list[SkillRow]]:
    """The skills of each of these people, in French order. Nobody is missing from the answer."""
    caller.must(Right.READ_DIRECTORY)
    found: dict[UUID, list[SkillRow]] = {person: [] for person in people}
    for row in to_rows(SkillRow, await db.fetch(SQL["skills_of"], caller.network, people)):
        found[row.person].append(row)
    return found


async def trainings_of(db: Connection, caller: Caller, people: Sequence[UUID]) -> dict[UUID, list[TrainingRow]]:
    """The trainings of each of these people, the latest first. Nobody is missing from the answer."""
    caller.must(Right.READ_DIRECTORY)
    found: dict[UUID, list[TrainingRow]] = {person: [] for person in people}
    for row in to_rows(TrainingRow, await db.fetch(SQL["trainings_of"], caller.network, people)):
        found[row.person].append(row)
    return found


# Writing ------------------------------------------------------------------------

_FACTS = {Person.SkillDeclared, Person.SkillWithdrawn, Person.TrainingRecorded}


async def project(db: Connection, facts: Sequence[Recorded]) -> None:
    batch = Batch("skills", "trainings")
    for recorded in concerned(_FACTS, facts):
        fact = recorded.fact
        key = {"person": fact.originator_id}
        match fact:
            case Person.SkillDeclared(skill=skill) | Person.SkillWithdrawn(skill=skill):
                held = isinstance(fact, Person.SkillDeclared)
                batch.patch("skills", recorded, {**key, "skill": skill}, sort_key=sort_key(skill), held=held)
            case Person.TrainingRecorded(title=title, on=on):
                batch.patch("trainings", recorded, {**key, "version": fact.originator_version}, title=title, on=on)
    if batch:
        await db.execute(SQL["write"], batch.json())


PROJECTION = Projection("profiles", version=1, sql=SQL, project=project)

"""How facts become polls of dates, their options and what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from maillage.domain.base import Fact
from maillage.domain.date_poll_facts import DateOption
from maillage.domain.date_polls import DatePoll
from maillage.domain.registry import facts_of
from maillage.eventstore.facts import Recorded
from maillage.eventstore.projection import Projection
from maillage.eventstore.sql import Connection, queries
from maillage.projections.date_polls import DatePollStatus
from maillage.projections.fold import Batch, concerned

SQL = queries(__file__)

_FACTS = set(facts_of(DatePoll).values())


async def project(db: Connection, facts: Sequence[Recorded]) -> None:
    batch = Batch("date_polls", "date_poll_options", "date_poll_invited", "date_poll_answers")
    for recorded in concerned(_FACTS, facts):
        fact = recorded.fact
        key = {"id": fact.originator_id}
        batch.patch("date_polls", recorded, key, version=fact.originator_version, **_columns(fact))
        _patch_details(batch, recorded)
    if batch:
        await db.execute(SQL["write"], batch.json())


def _patch_details(batch: Batch, recorded: Recorded) -> None:
    fact = recorded.fact
    poll: dict[str, Any] = {"date_poll": fact.originator_id}
    match fact:
        case DatePoll.Opened(options=options, invited=invited):
            for option in options:
                _patch_option(batch, recorded, option)
            for each in invited:
                key = {**poll, "person": each.person}
                batch.patch("date_poll_invited", recorded, key, collectivities=each.collectivities)
        case DatePoll.OptionAdded(option=option):
            _patch_option(batch, recorded, option)
        case DatePoll.AvailabilityAnswered(person=person, answers=answers, timestamp=at):
            for answer in answers:
                key = {**poll, "person": person, "option": answer.option}
                columns = {"availability": answer.availability, "answered_at": at}
                batch.patch("date_poll_answers", recorded, key, **columns)


def _patch_option(batch: Batch, recorded: Recorded, option: DateOption) -> None:
    key = {"date_poll": recorded.fact.originator_id, "number": option.number}
    batch.patch("date_poll_options", recorded, key, starts_at=option.starts_at, ends_at=option.ends_at)


def _columns(fact: Fact) -> dict[str, Any]:
    match fact:
        case DatePoll.Opened(timestamp=at):
            about = {"title": fact.title, "kind": fact.kind, "modality": fact.modality, "meeting": fact.meeting}
            terms = {"deadline": fact.deadline, "members": fact.members, "needed": fact.needed}
            return {**about, **terms, "status": DatePollStatus.OPEN, "opened_at": at}
        case DatePoll.ReminderSent(timestamp=at):
            return {"reminded_at": at}
        case DatePoll.Closed(chosen=chosen, meeting=meeting, reason=reason, timestamp=at):
            end = {"status": DatePollStatus.CLOSED, "ended_at": at, "reason": reason}
            return {**end, "chosen": chosen.number, "meeting": meeting}
        case DatePoll.Abandoned(reason=reason, timestamp=at):
            return {"status": DatePollStatus.ABANDONED, "ended_at": at, "reason": reason}
    return {}


PROJECTION = Projection("date_polls", version=1, sql=SQL, project=project)

"""Plays the demonstration up to a day. The same day again adds nothing; a later one goes on with the same story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID, uuid5

from maillage.domain.calendar import PARIS, day_of
from maillage.domain.refusals import Refusal
from maillage.domain.slugs import slug_of
from maillage.eventstore.log import Command, Log
from maillage.usecases.demonstration.cast import COORDINATOR, NETWORK
from maillage.usecases.demonstration.days import Days
from maillage.usecases.demonstration.first_days import first_days
from maillage.usecases.demonstration.months import months
from maillage.usecases.demonstration.programme import TO_COUNT
from maillage.usecases.demonstration.rest_of_year import rest_of_year
from maillage.usecases.demonstration.sittings import decision_of
from maillage.usecases.demonstration.stage import NAMESPACE, Stage
from maillage.usecases.founding import Founding

WEEKS = 52  # from the founding to the first day asked for; the story itself ends in week 55
EARLIEST = date(2000, 1, 1)

_FOUNDERS = {
    "name": NETWORK,
    "given_name": COORDINATOR.given_name,
    "family_name": COORDINATOR.family_name,
    "email": COORDINATOR.email,
    "phone": COORDINATOR.phone,
}
_COMMAND = Command.of(uuid5(NAMESPACE, "fondation"), "found_network", **_FOUNDERS)
FOUNDING = Founding.by(_COMMAND)  # the network and its coordinator, there or not yet


class DemonstrationTooEarly(Refusal):
    """The demonstration ends on 2000-01-01 or later."""

    SOURCE = "ours: its calendar begins there"
    FR = "La démonstration s’arrête au plus tôt le {earliest}, pas le {until}."
    EN = "The demonstration ends on {earliest} at the earliest, not on {until}."


@dataclass(frozen=True)
class Demonstration:
    """The network of the demonstration, how many facts this call added, and which steps the rules refuse by now."""

    slug: str
    network: UUID
    coordinator: UUID
    to_count: UUID  # a decision that was voted on and whose ballot is left to be closed
    added: int
    left_out: tuple[str, ...]


async def play_demonstration(log: Log, until: date) -> Demonstration:
    """Founds the network 52 weeks before `until` if it is not there, then plays what had happened by that evening.

    DemonstrationTooEarly, SlugTaken.
    """
    if until < EARLIEST:
        raise DemonstrationTooEarly("until", until=str(until), earliest=str(EARLIEST))
    first = await log.history(FOUNDING.network, limit=1)
    days = Days(day_of(first[0].fact.timestamp)) if first else Days.before(until, WEEKS)
    stage = Stage(log, FOUNDING, days, datetime.combine(until, time.max, PARIS).astimezone(UTC))
    if not first:
        await stage.found(_COMMAND, **_FOUNDERS)
    await stage.remember()
    await stage.play([*first_days(stage), *months(stage), *rest_of_year(stage)])
    to_count, left_out = decision_of(stage, TO_COUNT), tuple(stage.left_out)
    return Demonstration(slug_of(NETWORK), FOUNDING.network, FOUNDING.coordinator, to_count, stage.added, left_out)

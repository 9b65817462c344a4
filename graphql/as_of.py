"""A network as it was: at an instant, or right after an entry of its activity."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import cast

import strawberry

from maillage.domain.calendar import shown
from maillage.domain.caller import Right
from maillage.domain.refusals import Refusal
from maillage.eventstore.past import recorded_at, seq_at
from maillage.eventstore.sql import Connection
from maillage.graphql.activity_options import POSITIONS
from maillage.graphql.moments import Context, Moment
from maillage.graphql.scalars import Cursor


class NotYet(Refusal):
    """Only what has been recorded can be looked at."""

    SOURCE = "ours: the future is not recorded"
    FR = "L’instant demandé, le {at}, est encore à venir : nous sommes le {now}."
    EN = "The instant asked for ({at}) is still to come, it is {now}."


class PositionNotReached(Refusal):
    """A cursor of `asOf` comes from the activity of this network."""

    SOURCE = "ours: the future is not recorded"
    FR = "L’historique de ce réseau n’a pas encore atteint cette position."
    EN = "The history of this network has not reached this position."


@strawberry.input(one_of=True, description="A moment of a network's history.")
class AsOf:
    at: datetime | None = strawberry.field(default=strawberry.UNSET, description="All that was recorded by then.")
    cursor: Cursor | None = strawberry.field(
        default=strawberry.UNSET, description="All that was recorded up to there: a cursor of the activity."
    )


async def as_it_was(context: Context, asked: AsOf) -> Moment | None:
    """The moment asked for, with today's rights; None before the founding.

    NotAllowed before anything is looked up or replayed; NotYet, PositionNotReached, PastTooLong.
    """
    present = context.moment
    present.caller.must(Right.READ_NETWORK)
    seq, instant = await _place(present, asked)
    if not seq:
        return None
    past = await context.pasts.at(present.caller.network, seq)
    # A past answers the reads' fetches and nothing else: nobody writes through it.
    return Moment.of(cast(Connection, past), replace(present.caller, now=instant), present.seal)


async def _place(present: Moment, asked: AsOf) -> tuple[int, datetime]:
    """The position and the instant of that moment."""
    now, network = present.caller.now, present.caller.network
    if asked.cursor:
        seq, _ = POSITIONS.decode(present.seal, asked.cursor)
        instant = await recorded_at(present.db, network, seq)
        if instant is None:
            raise PositionNotReached("asOf", "cursor")
        return seq, instant
    assert asked.at
    if asked.at > now:
        raise NotYet("asOf", "at", at=shown(asked.at), now=shown(now))
    return await seq_at(present.db, network, asked.at), asked.at

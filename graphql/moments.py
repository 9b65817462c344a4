"""A network as it is, or as it was at one moment, and what an operation may reach."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TypeAlias
from uuid import UUID

import strawberry

from maillage.domain.caller import Caller
from maillage.eventstore.log import Log
from maillage.eventstore.opaque import Seal
from maillage.eventstore.past import Pasts
from maillage.eventstore.sql import Connection
from maillage.graphql.context import Tail
from maillage.graphql.live import Live
from maillage.graphql.loaders import Loaders
from maillage.graphql.locales import Locale


@dataclass(frozen=True, slots=True)
class Moment:
    """What everything reached from one network reads through. `caller.now` is the instant that it shows."""

    db: Connection  # the live read models, or those of a past
    caller: Caller  # with today's rights, whatever the instant
    loaders: Loaders
    seal: Seal  # of the network's cursors

    @classmethod
    def of(cls, db: Connection, caller: Caller, seal: Seal) -> Moment:
        return cls(db, caller, Loaders(db, caller), seal)

    def renewed(self) -> Moment:
        """The same with nothing remembered, at this instant: after a change, or for another event."""
        return Moment.of(self.db, replace(self.caller, now=datetime.now(UTC)), self.seal)


@dataclass(kw_only=True, slots=True)
class Context:
    """What the resolvers of one operation are given."""

    moment: Moment  # the present
    pasts: Pasts
    log: Log
    tail: Tail
    locale: Locale
    url: str  # https://reseau.example, without a slash at its end
    session: UUID | None = None  # by which somebody signed in; None: with a token, or nobody in particular
    live: Live = field(default_factory=Live)

    def renewed(self) -> Context:
        return replace(self, moment=self.moment.renewed())


Info: TypeAlias = strawberry.Info[Context, None]

"""How the endpoint gets its contexts: who asks, with which rights of today, and who sees the same."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

from maillage.domain.caller import Caller, Right, Role
from maillage.eventstore.log import Log
from maillage.eventstore.opaque import Seal
from maillage.eventstore.past import Pasts
from maillage.eventstore.sql import Connection
from maillage.graphql.context import Identity, Tail, Wiring
from maillage.graphql.locales import Locale
from maillage.graphql.moments import Context, Moment
from maillage.graphql.user_errors import translated
from maillage.projections.audience import AudienceScope
from maillage.usecases.standing import caller_in


class Member(Identity, Protocol):
    """A person of one network, as a token says."""

    @property
    def network(self) -> UUID: ...
    @property
    def person(self) -> UUID: ...
    @property
    def session(self) -> UUID | None: ...


@dataclass(frozen=True, slots=True)
class Audience:
    """Whose subscriptions show the same: those who may see the same and read the same language."""

    scope: AudienceScope
    locale: Locale


@dataclass(frozen=True, slots=True)
class Sources:
    """What every operation reads from and writes to."""

    db: Connection
    pasts: Pasts
    log: Log
    tail: Tail
    cursors: Seal  # of the installation
    url: str  # by which people reach us, without a slash at its end

    def wiring(self, authenticate: Callable[[str], Awaitable[Member | None]]) -> Wiring[Context]:
        return Wiring(
            authenticate=authenticate,
            context_for=self.context_for,
            share_scope=share_scope,
            context_for_scope=self.context_for_scope,
            translate=translated,
        )

    async def context_for(self, member: Any, locale: Locale) -> Context:
        """With the rights of this moment: a mandate may have begun or ended since the last operation."""
        now = datetime.now(UTC)
        caller = await caller_in(self.db, member.network, member.person, now)
        return replace(self._context(caller, locale), session=member.session)

    async def context_for_scope(self, audience: Any) -> Context:
        """As somebody who may read what this audience may, and do nothing."""
        scope: AudienceScope = audience.scope
        role = Role.AUD if scope.everything else Role.PART if scope.invited else Role.AMB
        caller = Caller(scope.network, scope.invited, frozenset({role}), datetime.now(UTC), scope.collectivities)
        return self._context(caller, audience.locale)

    def _context(self, caller: Caller, locale: Locale) -> Context:
        moment = Moment.of(self.db, caller, self.cursors.of(caller.network.bytes))
        return Context(moment=moment, pasts=self.pasts, log=self.log, tail=self.tail, locale=locale, url=self.url)


async def share_scope(context: Context, _field: str, _arguments: Mapping[str, Any]) -> Hashable | None:
    """None for who may see no entry at all: such a subscription runs alone, and is refused."""
    caller = context.moment.caller
    may_see = caller.may(Right.READ_ACTIVITY) or caller.may(Right.READ_INVITED_MEETINGS)
    return Audience(AudienceScope.of(caller), context.locale) if may_see else None

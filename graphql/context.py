"""What an operation may reach, and what the transport is given by the composition root."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, Self, TypeVar
from uuid import UUID

from maillage.graphql.errors import Translate, nothing_expected
from maillage.graphql.live import Live
from maillage.graphql.locales import Locale


class Identity(Protocol):
    """Who a token belongs to. `id` is what caps and rates are counted by."""

    @property
    def id(self) -> Hashable: ...


class Tail(Protocol):
    """The live end of the log."""

    def head(self, network_id: UUID, /) -> int:
        """The network's last sequence known to this process; 0 if none."""

    async def beyond(self, network_id: UUID, seq: int, timeout: float, /) -> int:
        """Wait until the head passes `seq`, for `timeout` seconds at most; the head then."""


class OperationContext(Protocol):
    """The part of a context that the transport itself uses."""

    locale: Locale
    live: Live

    def renewed(self) -> Self:
        """The context for the next event of the same subscription: same rights, new loaders, new instant."""


C = TypeVar("C", bound=OperationContext)


@dataclass(frozen=True, kw_only=True)
class Wiring(Generic[C]):
    """The hooks that the composition root fills in."""

    authenticate: Callable[[str], Awaitable[Identity | None]]
    """Whose token this is, now; None where it is unknown, expired or revoked."""

    context_for: Callable[[Identity, Locale], Awaitable[C]]
    """The context of one operation of that person."""

    share_scope: Callable[[C, str, Mapping[str, Any]], Awaitable[Hashable | None]]
    """The rights that decide what a subscription's field shows, as a value; None where it is never shared.

    Given the caller's context, the field's name in the schema and its arguments. Two callers with equal
    scopes see the same events. It is asked again while a subscription lives: another answer begins it anew.
    """

    context_for_scope: Callable[[Hashable], Awaitable[C]]
    """The context of an execution that stands for everyone of that scope, and for no person."""

    translate: Translate = nothing_expected
    """What the API answers where a resolver raised a domain's refusal; None where the error is a bug."""

"""The figures of the GraphQL endpoint, each with its default."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from maillage.graphql.limits import Limits


@dataclass(frozen=True, kw_only=True, slots=True)
class EndpointSettings:
    limits: Limits = field(default_factory=Limits)
    max_body_bytes: int = 1_048_576  # of a request, 1 MiB; also of one WebSocket message
    body_seconds: float = 30.0  # to receive a request's body
    execution_seconds: float = 10.0  # for a query, a mutation, or one event of a subscription
    init_seconds: float = 10.0  # for `connection_init` on a new WebSocket
    heartbeat_seconds: float = 15.0  # between two comments on an event stream
    recheck_seconds: float = 30.0  # between two looks at the tokens and rights of open connections
    close_seconds: float = 5.0  # a closing connection may take to send what is queued
    max_connections: int = 20  # sockets and event streams that one person has open
    max_operations: int = 50  # running on one socket
    operations_per_minute: int = 600  # that one person may start; also the burst
    queue_frames: int = 256  # waiting for a slow reader; then it is closed
    queue_characters: int = 4_194_304  # likewise
    session_cookie: str | None = None  # by which a browser that signed in is known
    allowed_origins: frozenset[str] = frozenset()  # besides the server's own, as `https://example.org`
    documents: Mapping[str, str] = field(default_factory=dict)  # persisted, by id
    only_listed_documents: bool = False

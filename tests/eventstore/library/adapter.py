"""The library's synchronous recorders over our asynchronous log, as thin as they can be.

Every event goes through `append_facts`, in network 0 and without a command, so that a position of the network is a
position of the log.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import asyncpg
from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    InfrastructureFactory,
    IntegrityError,
    Notification,
    ProcessRecorder,
    StoredEvent,
    Subscription,
    Tracking,
    TrackingRecorder,
)
from eventsourcing.utils import resolve_topic

from maillage.eventstore.append import Appended, Item, StoredFact, append_facts
from maillage.eventstore.facts import NOBODY, Envelope
from maillage.eventstore.tail import Tail
from tests.eventstore.library.home import Home

ENVELOPE = Envelope(None, NOBODY, NOBODY)

EVENTS = """
SELECT originator_id, originator_version, topic, state FROM stored_events WHERE originator_id = $1
AND ($2::bigint IS NULL OR originator_version > $2) AND ($3::bigint IS NULL OR originator_version <= $3)
ORDER BY originator_version * $4 LIMIT $5"""
NOTIFICATIONS = """
SELECT originator_id, originator_version, topic, state, notification_id FROM stored_events
WHERE notification_id >= $1 AND ($2::bigint IS NULL OR notification_id <= $2)
AND (cardinality($3::text[]) = 0 OR topic = ANY ($3)) ORDER BY notification_id LIMIT $4"""
TRACK = """
INSERT INTO tracking AS t VALUES ($1, $2) ON CONFLICT (application_name) DO UPDATE SET notification_id = $2
WHERE t.notification_id < $2 RETURNING true"""
TRACKED = "SELECT notification_id FROM tracking WHERE application_name = $1"


_homes: list[Home] = []


def home() -> Home:
    """That of the test which runs: the library makes its factories out of a module's name, with no place for it."""
    return _homes[-1]


@contextmanager
def at(home: Home) -> Iterator[None]:
    _homes.append(home)
    try:
        yield
    finally:
        _homes.pop().close()


class OnTheLog:
    def __init__(self, log: str) -> None:
        self.log, self.pool = log, home().pool(log)

    async def _transact(self, events: Sequence[StoredEvent], tracking: Tracking | None) -> list[int]:
        async with self.pool.acquire() as db, db.transaction():
            positions = await self._append(db, events) if events else []
            if tracking is not None:
                await self._track(db, tracking)
        return positions

    async def _append(self, db: asyncpg.Connection, events: Sequence[StoredEvent]) -> list[int]:
        facts = [StoredFact(event, event.topic, event.state) for event in events]
        try:
            [answer] = await append_facts(db, [Item(NOBODY, ENVELOPE, b"{}", facts)], "", 30)
        except asyncpg.IntegrityConstraintViolationError as error:
            raise IntegrityError(str(error)) from error
        if not isinstance(answer, Appended):
            raise IntegrityError(str(answer))
        return [answer.first_position + place for place in range(len(events))]

    async def _track(self, db: asyncpg.Connection, tracking: Tracking) -> None:
        if not await db.fetchval(TRACK, tracking.application_name, tracking.notification_id):
            raise IntegrityError(f"{tracking} was processed before")


class Aggregates(OnTheLog, AggregateRecorder):
    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> list[int] | None:
        home().call(self._transact(stored_events, None))
        return None

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> list[StoredEvent]:
        rows = home().call(self.pool.fetch(EVENTS, originator_id, gt, lte, -1 if desc else 1, limit))
        return [StoredEvent(*row) for row in rows]


class Notifications(Aggregates, ApplicationRecorder):
    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> list[int] | None:
        return home().call(self._transact(stored_events, None))

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> list[Notification]:
        first = (start or 0) + (not inclusive_of_start)
        rows = home().call(self.pool.fetch(NOTIFICATIONS, first, stop, list(topics), limit))
        return [Notification(*row) for row in rows]

    def max_notification_id(self) -> int | None:
        return home().call(self.pool.fetchval("SELECT max(notification_id) FROM stored_events"))

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> "Following":
        return Following(self, gt, topics)


class Trackings(OnTheLog, TrackingRecorder):
    def insert_tracking(self, tracking: Tracking) -> None:
        home().call(self._transact((), tracking))

    def max_tracking_id(self, application_name: str) -> int | None:
        return home().call(self.pool.fetchval(TRACKED, application_name))


class Processes(Trackings, Notifications, ProcessRecorder):
    def insert_events(
        self, stored_events: Sequence[StoredEvent], *, tracking: Tracking | None = None, **_: Any
    ) -> list[int] | None:
        return home().call(self._transact(stored_events, tracking))


class Following(Subscription[Notifications]):
    """History by pages, and our tail to wait for more."""

    def __init__(self, recorder: Notifications, gt: int | None, topics: Sequence[str]) -> None:
        super().__init__(recorder, gt, topics)
        self._last, self._page = gt or 0, iter(())
        self._tail = Tail(lambda: home().connect(recorder.log), poll=30)
        home().call(self._tail.__aenter__())

    def stop(self) -> None:
        if not self._has_been_stopped:
            super().stop()
            home().call(self._tail.__aexit__())

    def __next__(self) -> Notification:
        while not self._has_been_stopped:
            for notification in self._page:
                self._last = notification.id
                return notification
            page = self._recorder.select_notifications(self._last, 500, topics=self._topics, inclusive_of_start=False)
            if not page:
                home().call(self._tail.beyond(NOBODY, self._last, timeout=0.1))
            self._page = iter(page)
        raise StopIteration


class Factory(InfrastructureFactory[Trackings]):
    """Makes recorders whose log is named after the application."""

    def aggregate_recorder(self, purpose: str = "events") -> Aggregates:
        return Aggregates(f"{self.env.name}_{purpose}")

    def application_recorder(self) -> Notifications:
        return Notifications(self.env.name)

    def tracking_recorder(self, tracking_recorder_class: type[Trackings] | None = None) -> Trackings:
        topic = self.env.get(self.TRACKING_RECORDER_TOPIC)
        kind = tracking_recorder_class or (resolve_topic(topic) if topic else Trackings)
        return kind(self.env.name)

    def process_recorder(self) -> Processes:
        return Processes(self.env.name)

"""The library's own test suites, on our log: each test in schemas of its own."""

from collections.abc import Iterator
from itertools import count

import pytest
from eventsourcing.persistence import Tracking
from eventsourcing.tests import application, persistence, projection
from eventsourcing.utils import Environment

from maillage.eventstore.database import Database
from tests.eventstore.library import adapter
from tests.eventstore.library.home import EventLoop, Home

MODULE = adapter.__name__
NUMBERS = count(1)


@pytest.fixture(scope="module")
def loop() -> Iterator[EventLoop]:
    with EventLoop() as loop:
        yield loop


@pytest.fixture(autouse=True)
def home(loop: EventLoop, kept_database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PERSISTENCE_MODULE", MODULE)
    with adapter.at(Home(loop, kept_database, f"library_{next(NUMBERS)}")):
        yield


class TestAggregateRecorder(persistence.AggregateRecorderTestCase):
    def create_recorder(self):
        return adapter.Aggregates("tested")


class TestApplicationRecorder(persistence.ApplicationRecorderTestCase):
    def create_recorder(self):
        return adapter.Notifications("tested")

    def test_insert_subscribe(self):
        self.optional_test_insert_subscribe()


class TestTrackingRecorder(persistence.TrackingRecorderTestCase):
    def create_recorder(self):
        return adapter.Trackings("tested")


class TestProcessRecorder(persistence.ProcessRecorderTestCase):
    def create_recorder(self):
        return adapter.Processes("tested")


class TestNonInterleaving(persistence.NonInterleavingNotificationIDsBaseCase):
    def create_recorder(self):
        return adapter.Notifications("tested")


class OtherTrackings(adapter.Trackings):
    pass


class TestFactory(persistence.InfrastructureFactoryTestCase):
    def setUp(self):
        self.env = Environment("TestCase", {"PERSISTENCE_MODULE": MODULE})
        super().setUp()

    def expected_factory_class(self):
        return adapter.Factory

    def expected_aggregate_recorder_class(self):
        return adapter.Aggregates

    def expected_application_recorder_class(self):
        return adapter.Notifications

    def expected_tracking_recorder_class(self):
        return adapter.Trackings

    def tracking_recorder_subclass(self):
        return OtherTrackings

    def expected_process_recorder_class(self):
        return adapter.Processes


class TestExampleApplication(application.ExampleApplicationTestCase):
    expected_factory_topic = f"{MODULE}:Factory"


@pytest.mark.filterwarnings("always:'log' is deprecated:DeprecationWarning")  # one test counts it
class TestApplication(application.ApplicationTestCase):
    pass


class TestEventSourcedProjection(projection.EventSourcedProjectionTestCase):
    pass


class CountersView(adapter.Trackings, projection.EventCountersView):
    """A read model of the library's kind: its rows and its tracking in one transaction."""

    def __init__(self, log: str) -> None:
        super().__init__(log)
        adapter.home().call(self.pool.execute("CREATE TABLE IF NOT EXISTS counts (kind text PRIMARY KEY, n int)"))

    def get_created_event_counter(self) -> int:
        return adapter.home().call(self._count("created"))

    def get_subsequent_event_counter(self) -> int:
        return adapter.home().call(self._count("subsequent"))

    def incr_created_event_counter(self, tracking: Tracking) -> None:
        adapter.home().call(self._increment("created", tracking))

    def incr_subsequent_event_counter(self, tracking: Tracking) -> None:
        adapter.home().call(self._increment("subsequent", tracking))

    async def _count(self, kind: str) -> int:
        return await self.pool.fetchval("SELECT n FROM counts WHERE kind = $1", kind) or 0

    async def _increment(self, kind: str, tracking: Tracking) -> None:
        async with self.pool.acquire() as db, db.transaction():
            await self._track(db, tracking)
            await db.execute(
                "INSERT INTO counts AS c VALUES ($1, 1) ON CONFLICT (kind) DO UPDATE SET n = c.n + 1", kind
            )


class TestCountersView(projection.EventCountersViewTestCase):
    def construct_event_counters_view(self):
        return CountersView("tested")


class TestAggregateProjection(projection.AggregateEventCountersProjectionTestCase):
    view_class = CountersView

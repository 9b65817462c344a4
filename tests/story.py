"""given(facts).when(command).then(facts): the way a domain rule is tested here."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from maillage.domain.base import Aggregate, Fact, FirstFact
from maillage.domain.refusals import Refusal

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = date(2026, 3, 2)  # of NOON, in Paris
STREAM = UUID(int=1)
NINE = tuple(UUID(int=100 + n) for n in range(1, 10))  # nine collectivities
SYNDICATE, PARTNER = UUID(int=200), UUID(int=300)

Place = Callable[[UUID, int], Fact]


def minutes(count: int) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=count)


def fact(kind: type[Fact], /, **fields: object) -> Place:
    """A fact waiting for its place in a stream."""
    first = {"originator_topic": kind.TOPIC.partition(".")[0]} if issubclass(kind, FirstFact) else {}

    def place(stream: UUID, version: int) -> Fact:
        return kind(originator_id=stream, originator_version=version, **{"timestamp": NOON} | first | fields)

    return place


def replayed(*facts: Place, stream: UUID = STREAM) -> Any:
    """The aggregate that these facts make."""
    aggregate: Any = None
    for version, place in enumerate(facts, 1):
        aggregate = place(stream, version).mutate(aggregate)
    return aggregate


class given:
    """A stream's past; `when` a verb runs, `then` come its new facts, in order, and no others."""

    def __init__(self, *facts: Place) -> None:
        self.aggregate: Aggregate | None = replayed(*facts)
        self.version = len(facts)

    def when(self, command: Callable[..., Any], /, **fields: object) -> given:
        """`at` is noon unless given. A verb that begins a stream is a class method and needs no past."""
        self.command, self.fields = command, {"at": NOON} | fields
        return self

    def _run(self) -> None:
        if self.aggregate is None:
            self.aggregate = self.command(id=STREAM, **self.fields)
        else:
            self.command(self.aggregate, **self.fields)

    def then(self, *facts: Place) -> None:
        self._run()
        assert self.aggregate is not None
        expected = [place(STREAM, self.version + n) for n, place in enumerate(facts, 1)]
        assert list(self.aggregate.collect_events()) == expected

    def then_nothing(self) -> None:
        self.then()

    def then_refused(self, why: type[Refusal], message: str, path: str) -> None:
        """Refused with this English message and a French one, at this input field, and nothing changed."""
        before = deepcopy(self.aggregate)
        with pytest.raises(Refusal) as caught:
            self._run()
        refusal = caught.value
        assert (type(refusal), refusal.message("en"), refusal.path) == (why, message, (path,))
        assert refusal.message("fr") not in {"", message}
        assert self.aggregate == before
        assert self.aggregate is None or self.aggregate.pending_events == []

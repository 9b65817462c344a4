"""The token bucket, by a clock of its own."""

import pytest

from maillage.graphql import quotas
from maillage.graphql.errors import ApiError
from maillage.graphql.quotas import Rate


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_refills_evenly_and_never_beyond_a_minute_s_worth():
    clock = Clock()
    rate = Rate(60, clock)
    for _ in range(60):
        rate.take("anne")
    with pytest.raises(ApiError) as refused:
        rate.take("anne")
    assert refused.value.extensions == {"code": "RATE_LIMITED", "maximum": 60, "retryAfter": 1.0}
    clock.now += 1
    rate.take("anne")
    with pytest.raises(ApiError):
        rate.take("anne")
    clock.now += 10_000
    for _ in range(60):
        rate.take("anne")
    with pytest.raises(ApiError):
        rate.take("anne")


def test_people_who_asked_nothing_for_a_minute_are_forgotten(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(quotas, "SWEEP", 10)
    clock = Clock()
    rate = Rate(60, clock)
    for person in range(10):
        rate.take(person)
    clock.now += 61
    rate.take("anne")
    assert set(rate._buckets) == {"anne"}

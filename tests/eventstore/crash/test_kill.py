"""Whatever is killed, and whenever: what was acknowledged is there, once."""

import shutil

import pytest

from tests.eventstore.crash.rounds import play_all
from tests.postgres import reachable_directory


@pytest.fixture
def data():
    made = reachable_directory()
    yield made / "data"
    shutil.rmtree(made)


def nothing_lost_nothing_twice(rounds) -> bool:
    return all((each.lost, each.twice) == (0, 0) and each.written > 0 for each in rounds)


async def test_two_kills_under_load_lose_nothing(data):
    rounds = await play_all(data, 2, (0.2, 0.4))
    assert nothing_lost_nothing_twice(rounds)


@pytest.mark.full
async def test_twenty_one_kills_under_load_lose_nothing(data, capsys, record_property):
    rounds = await play_all(data, 21, (0.5, 2.0))
    record_property("table", capsys.readouterr().out)
    assert nothing_lost_nothing_twice(rounds)

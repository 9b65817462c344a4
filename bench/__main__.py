"""`./run bench`: measures, prints one table and writes one JSON file."""

from __future__ import annotations

import argparse
import platform
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import uvloop

from bench import appends, replays, starts, web
from bench.contest import Figure, table
from bench.ground import Ground, ground

RESULTS = Path(__file__).parent / "results"
Measure = Callable[[Ground, int, float], Awaitable[list[Figure]]]
MEASURES: dict[str, Measure] = {
    "append": appends.measure,
    "rehydration": replays.rehydration,
    "rebuild": replays.rebuilds,
}
Apart = Callable[[int, float], Awaitable[list[Figure]]]
APART: dict[str, Apart] = {  # on servers in processes of their own
    "web": web.measure,
    "start": starts.measure,
}


async def run(names: list[str], rounds: int, seconds: float) -> list[Figure]:
    figures: list[Figure] = []
    for name in names:
        if name in APART:
            figures += await APART[name](rounds, seconds)
            continue
        async with ground() as open_ground:  # each measure on an empty log of its own
            figures += await MEASURES[name](open_ground, rounds, seconds)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("measure", nargs="*", choices=[*MEASURES, *APART, []], help="all by default")
    parser.add_argument("--rounds", type=int, default=5, help="measured rounds of each competitor")
    parser.add_argument("--seconds", type=float, default=1.0, help="length of a round")
    given = parser.parse_args()
    figures = uvloop.run(run(given.measure or [*MEASURES, *APART], given.rounds, given.seconds))
    print(table(figures))
    print(f"\n{_kept(figures)}")


def _kept(figures: list[Figure]) -> Path:
    at = datetime.now(UTC)
    machine = {"python": platform.python_version(), "machine": platform.machine(), "system": platform.system()}
    result = {"at": at, "machine": machine, "figures": [figure.as_json() for figure in figures]}
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{at:%Y-%m-%dT%H%M%S}.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode(result)))
    return path


main()

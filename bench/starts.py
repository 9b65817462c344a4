"""From the command to the line that says where it listens: the first start with its demonstration, and a later one."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
import time
from pathlib import Path

from bench.contest import Figure, contest
from bench.ground import directory

_PATIENCE = 60  # seconds


async def measure(rounds: int, _: float) -> list[Figure]:
    kept = directory()

    async def first() -> float:
        data = directory()
        try:
            return await _start(data)
        finally:
            shutil.rmtree(data)

    async def later() -> float:
        return await _start(kept)

    try:
        await _start(kept)
        return await contest("start", "ms", {"first, with the demonstration": first, "later": later}, rounds)
    finally:
        shutil.rmtree(kept)


async def _start(data: Path) -> float:
    """Milliseconds. The server is stopped again."""
    told = os.environ | {"MAILLAGE_DATA": str(data / "data"), "MAILLAGE_PORT": "0"}
    environment = {name: value for name, value in told.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "maillage.cli", "serve"]
    started = time.perf_counter()
    process = await asyncio.create_subprocess_exec(*command, env=environment, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    try:
        async with asyncio.timeout(_PATIENCE):
            while b"Maillage listens on" not in (line := await process.stdout.readline()):
                assert line, "the server ended before it listened"
        elapsed = time.perf_counter() - started
    finally:
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.communicate(), _PATIENCE)
    return elapsed * 1e3

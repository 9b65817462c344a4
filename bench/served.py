"""The server that is measured: a process of its own, with the demonstration, and without caps per person.

`python -m bench.served DIRECTORY` prints one line of JSON {url, token} once it listens, and ends with its input.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import uvloop

from maillage import server
from maillage.accounts import tokens
from maillage.config import Settings
from maillage.domain.calendar import day_of
from maillage.graphql.settings import EndpointSettings
from maillage.http_edge.listening import Server, configuration, listen
from maillage.usecases.demonstration.play import play_demonstration

UNCAPPED = EndpointSettings(max_connections=100_000, operations_per_minute=10**9)


async def main(data: Path) -> None:
    now = datetime.now(UTC)
    with listen("127.0.0.1", 0) as bound:
        async with server.application(Settings(data=data)) as running:
            played = await play_demonstration(running.log, day_of(now))
            minted = await tokens.mint(
                running.pool, network=played.network, person=played.coordinator, label="bench", now=now
            )
            app, endpoint = server.create_app(running, UNCAPPED)
            where = {"url": "http://{}:{}".format(*bound.getsockname()), "token": minted.token}
            said = msgspec.json.encode(where).decode()
            web = Server(configuration(app, 2**20), lambda: print(said, flush=True), endpoint.close)
            gc.collect()
            gc.freeze()
            ending = asyncio.create_task(_until_input_ends(web))
            await web.serve([bound])
            await ending


async def _until_input_ends(web: Server) -> None:
    await asyncio.to_thread(sys.stdin.read)
    web.should_exit = True


if __name__ == "__main__":
    uvloop.run(main(Path(sys.argv[1])))

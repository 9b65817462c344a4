"""What the README says to paste, pasted: against a server just started, with the reference client listening."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
from pathlib import Path
from uuid import uuid4

from tests.node_client import SOURCE, node, node_path
from tests.test_server import LISTENS, TOKEN, Started, asked, data, started

__all__ = ["data"]  # the fixture
ROOT = Path(__file__).parents[1]
PLAN = """mutation { planMeeting(input: {commandId: "%s", title: "Bilan", kind: REGULAR, modality: HYBRID}) {
    errors { code } } }"""
CURL = re.compile(r"^curl .*$", re.MULTILINE)


def pasted(command: str, url: str, token: str) -> str:
    shell = ["sh", "-c", command.replace("http://127.0.0.1:8000", url)]
    return subprocess.run(shell, env=os.environ | {"TOKEN": token}, capture_output=True, text=True, check=True).stdout


async def listening(url: str, token: str) -> asyncio.subprocess.Process:
    """The README's reference client, connected."""
    environment = os.environ | {"TOKEN": token, "NODE_FOLDER": str(await asyncio.to_thread(node_path))}
    script, socket = ROOT / "docs" / "how-to" / "live.mjs", url.replace("http", "ws") + "/graphql"
    command = [str(node()), "--import", (SOURCE / "resolve.mjs").as_uri(), str(script), socket]
    client = await asyncio.create_subprocess_exec(*command, env=environment, stdout=asyncio.subprocess.PIPE)
    assert client.stdout
    assert await asyncio.wait_for(client.stdout.readline(), 60) == b"Live.\n"
    heard = asyncio.create_task(client.stdout.readline())
    async with asyncio.timeout(120):
        while not heard.done():  # the subscription follows the connection, and nothing says when it has begun
            await asyncio.to_thread(plan, url, token)
            await asyncio.wait({heard}, timeout=1)
    return client


def plan(url: str, token: str) -> None:
    """A fact of no other use than to be heard."""
    planned = asked(url, token, PLAN % uuid4())
    assert planned["data"]["planMeeting"]["errors"] == []


async def told(client: asyncio.subprocess.Process, beginning: str) -> str:
    """The next line that begins so."""
    assert client.stdout
    async with asyncio.timeout(60):
        while not (line := (await client.stdout.readline()).decode()).startswith(beginning):
            assert line, f"it ended before it said {beginning!r}"
    return line


async def test_three_queries_a_command_and_the_decision_arrives_live(data: Path) -> None:
    *queries, command = CURL.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    with started(data) as server:
        url, token = _ready(server)
        answers = [json.loads(pasted(query, url, token)) for query in queries]
        client = await listening(url, token)
        assert client.stdout
        counted = json.loads(pasted(command, url, token))
        await told(client, "Scrutin clos")
        adopted = await told(client, "Décision ")
        client.terminate()
        await client.wait()
        assert json.loads(pasted(command, url, token))["data"] == counted["data"]

    assert len(answers) == 3
    assert all(answer["data"]["network"] and "errors" not in answer for answer in answers)
    decision = counted["data"]["closeBallot"]["decision"]
    assert decision["statusLabel"] == "Adoptée"
    assert adopted.startswith(f"Décision {decision['number']} adoptée")


def _ready(server: Started) -> tuple[str, str]:
    return server.until(LISTENS), server.until(TOKEN)


def test_the_readme_prints_what_a_start_prints(data: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    with started(data) as server:
        url, _ = _ready(server)
        server.until(re.compile(r"(closeBallot.*)\n"))
    assert CURL.findall(server.said.replace(url, "http://127.0.0.1:8000")) == CURL.findall(readme)

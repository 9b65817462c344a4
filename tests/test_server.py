"""Starting and stopping everything, as `./run` does: on an embedded server, over a real port."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from maillage.config import SettingRefused, Settings
from maillage.domain.calendar import day_of
from maillage.eventstore import rebuild
from maillage.eventstore.database import Database
from maillage.eventstore.keyring import Secrets
from maillage.eventstore.log import Log
from maillage.http_edge import listening
from maillage.projections import ALL
from maillage.server import _first_words, application, endpoint_settings, forgetting, opened, url_of
from maillage.usecases.demonstration.play import play_demonstration
from tests.network import founded
from tests.postgres import reachable_directory

TOKEN = re.compile(r"^TOKEN=(mlg_\w+)$", re.MULTILINE)
LISTENS = re.compile(r"Maillage listens on (http://127\.0\.0\.1:\d+) ")


@pytest.fixture
def data() -> Iterator[Path]:
    made = reachable_directory()
    yield made
    shutil.rmtree(made)


@pytest.mark.parametrize(("host", "shown"), [("127.0.0.1", "http://127.0.0.1"), ("::1", "http://[::1]")])
def test_the_address_that_is_printed_can_be_opened(host, shown):
    try:
        bound = listening.listen(host, 0)
    except listening.CannotListen as no_ipv6:
        pytest.skip(f"not on this machine: {no_ipv6}")
    with bound:
        assert url_of(bound) == f"{shown}:{bound.getsockname()[1]}"


class Started:
    """A server of its own process."""

    def __init__(self, data: Path, **settings: str) -> None:
        inherited = {name: os.environ[name] for name in ("PATH", "MAILLAGE_PG_BIN") if name in os.environ}
        environment = inherited | {"MAILLAGE_DATA": str(data / "data"), "MAILLAGE_PORT": "0"} | settings
        command = [sys.executable, "-m", "maillage.cli", "serve"]
        self.process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.said = ""

    def until(self, pattern: re.Pattern[str]) -> str:
        """What the first group matches, once it is printed."""
        assert self.process.stdout is not None
        while not (found := pattern.search(self.said)):
            line = self.process.stdout.readline()
            assert line, f"it ended: {self.said}"
            self.said += line
        return found[1]

    def end(self, number: int = signal.SIGTERM) -> int:
        """Its exit status, once it is told to stop."""
        self.process.send_signal(number)
        rest, _ = self.process.communicate(timeout=60)
        self.said += rest
        return self.process.returncode


@contextmanager
def started(data: Path, **settings: str) -> Iterator[Started]:
    server = Started(data, **settings)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.end()


def asked(url: str, token: str, query: str) -> dict[str, Any]:
    headers = {"authorization": f"Bearer {token}"}
    answer: dict[str, Any] = httpx.post(f"{url}/graphql", json={"query": query}, headers=headers, timeout=60).json()
    return answer


def test_the_first_start_plays_the_demonstration_and_says_how_to_sign_in_and_what_to_try(data):
    with started(data, MAILLAGE_LOG_LEVEL="debug") as server:
        url, token = server.until(LISTENS), server.until(TOKEN)
        server.until(re.compile(r"(closeBallot.*)\n"))
        queries = [json.loads(body)["query"] for body in re.findall(r"-d '(.*)'", server.said)]
        *answers, counted = [asked(url, token, query) for query in queries]
        assert httpx.get(f"{url}/health/ready", timeout=60).json() == {"status": "ok"}
        assert httpx.get(f"{url}/graphiql", timeout=60).status_code == 200
        assert server.end() == 0
    assert len(answers) == 3
    for answer in answers:
        assert "errors" not in answer
    meetings, decisions, activity = (answer["data"]["network"] for answer in answers)
    assert len(meetings["meetings"]["nodes"]) == 3
    assert any(decision["number"] for decision in decisions["decisions"]["nodes"])
    assert len(activity["activity"]["nodes"]) == 10
    adopted = counted["data"]["closeBallot"]
    assert adopted["errors"] == []
    assert re.fullmatch(r"\d{4}-\d\d", adopted["decision"]["number"])  # which one depends on today
    assert adopted["decision"]["statusLabel"] == "Adoptée"
    assert server.said.count(token) == 1, "even at debug level no log line holds the token"
    assert "Traceback" not in server.said


def test_a_later_start_finds_everything_again_and_makes_no_token(data):
    with started(data) as server:
        token = server.until(TOKEN)
    assert server.process.returncode == 0
    with started(data) as server:
        url = server.until(LISTENS)
        answer = asked(url, token, "{ viewer { networks { roles } } }")
        server.until(re.compile(r"(To sign in, make a token: .*)"))
        assert server.end(signal.SIGINT) == 0
    assert answer["data"] == {"viewer": {"networks": [{"roles": ["COORD"]}]}}
    assert "TOKEN=" not in server.said


@pytest.mark.parametrize("carried_out", [1, 40])
def test_a_first_start_that_was_cut_is_taken_up_by_the_next_one(data, monkeypatch, carried_out):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    asyncio.run(cut_first_start(data / "data", monkeypatch, carried_out))
    with started(data) as server:
        url, token = server.until(LISTENS), server.until(TOKEN)
        server.until(re.compile(r"(closeBallot.*)\n"))
        counting = json.loads(re.findall(r"-d '(.*)'", server.said)[-1])["query"]
        assert asked(url, token, counting)["data"]["closeBallot"]["errors"] == []
    with started(data) as server:
        said = server.until(re.compile(r"(To sign in, make a token: .*)"))
    assert said.endswith('./run token --network reseau-des-ambassadeurs-du-tri-de-l-arvoise --person "Gwenaëlle Robin"')
    assert "TOKEN=" not in server.said


async def cut_first_start(data: Path, monkeypatch: Any, carried_out: int) -> None:
    """Ends like a process that is killed after so many commands of the demonstration."""
    whole, done = Log.carry_out, 0

    async def carry_out(*args: Any, **fields: Any) -> Any:
        nonlocal done
        if done == carried_out:
            raise InterruptedError
        done += 1
        return await whole(*args, **fields)

    async with application(Settings.from_environment({**os.environ, "MAILLAGE_DATA": str(data)})) as running:
        with monkeypatch.context() as patched:
            patched.setattr(Log, "carry_out", carry_out)
            with pytest.raises(InterruptedError):
                await play_demonstration(running.log, day_of(datetime.now(UTC)))
        assert await running.pool.fetchval("SELECT count(*) FROM access_tokens") == 0
        assert await running.pool.fetchval("SELECT count(DISTINCT network_id) FROM stored_events") == 1


async def test_other_networks_than_the_demonstration_get_no_token_by_a_start(database: Database):
    own = replace(database.settings, database_url=None)
    async with opened(database.settings, database) as running:
        await founded(running, "Réseau")
        tokens = await running.pool.fetchval("SELECT count(*) FROM access_tokens")
        words = await _first_words(replace(running, settings=own), "http://127.0.0.1:8000")
        assert words == 'To sign in, make a token:  ./run token --network ADDRESS --person "Given Family"'
        assert await running.pool.fetchval("SELECT count(*) FROM access_tokens") == tokens


def test_a_server_that_is_told_to_stop_while_it_starts_stops(data):
    with started(data) as server:
        while not list((data / "data").glob("**/postmaster.pid")):
            time.sleep(0.01)
        assert server.end() == 0
    assert "Traceback" not in server.said
    assert list((data / "data").glob("**/postmaster.pid")) == []


def test_a_port_that_is_taken_is_one_line_that_names_the_setting(data):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with started(data, MAILLAGE_PORT=port) as server:
            out, _ = server.process.communicate(timeout=60)
    assert server.process.returncode == 1
    assert re.fullmatch(rf"maillage: 127\.0\.0\.1:{port} cannot be listened on \(.*\): change MAILLAGE_PORT\.\n", out)
    assert not (data / "data").exists(), "nothing is started before the port is ours"


def test_an_address_that_is_none_names_the_setting():
    with pytest.raises(listening.CannotListen, match=r"no\.such\.host\.invalid .*: change MAILLAGE_HOST\."):
        listening.listen("no.such.host.invalid", 0)


def test_the_settings_of_the_api_reach_its_endpoint(tmp_path):
    (tmp_path / "hello.graphql").write_text("{ viewer { networks { slug } } }")
    settings = Settings(documents=tmp_path, persisted_only=True, operations_per_minute=60, connections_per_person=3)
    figures = endpoint_settings(settings)
    assert figures.documents == {"hello": "{ viewer { networks { slug } } }"}
    assert (figures.only_listed_documents, figures.operations_per_minute, figures.max_connections) == (True, 60, 3)
    unset = endpoint_settings(Settings())
    assert (unset.documents, unset.only_listed_documents) == ({}, False)


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("absent", None, "it cannot be read"),
        ("list.json", b'["x"]', "it cannot be read"),
        ("not-json.json", b"{ viewer }", "it cannot be read"),
        ("empty.json", b"{}", "it must hold at least one document"),
    ],
)
def test_documents_that_are_none_are_refused_by_the_name_of_their_setting(tmp_path, name, content, rule):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(SettingRefused, match=rule) as refused:
        endpoint_settings(Settings(documents=tmp_path / name))
    assert (refused.value.setting, refused.value.value) == ("MAILLAGE_DOCUMENTS", repr(str(tmp_path / name)))


def test_documents_that_are_not_there_stop_the_start_before_anything_is_made(data):
    with started(data, MAILLAGE_DOCUMENTS=str(data / "absent")) as server:
        out, _ = server.process.communicate(timeout=60)
    assert server.process.returncode == 2
    assert out.startswith("maillage: MAILLAGE_DOCUMENTS is ")
    assert out.count("\n") == 1
    assert not (data / "data").exists()


async def test_what_commands_answered_is_forgotten_after_thirty_days(database: Database):
    async with opened(database.settings, database) as running:
        network = await founded(running, "Réseau")
        kept = "SELECT count(*) FROM commands"
        assert await running.pool.fetchval(kept) == 1
        async with forgetting(running.log.forget_commands, every=0.01):
            await asyncio.sleep(0.1)
        assert await running.pool.fetchval(kept) == 1
        owner = await database.owner_connect()
        await owner.execute("UPDATE commands SET recorded_at = $1", datetime.now(UTC) - timedelta(days=31))
        await owner.close()
        async with forgetting(running.log.forget_commands, every=0.01):
            for _ in range(6_000):
                if not await running.pool.fetchval(kept):
                    break
                await asyncio.sleep(0.01)
        assert await running.pool.fetchval(kept) == 0
        assert await network.facts() == 3


async def test_forgetting_goes_on_after_a_failure(caplog):
    attempts = asyncio.Queue[None]()

    class Away:
        async def forget_commands(self) -> int:
            attempts.put_nowait(None)
            raise ConnectionError("the database is away")

    async with forgetting(Away().forget_commands, every=0.01):
        for _ in range(3):
            await asyncio.wait_for(attempts.get(), 60)
    assert "could not be forgotten" in caplog.text


async def test_of_processes_that_start_at_once_one_makes_the_read_models_and_the_others_wait(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async def start() -> bool:
        async with opened(database.settings, database) as running:
            return await rebuild.up_to_date(running.pool, ALL)

    caplog.set_level("INFO")
    Secrets.kept_in(database.settings.key_file)
    async with asyncio.timeout(120):
        assert await asyncio.gather(*(start() for _ in range(3))) == [True] * 3
    assert caplog.text.count("the read models are made anew") == 1

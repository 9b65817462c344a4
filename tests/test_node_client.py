import asyncio
import json
import os

import pytest

from tests.node_client import SOURCE, node_path, run_script


async def test_the_reference_clients_are_there_at_the_locked_versions(tmp_path):
    script = tmp_path / "clients.mjs"
    script.write_text("""
        import { serverAudits } from "graphql-http";
        import { createClient as webSocket } from "graphql-ws";
        import { createClient as events } from "graphql-sse";
        import { version } from "graphql";
        import WebSocket from "ws";
        const kinds = [serverAudits, webSocket, events, WebSocket].map((thing) => typeof thing);
        console.log(JSON.stringify({ kinds, version, asked: process.argv.slice(2) }));
    """)
    done = await run_script(script, "à", "b c")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    locked = json.loads((SOURCE / "package-lock.json").read_text())["packages"]
    assert said == {
        "kinds": ["function"] * 4,
        "version": locked["node_modules/graphql"]["version"],
        "asked": ["à", "b c"],
    }


async def test_a_failing_script_says_so(tmp_path):
    script = tmp_path / "failing.mjs"
    script.write_text('import "no-such-package";')
    done = await run_script(script)
    assert done.returncode == 1
    assert "no-such-package" in done.stderr


async def test_a_script_that_hangs_is_killed(tmp_path):
    script = tmp_path / "hanging.mjs"
    started = tmp_path / "pid"
    script.write_text("""
        import { writeFileSync } from "node:fs";
        writeFileSync(process.argv[2], String(process.pid));
        setInterval(() => {}, 1000);
    """)
    for seconds in (1, 4, 16, 64):
        with pytest.raises(TimeoutError):
            await run_script(script, str(started), timeout=seconds)
        if started.exists():  # otherwise it was killed before it began
            break
    with pytest.raises(ProcessLookupError):
        os.kill(int(started.read_text()), 0)


async def test_two_scripts_at_once(tmp_path):
    script = tmp_path / "one.mjs"
    script.write_text("console.log(process.argv[2]);")
    both = await asyncio.gather(run_script(script, "1"), run_script(script, "2"))
    assert [done.stdout for done in both] == ["1\n", "2\n"]


def test_the_clients_are_kept_outside_what_git_tracks():
    assert node_path().parent.name == ".cache"

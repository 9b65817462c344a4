"""GraphQL over HTTP, over a real socket."""

import json
from pathlib import Path

from tests.graphql.conftest import Served
from tests.node_client import run_script

CLIENTS = Path(__file__).parent / "clients"
AUDITS = 61


async def test_the_reference_audits_pass_one_and_all(served: Served):
    done = await run_script(CLIENTS / "audits.mjs", f"http://{served.address}/graphql", "anne")
    assert done.returncode == 0, done.stderr
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [result for result in results if result["status"] != "ok"] == []
    assert len(results) == AUDITS

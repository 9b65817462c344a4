"""graphql-sse, distinct connections mode."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.graphql.conftest import ACTIVITY, NET, Served, Serving
from tests.graphql.test_websocket import settled
from tests.graphql.toy import SEAL, TIMELINE
from tests.node_client import run_script

CLIENTS = Path(__file__).parent / "clients"
STREAM = {"accept": "text/event-stream"}


@asynccontextmanager
async def stream(served: Served, query: str, token: str = "anne", **variables: Any) -> AsyncIterator[httpx.Response]:
    headers = STREAM | {"authorization": f"Bearer {token}"}
    body = {"query": query, "variables": variables}
    async with served.http.stream("POST", "/graphql", json=body, headers=headers, timeout=60) as response:
        yield response


async def events(response: httpx.Response) -> AsyncIterator[tuple[str, Any]]:
    """Event by event: its name and its data."""
    name = ""
    async for line in response.aiter_lines():
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            data = line.removeprefix("data: ")
            yield name, json.loads(data) if data else None


async def test_the_reference_client_queries_changes_and_follows(served: Served):
    done = await run_script(CLIENTS / "graphql_sse.mjs", f"http://{served.address}/graphql", "anne", NET)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["errors"][0]["extensions"] == {"code": "GRAPHQL_VALIDATION_FAILED"}
    assert (said["viewer"], said["last"], said["texts"], said["seq"]) == ("anne in fr", 1, ["from node"], 1)
    await settled(served, groups=0, connections=0)


async def test_a_stream_and_a_socket_share_one_execution_and_resume_by_cursor(served: Served):
    world = served.world
    for text in ("1", "2", "3"):
        world.add(text)
    english = {"accept-language": "en"}
    async with (
        served.socket(additional_headers=english) as socket,
        stream(served, ACTIVITY, n=NET, c=TIMELINE.encode(SEAL, 1, 0)) as response,
    ):
        await socket.activity()
        heard = events(response)
        texts = [(await anext(heard))[1]["data"]["activity"]["entry"]["text"] for _ in range(2)]
        assert texts == ["2", "3"]
        await settled(served, groups=1, connections=2)
        world.add("4")
        name, data = await anext(heard)
        assert (name, data["data"]["activity"]["entry"]) == ("next", {"seq": 4, "text": "4"})
        assert await socket.texts(1) == ["4"]
    await settled(served, groups=0, connections=0)


async def test_what_is_wrong_is_told_in_the_stream(served: Served):
    for query, code in (("{", "GRAPHQL_PARSE_FAILED"), (ACTIVITY, "BAD_USER_INPUT")):
        async with stream(served, query) as response:
            assert response.status_code == 200
            said = [event async for event in events(response)]
            assert [name for name, _ in said] == ["next", "complete"]
            assert said[0][1]["errors"][0]["extensions"]["code"] == code


async def test_a_cursor_of_another_log_is_told_in_the_stream(served: Served):
    async with stream(served, ACTIVITY, n=NET, c=TIMELINE.encode(SEAL, 99, 0)) as response:
        said = [event async for event in events(response)]
    assert said[0][1]["errors"][0]["extensions"]["code"] == "CURSOR_EXPIRED"
    await settled(served, groups=0, connections=0)


async def test_a_stream_needs_a_token_like_everything(served: Served):
    async with stream(served, "{ hello }", token="stolen") as response:
        assert response.status_code == 401


async def test_a_get_opens_a_stream_for_an_event_source(served: Served):
    headers = STREAM | {"authorization": "Bearer anne"}
    response = await served.http.get("/graphql", params={"query": "subscription { countdown }"}, headers=headers)
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert response.text.count("event: next") == 3
    assert response.text.endswith("event: complete\ndata: \n\n")


async def test_a_quiet_stream_beats(serving: Serving):
    async with serving(heartbeat_seconds=0.02) as served, stream(served, ACTIVITY, n=NET) as response:
        text = ""
        async for chunk in response.aiter_text():
            text += chunk
            if text.count(":\n\n") > 3:
                break


async def test_a_stream_ends_with_its_token_and_with_the_server(served: Served):
    async with stream(served, ACTIVITY, n=NET) as anne, stream(served, ACTIVITY, token="bob", n=NET) as bob:
        await settled(served, groups=1, connections=2)
        del served.world.tokens["anne"]
        await served.endpoint.recheck()
        assert [event async for event in events(anne)] == []
        await served.endpoint.close()
        assert [event async for event in events(bob)] == []
    await settled(served, groups=0, connections=0)


async def test_streams_count_as_connections(serving: Serving):
    async with serving(max_connections=1) as served, served.socket(), stream(served, ACTIVITY, n=NET) as response:
        assert response.status_code == 429
        body = json.loads(await response.aread())
        assert body["errors"][0]["extensions"] == {"code": "TOO_MANY_CONNECTIONS", "maximum": 1}


async def test_an_unexpected_error_in_a_stream_is_masked(served: Served):
    async with stream(served, "subscription { failing }") as response:
        said = [event async for event in events(response)]
    assert [name for name, _ in said] == ["next", "next", "complete"]
    assert said[1][1]["errors"][0]["extensions"]["code"] == "INTERNAL"
    assert "secret" not in json.dumps(said)


async def test_rights_that_end_end_the_stream(served: Served):
    async with stream(served, ACTIVITY, n=NET) as response:
        await settled(served, groups=1, connections=1)
        served.world.audiences["anne"] = frozenset()
        await served.endpoint.recheck()
        said = [event async for event in events(response)]
    assert said[0][1]["errors"][0]["extensions"]["code"] == "FORBIDDEN"
